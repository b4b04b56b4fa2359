"""Findings: what would let a complaint down, each with a code, a place and a witness.

They are to policies what faults are to values: nothing is refused, but somebody should know.
"""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from sp4n.errors import Fact
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Label, Language, Template

__all__ = ["FINDING_LABELS", "Finding", "Severity", "finding"]


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """A complaint can get stuck, or a rule can't do what it says."""
    WARNING = "warning"
    """Somebody should look at it."""


FINDING_LABELS: Mapping[str, Template] = {
    "unreachable_status": Template(
        id="tidak ada jalan ke status {status}", en="no way leads to the status {status}"
    ),
    "dead_end": Template(
        id="status {status} masih terbuka, tetapi tidak ada jalan keluar yang selalu tersedia",
        en="the status {status} is open, but no way out of it is always there",
    ),
    "no_way_to_an_end": Template(
        id="dari status {status} tidak ada jalan ke akhir yang selalu tersedia",
        en="from the status {status} no way to an end is always there",
    ),
    "open_without_owner": Template(
        id="status {status} masih terbuka, tetapi tidak ada petugas yang selalu dapat"
        " melanjutkannya",
        en="the status {status} is open, but no officer can always lead out of it",
    ),
    "open_without_clock": Template(
        id="pada status {status} laporan dapat menunggu tanpa jam dan tanpa pengatur waktu",
        en="in the status {status} a case can wait without any running clock or timer",
    ),
    "clocks_undecided": Template(
        id="belum terbukti apakah pada status {statuses} laporan selalu memiliki jam atau pengatur"
        " waktu: terlalu banyak standar dan jalan",
        en="it was not found out whether a case always has a running clock or timer in the statuses"
        " {statuses}: there are too many standards and ways",
    ),
    "ping_pong": Template(
        id="dengan {commands}, instansi dapat saling melempar laporan tanpa akhir",
        en="by {commands}, offices can send a case to each other for ever",
    ),
    "timer_never_made": Template(
        id="sistem tidak pernah dapat memberikan perintah {command}: isian {fields} wajib ada",
        en="the system can never give the command {command}: it requires {fields}",
    ),
    "timers_go_round": Template(
        id="dengan {commands}, sistem dapat memutar laporan tanpa akhir",
        en="by {commands}, the system can move a case round for ever",
    ),
    "command_without_row": Template(
        id="tidak ada baris tabel dengan perintah {command}",
        en="no row of the table has the command {command}",
    ),
    "label_missing": Template(
        id="{code} tidak memiliki label dalam bahasa {language}",
        en="{code} has no label in {language}",
    ),
    "closed_without_answer": Template(
        id="dari status {status}, {who} dapat menutup laporan yang belum dijawab dengan {command}",
        en="from the status {status}, {who} can close by {command} a case that nobody has answered",
    ),
    "system_ends_untouched": Template(
        id="dengan {command}, sistem dapat mengakhiri laporan berstatus {status} yang belum"
        " ditangani petugas pemegangnya",
        en="by {command}, the system can end a case in the status {status} on which no officer of"
        " its holder has acted",
    ),
    "reporter_decides": Template(
        id="dengan {command} pada status {status}, pelapor dapat {deeds}: itu urusan instansi",
        en="by {command} in the status {status}, the reporter can {deeds}: that is for the office",
    ),
    "in_anothers_name": Template(
        id='dengan {command} pada status {status}, {who} dapat menghasilkan "{target}", yang di'
        " LAPOR! hanya oleh {others}",
        en='by {command} in the status {status}, {who} can bring about "{target}", which in LAPOR!'
        " only {others} can",
    ),
    "answer_without_words": Template(
        id="dengan {command} pada status {status}, laporan dianggap dijawab tanpa teks yang wajib"
        " diisi",
        en="by {command} in the status {status}, a case counts as answered though no text is"
        " required",
    ),
    "no_reason_required": Template(
        id="dengan {command} pada status {status}, {who} dapat {deeds} tanpa wajib memberi alasan",
        en="by {command} in the status {status}, {who} can {deeds} without having to say why",
    ),
    "gains_a_right": Template(
        id="dengan {command} pada status {status}, {who} dapat {deeds}, {over}; di LAPOR! tidak",
        en="by {command} in the status {status}, {who} can {deeds}, {over}; in LAPOR! they can't",
    ),
    "reporter_loses_a_right": Template(
        id="pada status {status}, pelapor tidak selalu dapat {deeds}; di LAPOR! dapat",
        en="in the status {status}, the reporter can't always {deeds}; in LAPOR! they can",
    ),
    "completion_cut_short": Template(
        id="sesudah {limit} pada status {status}, {command} mengakhiri laporan yang menurut UU"
        " 25/2009 ps. 44 dapat dilengkapi pelapor dalam 30 hari",
        en="after {limit} in the status {status}, {command} ends what the reporter has 30 days to"
        " complete by UU 25/2009 art. 44",
    ),
    "nobody_has_the_role": Template(
        id="tidak ada {role} di direktori; perintah {commands} tidak dapat diberikan",
        en="nobody in the directory is {role}; the commands {commands} can't be given",
    ),
    "guard_never_passed": Template(
        id='tidak seorang pun di direktori dapat memenuhi syarat "{guard}" untuk {commands}',
        en='nobody in the directory can ever pass the guard "{guard}" of the commands {commands}',
    ),
    "phase_without_clock": Template(
        id="tidak ada standar yang mengukur laporan pada fase {phase}",
        en="no standard measures a case in the phase {phase}",
    ),
    "no_standard_in_force": Template(
        id="standar {standard} tidak berlaku untuk laporan yang diterima pada {on}",
        en="the standard {standard} does not hold for a complaint received on {on}",
    ),
    "root_without_admin": Template(
        id="{agency}, pintu terakhir, tidak memiliki admin",
        en="{agency}, the last resort, has no admin",
    ),
    "desk_without_admin": Template(
        id="loket depan {agency} tidak memiliki admin; laporannya diterima di atasnya",
        en="the front desk {agency} has no admin; its complaints are received further up",
    ),
    "agency_without_liaison": Template(
        id="{agency} tidak memiliki pejabat penghubung",
        en="{agency} has no liaison officer",
    ),
    "agency_inactive": Template(
        id="aturan {rule} mengirim ke {agency}, yang tidak aktif",
        en="the rule {rule} sends to {agency}, which is not active",
    ),
    "rule_not_in_force": Template(
        id="aturan {rule} tidak berlaku pada {on}", en="the rule {rule} is not in force on {on}"
    ),
    "rule_covered": Template(
        id="aturan {rule} tidak pernah memutuskan: semua laporannya lebih dulu diambil {rules}",
        en="the rule {rule} never decides: all its complaints are taken before it, by {rules}",
    ),
    "rule_contradicts_itself": Template(
        id="tidak ada laporan yang dapat memenuhi syarat aturan {rule}",
        en="no complaint can be as the rule {rule} asks",
    ),
    "rule_without_agency": Template(
        id="aturan {rule} mengirim ke {agency}, yang tidak dapat menerimanya pada hari apa pun",
        en="the rule {rule} sends to {agency}, which may get complaints on none of its days",
    ),
    "rule_not_competent": Template(
        id="aturan {rule} mengirim ke {agency}, yang tidak berwenang atas satu pun laporannya",
        en="the rule {rule} sends to {agency}, which is competent for none of its complaints",
    ),
    "rule_undecided": Template(
        id="tidak terbukti apakah aturan {rule} pernah memutuskan (bergantung pada {modulo})",
        en="it was not found out whether the rule {rule} ever decides (it depends on {modulo})",
    ),
    "predicate_opaque": Template(
        id="aturan {rule} memakai syarat yang tidak menyatakan isinya: {predicates}",
        en="the rule {rule} uses predicates that don't say what they ask: {predicates}",
    ),
    "rule_part_covered": Template(
        id="laporan dengan {part} tidak pernah sampai ke aturan {rule}: lebih dulu diambil {rules}",
        en="complaints with {part} never come to the rule {rule}: they are taken by {rules}",
    ),
    "rule_part_never_found": Template(
        id="tidak ada laporan dengan {part} yang dapat memenuhi syarat aturan {rule}",
        en="no complaint with {part} can be as the rule {rule} asks",
    ),
    "rule_part_not_competent": Template(
        id="aturan {rule} menyebut {part}, yang bukan wewenang {agency}",
        en="the rule {rule} names {part}, for which {agency} is not competent",
    ),
    "case_pinned_to_unknown_workflow": Template(
        id="kasus memakai alur kerja {workflow}, yang tidak dimiliki kebijakan ini",
        en="the case is pinned to the workflow {workflow}, which this policy doesn't have",
    ),
    "case_status_unknown": Template(
        id="riwayat menyebut status {status}, yang tidak dimiliki alur kerja {workflow}",
        en="the history names the status {status}, which the workflow {workflow} doesn't have",
    ),
    "case_phase_contradicted": Template(
        id="menurut riwayat, status {status} berada pada fase {phase}; menurut alur kerja "
        "{workflow}, pada fase {known_phase}",
        en="the history says that the status {status} lies in the phase {phase}; by the workflow "
        "{workflow} it is {known_phase}",
    ),
    "mandate_unknown": Template(
        id="wewenang {agency} menyebut kategori yang tidak ada: {category}",
        en="the mandate of {agency} names a category that there is none of: {category}",
    ),
}
FINDING_LABELS = FrozenDict(FINDING_LABELS)
"""What can be found, by code."""


@frozen
class Finding(Described):
    """One thing found: a code, how bad, where (a key path), and the facts.

    `witness` is the way that shows it, statuses and commands in turn: ``("unverified", "verify",
    "verified")``; empty where no way could. `accepted_because` is the reason why a finding about
    LAPOR!'s own table is known and accepted: it stays a finding, but nobody need be told of it
    unless they ask. `words` are how facts that are codes are called in the message.
    """

    code: str
    severity: Severity
    where: str
    facts: tuple[tuple[str, Fact], ...] = ()
    witness: tuple[str, ...] = ()
    accepted_because: Label | None = None
    words: tuple[tuple[str, Label], ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Tell whether it is known, and accepted for a reason."""
        return self.accepted_because is not None

    def _full(self, language: Language) -> str:
        """Say in a sentence what was found."""
        phrases = {
            name: ", ".join(value) if isinstance(value, tuple) else value
            for name, value in self.facts
        }
        phrases |= {name: label.describe(language) for name, label in self.words}
        return FINDING_LABELS[self.code].fill(language, **phrases)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        because = self.accepted_because
        return {
            "code": self.code,
            "severity": self.severity.value,
            "where": self.where,
            "message": self.describe(language),
            "witness": list(self.witness),
            "accepted_because": None if because is None else because.describe(language),
        }

    def __str__(self) -> str:
        way = f" ({' -> '.join(self.witness)})" if self.witness else ""
        return f"{self.severity} {self.code} at {self.where}: {self.describe()}{way}"


def finding(code: str, severity: Severity, where: str, /, **facts: Fact) -> Finding:
    """Make a finding, its facts by name.

    >>> print(finding("dead_end", Severity.ERROR, "workflow.status.stuck", status="stuck"))
    error dead_end at workflow.status.stuck: the status stuck is open, but no way out of it is \
always there
    """
    return Finding(code, severity, where, tuple(facts.items()))
