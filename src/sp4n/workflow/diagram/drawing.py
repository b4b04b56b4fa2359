"""A workflow as a picture: SVG of shapes and text alone, with every name as a tooltip."""

from collections.abc import Iterable, Iterator
from html import escape

from attrs import frozen

from sp4n.labels import Label, Language, Template
from sp4n.workflow.diagram.composing import Box, Scene, Tag, scene
from sp4n.workflow.diagram.placing import Wire
from sp4n.workflow.diagram.text_blocks import Block, Style, plain, width_of, wrapped
from sp4n.workflow.diagram.wording import INK, PHASE_LOOKS, SOFT, sentence, status_name
from sp4n.workflow.status import PHASE_LABELS, Phase
from sp4n.workflow.table import Transition, Workflow

__all__ = ["picture"]

_TITLE, _NOTE = Style(20, INK, is_bold=True), Style(12, SOFT)
_FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
_MARGIN, _TOP = 28, 122  # above the scene: title, counts, and the mark of the beginning
_LEGEND_ROW = 26
_SWATCH = 26
_DASHED = ' stroke-dasharray="6 4"'
_HEAD = 9  # an arrow head's length
_NARROWEST, _LONGEST = 480, 900  # of the picture, and of the title in it

_HEADING = Template(id="Alur kerja {version}", en="Workflow {version}")
_COUNTS = Template(
    id="{statuses} status, {commands} perintah, {rows} transisi",
    en="{statuses} statuses, {commands} commands, {rows} transitions",
)
_BY_PEOPLE = Label(id="oleh orang", en="by a person")
_BY_SYSTEM = Label(
    id="oleh sistem, sesudah batas waktu lewat", en="by the system, once a limit has passed"
)
_BEGINS, _ENDS = Label(id="awal", en="beginning"), Label(id="akhir", en="end")


def picture(workflow: Workflow, language: Language) -> str:
    """Draw a workflow. The text is plain ASCII, so that no terminal and no file spoils it."""
    lines = "\n".join(_Drawing(workflow, language, scene(workflow, language)).lines())
    return lines.encode("ascii", "xmlcharrefreplace").decode("ascii") + "\n"


