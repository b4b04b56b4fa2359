"""Cases of which other offices are asked for their parts, and the commands with which they are."""

from datetime import UTC, datetime

from attrs import evolve

from sp4n.model import Actor
from sp4n.workflow import Case, Effect, Refused, commands

__all__ = [
    "ASK", "ASK_SECRETLY", "FINAL", "GIVE", "INTERIM", "MON_2026_01_05", "RELEASE",
    "THU_2026_01_08", "TUE_2026_01_06", "WED_2026_01_07", "WITHOUT", "asked", "refusals",
]  # fmt: skip

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
WED_2026_01_07 = datetime(2026, 1, 7, 2, 30, tzinfo=UTC)
THU_2026_01_08 = datetime(2026, 1, 8, 2, 30, tzinfo=UTC)

ASK = commands.involve(to="DISHUB", question="Lampu di simpang itu milik siapa?")
ASK_SECRETLY = commands.involve(to="DISHUB", question="Lampu siapa?", why="Hanya Dishub tahu.")
GIVE = commands.contribute(text="Milik kami; diperbaiki hari Kamis.")
RELEASE = commands.release(to="DISHUB", why="Sudah kami ketahui sendiri.")
FINAL = commands.follow_up(answer="Sudah ditambal.")
INTERIM = commands.follow_up(answer="Kami teruskan.", answer_kind="interim")
WITHOUT = commands.follow_up(answer="Sudah ditambal.", why_without="Dishub belum menjawab.")


def asked(case: Case, agency: str = "DISHUB") -> Case:
    """The same case on Tuesday, after an agency was asked for its part."""
    last = case.events[-1]
    event = evolve(
        last, number=last.number + 1, kind="involve", at=TUE_2026_01_06, texts=("question",),
        by=Actor.officer("dpu-liaison", at="DPU"), effects=(Effect.INVOLVE,),
        facts=(("part", agency),),
    )  # fmt: skip
    return case.apply(event)


def refusals(decision: object) -> list[str]:
    assert isinstance(decision, Refused), decision
    return [one.code for one in decision.reasons]
