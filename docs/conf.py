# ruff: noqa: INP001 - Sphinx reads it by this name
"""How the pages of this folder become a site: ``sphinx-build -W docs docs/_build`` (CONTRIBUTING.md).

The pages are plain Markdown that a forge shows, too. The reference of the code comes from docstrings,
whose single backticks become links where they name something at a room's door.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import sp4n
from docutils.nodes import document
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.ext.autodoc import SLOTSATTR
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer

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
_DOORS = [
    f"sp4n{room}"
    for room in (
        "", ".workdays", ".model", ".workflow", ".workflow.commands", ".workflow.diagram", ".routing",
        ".routing.analysis", ".sla", ".interchange", ".monitoring", ".policy", ".sample",
        ".testing.strategies",
    )
]  # fmt: skip
_PAGES = {
    "CHANGELOG.md": "project/changes",
    "CONTRIBUTING.md": "project/contributing",
    "SECURITY.md": "project/security",
}


def _names() -> Iterator[tuple[str, str]]:
    """Give what stands at a door by its short name and by its home's, with its name at the door."""
    for door in _DOORS:
        module = import_module(door)
        for name in module.__all__:
            home = getattr(getattr(module, name), "__module__", door)
            at_the_door = name if isinstance(getattr(module, name), ModuleType) else f"{door}.{name}"
            yield name, at_the_door
            yield f"{home}.{name}", at_the_door


_AT_THE_DOOR = dict(_names())  # a room comes after `sp4n`, and its name for a thing wins


def _constants() -> dict[str, list[str]]:
    """Read what stands below each constant of the library, which no object carries."""
    modules = [name for name in sys.modules if name.startswith("sp4n.")]
    return {
        name: lines
        for module in modules
        for (owner, name), lines in ModuleAnalyzer.for_module(module).find_attr_docs().items()
        if not owner
    }


def _explain(
    _app: Sphinx, what: str, name: str, _value: object, _options: object, lines: list[str]
) -> None:
    """Give a constant the words that it has at home."""
    if what == "data":
        lines[:] = _CONSTANTS.get(name.rpartition(".")[2], [])
    if what in {"attribute", "data", "property"}:
        lines[:0] = ["..", ""]  # else napoleon takes the words before a colon for a type


_CONSTANTS = _constants()


def _skip(
    _app: Sphinx, what: str, name: str, value: object, _skip: object, _options: object
) -> bool | None:
    """Show all that stands at a door; of a value's fields only what its signature does not say."""
    if what == "module" and name in _AT_THE_DOOR:
        return isinstance(value, ModuleType)
    return True if value is SLOTSATTR else None


def _aim(app: Sphinx, doctree: document) -> None:
    """Lead each name and each link to where the site has what it means, before Sphinx looks."""
    for node in list(doctree.findall(pending_xref)):
        if node["refdomain"] == "py":
            _aim_name(node)
        elif node["reftype"] == "myst":
            _aim_link(app.env, node)


def _aim_name(node: pending_xref) -> None:
    """Make the name of anything at a door that at its room's; any other name is no riddle."""
    node["reftarget"] = _AT_THE_DOOR.get(node["reftarget"], node["reftarget"])
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


def setup(app: Sphinx) -> None:
    """Hang the functions above into Sphinx."""
    app.connect("autodoc-process-docstring", _explain, priority=400)  # before napoleon
    app.connect("autodoc-skip-member", _skip)
    app.connect("doctree-read", _aim)