@frozen
class _Drawing:
    workflow: Workflow
    language: Language
    scene: Scene

    def lines(self) -> Iterator[str]:
        title = wrapped(self.heading, _TITLE, _LONGEST)[0]
        inner = max(self.scene.width, width_of(title, _TITLE), _NARROWEST)
        legend = _flowed(self.legend(), inner)
        below = _TOP + self.scene.height + _MARGIN
        height = below + len(legend) * _LEGEND_ROW + _MARGIN // 2
        yield from self.opening(inner + 2 * _MARGIN, height)
        yield _text(_MARGIN, 44, title, _TITLE, "start")
        yield _text(_MARGIN, 66, self.counts(), _NOTE, "start")
        yield f'<g transform="translate({_MARGIN + (inner - self.scene.width) // 2} {_TOP})">'
        yield from self.drawn()
        yield "</g>"
        for at, row in enumerate(legend):
            yield from self.legend_row(row, below + at * _LEGEND_ROW)
        yield "</svg>"

    def opening(self, width: int, height: int) -> Iterator[str]:
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" lang="{self.language}" '
            f'font-family="{_FONT}">'
        )
        yield f"<title>{escape(self.heading)}</title>"
        yield f"<desc>{escape(self.described())}</desc>"
        yield (
            f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="12" '
            f'fill="#ffffff" stroke="#c5ccd3"/>'
        )

    @property
    def heading(self) -> str:
        return _HEADING.fill(self.language, version=plain(self.workflow.version))

    def counts(self) -> str:
        table = self.workflow
        sizes = {"statuses": len(table.statuses), "commands": len(table.commands)}
        return _COUNTS.fill(self.language, rows=len(table.transitions), **sizes)

    def described(self) -> str:
        """Say the whole picture in words, a row a line."""
        return "\n".join([self.counts(), *map(self.said, self.workflow.transitions)])

    def said(self, row: Transition) -> str:
        return sentence(self.workflow, row, self.language)

    def ink(self, code: str) -> str:
        return PHASE_LOOKS[self.workflow.status(code).phase].ink

    def drawn(self) -> Iterator[str]:
        for wire in self.scene.wires:
            yield from self.wire(wire)
        for tag in self.scene.tags:
            yield from self.tag(tag)
        yield from self.beginning()
        for box in self.scene.boxes:
            yield from self.box(box)

    def beginning(self) -> Iterator[str]:
        x, y = self.scene.start
        yield f'<circle cx="{x}" cy="-38" r="8" fill="{INK}"/>'
        yield _line(f"M{x} -30V{y - _HEAD}", INK)
        yield _head(x, y, 1, INK)

    def wire(self, wire: Wire) -> Iterator[str]:
        ink = self.ink(wire.link.target)
        top, bottom = wire.top, wire.bottom
        if wire.link.has_head and wire.link.is_upward:
            yield _head(wire.x, top, -1, ink)
            top += _HEAD
        elif wire.link.has_head:
            yield _head(wire.to_x, bottom, 1, ink)
            bottom -= _HEAD
        leaves, enters = max(wire.leaves, top), min(wire.enters, bottom)
        middle = (leaves + enters) // 2
        turn = f"C{wire.x} {middle} {wire.to_x} {middle} {wire.to_x} {enters}"
        way = f"M{wire.x} {top}V{leaves}{turn}V{bottom}"
        yield _line(way, ink, is_dashed=wire.link.is_timed)

    def tag(self, tag: Tag) -> Iterator[str]:
        yield "<g>"
        yield f"<title>{escape(chr(10).join(map(self.said, tag.arrow.rows)))}</title>"
        ink = self.ink(tag.arrow.target)
        if tag.loop is not None:
            yield from _loop(*tag.loop, tag.left, ink, is_dashed=tag.arrow.is_timed)
        yield (
            f'<rect x="{tag.left}" y="{tag.top}" width="{tag.width}" height="{tag.height}" '
            f'rx="6" fill="#ffffff"/>'
        )
        top = tag.top + (tag.height - tag.words.height) // 2
        if tag.loop is None:
            yield from _words(tag.words, tag.left + tag.width // 2, top)
        else:
            yield from _words(tag.words, tag.left, top, "start")
        yield "</g>"

    def box(self, box: Box) -> Iterator[str]:
        look = PHASE_LOOKS[box.status.phase]
        name = status_name(box.status, self.language)
        yield "<g>"
        yield f"<title>{escape(f'{name} ({box.status.code})')}</title>"
        dashed = "" if box.is_reached else _DASHED
        yield (
            f'<rect x="{box.left}" y="{box.top}" width="{box.width}" height="{box.height}" '
            f'rx="12" fill="{look.fill}" stroke="{look.ink}" stroke-width="2"{dashed}/>'
        )
        top = box.top + (box.height - box.words.height) // 2
        yield from _words(box.words, box.left + box.width // 2, top)
        if box.is_end:
            yield from _end(box.left + box.width - 16, box.top + box.height)
        yield "</g>"

    def legend(self) -> Iterator[tuple[str, str]]:
        """What the colours and the signs mean: the sign's kind, and its words."""
        for phase in (one for one in Phase if one in self.phases()):
            yield phase, PHASE_LABELS[phase].describe(self.language)
        yield "person", _BY_PEOPLE.describe(self.language)
        yield "system", _BY_SYSTEM.describe(self.language)
        yield "beginning", _BEGINS.describe(self.language)
        yield "end", _ENDS.describe(self.language)

    def phases(self) -> frozenset[Phase]:
        return frozenset(one.phase for one in self.workflow.statuses)

    def legend_row(self, row: list[tuple[str, str]], y: int) -> Iterator[str]:
        x = _MARGIN
        for sign, words in row:
            yield from _sign(sign, x, y)
            yield _text(x + _SWATCH + 8, y + 12, words, _NOTE, "start")
            x += _legend_width(words)


def _legend_width(words: str) -> int:
    return _SWATCH + 8 + width_of(words, _NOTE) + 18


def _flowed(legend: Iterable[tuple[str, str]], width: int) -> list[list[tuple[str, str]]]:
    """Break the legend into rows that are no wider than the picture."""
    rows: list[list[tuple[str, str]]] = [[]]
    used = 0
    for sign, words in legend:
        needed = _legend_width(words)
        if used + needed > width:
            rows.append([])
            used = 0
        rows[-1].append((sign, words))
        used += needed
    return rows


def _sign(sign: str, x: int, y: int) -> Iterator[str]:
    middle = y + 8
    if sign in ("person", "system"):
        yield _line(f"M{x} {middle}H{x + _SWATCH}", INK, is_dashed=sign == "system")
    elif sign == "beginning":
        yield f'<circle cx="{x + 13}" cy="{middle}" r="8" fill="{INK}"/>'
    elif sign == "end":
        yield from _end(x + 13, middle)
    else:
        look = PHASE_LOOKS[Phase(sign)]
        yield (
            f'<rect x="{x}" y="{y}" width="{_SWATCH}" height="16" rx="5" '
            f'fill="{look.fill}" stroke="{look.ink}" stroke-width="2"/>'
        )


def _end(x: int, y: int) -> Iterator[str]:
    yield f'<circle cx="{x}" cy="{y}" r="8" fill="#ffffff" stroke="{INK}" stroke-width="2"/>'
    yield f'<circle cx="{x}" cy="{y}" r="4" fill="{INK}"/>'


def _loop(x: int, y: int, to_x: int, ink: str, *, is_dashed: bool) -> Iterator[str]:
    """An arrow that leaves a box to the right and comes back below."""
    out, up, down = to_x - 4, y - 8, y + 8
    way = f"M{x} {up}C{out} {up - 6} {out} {down + 6} {x + _HEAD} {down}"
    yield _line(way, ink, is_dashed=is_dashed)
    yield f'<path d="M{x} {down}l{_HEAD} -5v10z" fill="{ink}"/>'


def _line(way: str, ink: str, *, is_dashed: bool = False) -> str:
    dashed = _DASHED if is_dashed else ""
    return f'<path d="{way}" fill="none" stroke="{ink}" stroke-width="2"{dashed}/>'


def _head(x: int, y: int, direction: int, ink: str) -> str:
    back = -direction * _HEAD
    return f'<path d="M{x} {y}l-5 {back}h10z" fill="{ink}"/>'


def _words(words: Block, x: int, top: int, anchor: str = "middle") -> Iterator[str]:
    for line in words.lines:
        yield _text(x, top + line.baseline, line.text, line.style, anchor)


def _text(x: int, y: int, words: str, style: Style, anchor: str) -> str:
    bold = ' font-weight="bold"' if style.is_bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{style.size}"{bold} fill="{style.ink}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )
