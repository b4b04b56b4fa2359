"""A workflow as a diagram: a picture (SVG), or text for Mermaid or Graphviz.

Everything is drawn from the rows alone, so that the diagram of a city's own workflow is as true as
that of LAPOR!'s. The same workflow gives the same characters on every machine. What a label says
stays words, whatever signs it holds.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Language
from sp4n.workflow.diagram.drawing import picture
from sp4n.workflow.diagram.text_blocks import plain
from sp4n.workflow.diagram.wording import LIGHT, bounds, command_name, status_name, who
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow

_PLAIN_CODE = re.compile(r"[A-Za-z0-9_]+")
# A line that holds "direction TB" anywhere would be an order to Mermaid.
_NO_MERMAID_WORD = re.compile(r"[^A-Za-z0-9 .,()/-]| (?=(?i:TB|BT|LR|RL)\b)")


class _Picture(str):
    """The text of a picture; as the last word of a cell, a notebook shows the picture itself."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)


def svg(workflow: Workflow, language: Language = "id") -> str:
    """Draw a workflow as a picture that any browser shows, and notebooks; it needs no program.

    Statuses are coloured by their phase and named by LAPOR!'s own labels, with English ones on
    demand. Each arrow says its command and who may; what the system does after a limit is dashed.

    >>> from sp4n.workflow import LAPOR
    >>> svg(LAPOR)[:39]
    '<svg xmlns="http://www.w3.org/2000/svg"'
    """
    return _Picture(picture(workflow, language))


def mermaid(workflow: Workflow, language: Language = "id") -> str:
    """Write a workflow as a state diagram of Mermaid, which many wikis and forges show.

    >>> from sp4n.workflow import LAPOR
    >>> print(mermaid(LAPOR, "en")[:77])
    stateDiagram-v2
        direction TB
        state "not yet verified" as s_unverified
    """
    return _lines(_mermaid_lines(workflow, language))


def dot(workflow: Workflow, language: Language = "id") -> str:
    """Write a workflow as a directed graph for Graphviz, which lays it out.

    >>> from sp4n.workflow import LAPOR
    >>> print(dot(LAPOR)[:19])
    digraph "lapor/2" {
    """
    return _lines(_dot_lines(workflow, language))


FORMATS: Mapping[str, Callable[[Workflow, Language], str]] = FrozenDict(
    {
        "svg": svg,
        "mermaid": mermaid,
        "dot": dot,
    }
)
"""Every format, and the function that writes it."""


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _ids(workflow: Workflow) -> Mapping[str, str]:
    """A name for each status that no notation takes for a word of its own."""
    return {
        status.code: f"s_{status.code}" if _PLAIN_CODE.fullmatch(status.code) else f"s{place}"
        for place, status in enumerate(workflow.statuses)
    }


def _mermaid_lines(workflow: Workflow, language: Language) -> Iterator[str]:
    ids = _ids(workflow)
    yield "stateDiagram-v2"
    yield "    direction TB"
    for status in workflow.statuses:
        yield f'    state "{_mermaid_words(status_name(status, language))}" as {ids[status.code]}'
    yield f"    [*] --> {ids[workflow.initial]}"
    for row in workflow.transitions:
        name = _mermaid_words(command_name(workflow, row, language))
        said = _mermaid_words(", ".join(_details(row, language)))
        yield f"    {ids[row.source]} --> {ids[row.target]} : {name} ({said})"
    for status in workflow.statuses:
        if not status.phase.is_open:
            yield f"    {ids[status.code]} --> [*]"
    yield from _mermaid_colours(workflow, ids)


def _mermaid_colours(workflow: Workflow, ids: Mapping[str, str]) -> Iterator[str]:
    for phase, look in LIGHT.looks.items():
        members = [ids[status.code] for status in workflow.statuses if status.phase is phase]
        if members:
            yield f"    classDef phase_{phase} fill:{look.fill},stroke:{look.ink},color:{LIGHT.ink}"
            yield f"    class {','.join(members)} phase_{phase}"


def _mermaid_words(text: str) -> str:
    """Every sign that Mermaid could take for its own becomes a number."""
    return _NO_MERMAID_WORD.sub(lambda sign: f"#{ord(sign[0])};", text)


def _dot_lines(workflow: Workflow, language: Language) -> Iterator[str]:
    ids = _ids(workflow)
    yield f"digraph {_dot_words(workflow.version)} {{"
    yield '    graph [rankdir=TB, fontname="Helvetica"]'
    yield '    node [shape=box, style="rounded,filled", fontname="Helvetica", penwidth=2]'
    yield '    edge [fontname="Helvetica", fontsize=11]'
    yield '    start [shape=circle, style=filled, fillcolor=black, width=0.2, label=""]'
    for status in workflow.statuses:
        look, name = LIGHT.looks[status.phase], _dot_words(status_name(status, language))
        colours = f'fillcolor="{look.fill}", color="{look.ink}", fontcolor="{LIGHT.ink}"'
        ends = 1 if status.phase.is_open else 2
        yield f"    {ids[status.code]} [label={name}, {colours}, peripheries={ends}]"
    yield f"    start -> {ids[workflow.initial]}"
    for row in workflow.transitions:
        said = _dot_words(command_name(workflow, row, language), *_details(row, language))
        ink = LIGHT.looks[workflow.status(row.target).phase].ink
        style = "dashed" if row.after else "solid"
        shown = f'label={said}, color="{ink}", style={style}'
        yield f"    {ids[row.source]} -> {ids[row.target]} [{shown}]"
    yield "}"


def _dot_words(*lines: str) -> str:
    r"""Quote lines of text; backslashes, quotes and entities would mean something to Graphviz."""
    said = [plain(line).replace("&", "&amp;").replace("\\", r"\\") for line in lines]
    quoted = r"\n".join(said).replace('"', r"\"")
    return f'"{quoted}"'


def _details(row: Transition, language: Language) -> tuple[str, ...]:
    return (who(row, language), *bounds(row, language))
