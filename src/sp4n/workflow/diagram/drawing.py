"""A workflow as a picture: SVG of shapes and text alone, with every name as a tooltip."""

from collections.abc import Iterator, Sequence
from html import escape

from attrs import frozen

from sp4n.labels import Language, Message
from sp4n.workflow.diagram.columns import (
    LINE_BELOW,
    PADDING,
    WIDTH,
    Arrow,
    Piece,
    Scene,
    Stop,
    scene,
)
from sp4n.workflow.diagram.text_blocks import Block, Style, block, plain, width_of, wrapped
from sp4n.workflow.diagram.wording import DARK, LIGHT, Paper, sentence, status_name
from sp4n.workflow.status import PHASE_LABELS, Phase, Status
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow

_TITLE, _NOTE, _HEAD = Style(20, is_bold=True), Style(12, is_soft=True), Style(12, is_bold=True)
_MARGIN, _TOP, _BELOW = 32, 148, 72  # around the scene; title and heads of columns; legend
_BAND, _BAND_TOP, _HEAD_BOTTOM = 12, -58, -18  # of columns: beside and above what is in them
_NARROWEST = 640  # the legend's width
_FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
_DASHED = ' stroke-dasharray="6 4"'

_HEADING = Message("diagram.heading")
_COUNTS = Message("diagram.counts")
_BY_PEOPLE = Message("diagram.by_people")
_BY_SYSTEM = Message("diagram.by_system")
_BEGINS, _ENDS = Message("diagram.beginning"), Message("diagram.end")


def _coloured(paper: Paper) -> str:
    rules = {
        "text,.sp4n .ink": f"fill:{paper.ink}",
        ".soft": f"fill:{paper.soft}",
        ".ground": f"fill:{paper.ground};stroke:{paper.edge}",
        ".band": f"fill:{paper.band}",
        ".ring": f"fill:{paper.ground};stroke:{paper.ink}",
        ".sign": f"stroke:{paper.ink}",
    }
    for phase, look in paper.looks.items():
        rules[f".{phase} .box"] = f"fill:{look.fill};stroke:{look.ink}"
        rules[f".{phase} .line"] = f"stroke:{look.ink}"
        rules[f".{phase} .tip"] = f"fill:{look.ink}"
    return "\n".join(f".sp4n {selector}{{{looks}}}" for selector, looks in rules.items())


