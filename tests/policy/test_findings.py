"""Findings: each thing that would let a complaint down, made once by hand."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from sp4n.labels import Label, Language
from sp4n.messages import catalogue
from sp4n.model import Actor, Agency, Appointment, Categories, Complaint, Directory, Officer, Role
from sp4n.policy import Finding, Severity
from sp4n.policy.findings import check_policy
from sp4n.routing import (
    AnyWord,
    Explanation,
    Predicate,
    ReceivedBetween,
    RegionWithin,
    Router,
    RoutingFacts,
    Rule,
    RuleBook,
    WordsAtLeast,
    WordsAtMost,
)
from sp4n.sample import sample_policy
from sp4n.sla import LAPOR_STANDARDS, Condition, Extension, Standard
from sp4n.workdays import Limit, OfficeHours, SettingChange, indonesia
from sp4n.workdays.soundness import check_calendar
from sp4n.workflow import (
    LAPOR,
    Case,
    CommandField,
    CommandKind,
    FieldKind,
    Phase,
    Status,
    Transition,
    Workflow,
    extended,
)
from sp4n.workflow.lapor import LAPOR_1

ON = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TEAM = (
    ("nasional", "NASIONAL", Role.NATIONAL_ADMIN),
    ("nasional-penghubung", "NASIONAL", Role.LIAISON_OFFICER),
    ("kota", "KOTA", Role.AGENCY_ADMIN),
    ("kota-penghubung", "KOTA", Role.LIAISON_OFFICER),
    ("dinas", "DINAS", Role.LIAISON_OFFICER),
    ("dinas-operator", "DINAS", Role.OPERATOR),
    ("balai", "BALAI", Role.LIAISON_OFFICER),
)
NATION = Agency("NASIONAL", "Admin Contoh", front_desk=True)
CITY = Agency("KOTA", "Kota Contoh", parent="NASIONAL", region="99.71", front_desk=True)
OFFICE = Agency("DINAS", "Dinas Contoh", parent="KOTA", region="99.71", mandate={"Jalan"})
BRANCH = Agency("BALAI", "Balai Contoh", parent="KOTA", region="99.71")
EMPTY = RuleBook()


def directory(
    *agencies: Agency, without: Iterable[str] = (), until: date | None = None
) -> Directory:
    """A sound small directory; some agencies changed, some officers missing or gone by a day."""
    changed = {one.code: one for one in agencies}
    team = [one for one in TEAM if one[0] not in without]
    return Directory(
        [changed.get(one.code, one) for one in (NATION, CITY, OFFICE, BRANCH)],
        [Officer(officer, f"Petugas Contoh {officer}") for officer, _, _ in team],
        [
            Appointment(officer, agency, role, until=until if agency == "DINAS" else None)
            for officer, agency, role in team
        ],
        Categories({"Jalan": None}),
    )


def with_deputy(acting_for: str) -> Directory:
    """The sound small directory, where somebody acts at DINAS for somebody."""
    people = directory()
    deputy = Appointment("kota", "DINAS", "operator", acting="plt", acting_for=acting_for)
    return evolve(people, appointments=(*people.appointments, deputy))


def workflow(*statuses: Status, rows: Iterable[Transition] = ()) -> Workflow:
    """LAPOR!'s workflow with further statuses and rows."""
    return evolve(
        LAPOR,
        statuses=(*LAPOR.statuses, *statuses),
        transitions=(*LAPOR.transitions, *rows),
    )


def status(code: str, phase: Phase = Phase.ASSIGNED) -> Status:
    return Status(code, phase, Label(id=code, en=code))


def row(source: str, command: str, target: str, who: Role = Role.NATIONAL_ADMIN) -> Transition:
    return Transition(source, command, (who,), target)


def timed(*statuses: str) -> Workflow:
    """LAPOR!'s workflow with further timers, by default one before the verification."""
    month = Limit(30, "calendar days")
    return workflow(
        rows=[
            Transition(one, "expire", ("system",), "archived_by_system", after=month)
            for one in statuses or ("unverified",)
        ]
    )


WEEK = Limit(5, "working days")
REPORT = CommandKind(
    "report",
    Label(id="laporkan", en="report"),
    (
        CommandField("why", FieldKind.TEXT, required=True, text_kind="why"),
        CommandField("score", FieldKind.CHOICE, required=True, choices=("1", "2")),
        CommandField("note", FieldKind.TEXT, text_kind="note"),
    ),
)
AFTER_REPLY = Standard("after_reply", "in_progress", "answered", Limit(5, "working days"))
LATER = (LAPOR_STANDARDS[1], AFTER_REPLY)
"""Standards from the disposition on: before it, nothing is promised."""


TWICE = ((Condition(urgent=True), Limit(1, "working days")),) * 2


def clock(code: str, starts: str, stops: str, **fields: Any) -> Standard:
    return Standard(code, starts, stops, Limit(7, "working days"), **fields)


WEEK_MORE = Extension(Limit(7, "working days"))


def rule(**fields: object) -> RuleBook:
    given: dict[str, object] = {"when": AnyWord(["lubang"]), "to": "DINAS"} | fields
    return RuleBook([Rule("road", **given)])  # type: ignore[arg-type]


def two_rules(first: Predicate, second: Predicate) -> RuleBook:
    return RuleBook([Rule("first", first, to="BALAI"), Rule("second", second, to="DINAS")])


class Moonlit(Predicate):
    """A predicate that keeps to itself what it asks."""

    def test(self, facts: RoutingFacts, /) -> bool:
        return False

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        return Explanation(holds=False)

    def to_data(self) -> dict[str, object]:
        return {"moonlit": True}


