"""An instance of every value that the doors of the rooms show; all their citizens wrote a canary.

Whatever a citizen or an officer wrote, and the key of each reporter, has the canary in it. So a
test that looks for words in what is shown, logged or raised looks for that.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import import_module
from inspect import isclass
from io import BytesIO
from pkgutil import walk_packages
from types import ModuleType

import attrs

import sp4n
from sp4n.interchange import read_export
from sp4n.model import Actor, Additions, Attachment, Complaint, Directory, Officer, Reporter, Role
from sp4n.monitoring import (
    MEASURES,
    Action,
    ActionPlan,
    Period,
    Recurrence,
    RecurringAction,
    ReviewPlan,
    Share,
    account_activity,
    assess_actions,
    assess_reviews,
    observe_export,
    opinion,
    ranked,
    report,
    report_by,
    scorecards,
    uses_of,
)
from sp4n.policy import Policy
from sp4n.routing import (
    AffirmedWord,
    AllWords,
    AnyWord,
    CategoryWithin,
    ChannelIs,
    ClassificationIs,
    IsAnonymous,
    IsConfidential,
    NegatedWord,
    Phrase,
    Plugins,
    ReceivedBetween,
    RegionWithin,
    Router,
    RoutingFacts,
    Rule,
    RuleBook,
    TargetAgencyIs,
    WordsAtLeast,
    WordsAtMost,
)
from sp4n.routing.analysis import analyse, differences, gaps
from sp4n.sample import sample_cases, sample_complaints, sample_export, sample_policy
from sp4n.sla import LAPOR_STANDARDS, Extension, FormerClass, Hold, MoreTime
from sp4n.workdays import Closure, Limit, OfficeHours, SettingChange, diff, indonesia
from sp4n.workflow import (
    STANDINGS,
    Case,
    Command,
    Event,
    Note,
    Part,
    PastStep,
    Proposal,
    authority,
    commands,
)  # fmt: skip

__all__ = ["CANARY", "answered_case", "doors", "modules", "public_classes", "public_values"]

CANARY = "Kenari"
NOW = datetime(2026, 3, 27, 10, tzinfo=UTC)
ON = date(2026, 3, 27)


def modules() -> Iterator[ModuleType]:
    """Give every module of the library."""
    yield sp4n
    for one in walk_packages(sp4n.__path__, "sp4n."):
        if one.name != "sp4n.__main__":
            yield import_module(one.name)


def doors() -> Iterator[object]:
    """Give whatever stands at the door of a room, and the core nouns."""
    for module in modules():
        if hasattr(module, "__path__"):
            yield from (getattr(module, name) for name in module.__all__)


def public_classes() -> set[type]:
    """Give the classes of values among that."""
    return {one for one in doors() if isclass(one) and attrs.has(one)}


@cache
def public_values() -> tuple[object, ...]:
    """Give a value of each of those classes, at least; made once, since nobody can change them."""
    policy, cases = sample_policy(), _cases()
    return (
        *(policy, policy.router, policy.procedure, *cases),
        *_days(),
        *_decisions(policy, cases[0]),
        *_routing(policy),
        *_monitoring(policy, cases),
        *_comparisons(policy, cases),
        *_four_elements(policy.directory, cases),
        *_export(),
        Reporter(f"{CANARY}-1", name=CANARY, phone=CANARY),
        *(authority(policy.procedure), STANDINGS),
        Additions(1, '{"later": {}}'),
        Officer("x-1", CANARY),
        Command(f"{CANARY} 0800 0000 0000", {f"{CANARY} minta uang": CANARY}),
    )


def _told(complaint: Complaint) -> Complaint:
    return attrs.evolve(
        complaint,
        title=f"{CANARY} {complaint.title}",
        body=f"{complaint.body} {CANARY}.",
        channel=complaint.channel or CANARY,
        reporter=f"{CANARY}-{complaint.number}",
        attachments=[Attachment(f"{CANARY}.jpg", f"image/{CANARY}", 7)],
    )


def _cases() -> tuple[Case, ...]:
    """Seeded lives, one of which is answered by hand: its texts have the canary, too."""
    lives = sample_cases(map(_told, sample_complaints(40)))
    return (answered_case(), *lives)


def answered_case() -> Case:
    """Give a case whose texts all have the canary."""
    policy = sample_policy()
    complaint = attrs.evolve(_told(sample_complaints(1)[0]), number="X-0001", category=CANARY)
    case = policy.receive(complaint, at=complaint.submitted_at)
    admin = Actor.officer(_officer(policy.directory, "KOTA", Role.AGENCY_ADMIN), at="KOTA")
    reporter = Actor.reporter(complaint.reporter)
    at = case.since_at
    for command, by in (
        (commands.hold(missing=CANARY), admin),
        (commands.complete(addition=CANARY), reporter),
        (commands.verify(to="DPU", title=CANARY), admin),
        (commands.follow_up(answer=CANARY), _penghubung(policy.directory, "DPU")),
        (commands.reply(message=CANARY), reporter),
    ):
        at += timedelta(days=1)
        case = policy.perform(case, command, by=by, at=at)
    return case


def _officer(directory: Directory, agency: str, role: Role) -> str:
    return next(one.officer for one in directory.team(agency, ON) if one.role is role)


def _penghubung(directory: Directory, agency: str) -> Actor:
    return Actor.officer(_officer(directory, agency, Role.LIAISON_OFFICER), at=agency)


def _days() -> Iterator[object]:
    hours = OfficeHours(
        {"Mon-Fri": "08:00-16:00"}, special_days={date(2026, 12, 24): "08:00-11:00"}
    )
    change = SettingChange(date(2026, 7, 1), known_on=date(2026, 3, 2), zone="WIT")
    calendar = indonesia(
        closures=[Closure(date(2026, 5, 4), "Hari Jadi")],
        extra_working_days=[date(2026, 5, 14)],
        hours=hours,
        changes=[change],
    )
    yield calendar
    yield from calendar.not_known(date(2028, 1, 1), date(2028, 1, 31))
    yield from (calendar.source_of(2026), calendar.timeline, calendar.day_off(date(2026, 5, 4)))
    yield calendar.deadline(date(2026, 3, 16), 5)
    yield calendar.hours_deadline(NOW, timedelta(hours=9))
    yield from diff(indonesia(as_of=date(2020, 5, 19)), indonesia(as_of=date(2020, 5, 20)))


def _decisions(policy: Policy, case: Case) -> Iterator[object]:
    by = _penghubung(policy.directory, "DPU")
    answer = commands.follow_up(answer=CANARY)
    yield from (answer, Proposal("DPU", "rule", "roads"), Note("urgent"))
    yield Part(3, "DISHUB", NOW, by, ("X-0001/3/question",))
    yield PastStep(NOW, "verified", "DPU")
    yield from policy.options(case, by=by, at=NOW).values()
    yield policy.decide(case, answer, by=by, at=NOW)
    yield policy.decide(case, answer, by=Actor.reporter(f"{CANARY}-2"), at=NOW)
    yield policy.assess(case, now=NOW)
    yield from policy.due_actions(case, now=NOW + timedelta(days=60))
    yield policy.standing_answer(case)
    yield from policy.replay([attrs.evolve(case, events=[*case.events, _again(case)])])
    yield FormerClass(None, Limit(5, "working days"), NOW)
    yield Extension(Limit(7, "working days"))
    yield Hold(NOW, None, 3)
    yield MoreTime(NOW, 7, 3)


def _again(case: Case) -> Event:
    """The last event once more, which no table allows."""
    last = case.events[-1]
    return attrs.evolve(last, number=last.number + 1, by=Actor.reporter(f"{CANARY}-3"))


def _book(to: str) -> RuleBook:
    """A rule book with every predicate, and with a rule that never decides."""
    words = AnyWord(["lubang", "aspal"]) & AllWords(["pasar"]) & ~Phrase("jalan nasional")
    signs = AffirmedWord(["rusak"]) | NegatedWord(["mati"]) | WordsAtLeast(4) & WordsAtMost(90)
    fields = (
        CategoryWithin(["Perhubungan"])
        | ChannelIs(["sms"])
        | ClassificationIs(["service"])
        | IsAnonymous(wanted=True)
        | IsConfidential(wanted=True)
        | RegionWithin(["99.71"])
        | TargetAgencyIs(["DPU"])
        | ReceivedBetween(date(2026, 1, 1), date(2026, 7, 1))
    )
    rules = [
        Rule("signs", words & signs, "DPU"),
        Rule("again", words & signs & fields, "DLH"),
        Rule("fields", fields & AnyWord(["pohon"]), to),
    ]
    return RuleBook(rules)


def _routing(policy: Policy) -> Iterator[object]:
    here, there = (Router(policy.directory, _book(to)) for to in ("DLH", "DPU"))
    complaint = _told(sample_complaints(1)[0])
    yield from (here, here.route(complaint, on=ON), policy.route(complaint), Plugins())
    yield RoutingFacts.of(complaint, categories=policy.directory.categories, on=ON)
    yield analyse(here)
    yield from gaps(here)
    yield differences(here, there)
    yield here.book.plan("signs")
    yield here.book.rules[0].when.explain(RoutingFacts.of_text("aspal pasar rusak"))


def _monitoring(policy: Policy, cases: tuple[Case, ...]) -> Iterator[object]:
    snapshot = policy.snapshot(cases, now=NOW)
    found = report(snapshot)
    yield from (
        snapshot,
        found,
        found.table(),
        report_by(snapshot, "agency", measures=MEASURES[:3]),
    )
    yield from (*MEASURES, opinion("94.74", 2022), opinion(70, 2030))


def _comparisons(policy: Policy, cases: tuple[Case, ...]) -> Iterator[object]:
    rules = [one for one in policy.book.rules if one.to != "DPU"]
    standards = [attrs.evolve(one, limit=Limit(1, "working days")) for one in LAPOR_STANDARDS]
    other = attrs.evolve(policy, version="2", book=RuleBook(rules), standards=standards[:2])
    yield policy.compare(other, cases, now=NOW)
    yield policy.simulate(cases, now=NOW)
    yield from other.check(on=ON, include_accepted=True)
    yield policy.renamed("DPU", "Dinas Contoh", on=ON)


def _four_elements(directory: Directory, cases: tuple[Case, ...]) -> Iterator[object]:
    monthly = Recurrence.every_month(day=5, from_on=date(2026, 1, 1))
    quarter = Period.quarter(2026, 1)
    plan = ReviewPlan("DPU", monthly, [date(2026, 1, 5)])
    reviews = assess_reviews(plan, quarter, as_of_on=ON)
    actions = ActionPlan(
        [Action("training", "DPU", "dpu-1", ON)],
        [RecurringAction("letters", "DPU", None, monthly, [date(2026, 1, 5)])],
    )
    uses = uses_of(cases, indonesia())
    activity = account_activity(directory, uses, as_of_on=ON)
    assessed = assess_actions(actions, ON)
    cards = scorecards(
        ["DPU", "DLH"],
        as_of_on=ON,
        follow_up={"DPU": Share(1, 2)},
        reviews=[reviews],
        activity=activity,
        actions=assessed,
    )
    yield from (monthly, quarter, plan, reviews, actions, *uses, activity, assessed)
    yield from (*cards, ranked(cards))


def _export() -> Iterator[object]:
    given = sample_export(_cases())
    broken = f"{given}C-9999,{CANARY},,,\n"
    export = read_export(BytesIO(broken.encode()))
    snapshot = observe_export(export, calendar=indonesia())
    yield from (export, snapshot, report(snapshot))
