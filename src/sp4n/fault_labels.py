"""What faults say, by their codes, in both languages."""

from collections.abc import Mapping

from sp4n.file_fault_labels import FILE_FAULT_LABELS
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Template

FAULT_LABELS: Mapping[str, Template] = {
    "wrong_type": Template(
        id="harus berupa {expected}, bukan {found}", en="must be {expected}, not {found}"
    ),
    "naive_datetime": Template(
        id="tidak memiliki zona waktu; berikan waktu dengan offset, misalnya +07:00",
        en="has no time zone; give an instant with an offset such as +07:00",
    ),
    "not_a_plain_date": Template(
        id="harus berupa tanggal, bukan tanggal dengan jam; ubah dulu dengan zona waktu",
        en="must be a date, not a date with a time; turn it into a date in a zone first",
    ),
    "not_a_date": Template(
        id="bukan tanggal ISO seperti 2026-01-31: {found}",
        en="is not an ISO date such as 2026-01-31: {found}",
    ),
    "not_an_instant": Template(
        id="bukan waktu ISO seperti 2026-01-31T08:00:00+07:00: {found}",
        en="is not an ISO date and time such as 2026-01-31T08:00:00+07:00: {found}",
    ),
    "empty": Template(id="tidak boleh kosong", en="must not be empty"),
    "not_unicode": Template(
        id="berisi separuh karakter (surrogate tunggal) yang tidak dapat disimpan",
        en="holds half a character (a lone surrogate), which can't be stored",
    ),
    "control_character": Template(
        id="berisi karakter kendali atau karakter tak terlihat, misalnya baris baru",
        en="holds a control character or an invisible one, a line break for instance",
    ),
    "too_long": Template(
        id="terlalu panjang: {length} karakter, paling banyak {limit}",
        en="is too long: {length} characters, at most {limit}",
    ),
    "too_small": Template(
        id="paling sedikit {limit}, bukan {found}", en="must be at least {limit}, not {found}"
    ),
    "too_large": Template(
        id="paling banyak {limit}, bukan {found}", en="must be at most {limit}, not {found}"
    ),
    "too_deep": Template(
        id="bersarang terlalu dalam; paling dalam {limit} tingkat",
        en="is nested too deeply; at most {limit} levels",
    ),
    "not_one_of": Template(
        id="{found} tidak dikenal; pilih salah satu dari {allowed}",
        en="{found} is not known; choose one of {allowed}",
    ),
    "missing": Template(id="wajib ada", en="is required"),
    "unknown_key": Template(
        id="kunci tidak dikenal; maksud Anda {suggestion}?",
        en="is not a known key; did you mean {suggestion}?",
    ),
    "needs_own_rows": Template(
        id="hanya berarti bersama status, perintah atau baris sendiri",
        en="means something only with statuses, commands or rows of one's own",
    ),
    "bad_code": Template(
        id="{found} bukan kode: pakai huruf, angka, titik, garis bawah dan tanda hubung",
        en="{found} is no code: use letters, digits, dots, underscores and hyphens",
    ),
    "bad_region_code": Template(
        id="{found} bukan kode wilayah Kemendagri seperti 32, 32.76, 32.76.01 atau 32.76.01.1001",
        en="{found} is no Kemendagri region code such as 32, 32.76, 32.76.01 or 32.76.01.1001",
    ),
    "bad_limit": Template(
        id="{found} bukan batas waktu seperti '5 working days'",
        en="{found} is no limit such as '5 working days'",
    ),
    "not_a_number": Template(
        id="{found} bukan bilangan seperti 94.74, dengan titik dan paling banyak 20 angka di kedua "
        "sisinya",
        en="{found} is no number such as 94.74, with a point and at most 20 digits on either side",
    ),
    "bad_recurrence": Template(
        id="{found} bukan aturan berulang seperti FREQ=MONTHLY;BYMONTHDAY=5 (RFC 5545, tanpa jam)",
        en="{found} is no rule of recurrence such as FREQ=MONTHLY;BYMONTHDAY=5 (RFC 5545, "
        "without times)",
    ),
    "never_falls": Template(
        id="{found} tidak pernah jatuh pada hari apa pun", en="{found} never falls on any day"
    ),
    "bad_window": Template(
        id="harus berupa jangka waktu ke belakang dalam tahun, bulan dan hari bulat, paling "
        "sedikit satu hari",
        en="must be a length of time back, in whole years, months and days, of at least a day",
    ),
    "different_scorecards": Template(
        id="bobot atau tanggalnya berbeda, sehingga tidak dapat diperingkat bersama",
        en="have different weights or days, so that they can't be ranked together",
    ),
    "bad_hours": Template(
        id="{found} bukan jam kerja seperti 07:30-12:00",
        en="{found} is no time of opening and closing such as 07:30-12:00",
    ),
    "no_hours": Template(
        id="hari kerja {found} tidak memiliki jam kerja; sebutkan jamnya",
        en="{found} is a working day without office hours; name its hours",
    ),
    "needs_office_hours": Template(
        id="batas dalam jam kerja hanya dapat dihitung dengan jam kantor",
        en="a limit in working hours can only be counted with office hours",
    ),
    "outside_known_range": Template(
        id="{day} di luar rentang yang diketahui, {known_from} sampai {known_until}; "
        "keputusan terakhir: {last_decree}",
        en="{day} lies outside the known range {known_from} to {known_until}; "
        "the last decree is {last_decree}",
    ),
    "leads_outside_known_range": Template(
        id="{n} hari kerja dari {day} melewati rentang yang diketahui, {known_from} sampai "
        "{known_until}; keputusan terakhir: {last_decree}",
        en="{n} working days from {day} lead outside the known range {known_from} to "
        "{known_until}; the last decree is {last_decree}",
    ),
    "hours_unknown": Template(
        id="jam kerja pada {day} tidak diketahui: Ramadan hanya diketahui untuk {known_from} "
        "sampai {known_until}; tambahkan dengan OfficeHours(ramadans=...)",
        en="the office hours of {day} are not known: Ramadan is known for {known_from} to "
        "{known_until} only; add it with OfficeHours(ramadans=...)",
    ),
    "time_leads_outside_known_hours": Template(
        id="{hours} jam kerja dari {day} melewati {known_until}: Ramadan hanya diketahui untuk "
        "{known_from} sampai {known_until}; tambahkan dengan OfficeHours(ramadans=...)",
        en="{hours} working hours from {day} lead outside {known_from} to {known_until}, the years "
        "whose Ramadan is known; add it with OfficeHours(ramadans=...)",
    ),
    "time_leads_outside_known_range": Template(
        id="{hours} jam kerja dari {day} melewati rentang yang diketahui, {known_from} sampai "
        "{known_until}; keputusan terakhir: {last_decree}",
        en="{hours} working hours from {day} lead outside the known range {known_from} to "
        "{known_until}; the last decree is {last_decree}",
    ),
    "out_of_order": Template(id="harus sesudah {earlier}", en="must come after {earlier}"),
    "time_reversed": Template(
        id="tidak boleh sebelum {earlier}", en="must not lie before {earlier}"
    ),
    "no_beginning": Template(
        id="riwayat dimulai dengan submit atau adopt", en="a history begins with submit or adopt"
    ),
    "second_beginning": Template(
        id="riwayat hanya dimulai satu kali", en="a history begins only once"
    ),
    "other_case": Template(id="milik laporan lain", en="belongs to another case"),
    "text_of_no_event": Template(
        id="tidak ada peristiwa yang menulis teks ini", en="no event of the case wrote this text"
    ),
    "looks_known": Template(
        id="namanya seperti kunci yang dikenal", en="has a name like that of a known key"
    ),
    "too_many": Template(
        id="terlalu banyak nilai; paling banyak {limit}",
        en="holds too many values; at most {limit}",
    ),
    "duplicate": Template(
        id="{found} ada lebih dari satu kali", en="{found} is there more than once"
    ),
    "contradiction": Template(
        id="{found} bertentangan dengan {other}", en="{found} contradicts {other}"
    ),
    "counts_undeclared": Template(
        id="definisi tidak menyatakan apa yang dihitung (counts), jadi angka kecilnya tidak dapat"
        " disembunyikan dengan aman",
        en="the definition doesn't declare what it counts (counts), so its small numbers can't be"
        " hidden safely",
    ),
    "refused": Template(id="ditolak: {found}", en="refused: {found}"),
    "initial_not_open": Template(
        id="laporan tidak dapat dimulai pada status {found}, yang tidak terbuka",
        en="a case can't begin in the status {found}, which isn't open",
    ),
    "bad_field_name": Template(
        id="isian {found} tidak dapat berjenis {kind}: nama to, category dan classification milik "
        "jenisnya sendiri",
        en="the field {found} can't be of the kind {kind}: the names to, category and "
        "classification belong to their own kinds",
    ),
    "guard_without_field": Template(
        id="syarat {found} membaca isian {field}, yang tidak dimiliki perintahnya",
        en="the guard {found} reads the field {field}, which the command doesn't have",
    ),
    "needs_guard": Template(
        id="perintah ini perlu syarat {found}", en="this command needs the guard {found}"
    ),
    "timer_is_limited": Template(
        id="baris sistem tidak dapat memiliki until atau at_most",
        en="a row of the system can't have until or at_most",
    ),
    "timer_goes_nowhere": Template(
        id="baris sistem harus mengubah status atau pemegang, jika tidak ia berulang selamanya",
        en="a row of the system must change the status or the holder, or it comes again for ever",
    ),
    "no_status_in_phase": Template(
        id="ekstensi ini perlu status pada fase {found}; alur kerja ini tidak memilikinya",
        en="this extension needs a status in the phase {found}; the workflow has none",
    ),
    "no_closing_timer": Template(
        id="ekstensi ini perlu batas waktu yang menutup laporan; alur kerja ini tidak memilikinya",
        en="this extension needs a timer that closes a case; the workflow has none",
    ),
    "timer_without_system": Template(
        id="batas waktu hanya untuk baris milik sistem, dan baris sistem harus memilikinya",
        en="a timer belongs to a row of the system, and such a row must have one",
    ),
    "not_bound": Template(
        id="kebijakan belum terikat pada direktori; pakai policy.bind(directory)",
        en="the policy is not bound to a directory yet; use policy.bind(directory)",
    ),
    "unknown_table": Template(
        id="tidak ada tabel {found}; maksud Anda {suggestion}?",
        en="there is no table {found}; did you mean {suggestion}?",
    ),
    "unknown_group": Template(
        id="tidak ada kelompok {found}; maksud Anda {suggestion}?",
        en="there is no group {found}; did you mean {suggestion}?",
    ),
    "unknown_indicator": Template(
        id="tidak ada indikator {found}; maksud Anda {suggestion}?",
        en="there is no indicator {found}; did you mean {suggestion}?",
    ),
    "unknown_standard": Template(
        id="tidak ada standar {found}; maksud Anda {suggestion}?",
        en="there is no standard {found}; did you mean {suggestion}?",
    ),
    "no_root": Template(
        id="tidak ada instansi induk: tepat satu instansi harus tanpa induk",
        en="there is no root agency: exactly one agency must have no parent",
    ),
    "two_roots": Template(
        id="ada lebih dari satu instansi tanpa induk: {found}",
        en="more than one agency has no parent: {found}",
    ),
    "cycle": Template(
        id="rantai induk kembali ke awal: {found}",
        en="the parents run in a circle: {found}",
    ),
    "two_front_desks": Template(
        id="wilayah {region} memiliki lebih dari satu loket depan: {found}",
        en="region {region} has more than one front desk: {found}",
    ),
    "different_normalisers": Template(
        id="kedua kebijakan membaca kata dengan cara yang berbeda",
        en="the two read words in different ways",
    ),
    "lost_answers": Template(
        id="harus memberi tepat satu jawaban untuk setiap kelompok",
        en="must give just one answer for each batch",
    ),
    "not_progress": Template(
        id="harus True, False, atau fungsi atas jumlah yang selesai dan seluruhnya",
        en="must be True, False, or a function of how many are done and how many there are",
    ),
    "different_directories": Template(
        id="kedua kebijakan memakai direktori yang berbeda",
        en="the two work in different directories",
    ),
    "unknown_agency": Template(
        id="tidak ada instansi {found}; maksud Anda {suggestion}?",
        en="there is no agency {found}; did you mean {suggestion}?",
    ),
    "unknown_officer": Template(
        id="tidak ada petugas {found}; maksud Anda {suggestion}?",
        en="there is no officer {found}; did you mean {suggestion}?",
    ),
    "unknown_feast": Template(
        id="{found} bukan kode hari raya; nama sendiri ditulis dengan huruf besar; "
        "maksud Anda {suggestion}?",
        en="{found} is no feast's code (a name of one's own begins with a capital); "
        "did you mean {suggestion}?",
    ),
    "not_listed": Template(
        id="{found} tidak ada dalam daftar {other}", en="{found} is not in the list of {other}"
    ),
    "unknown_category": Template(
        id="tidak ada kategori {found}; maksud Anda {suggestion}?",
        en="there is no category {found}; did you mean {suggestion}?",
    ),
    "unknown_status": Template(
        id="{found} bukan status yang dikenal; maksud Anda {suggestion}?",
        en="{found} is no known status; did you mean {suggestion}?",
    ),
    "unknown_command": Template(
        id="tidak ada perintah {found}; maksud Anda {suggestion}?",
        en="there is no command {found}; did you mean {suggestion}?",
    ),
    "unknown_predicate": Template(
        id="tidak ada syarat {found}; maksud Anda {suggestion}?",
        en="there is no condition {found}; did you mean {suggestion}?",
    ),
    "unknown_rule": Template(
        id="tidak ada aturan {found}; maksud Anda {suggestion}?",
        en="there is no rule {found}; did you mean {suggestion}?",
    ),
    "no_word": Template(
        id="{found} tidak berisi kata yang dapat dicari",
        en="{found} holds no word that could be looked for",
    ),
    "one_word_phrase": Template(
        id="{found}: bukan frasa; tulis kata-katanya dalam satu teks, seperti 'jalan nasional'",
        en="{found}: no phrase; write its words as one text, such as 'jalan nasional'",
    ),
    "only_exceptions": Template(
        id="hanya berisi pengecualian; sebutkan juga kata yang dicari",
        en="holds exceptions only; name a word to look for as well",
    ),
    "exception_of_many_words": Template(
        id="{found} harus berupa satu kata", en="{found} must be one word"
    ),
    "never_matches": Template(
        id="{found} tidak akan pernah cocok: pengecualian dalam daftar ini menghapus semua"
        " bentuknya",
        en="{found} can never match: the exceptions of this list take away all of its forms",
    ),
    "plug_in_failed": Template(
        id="kode tambahan gagal membacanya: {problem}",
        en="the code that was plugged in failed to read it: {problem}",
    ),
    "rule_does_nothing": Template(
        id="wajib ada, kecuali aturan mengusulkan sesuatu atau menyebut instansi pendukung",
        en="is required, unless the rule proposes something or names supporting agencies",
    ),
    "unknown_extension": Template(
        id="tidak ada ekstensi {found}; maksud Anda {suggestion}?",
        en="there is no extension {found}; did you mean {suggestion}?",
    ),
    "ambiguous_actor": Template(
        id="petugas {officer} bertugas di {agencies}; sebutkan di mana ia bertindak",
        en="officer {officer} serves at {agencies}; say in which of them they act",
    ),
    "no_appointment": Template(
        id="petugas {officer} tidak sedang ditugaskan di mana pun",
        en="officer {officer} holds no appointment",
    ),
    "masked": Template(
        id="data pribadi tidak disimpan dengan pickle; buka dulu dengan sengaja memakai reveal()",
        en="personal data is not pickled; reveal it on purpose first with reveal()",
    ),
    "missing_extra": Template(
        id="perlu paket tambahan: pip install 'sp4n[{extra}]'",
        en="this needs an optional package: pip install 'sp4n[{extra}]'",
    ),
    **FILE_FAULT_LABELS,
    "damaged_workbook": Template(
        id="buku kerja rusak atau tidak lazim: simpan ulang sebagai .xlsx",
        en="the workbook is damaged or of an unusual kind: save it anew as .xlsx",
    ),
    "unknown_schema": Template(
        id="skema {found} tidak dikenal; versi ini membaca {allowed}. Untuk skema yang lebih baru, "
        "perbarui sp4n",
        en="schema {found} is not known; this version reads {allowed}. For a later one, update "
        "sp4n",
    ),
}
FAULT_LABELS = FrozenDict(FAULT_LABELS)
"""What can be wrong with a value, by code; the facts in braces are those of the fault."""