def check(
    table: Workflow = LAPOR,
    standards: Iterable[Standard] = LAPOR_STANDARDS,
    book: RuleBook = EMPTY,
    people: Directory | None = None,
    on: date | None = ON,
) -> tuple[Finding, ...]:
    """What there is but for what LAPOR!'s own table is known for."""
    found = check_policy(table, standards, Router(people or directory(), book), on)
    return tuple(one for one in found if not one.is_accepted)


def recorded(**changes: Any) -> tuple[Finding, ...]:
    """What is found of a received case of the sample city whose first event says otherwise."""
    policy = sample_policy()
    complaint = Complaint("X-0001", "Jalan", "Jalan berlubang.", AT, region="99.71")
    case = policy.receive(complaint, at=AT)
    forged = evolve(case.events[0], **changes)
    return policy.check(on=ON, cases=[case, Case.from_events(complaint, [forged])])


def half_joined(one: int, other: int) -> tuple[Finding, ...]:
    """What is found of two cases of which one was stored after the joining, and one before it."""
    sample = sample_policy()
    policy = evolve(sample, workflow=extended(sample.workflow, {"duplicates": {}}))
    admin = Actor.officer("kota-admin", at="KOTA")
    before = [
        policy.receive(Complaint(number, "Jalan", "Jalan berlubang.", AT, region="99.71"), at=AT)
        for number in ("X-0001", "X-0002")
    ]
    after = policy.join(before[0], before[1], by=admin, at=AT)
    return policy.check(on=ON, cases=[(before[0], after[0])[one], (before[1], after[1])[other]])


def barred() -> tuple[Finding, ...]:
    """What is found of a case of the sample city that an office holds which it accuses."""
    policy = sample_policy()
    complaint = Complaint("X-0001", "Jalan", "x", AT, region="99.71", accused={"DPU"})
    forged = evolve(policy.receive(complaint, at=AT).events[0], holders=("DPU",))
    return policy.check(on=ON, cases=[Case.from_events(complaint, [forged])])


def below_split() -> tuple[Finding, ...]:
    """What is found where nobody said to which of two successors an office falls."""
    agencies = [
        Agency("NASIONAL", "x"),
        Agency("LAMA", "x", parent="NASIONAL", active_until=ON, successors=["SATU", "DUA"]),
        Agency("SATU", "x", parent="NASIONAL"),
        Agency("DUA", "x", parent="NASIONAL"),
        Agency("SEKSI", "x", parent="LAMA"),
    ]
    return check(people=Directory(agencies))


PHASES = (Phase.ASSIGNED, Phase.IN_PROGRESS, Phase.ANSWERED, Phase.WAITING_REPORTER)
MANY_WAYS = Workflow(
    "many/1",
    (*(status(f"s{n}", PHASES[n % 4]) for n in range(40)), status("done", Phase.CLOSED)),
    (CommandKind("on", Label(id="x", en="x")), CommandKind("off", Label(id="x", en="x"))),
    (
        *(row(f"s{n}", "on", f"s{(n + 1) % 40}") for n in range(40)),
        *(row(f"s{n}", "off", f"s{n * 7 % 39}") for n in range(1, 40)),
        row("s0", "off", "done"),
    ),
    "s0",
)
MANY_CLOCKS = [
    Standard("always", "submitted", Phase.CLOSED, WEEK),
    *(
        Standard(f"c{n}", starts, stops, WEEK, pauses={pause}, resumes={resume} - {stops})
        for n, (starts, stops, pause, resume) in enumerate(product(PHASES[:3], *[PHASES] * 3))
        if starts != stops
    ),
]
OPEN_WAYS = ", ".join(f"s{n}" for n in range(40))