_STYLE = f"""
.sp4n .line,.sp4n .sign{{fill:none}}
.sp4n .line,.sp4n .sign,.sp4n .box,.sp4n .ring{{stroke-width:2}}
.sp4n .arrow:hover .line{{stroke-width:4}}
{_coloured(LIGHT)}
@media (prefers-color-scheme:dark){{
{_coloured(DARK)}
}}
"""


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
        width, height = self.scene.size
        inner, below = max(width, _NARROWEST), _TOP + height
        yield from self.opening(inner + 2 * _MARGIN, below + _BELOW)
        yield _text(_MARGIN, 44, wrapped(self.heading, _TITLE, inner)[0], _TITLE)
        yield _text(_MARGIN, 66, self.counts, _NOTE)
        yield f'<g transform="translate({_MARGIN} {_TOP})">'
        for column, head in enumerate(self.scene.heads):
            yield from self.column(Stop(column).left, head, height)
        for stop in self.scene.stops.values():
            for arrow, words in stop.labels.items():
                yield from self.arrow(arrow, words, stop)
        for status in self.workflow.statuses:
            yield from self.status(status, self.scene.stops[status.code])
        yield "</g>"
        yield from self.legend(_MARGIN, below + 44)
        yield "</svg>"

    def opening(self, width: int, height: int) -> Iterator[str]:
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" lang="{self.language}" '
            f'font-family="{_FONT}" class="sp4n">'
        )
        yield f"<title>{escape(self.heading)}</title>"
        yield f"<desc>{escape(self.described())}</desc>"
        yield f"<style>{_STYLE}</style>"
        yield (
            f'<rect class="ground" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" '
            'rx="12"/>'
        )

    @property
    def heading(self) -> str:
        return _HEADING.fill(self.language, version=plain(self.workflow.version))

    @property
    def counts(self) -> str:
        workflow = self.workflow
        sizes = {"statuses": len(workflow.statuses), "commands": len(workflow.commands)}
        return _COUNTS.fill(self.language, rows=len(workflow.transitions), **sizes)

    def described(self) -> str:
        """Say the whole picture in words, a row a line."""
        return "\n".join([self.counts, *map(self.said, self.workflow.transitions)])

    def said(self, row: Transition) -> str:
        return sentence(self.workflow, row, self.language)

    def column(self, left: int, head: tuple[Phase, ...], height: int) -> Iterator[str]:
        """A band behind a column, and the names of its phases on top."""
        said = ", ".join(PHASE_LABELS[phase].describe(self.language) for phase in head)
        words = block([(said, _HEAD)], WIDTH + _BAND)
        yield (
            f'<rect class="band" x="{left - _BAND}" y="{_BAND_TOP}" width="{WIDTH + 2 * _BAND}" '
            f'height="{height - _BAND_TOP + 16}" rx="10"/>'
        )
        yield from _words(words, left + WIDTH // 2, _HEAD_BOTTOM - words.height, "middle")

    def arrow(self, arrow: Arrow, words: Block, source: Stop) -> Iterator[str]:
        line = self.scene.lines[arrow]
        yield f'<g class="arrow {self.workflow.status(arrow.target).phase}">'
        yield f"<title>{escape(chr(10).join(map(self.said, arrow.rows)))}</title>"
        dashed = _DASHED if arrow.is_timed else ""
        yield f'<path class="line" d="{_path(line)}"{dashed}/>'
        _, _, x, y = line[-1].curve
        yield f'<path class="tip" d="M{x} {y}l{-9 if x == line[-1].target.left else 9} -5v10z"/>'
        yield from _words(words, source.left, source.leaves(arrow) - LINE_BELOW - words.height)
        yield "</g>"

    def status(self, status: Status, stop: Stop) -> Iterator[str]:
        name = status_name(status, self.language)
        middle, top = stop.left + WIDTH // 2, stop.top + stop.mark
        yield f'<g class="{status.phase}">'
        yield f"<title>{escape(f'{name} ({status.code})')}</title>"
        dashed = "" if stop.is_reached else _DASHED
        yield (
            f'<rect class="box" x="{stop.left}" y="{top}" width="{WIDTH}" '
            f'height="{stop.box}" rx="10"{dashed}/>'
        )
        yield from _words(stop.name, middle, top + PADDING, "middle")
        if stop.mark:
            yield _beginning(middle, top - 26)
            yield f'<path class="ink" d="M{middle} {top}l-5 -9h4v-10h2v10h4z"/>'
        if not status.phase.is_open:
            yield _end(stop.left + WIDTH - 16, top)
        yield "</g>"

    def legend(self, x: int, y: int) -> Iterator[str]:
        """What the signs mean, in a row."""
        for label, width in ((_BY_PEOPLE, 26), (_BY_SYSTEM, 26), (_BEGINS, 14), (_ENDS, 16)):
            words = label.describe(self.language)
            if label in (_BY_PEOPLE, _BY_SYSTEM):
                dashed = _DASHED if label is _BY_SYSTEM else ""
                yield f'<path class="sign" d="M{x} {y}h{width}"{dashed}/>'
            else:
                yield (_beginning if label is _BEGINS else _end)(x + width // 2, y)
            x += width + 8
            yield _text(x, y + 4, words, _NOTE)
            x += width_of(words, _NOTE) + 16


def _path(line: Sequence[Piece]) -> str:
    """A line runs level below its label and through columns, and in curves between them."""
    x, y, _, _ = line[0].curve
    path = f"M{2 * line[0].source.left + WIDTH - x} {y}"  # from the other side
    for piece in line:
        x, y, to_x, to_y = piece.curve
        middle = x + piece.aside if x == to_x else (x + to_x) // 2
        path += f"H{x}C{middle} {y} {middle} {to_y} {to_x} {to_y}"
    return path


def _beginning(x: int, y: int) -> str:
    return f'<circle class="ink" cx="{x}" cy="{y}" r="7"/>'


def _end(x: int, y: int) -> str:
    return (
        f'<circle class="ring" cx="{x}" cy="{y}" r="8"/>'
        f'<circle class="ink" cx="{x}" cy="{y}" r="4"/>'
    )


def _words(words: Block, x: int, top: int, anchor: str = "start") -> Iterator[str]:
    for line in words.lines:
        yield _text(x, top + line.baseline, line.text, line.style, anchor)


def _text(x: int, y: int, words: str, style: Style, anchor: str = "start") -> str:
    looks = ' class="soft"' * style.is_soft + ' font-weight="bold"' * style.is_bold
    return (
        f'<text x="{x}" y="{y}" font-size="{style.size}"{looks} '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )
