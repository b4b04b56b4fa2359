"""Words as they stand: the title and the body of a case after the last correction of each.

What an admin corrected, perhaps since it named somebody, is not shown again because the correction
is missing: then there are no words.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from sp4n.frozen_dict import FrozenDict
from sp4n.model.complaint import Complaint
from sp4n.model.texts import Texts
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.events import Event, text_key

Part = Literal["title", "body"]

CORRECTED: Mapping[Part, tuple[str, str]] = FrozenDict(
    {"title": ("corrected_title", "title"), "body": ("corrected_body", "body")}
)
"""The kinds of the texts that correct a part: LAPOR!'s, and as a city's own command calls them."""


def correction_keys(events: Iterable[Event], number: str, part: Part) -> list[str]:
    """Give the keys of the texts that corrected the title or the body, in order."""
    kinds = CORRECTED[part]
    return [
        text_key(number, event.number, kind)
        for event in events
        if event.texts and Effect.CORRECT in event.effects
        for kind in event.texts
        if kind in kinds
    ]


def standing_words(
    complaint: Complaint, events: Sequence[Event], texts: Texts, part: Part
) -> str | None:
    """Give the words of the last correction, else those of the complaint.

    None if they were erased, or are stored elsewhere.
    """
    keys = correction_keys(events, complaint.number, part)
    if not keys:
        return complaint.words(part)
    return texts[keys[-1]].body if keys[-1] in texts else None


def without_words(
    complaint: Complaint, events: Sequence[Event], texts: Texts, names: Iterable[str]
) -> tuple[Complaint, Texts]:
    """Erase title, body, or texts by their keys; KeyError for a key that is not there.

    Title and body are erased with all their corrections.
    """
    keys = dict.fromkeys(names)
    parts: list[Part] = [part for part in ("title", "body") if part in keys]
    for part in parts:
        keys.pop(part)
        corrections = correction_keys(events, complaint.number, part)
        keys |= dict.fromkeys(key for key in corrections if key in texts)
    if parts:
        complaint = complaint.erase(title="title" in parts, body="body" in parts)
    for key in keys:
        texts = texts.erase(key)
    return complaint, texts