UNSOUND: dict[str, tuple[tuple[Finding, ...], str, str, str]] = {
    "unreachable_status": (
        check(workflow(status("asleep"), rows=[row("asleep", "archive", "archived_by_admin")])),
        "workflow.status.asleep",
        "tidak ada jalur ke status asleep",
        "no path leads to the status asleep",
    ),
    "dead_end": (
        check(workflow(status("stuck"), rows=[row("replied", "archive", "stuck")])),
        "workflow.status.stuck",
        "status stuck masih terbuka, tetapi tidak ada jalan keluar yang selalu tersedia",
        "the status stuck is open, but no way out of it is always available",
    ),
    "no_way_to_an_end": (
        check(
            workflow(
                status("here"),
                rows=[row("replied", "archive", "here"), row("here", "archive", "here")],
            )
        ),
        "workflow.status.here",
        "dari status here, tidak ada jalur ke akhir yang selalu tersedia",
        "from the status here, no path to an end is always available",
    ),
    "open_without_owner": (
        check(
            workflow(
                status("lost"),
                rows=[
                    row("replied", "archive", "lost"),
                    Transition("lost", "withdraw", ("reporter",), "archived_by_reporter"),
                ],
            )
        ),
        "workflow.status.lost",
        (
            "status lost masih terbuka, tetapi tidak ada petugas yang selalu dapat membawa"
            " laporan keluar dari status itu"
        ),
        "the status lost is open, but no officer can always take a case out of it",
    ),
    "open_without_clock": (
        check(standards=[*LAPOR_STANDARDS[:2], evolve(LAPOR_STANDARDS[2], resumes=())]),
        "workflow.status.replied",
        (
            "pada status replied, laporan dapat menunggu tanpa hitungan waktu yang berjalan atau"
            " tindakan otomatis"
        ),
        "in the status replied, a case can wait without any running clock or timer",
    ),
    "clocks_undecided": (
        check(MANY_WAYS, MANY_CLOCKS),
        "workflow.status",
        (
            f"belum dapat dipastikan apakah pada status {OPEN_WAYS} laporan selalu memiliki"
            " hitungan waktu yang berjalan atau tindakan otomatis: terlalu banyak standar dan jalur"
        ),
        (
            "it could not be determined whether a case always has a running clock or timer"
            f" in the statuses {OPEN_WAYS}: there are too many standards and paths"
        ),
    ),
    "ping_pong": (
        check(
            workflow(
                rows=[row("verified", "block", "replied"), row("replied", "block", "verified")]
            )
        ),
        "workflow.status.verified",
        "dengan block, dispose, instansi dapat saling melempar laporan tanpa akhir",
        "with block, dispose, agencies can send a case back and forth forever",
    ),
    "timer_never_made": (
        check(
            evolve(
                LAPOR,
                commands=(*LAPOR.commands, REPORT),
                transitions=(
                    *LAPOR.transitions,
                    Transition("replied", "report", ("system",), "closed_by_system", after=WEEK),
                ),
            )
        ),
        "workflow.command.report",
        "sistem tidak pernah dapat memberikan perintah report: isian why, score wajib ada",
        "the system can never give the command report: it requires why, score",
    ),
    "timers_go_round": (
        check(
            workflow(
                rows=[
                    Transition("replied", "expire", ("system",), "verified", after=WEEK),
                    Transition("verified", "expire", ("system",), "replied", after=WEEK),
                ]
            )
        ),
        "workflow.status.verified",
        "dengan expire, sistem dapat memindahkan laporan berputar-putar tanpa akhir",
        "with expire, the system can move a case in circles forever",
    ),
    "command_without_row": (
        check(
            evolve(
                LAPOR,
                commands=(*LAPOR.commands, CommandKind("shelve", Label(id="simpan", en="shelve"))),
            )
        ),
        "workflow.command.shelve",
        "tidak ada baris tabel dengan perintah shelve",
        "no row of the table has the command shelve",
    ),
    "label_missing": (
        check(
            workflow(
                Status("quiet", Phase.ARCHIVED, Label(id=" ", en="quiet")),
                rows=[row("replied", "archive", "quiet")],
            )
        ),
        "workflow.status.quiet.label.id",
        "quiet tidak memiliki label dalam bahasa Indonesia",
        "quiet has no label in Indonesian",
    ),
    "closed_without_answer": (
        check(workflow(rows=[row("verified", "close", "closed_by_admin")])),
        "workflow.status.verified",
        (
            "dari status verified, admin nasional dapat menutup laporan yang belum"
            " dijawab, dengan close"
        ),
        (
            "from the status verified, national admin can close a case that nobody has"
            " answered, with close"
        ),
    ),
    "system_ends_untouched": (
        check(timed()),
        "workflow.status.unverified",
        (
            "dengan expire, sistem dapat mengakhiri laporan berstatus unverified yang"
            " belum ditangani oleh petugas pemegangnya"
        ),
        (
            "with expire, the system can end a case in the status unverified on which no"
            " officer of its holder has acted"
        ),
    ),
    "reporter_decides": (
        check(workflow(rows=[Transition("verified", "follow_up", ("reporter",), "followed_up")])),
        "workflow.status.verified",
        "dengan follow_up pada status verified, pelapor dapat menjawabnya: itu wewenang instansi",
        (
            "with follow_up in the status verified, the reporter can answer it: that is for the"
            " agency to do"
        ),
    ),
    "in_anothers_name": (
        check(workflow(rows=[row("verified", "withdraw", "archived_by_reporter")])),
        "workflow.status.verified",
        (
            "dengan withdraw pada status verified, admin nasional dapat menghasilkan"
            ' "Diarsipkan oleh Pelapor", yang di LAPOR! hanya dapat dihasilkan oleh pelapor'
        ),
        (
            "with withdraw in the status verified, national admin can bring about"
            ' "archived by the reporter", which in LAPOR! only the reporter can'
        ),
    ),
    "answer_without_words": (
        check(workflow(rows=[row("verified", "block", "followed_up", Role.OPERATOR)])),
        "workflow.status.verified",
        (
            "dengan block pada status verified, laporan dianggap sudah dijawab meskipun tidak"
            " ada teks yang wajib diisi"
        ),
        "with block in the status verified, a case counts as answered although no text is required",
    ),
    "no_reason_required": (
        check(workflow(rows=[row("verified", "block", "archived_by_admin")])),
        "workflow.status.verified",
        (
            "dengan block pada status verified, admin nasional dapat mengarsipkannya tanpa"
            " wajib memberikan alasan"
        ),
        (
            "with block in the status verified, national admin can archive it without having to"
            " give a reason"
        ),
    ),
    "gains_a_right": (
        check(workflow(rows=[row("replied", "archive", "archived_by_admin", Role.OPERATOR)])),
        "workflow.status.replied",
        (
            "dengan archive pada status replied, operator dapat mengarsipkannya, untuk"
            " laporan instansinya sendiri; di LAPOR! tidak dapat"
        ),
        (
            "with archive in the status replied, operator can archive it, for cases of"
            " their own agency; in LAPOR! they cannot"
        ),
    ),
    "reporter_loses_a_right": (
        check(
            evolve(
                LAPOR,
                transitions=[
                    one
                    for one in LAPOR.transitions
                    if (one.source, one.command) != ("verified", "withdraw")
                ],
            )
        ),
        "workflow.status.verified",
        "pada status verified, pelapor tidak selalu dapat menarik laporannya; di LAPOR! dapat",
        "in the status verified, the reporter cannot always withdraw it; in LAPOR! they can",
    ),
    "completion_cut_short": (
        check(LAPOR.with_timers({"expire": "7 calendar days"})),
        "workflow.status.awaiting_completion",
        (
            "sesudah 7 hari kalender pada status awaiting_completion, expire mengakhiri"
            " laporan yang menurut Pasal 44 UU 25/2009 dapat dilengkapi pelapor dalam 30 hari"
        ),
        (
            "after 7 calendar days in the status awaiting_completion, expire ends a case"
            " that the reporter has 30 days to complete under UU 25/2009 art. 44"
        ),
    ),
    "nobody_has_the_role": (
        check(
            workflow(rows=[row("replied", "archive", "archived_by_admin", Role.OPERATOR)]),
            people=directory(without=["dinas-operator"]),
        ),
        "directory.role.operator",
        (
            "tidak seorang pun dalam direktori berperan sebagai operator; perintah archive tidak"
            " dapat diberikan"
        ),
        "nobody in the directory has the role operator; the commands archive cannot be given",
    ),
    "guard_never_passed": (
        check(people=directory(*(evolve(one, parent="NASIONAL") for one in (OFFICE, BRANCH)))),
        "workflow.guard.has_units_below",
        (
            'tidak seorang pun dalam direktori dapat memenuhi syarat "ada unit di bawahnya"'
            " untuk perintah dispose"
        ),
        (
            'nobody in the directory can ever pass the guard "there are units below" of the'
            " commands dispose"
        ),
    ),
    "phase_without_clock": (
        check(timed(), standards=LATER),
        "standard.starts.new",
        "tidak ada standar yang mengukur laporan pada fase baru",
        "no standard measures a case in the phase new",
    ),
    "no_standard_in_force": (
        check(standards=[*LAPOR_STANDARDS, evolve(LAPOR_STANDARDS[0], code="old", valid_until=ON)]),
        "standard[3].valid",
        "standar old tidak berlaku untuk pengaduan yang diterima pada 2026-01-05",
        "the standard old does not apply to a complaint received on 2026-01-05",
    ),
    "standard_never_starts": (
        check(
            standards=[*LAPOR_STANDARDS, clock("old", "answer.interim", "closed")], table=LAPOR_1
        ),
        "standard[3].starts",
        "tidak ada langkah di tabel mana pun yang memulai jam old",
        "no step of any table starts the clock old",
    ),
    "standard_never_stops": (
        check(standards=[*LAPOR_STANDARDS, clock("old", "new", "answer.interim")], table=LAPOR_1),
        "standard[3].stops",
        "tidak ada langkah di tabel mana pun yang menghentikan jam old",
        "no step of any table stops the clock old",
    ),
    "standard_met_at_once": (
        check(standards=[*LAPOR_STANDARDS, clock("old", "submitted", "new")]),
        "standard[3].stops",
        "jam old sudah terpenuhi begitu mulai",
        "the clock old is met as soon as it starts",
    ),
    "limit_never_counts": (
        check(standards=[*LAPOR_STANDARDS, clock("old", "new", "closed", by_condition=TWICE)]),
        "standard[3].limits[1]",
        (
            "pada standar old tidak ada pengaduan yang memakai batas waktu ini: yang sebelumnya"
            " selalu berlaku"
        ),
        "of the standard old no complaint can have this limit: one before it always counts",
    ),
    "restarts_by_holder": (
        check(standards=[*LAPOR_STANDARDS, clock("old", "answer", "closed", again="restart")]),
        "standard[3].again",
        "pihak yang wajib menjawab memulai kembali jam old dengan menjawab",
        "whoever owes the answer starts the clock old over by answering",
    ),
    "extension_without_command": (
        check(standards=[*LAPOR_STANDARDS, clock("old", "new", "answered", extension=WEEK_MORE)]),
        "standard[3].extension",
        "old memberi waktu tambahan, tetapi tidak ada langkah alur kerja untuk mengambilnya",
        "old grants more time, but no step of the workflow takes it",
    ),
    "command_without_extension": (
        check(table=extended(LAPOR, {"time_extension": {}})),
        "workflow",
        ("alur kerja mengizinkan perpanjangan waktu, tetapi tidak ada standar yang memberinya"),
        "the workflow lets agencies take more time, but no standard grants any",
    ),
    "root_without_admin": (
        check(people=directory(without=["nasional"])),
        "agency.NASIONAL.officers",
        "NASIONAL, pintu terakhir, tidak memiliki admin",
        "NASIONAL, the last resort, has no admin",
    ),
    "desk_without_admin": (
        check(people=directory(without=["kota"])),
        "agency.KOTA.officers",
        "loket depan KOTA tidak memiliki admin; pengaduannya diterima oleh instansi di atasnya",
        "the front desk KOTA has no admin; its complaints are received further up",
    ),
    "agency_without_liaison": (
        check(people=directory(without=["dinas"])),
        "agency.DINAS.officers",
        "DINAS tidak memiliki pejabat penghubung",
        "DINAS has no liaison officer",
    ),
    "agency_inactive": (
        check(book=rule(), people=directory(evolve(OFFICE, active_until=ON))),
        "rule[0]",
        "aturan road meneruskan pengaduan ke DINAS, yang tidak aktif",
        "the rule road sends complaints to DINAS, which is not active",
    ),
    "rule_not_in_force": (
        check(book=rule(valid_until=ON)),
        "rule[0].valid",
        "aturan road tidak berlaku pada 2026-01-05",
        "the rule road is not in force on 2026-01-05",
    ),
    "rule_covered": (
        check(book=two_rules(AnyWord(["lubang", "aspal"]), AnyWord(["lubang"]))),
        "rule[1]",
        "aturan second tidak pernah memutuskan: semua pengaduannya lebih dahulu diambil oleh first",
        "the rule second never decides: all its complaints are already taken by first",
    ),
    "rule_contradicts_itself": (
        check(book=rule(when=WordsAtLeast(5) & WordsAtMost(4))),
        "rule[0]",
        "tidak ada pengaduan yang dapat memenuhi syarat aturan road",
        "no complaint can meet the conditions of the rule road",
    ),
    "rule_without_agency": (
        check(book=rule(), people=directory(without=["dinas"])),
        "rule[0]",
        (
            "aturan road meneruskan pengaduan ke DINAS, yang tidak boleh menerimanya pada satu"
            " pun hari berlakunya aturan itu"
        ),
        (
            "the rule road sends complaints to DINAS, which may not receive complaints on any of"
            " the rule's days"
        ),
    ),
    "rule_not_competent": (
        check(book=rule(when=RegionWithin("98"))),
        "rule[0]",
        (
            "aturan road meneruskan pengaduan ke DINAS, yang tidak berwenang atas satu pun"
            " pengaduan itu"
        ),
        "the rule road sends complaints to DINAS, which is not competent for any of them",
    ),
    "rule_undecided": (
        check(book=rule(when=Moonlit())),
        "rule[0]",
        "belum dapat dipastikan apakah aturan road pernah memutuskan (bergantung pada Moonlit)",
        "it could not be determined whether the rule road ever decides (it depends on Moonlit)",
    ),
    "predicate_opaque": (
        check(book=two_rules(AnyWord(["lubang"]), AnyWord(["lubang"]) & Moonlit())),
        "rule[1].when",
        "aturan second memakai syarat yang tidak menyatakan isinya: Moonlit",
        "the rule second uses predicates that do not say what they ask: Moonlit",
    ),
    "rule_part_covered": (
        check(book=two_rules(AnyWord(["lubang"]), AnyWord(["lubang", "aspal"]))),
        "rule[1].when",
        (
            "pengaduan dengan lubang tidak pernah sampai ke aturan second: lebih dahulu diambil"
            " oleh first"
        ),
        "complaints with lubang never reach the rule second: they are already taken by first",
    ),
    "rule_part_never_found": (
        check(book=rule(when=AnyWord(["lubang", "aspal"]) & ~AnyWord(["aspal"]))),
        "rule[0].when",
        "tidak ada pengaduan dengan aspal yang dapat memenuhi syarat aturan road",
        "no complaint with aspal can meet the conditions of the rule road",
    ),
    "rule_part_not_competent": (
        check(book=rule(when=RegionWithin(["99.71", "98"]))),
        "rule[0].when",
        "aturan road menyebut 98, yang bukan wewenang DINAS",
        "the rule road names 98, for which DINAS is not competent",
    ),
    "case_pinned_to_unknown_workflow": (
        recorded(facts=(("workflow", "lapor/0"),)),
        "case.X-0001",
        "laporan memakai alur kerja 'lapor/0', yang tidak dimiliki kebijakan ini",
        "the case is pinned to the workflow 'lapor/0', which this policy does not have",
    ),
    "case_status_unknown": (
        recorded(status="lost"),
        "case.X-0001.events[0]",
        "riwayat menyebut status lost, yang tidak dimiliki alur kerja lapor/2",
        "the history names the status lost, which the workflow lapor/2 does not have",
    ),
    "case_phase_contradicted": (
        recorded(phase=Phase.CLOSED),
        "case.X-0001.events[0]",
        (
            "menurut riwayat, status unverified berada pada fase selesai; menurut alur kerja "
            "lapor/2, pada fase baru"
        ),
        (
            "the history says that the status unverified is in the phase closed; in the"
            " workflow lapor/2 it is in the phase new"
        ),
    ),
    "case_stranded": (
        recorded(at=datetime(2062, 1, 5, tzinfo=UTC)),
        "case.X-0001",
        (
            "selain pelapor tidak ada yang boleh menindaklanjuti laporan, dan tidak ada tindakan "
            "otomatis: waktunya sebelum peristiwa terakhir (2062-01-05T00:00:00+00:00)"
        ),
        (
            "nobody but the reporter may act on the case, and no timer runs: "
            "its time is before that of the last event (2062-01-05T00:00:00+00:00)"
        ),
    ),
    "agency_below_split": (
        below_split(),
        "agency.SEKSI.falls_to",
        (
            "SEKSI berada di bawah LAMA, yang telah dipecah: belum dipilih ke bawah instansi mana "
            "dari SATU, DUA ia beralih"
        ),
        (
            "SEKSI hangs below LAMA, which was split: "
            "nobody has chosen to which of SATU, DUA it falls"
        ),
    ),
    "case_held_by_barred_agency": (
        barred(),
        "case.X-0001",
        "laporan dipegang DPU, yang tidak boleh menanganinya: serahterimakan laporan itu",
        "the case is held by DPU, which is barred from it: hand it over",
    ),
    "case_held_by_ended_agency": (
        recorded(holders=("DISKOPUKM",)),
        "case.X-0001",
        (
            "laporan dipegang DISKOPUKM, yang sudah berakhir atau tidak ada di direktori; "
            "penerusnya: DISDAGIN"
        ),
        (
            "the case is held by DISKOPUKM, which has ended or is not in the directory; "
            "it is followed by: DISDAGIN"
        ),
    ),
    "case_waits_for_nobody": (
        recorded(status="awaiting_completion", phase=Phase.WAITING_REPORTER),
        "case.X-0001",
        (
            "laporan menunggu pelapor yang tidak memiliki kunci, dan tidak ada yang dapat "
            "bertindak untuknya"
        ),
        "the case waits for its reporter, who has no key, and nobody can act for them",
    ),
    "case_not_taken_in": (
        half_joined(1, 0),
        "case.X-0001",
        (
            "laporan ini tercatat digabungkan ke X-0002, tetapi laporan itu tidak mencatatnya: "
            "gabungkan sekali lagi, atau pisahkan laporan ini"
        ),
        (
            "the case says that it was joined to X-0002, which did not take it in: join it to "
            "that one again, or separate it"
        ),
    ),
    "case_not_let_go": (
        half_joined(0, 1),
        "case.X-0002",
        (
            "laporan ini masih mencatat gabungan X-0001, tetapi laporan itu tidak digabungkan ke "
            "sini: lepaskan laporan itu"
        ),
        "the case still lists X-0001, which is not joined to it: let it go",
    ),
    "acting_for_nobody": (
        check(people=with_deputy("nasional")),
        "agency.DINAS.officers",
        "di DINAS, kota bertindak untuk orang yang tidak memiliki penunjukan tersebut di sana",
        "at DINAS, kota acts for somebody who has no such appointment there",
    ),
    "mandate_unknown": (
        check(people=directory(evolve(OFFICE, mandate={"Jalan", "Jembatan"}))),
        "agency.DINAS.mandate",
        "wewenang DINAS menyebut kategori yang tidak ada: Jembatan",
        "the mandate of DINAS names a category that does not exist: Jembatan",
    ),
    "restart_unsaid": (
        check(
            workflow(rows=[Transition("replied", "follow_up", (Role.NATIONAL_ADMIN,), "replied")])
        ),
        "workflow.status.replied",
        (
            "dengan follow_up laporan dijawab dan tetap pada status replied, tetapi tidak "
            "dinyatakan apakah batas waktunya dihitung ulang"
        ),
        (
            "by follow_up a case is answered and stays in the status replied, and nothing says "
            "whether timers and windows begin anew"
        ),
    ),
    "table_changed": (
        evolve(sample_policy(), workflow=workflow(rows=[row("replied", "block", "blocked")])).check(
            on=ON
        ),
        "workflow.version",
        (
            "alur kerja ini memakai versi lapor/2 milik pustaka ini, tetapi tabelnya lain: beri "
            "versi sendiri"
        ),
        (
            "the workflow has the version lapor/2 of this library's table, but is another one: "
            "give it a version of its own"
        ),
    ),
    "nobody_may_act": (
        check(
            workflow(
                status("survey"),
                rows=[
                    row("verified", "block", "survey", Role.LIAISON_OFFICER),
                    row("survey", "archive", "archived_by_admin", Role.OPERATOR),
                ],
            ),
            people=directory(without=["nasional-penghubung", "kota-penghubung"]),
        ),
        "workflow.status.survey",
        (
            "kasus dengan status survey dapat berada pada BALAI: tidak seorang pun selain pelapor "
            "dapat melanjutkannya, dan tidak ada batas waktu yang berjalan"
        ),
        (
            "a case in the status survey can lie with BALAI: nobody but the reporter may lead it "
            "on from there, and no timer runs"
        ),
    ),
    "decree_not_known": (
        check_calendar(indonesia(), date(2027, 3, 1)),
        "calendar",
        (
            "belum ada keputusan bersama untuk 2028-01-01 sampai 2028-02-29: tenggat di sana hanya "
            "perkiraan, tanpa cuti bersama; perbarui pustaka ini atau tambahkan keputusannya"
        ),
        (
            "no joint decree is known for 2028-01-01 to 2028-02-29: deadlines there are estimates, "
            "without joint leave; update this library, or add the decree"
        ),
    ),
    "ramadan_not_known": (
        check_calendar(indonesia(), date(2027, 3, 1), hours=True),
        "calendar",
        (
            "tanggal Ramadan antara 2028-01-27 dan 2028-02-25 belum diberikan: apa pun yang "
            "memerlukan jam kerja di sana ditolak; tambahkan di calendar.hours.ramadans"
        ),
        (
            "nobody gave the days of Ramadan between 2028-01-27 and 2028-02-25: what needs office "
            "hours there is refused; add them under calendar.hours.ramadans"
        ),
    ),
    "calendar_ends": (
        check_calendar(indonesia(), date(2029, 6, 1)),
        "calendar",
        (
            "kalender tidak mengenal hari dari 2030-01-01 sampai 2030-06-01: apa pun yang berakhir "
            "di sana ditolak; perbarui pustaka ini"
        ),
        (
            "the calendar knows no day from 2030-01-01 to 2030-06-01: what ends there is refused; "
            "update this library"
        ),
    ),
    "setting_known_late": (
        check_calendar(
            indonesia(
                changes=[
                    SettingChange(date(2026, 7, 1), known_on=date(2026, 7, 1), zone="WITA"),
                    SettingChange(date(2026, 7, 1), known_on=date(2026, 7, 2), week="six-day"),
                ]
            )
        ),
        "calendar.change[1]",
        (
            "berlaku mulai 2026-07-01 tetapi baru diketahui pada 2026-07-02: tenggat yang sudah "
            "dijanjikan ikut bergeser"
        ),
        (
            "holds from 2026-07-01 but became known on 2026-07-02 only: it moves what was promised "
            "before"
        ),
    ),
    "setting_changes_nothing": (
        check_calendar(
            indonesia(
                changes=[
                    SettingChange(date(2026, 7, 1), week="six-day"),
                    SettingChange(date(2026, 8, 1), week="Mon-Sat"),
                ]
            )
        ),
        "calendar.change[1]",
        "week sebelum 2026-08-01 sudah sama: perubahan ini tidak mengubah apa pun",
        "week is the same before 2026-08-01: the change changes nothing",
    ),
    "hours_on_holiday": (
        check_calendar(
            indonesia(
                hours=OfficeHours(
                    {"Mon-Fri": "08:00-16:00"},
                    special_days={
                        date(2026, 12, 24): "08:00-11:00",
                        date(2026, 12, 25): "",
                        date(2026, 12, 31): "08:00-11:00",
                    },
                )
            )
        ),
        "calendar.hours.special_days",
        "2026-12-24 memiliki jam kerja khusus, padahal libur: Hari Raya Natal",
        "2026-12-24 has office hours of its own but is off: Christmas Day",
    ),
}
ERRORS = {
    "standard_never_starts",
    "standard_never_stops",
    "unreachable_status",
    "dead_end",
    "no_way_to_an_end",
    "open_without_owner",
    "open_without_clock",
    "timer_never_made",
    "timers_go_round",
    "closed_without_answer",
    "system_ends_untouched",
    "reporter_decides",
    "in_anothers_name",
    "answer_without_words",
    "restart_unsaid",
    "nobody_has_the_role",
    "nobody_may_act",
    "root_without_admin",
    "agency_inactive",
    "rule_covered",
    "rule_contradicts_itself",
    "rule_without_agency",
    "rule_not_competent",
    "case_pinned_to_unknown_workflow",
    "case_status_unknown",
    "case_phase_contradicted",
    "case_stranded",
    "case_not_taken_in",
    "case_not_let_go",
}


def test_every_finding_is_made_here() -> None:
    """A code that nothing can bring about would be a promise without a test."""
    assert catalogue("en")["finding"].keys() == UNSOUND.keys()


PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "check-a-policy.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]


def test_the_page_explains_every_finding() -> None:
    """In the order of the labels; each says what it means and what to do."""
    assert [f"`{code}`" for code in catalogue("en")["finding"]] == [row[0] for row in ROWS]
    for _, _, meaning, _, remedy in ROWS:
        assert meaning.endswith(".")
        assert remedy.endswith(".")


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_the_page_says_how_bad_it_is_and_whether_a_way_shows_it(row: list[str]) -> None:
    """As the findings are that are made here by hand."""
    code = row[0].strip("`")
    (one,) = (one for one in UNSOUND[code][0] if one.code == code)

    assert one.severity.value == row[1]
    assert bool(one.witness) == bool(row[3])


def test_a_sound_policy_has_no_findings() -> None:
    """LAPOR!'s table and standards with a full team: so each finding below has its own cause."""
    assert () == check()
    assert () == check(on=None)


@pytest.mark.parametrize("code", UNSOUND)
def test_a_fault_is_found_where_it_is_and_said_in_both_languages(code: str) -> None:
    """One finding of its code, with its key path and a full sentence."""
    found, where, indonesian, english = UNSOUND[code]

    of_this_code = [one for one in found if one.code == code]

    assert [(where, indonesian, english)] == [
        (one.where, one.describe("id"), one.describe()) for one in of_this_code
    ]
    assert {Severity.ERROR if code in ERRORS else Severity.WARNING} == {
        one.severity for one in of_this_code
    }


@pytest.mark.parametrize("code", UNSOUND)
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_message_has_a_gap(code: str, language: Language) -> None:
    """Whatever a label speaks of is among the facts: no question mark, no brace is left."""
    for one in UNSOUND[code][0]:
        message = one.describe(language)
        assert message
        assert set() == set("?{}") & set(message)


def test_one_fault_makes_one_finding() -> None:
    """A dead end is not also a status without an end; a rule out of force is not also inactive."""
    assert ["dead_end"] == [one.code for one in UNSOUND["dead_end"][0]]
    past = rule(valid_until=ON)
    gone = directory(evolve(OFFICE, active_until=ON))

    assert ["rule_not_in_force"] == [one.code for one in check(book=past, people=gone)]


def test_a_status_that_leads_only_to_a_dead_end_has_no_end_either() -> None:
    """The way on is not enough: it must come to an end some time."""
    table = workflow(
        status("on_the_way"),
        status("stuck"),
        rows=[row("replied", "archive", "on_the_way"), row("on_the_way", "archive", "stuck")],
    )

    assert [
        ("no_way_to_an_end", "workflow.status.on_the_way"),
        ("dead_end", "workflow.status.stuck"),
    ] == [(one.code, one.where) for one in check(table) if one.severity is Severity.ERROR]


def test_errors_come_before_warnings() -> None:
    """Whatever part of the policy they are about; otherwise in the order of the parts."""
    found = check(
        timed(),
        standards=LATER,
        book=rule(),
        people=directory(
            evolve(OFFICE, mandate={"Jembatan"}, active_until=ON), without=["nasional"]
        ),
    )

    assert [
        ("system_ends_untouched", Severity.ERROR),
        ("root_without_admin", Severity.ERROR),
        ("agency_inactive", Severity.ERROR),
        ("phase_without_clock", Severity.WARNING),
        ("mandate_unknown", Severity.WARNING),
    ] == [(one.code, one.severity) for one in found]


def test_what_is_accepted_comes_last() -> None:
    """After the warnings of the city's own: nobody need look at it again."""
    found = check_policy(
        LAPOR, LAPOR_STANDARDS, Router(directory(without=["dinas", "nasional"])), ON
    )

    assert [
        ("root_without_admin", False),
        ("agency_without_liaison", False),
        ("ping_pong", True),
        ("ping_pong", True),
    ] == [(one.code, one.is_accepted) for one in found]


def test_a_policy_tells_what_is_accepted_when_asked() -> None:
    """By default it does not, so that a sound city has no findings."""
    policy = sample_policy()

    assert [] == list(policy.check(on=ON))
    assert ["ping_pong", "ping_pong"] == [
        one.code for one in policy.check(on=ON, include_accepted=True)
    ]


