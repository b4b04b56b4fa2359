"""Pictures of a workflow, made from its rows alone: SVG, Mermaid and DOT.

The SVG is drawn here: statuses, with what leads away from each, are set into columns by their phase
(`columns`) and drawn with their words (`drawing`, `wording`, `text_blocks`).
"""

from sp4n.workflow.diagram.formats import FORMATS, dot, mermaid, svg

__all__ = ["FORMATS", "dot", "mermaid", "svg"]
