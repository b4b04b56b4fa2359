"""Pictures of a workflow, made from its table alone: SVG, Mermaid and DOT.

The SVG is drawn here, in this order: statuses are ranked by their way from the start (`ranking`),
put in order within their ranks so that few arrows cross (`ordering`), given coordinates
(`coordinates`, `placing`), composed with their words (`composing`), and written (`drawing`).
"""

from sp4n.workflow.diagram.formats import FORMATS, dot, mermaid, svg

__all__ = ["FORMATS", "dot", "mermaid", "svg"]