def test_a_role_may_be_missing_when_another_can_do_its_work() -> None:
    """Without operators nothing stands still in plain LAPOR!: their colleagues may do the same."""
    assert () == check(people=directory(without=["dinas-operator"]))


def test_without_any_officer_every_role_is_missed() -> None:
    """Each role names the commands that nobody can give."""
    alone = Directory([NATION])

    found = {
        one.where: dict(one.facts)["commands"]
        for one in check(people=alone)
        if one.code == "nobody_has_the_role"
    }

    assert {f"directory.role.{role.value}" for role in Role} == set(found)
    assert ("follow_up",) == found["directory.role.operator"]
    assert "verify" in str(found["directory.role.national_admin"])


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2026, 1, 4), []),
        (date(2026, 1, 5), ["agency_without_liaison"]),
        (None, ["agency_without_liaison"]),
    ],
)
def test_appointments_are_judged_by_the_day(on: date | None, codes: list[str]) -> None:
    """Half-open; without a day only what has no end counts."""
    people = directory(until=ON)

    assert codes == [one.code for one in check(people=people, on=on)]


def test_without_a_day_no_validity_is_judged() -> None:
    """A rule or standard that ended is found only when somebody asks about a day."""
    old = evolve(LAPOR_STANDARDS[0], code="old", valid_until=ON)

    assert () == check(
        standards=[*LAPOR_STANDARDS, old], book=rule(valid_until=date(2020, 1, 1)), on=None
    )


