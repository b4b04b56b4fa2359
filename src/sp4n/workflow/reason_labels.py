"""The catalogue of reasons: what each code of a refusal means, of which kind it is, what helps."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Template


class ReasonKind(StrEnum):
    """What sort of reason it is."""

    AUTHORITY = "authority"
    """This actor may not; somebody else may."""
    VALIDITY = "validity"
    """Nobody may, as things are."""
    HIDDEN = "hidden"
    """Even the reason would tell too much: to this actor the case does not exist."""


@frozen
class ReasonSort:
    """What all reasons of one code share: their kind, the sentence, and the remedy."""

    kind: ReasonKind
    label: Template
    remedy: Template
    is_about_input: bool = False


def _authority(label: Template, remedy: Template) -> ReasonSort:
    return ReasonSort(ReasonKind.AUTHORITY, label, remedy)


def _validity(label: Template, remedy: Template) -> ReasonSort:
    return ReasonSort(ReasonKind.VALIDITY, label, remedy)


def _input(label: Template, remedy: Template) -> ReasonSort:
    return ReasonSort(ReasonKind.VALIDITY, label, remedy, is_about_input=True)


REASON_LABELS: Mapping[str, ReasonSort] = {
    "not_found": ReasonSort(
        ReasonKind.HIDDEN,
        Template(id="laporan tidak ditemukan", en="there is no such case"),
        Template(id="periksa nomornya", en="check the number"),
    ),
    "no_appointment": _authority(
        Template(
            id="petugas {officer} tidak sedang ditugaskan di {agency}",
            en="officer {officer} holds no current appointment at {agency}",
        ),
        Template(
            id="catat surat penugasan (SK) yang berlaku, atau bertindaklah untuk instansi lain",
            en="record a letter of appointment that is in force, or act for another agency",
        ),
    ),
    "wrong_role": _authority(
        Template(
            id="perintah ini bukan untuk peran {held}",
            en="this command is not for the role {held}",
        ),
        Template(id="yang boleh: {allowed}", en="who may: {allowed}"),
    ),
    "not_the_holder": _authority(
        Template(
            id="laporan ini dipegang {holders}, bukan {agency}",
            en="the case is held by {holders}, not by {agency}",
        ),
        Template(
            id="yang boleh: {allowed} di {holders}, atau admin di atasnya",
            en="who may: {allowed} of {holders}, or an admin above it",
        ),
    ),
    "own_agency_accused": _authority(
        Template(
            id="laporan ini mengadukan {agency}; petugasnya tidak boleh bertindak",
            en="the complaint accuses {agency}, whose officers may not act on it",
        ),
        Template(
            id="serahkan kepada instansi yang tidak diadukan",
            en="leave it to an agency that is not accused",
        ),
    ),
    "not_the_reporter": _authority(
        Template(
            id="hanya pelapor laporan ini yang boleh",
            en="only the reporter of this complaint may",
        ),
        Template(
            id="masuklah sebagai pelapornya, atau minta ia melakukannya",
            en="act as its reporter, or ask them to do it",
        ),
    ),
    "submitted_later": _validity(
        Template(
            id="diterima sebelum disampaikan ({submitted})",
            en="it would be received before it was submitted ({submitted})",
        ),
        Template(id="periksa kedua waktunya", en="check both times"),
    ),
    "unknown_workflow": _validity(
        Template(
            id="laporan memakai alur kerja {pinned}; yang dikenal hanya {known}",
            en="the case is pinned to workflow {pinned}; only {known} is known",
        ),
        Template(
            id="muat kebijakan yang memiliki alur kerja itu",
            en="load a policy that has that workflow",
        ),
    ),
    "unknown_command": _input(
        Template(id="tidak ada perintah {found}", en="there is no command {found}"),
        Template(id="yang paling mirip: {suggestion}", en="the closest: {suggestion}"),
    ),
    "not_from_status": _validity(
        Template(
            id="tidak dapat dilakukan dari status {status}",
            en="can't be done from the status {status}",
        ),
        Template(
            id="dapat dilakukan dari: {allowed}",
            en="can be done from: {allowed}",
        ),
    ),
    "status_unknown": _validity(
        Template(
            id="alur kerja {workflow} tidak memiliki status {status}",
            en="the workflow {workflow} has no status {status}",
        ),
        Template(
            id="periksa dari mana riwayat itu berasal, atau muat alur kerjanya",
            en="find out where the history comes from, or load its workflow",
        ),
    ),
    "phase_contradicted": _validity(
        Template(
            id="menurut riwayat, status {status} berada pada fase {phase}; menurut alur kerja "
            "{workflow}, pada fase {known_phase}",
            en="the history says that the status {status} lies in the phase {phase}; by the "
            "workflow {workflow} it is {known_phase}",
        ),
        Template(
            id="periksa dari mana riwayat itu berasal",
            en="find out where the history comes from",
        ),
    ),
    "time_reversed": _validity(
        Template(
            id="waktunya sebelum peristiwa terakhir ({last})",
            en="its time lies before the last event ({last})",
        ),
        Template(id="pakai waktu sesudahnya", en="give a later time"),
    ),
    "unknown_category": _input(
        Template(
            id="kategorinya tidak ada di direktori", en="its category is not in the directory"
        ),
        Template(id="yang paling mirip: {suggestion}", en="the closest: {suggestion}"),
    ),
    "naive_time": _validity(
        Template(id="waktunya tanpa zona waktu", en="its time has no time zone"),
        Template(id="berikan waktu dengan offset", en="give an instant with an offset"),
    ),
    "stale": _validity(
        Template(
            id="laporan sudah berubah: keputusan didasarkan pada versi {based_on}, kini {version}",
            en="the case has moved on: this was based on version {based_on}, it is now {version}",
        ),
        Template(id="baca kembali, lalu putuskan", en="read it again, then decide"),
    ),
    "field_missing": _input(
        Template(id="isian {field} wajib ada", en="the field {field} is required"),
        Template(id="isi {field}", en="give {field}"),
    ),
    "field_unknown": _input(
        Template(
            id="perintah {command} tidak memiliki isian {field}",
            en="the command {command} has no field {field}",
        ),
        Template(id="isian yang ada: {allowed}", en="its fields: {allowed}"),
    ),
    "field_invalid": _input(
        Template(
            id="isian {field} tidak sah; yang diterima: {expected}",
            en="the field {field} is not valid; it takes: {expected}",
        ),
        Template(id="perbaiki {field}", en="correct {field}"),
    ),
    "field_too_long": _input(
        Template(
            id="isian {field} terlalu panjang: {length} karakter, paling banyak {limit}",
            en="the field {field} is too long: {length} characters, at most {limit}",
        ),
        Template(id="persingkat {field}", en="shorten {field}"),
    ),
    "no_proposal": _validity(
        Template(
            id="tidak ada usulan instansi tujuan yang masih dapat dipakai",
            en="there is no proposed agency that could still take it",
        ),
        Template(id="sebutkan instansinya dengan 'to'", en="name the agency with 'to'"),
    ),
    "unknown_agency": _input(
        Template(id="tidak ada instansi {found}", en="there is no agency {found}"),
        Template(id="yang paling mirip: {suggestion}", en="the closest: {suggestion}"),
    ),
    "agency_inactive": _validity(
        Template(id="instansi {agency} tidak aktif pada {on}", en="{agency} is not active on {on}"),
        Template(id="pilih instansi lain", en="choose another agency"),
    ),
    "agency_accused": _validity(
        Template(
            id="laporan ini mengadukan {agency}; instansi itu tidak boleh menanganinya",
            en="the complaint accuses {agency}, which must not handle it",
        ),
        Template(
            id="pilih instansi yang tidak diadukan, misalnya pengawasnya",
            en="choose an agency that is not accused, its overseer for instance",
        ),
    ),
    "already_the_holder": _validity(
        Template(id="{agency} sudah memegangnya", en="{agency} holds it already"),
        Template(id="pilih instansi lain", en="choose another agency"),
    ),
    "outside_subtree": _authority(
        Template(
            id="{agency} tidak berada di bawah {own}, dan bukan usulan rute",
            en="{agency} is not below {own}, and the route does not propose it",
        ),
        Template(
            id="pilih instansi di bawah {own}, atau kembalikan kepada admin di atasnya",
            en="choose an agency below {own}, or send it back to the admin above",
        ),
    ),
    "no_unit_below": _authority(
        Template(
            id="di bawah {own} tidak ada unit lain yang dapat menanganinya",
            en="below {own} there is no other unit that could take it",
        ),
        Template(
            id="tindak lanjuti sendiri, atau kembalikan dengan 'return'",
            en="answer it yourself, or send it back with 'return'",
        ),
    ),
    "at_the_root": _validity(
        Template(
            id="{agency} adalah pintu terakhir; tidak ada yang di atasnya",
            en="{agency} is the last resort; there is nobody above it",
        ),
        Template(
            id="verifikasi ke instansi yang berwenang, atau arsipkan dengan alasan",
            en="verify it to a competent agency, or archive it with a reason",
        ),
    ),
    "too_early": _validity(
        Template(
            id="batas waktu {limit} belum lewat; berakhir pada {ends}",
            en="the limit of {limit} has not passed; it ends on {ends}",
        ),
        Template(id="tunggu sampai sesudah {ends}", en="wait until after {ends}"),
    ),
    "too_late": _validity(
        Template(
            id="hanya dapat dilakukan dalam {limit}; itu berakhir pada {ends}",
            en="can only be done within {limit}, which ended on {ends}",
        ),
        Template(
            id="pakai perintah lain, atau sampaikan laporan baru yang merujuk laporan ini",
            en="use another command, or submit a new complaint that refers to this one",
        ),
    ),
    "too_often": _validity(
        Template(
            id="perintah {command} sudah diberikan {times} kali, paling banyak {at_most}",
            en="the command {command} was given {times} times already, at most {at_most}",
        ),
        Template(
            id="tidak dapat diulang; bila perlu, minta admin di atasnya memutuskan",
            en="it can't be done again; if need be, ask an admin above to decide",
        ),
    ),
    "case_not_shown": _input(
        Template(
            id="laporan {case} harus disertakan agar dapat diperiksa",
            en="the case {case} has to be shown beside this one, so that it can be checked",
        ),
        Template(id="sertakan laporan itu (beside=)", en="pass that case too (beside=)"),
    ),
    "same_case": _input(
        Template(id="laporan tidak dapat digabung dengan dirinya", en="a case can't join itself"),
        Template(id="sebutkan laporan lain", en="name another case"),
    ),
    "other_case_unfit": _validity(
        Template(
            id="laporan {case} berstatus {status} dan tidak dapat menerima gabungan",
            en="the case {case} has the status {status} and can't take others in",
        ),
        Template(
            id="gabungkan dengan laporan yang masih terbuka", en="join one that is still open"
        ),
    ),
    "would_be_disclosed": _validity(
        Template(
            id="laporan ini rahasia, sedangkan {case} tidak",
            en="this case is confidential, and {case} isn't",
        ),
        Template(
            id="gabungkan dengan laporan yang rahasia juga",
            en="join one that is confidential too",
        ),
    ),
    "accusation_lost": _validity(
        Template(
            id="laporan ini mengadukan instansi yang tidak diadukan oleh {case}",
            en="this complaint accuses agencies that {case} does not",
        ),
        Template(
            id="tangani laporan ini tersendiri",
            en="handle this case on its own",
        ),
    ),
    "already_joined": _validity(
        Template(
            id="laporan {case} sudah digabung ke laporan ini",
            en="the case {case} was joined to this one already",
        ),
        Template(id="tidak ada yang perlu dilakukan", en="there is nothing to do"),
    ),
    "not_joined": _validity(
        Template(
            id="laporan {case} belum digabung ke laporan ini",
            en="the case {case} was not joined to this one",
        ),
        Template(id="gabungkan laporan itu dulu", en="join that case first"),
    ),
    "time_unknown": _validity(
        Template(
            id="batas waktu {limit} tidak dapat dihitung: di luar kalender yang diketahui",
            en="the limit of {limit} can't be told: it lies outside the known calendar",
        ),
        Template(id="perbarui kalendernya", en="bring the calendar up to date"),
    ),
    "guard_failed": _validity(
        Template(
            id="pemeriksaan {guard} gagal dijalankan ({error})",
            en="the check {guard} could not be carried out ({error})",
        ),
        Template(id="laporkan kepada pengelola sistem", en="tell whoever runs the system"),
    ),
}
REASON_LABELS = FrozenDict(REASON_LABELS)
"""What each refusal code means, of which kind it is, and what helps."""
