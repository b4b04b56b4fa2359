# ruff: noqa: INP001 - Sphinx reads it by this name
"""How the pages of this folder become a site; CONTRIBUTING.md has the command.

The pages are plain Markdown that a forge shows, too. The reference of the code comes from
docstrings, whose single backticks become links where they name something at a room's door.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from inspect import isclass, ismemberdescriptor, ismodule, isroutine
from pathlib import Path

from docutils.nodes import Text, document, literal_block
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.logging import getLogger

import sp4n

project = "sp4n"
author = "The sp4n founders"
release = sp4n.__version__
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "myst_parser"]
exclude_patterns = ["_build"]

figure_language_filename = "{root}{ext}"  # a page says itself which picture it means

html_theme = "furo"
html_title = f"sp4n {release}"
html_static_path = ["_static"]
html_css_files = ["wide.css"]
html_copy_source = False
html_show_copyright = False
pygments_style = "default"
pygments_dark_style = "github-dark"

myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]  # Pygments knows no Mermaid

default_role = "py:obj"
add_module_names = False
toc_object_entries_show_parents = "hide"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
autodoc_member_order = "groupwise"
autodoc_typehints_format = "short"
autodoc_default_options = {
    "members": True,
    "undoc-members": True,
    "no-value": True,
    # What any value of its kind can do is not told again: `Described` stands on the page of `sp4n`.
    "inherited-members": "Described,BaseException,str,int,Enum,Sequence,Mapping,Set,tuple,object",
}

_ROOT = Path(__file__).parents[1]
_WITHIN = (
    "sp4n.routing.analysis",
    "sp4n.testing.strategies",
    "sp4n.workflow.commands",
    "sp4n.workflow.diagram",
)
_ROOMS = sorted(page.parent.name for page in (_ROOT / "src" / "sp4n").glob("*/__init__.py"))
_DOORS = ["sp4n", *(f"sp4n.{room}" for room in _ROOMS if room != "commandline"), *_WITHIN]
_PAGES = {
    "CHANGELOG.md": "project/changes",
    "CONTRIBUTING.md": "project/contributing",
    "SECURITY.md": "project/security",
}


def _names() -> Iterator[tuple[str, str]]:
    """Give all that stands at a door, by the names that others call it, with its name there."""
    for door in _DOORS:
        module = import_module(door)
        for name in module.__all__:
            value = getattr(module, name)
            at_the_door = value.__name__ if ismodule(value) else f"{door}.{name}"
            yield f"{getattr(value, '__module__', door)}.{name}", at_the_door
            if name[0].isupper():  # `events` may be anybody's
                yield name, at_the_door


_AT_THE_DOOR = dict(_names())  # a room comes after `sp4n`, and its name for a thing wins


def _show_constants(_app: Sphinx) -> None:
    """Tell autodoc what stands below each constant at its home: no object carries it along."""
    modules = [name for name in sys.modules if name.startswith("sp4n.")]
    words = {
        name: lines
        for module in modules
        for (owner, name), lines in ModuleAnalyzer.for_module(module).find_attr_docs().items()
        if not owner
    }
    for door in map(import_module, _DOORS[1:]):
        known = ModuleAnalyzer.for_module(door.__name__).find_attr_docs()
        for name in door.__all__:
            value = getattr(door, name)
            if not (isclass(value) or isroutine(value) or ismodule(value)):
                known["", name] = words.get(name, [""])


def _keep_colons(
    _app: Sphinx, what: str, _name: str, _value: object, _options: object, lines: list[str]
) -> None:
    """Put an empty comment before an attribute's words: napoleon takes a colon there for a type."""
    if what in {"attribute", "data", "property"}:
        lines[:0] = ["..", ""]


def _skip(
    _app: Sphinx, what: str, _name: str, value: object, _skip: object, _options: object
) -> bool | None:
    """Leave out a value's fields: its signature has them, and its docstring says what they are."""
    is_field = repr(value) == "SLOTS_ATTR" or ismemberdescriptor(value)  # of its own, or inherited
    return True if what in {"class", "exception"} and is_field else None


def _aim(app: Sphinx, doctree: document) -> None:
    """Lead each name and each link to where the site has what it means, before Sphinx looks."""
    for node in list(doctree.findall(pending_xref)):
        if node["refdomain"] == "py":
            _aim_name(node)
        elif node["reftype"] == "myst":
            _aim_link(app.env, node)


def _trim(_app: Sphinx, doctree: document) -> None:
    """Drop the empty line that ends an example for the tests."""
    for block in doctree.findall(literal_block):
        block.rawsource = block.astext().rstrip()
        block[:] = [Text(block.rawsource)]


def _aim_name(node: pending_xref) -> None:
    """Make the name of anything at a door that at its room's, its own room's first."""
    name = node["reftarget"]
    here = f"{node.get('py:module')}.{name}"
    node["reftarget"] = _AT_THE_DOOR.get(here, _AT_THE_DOOR.get(name, name))
    node.attributes.pop("refspecific", None)


def _aim_link(env: BuildEnvironment, node: pending_xref) -> None:
    """Link the project's own pages; a file or folder of the sources is named, without a link."""
    path = node["reftarget"].partition("#")[0]
    page = _PAGES.get(Path(path).name)
    if page:
        node.attributes |= {"refdomain": "doc", "reftarget": page, "reftargetid": None}
    elif path and node["reftarget"] not in env.found_docs:
        here = Path(env.doc2path(env.docname)).parent
        if (here / path).exists() or (_ROOT / "docs" / path).exists():
            node.replace_self(node.children)


def _find_all(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each name at a room's door that no page shows."""
    shown = {*env.domains.python_domain.objects, *env.domains.python_domain.modules}
    for name in sorted({name for name in _AT_THE_DOOR.values() if name not in shown}):
        getLogger(__name__).warning("%s is on no page of docs/reference/api", name)


def setup(app: Sphinx) -> None:
    """Hang the functions above into Sphinx."""
    app.connect("builder-inited", _show_constants)
    app.connect("autodoc-process-docstring", _keep_colons, priority=400)  # before napoleon
    app.connect("autodoc-skip-member", _skip)
    app.connect("doctree-read", _aim)
    app.connect("doctree-read", _trim)
    app.connect("env-check-consistency", _find_all)