def season(first: date, last: date) -> RuleBook:
    """A rule for a season before one for the whole year."""
    wet = ReceivedBetween(first, last) & AnyWord(["lubang"])
    return two_rules(wet, AnyWord(["lubang"]))


@pytest.mark.parametrize("on", [date(2026, 3, 2), date(2026, 12, 1), None])
def test_a_season_that_comes_or_goes_changes_no_verdict(on: date | None) -> None:
    """Neither is the rule dead before its season, nor the other one during it."""
    assert () == check(book=season(date(2026, 11, 1), date(2027, 4, 1)), on=on)


def test_a_rule_whose_season_is_over_is_not_in_force() -> None:
    """It asks for nothing that contradicts itself; it came too late."""
    found = check(book=season(date(2020, 11, 1), date(2021, 4, 1)))

    assert [(one.code, one.where) for one in found] == [("rule_not_in_force", "rule[0].when")]


def test_supporting_agencies_must_be_active_too() -> None:
    """And a remark, which sends nowhere, is checked for those it calls in."""
    gone = directory(evolve(OFFICE, active_until=ON))

    found = check(book=rule(to=None, supporting=["DINAS", "KOTA"]), people=gone)

    assert [("agency_inactive", "DINAS")] == [
        (one.code, dict(one.facts)["agency"]) for one in found
    ]


@pytest.mark.parametrize(
    ("starts", "phases"),
    [("new", []), ("submitted", []), ("assigned", ["new"]), ("answered", ["new", "assigned"])],
)
def test_a_standard_that_runs_through_a_phase_measures_it(starts: str, phases: list[str]) -> None:
    """One clock from the receipt to the end is enough for both; timers alone promise nothing."""
    table = timed("unverified", "verified", "replied")
    standard = Standard("x", starts, "closed", Limit(14, "working days"))

    assert phases == [
        dict(one.facts)["phase"]
        for one in check(table, standards=[standard])
        if one.code == "phase_without_clock"
    ]


def test_a_phase_without_statuses_needs_no_clock() -> None:
    """A table in which whoever receives also answers has nothing to be measured when assigned."""
    table = Workflow(
        "one-desk/1",
        (status("open", Phase.NEW), status("done", Phase.CLOSED)),
        (CommandKind("close", Label(id="tutup", en="close")),),
        (row("open", "close", "done"),),
        initial="open",
    )

    assert [] == [
        one.code
        for one in check(table, [Standard("x", "new", "closed", Limit(5, "working days"))])
        if one.where.startswith("standard")
    ]


def test_officers_of_an_agency_that_has_ended_serve_nowhere() -> None:
    """A role that only they have is a role that nobody has."""
    table = workflow(rows=[row("replied", "archive", "archived_by_admin", Role.OPERATOR)])
    gone = directory(evolve(OFFICE, active_until=ON))

    assert ["nobody_has_the_role", "gains_a_right"] == [
        one.code for one in check(table, people=gone)
    ]
    assert ["gains_a_right"] == [one.code for one in check(table, people=gone, on=date(2026, 1, 4))]


def test_a_role_that_nobody_has_is_called_by_its_name() -> None:
    """Not by its code, in either language."""
    alone = Directory([NATION])
    said = {
        one.where: (one.describe("id").partition(";")[0], one.describe().partition(";")[0])
        for one in check(people=alone)
        if one.code == "nobody_has_the_role"
    }

    assert (
        "tidak seorang pun dalam direktori berperan sebagai pejabat penghubung",
        "nobody in the directory has the role liaison officer",
    ) == said["directory.role.liaison_officer"]


def test_a_row_that_the_reporter_may_take_too_is_not_stuck() -> None:
    """However few officers there are."""
    either = Transition("replied", "archive", (Role.OPERATOR, "reporter"), "archived_by_reporter")

    found = check(workflow(rows=[either]), people=directory(without=["dinas-operator"]))

    assert not [one for one in found if one.code == "nobody_has_the_role"]


def test_a_finding_is_plain_data_and_one_line() -> None:
    """Ready for JSON in either language, and for a console."""
    (finding,) = (one for one in UNSOUND["desk_without_admin"][0] if one.where.startswith("agency"))

    assert {
        "code": "desk_without_admin",
        "severity": "warning",
        "where": "agency.KOTA.officers",
        "message": (
            "loket depan KOTA tidak memiliki admin; pengaduannya diterima oleh instansi di atasnya"
        ),
        "witness": [],
        "accepted_because": None,
    } == finding.to_dict("id")
    assert (
        "warning desk_without_admin at agency.KOTA.officers: the front desk KOTA has no admin; "
        "its complaints are received further up"
    ) == str(finding)


def test_a_finding_shows_its_way_and_why_it_is_accepted() -> None:
    """The way in both forms; the reason in the language asked for, and in JSON only."""
    known = Finding(
        "dead_end",
        Severity.ERROR,
        "workflow.status.b",
        (("status", "b"),),
        ("a", "go", "b"),
        Label(id="sudah diketahui", en="it is known"),
    )

    assert (
        "error dead_end at workflow.status.b: the status b is open, but no way out of it"
        " is always available (a -> go -> b)"
    ) == str(known)
    assert (["a", "go", "b"], "sudah diketahui", "it is known") == (
        known.to_dict()["witness"],
        known.to_dict("id")["accepted_because"],
        known.to_dict()["accepted_because"],
    )
