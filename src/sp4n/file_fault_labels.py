"""What is said of files that can't be read, and of rows in them, by the codes of faults."""

from collections.abc import Mapping

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Template

__all__ = ["FILE_FAULT_LABELS"]

FILE_FAULT_LABELS: Mapping[str, Template] = {
    "not_readable": Template(id="tidak dapat dibaca: {problem}", en="cannot be read: {problem}"),
    "not_toml": Template(
        id="bukan TOML yang sah, baris {line}, kolom {column}",
        en="is not valid TOML, line {line}, column {column}",
    ),
    "more_faults": Template(
        id="masih ada {count} kesalahan lain", en="there are {count} faults more"
    ),
    "too_many": Template(
        id="berisi terlalu banyak tabel, kunci, dan nilai; paling banyak {limit}",
        en="has too many tables, keys and values; at most {limit}",
    ),
    "not_json": Template(
        id="bukan JSON yang sah, baris {line}, kolom {column}",
        en="is not valid JSON, line {line}, column {column}",
    ),
    "not_complaints": Template(
        id="bukan daftar pengaduan: berikan larik JSON berisi objek, atau satu objek per baris",
        en="is no list of complaints: give a JSON array of objects, or one object a line",
    ),
    "not_an_export": Template(
        id="bukan laporan ringkas: tidak ada baris judul dengan Tracking ID dalam {rows} baris",
        en="is no export: there is no header with Tracking ID in the first {rows} rows",
    ),
    "not_a_tracking_number": Template(
        id="bukan nomor laporan: {found}", en="is no tracking number: {found}"
    ),
    "not_an_english_date": Template(
        id="bukan tanggal seperti 29 May 2023, dengan bulan dalam bahasa Inggris: {found}",
        en="is no date such as 29 May 2023, with the month in English: {found}",
    ),
    "not_a_time": Template(
        id="bukan jam seperti 08:15: {found}", en="is no time such as 08:15: {found}"
    ),
    "class_doubtful": Template(
        id="sebelum {since} laporan biasa pun disebut demikian; klasifikasinya dianggap tidak"
        " diketahui",
        en="before {since} ordinary complaints are called so too; the class is taken as unknown",
    ),
    "too_many_cells": Template(
        id="ada {cells} sel, tetapi hanya {columns} kolom",
        en="has {cells} cells, but there are {columns} columns only",
    ),
    "row_length": Template(
        id="ada {cells} sel, sedangkan tabelnya memiliki {columns} kolom",
        en="has {cells} cells, but the table has {columns} columns",
    ),
    "too_few_cells": Template(
        id="berakhir terlalu awal, pada sel ke-{cells} dari {columns}: mungkin ada pemisah yang"
        " hilang, atau barisnya terpotong",
        en="ends too early, with cell {cells} of {columns}: perhaps a delimiter is missing, or the"
        " row was cut off",
    ),
    "misplaced_cell": Template(
        id="salah satu selnya tertulis dua kali, atau berada di luar lembar",
        en="one of its cells is there twice, or outside of the sheet",
    ),
    "error_cell": Template(
        id="berisi pesan kesalahan lembar kerja seperti #REF!, bukan isinya",
        en="holds a spreadsheet's error such as #REF! instead of its content",
    ),
    "not_utf_8": Template(
        id="bukan teks UTF-8: simpan berkas ini sebagai 'CSV UTF-8'",
        en="is no UTF-8 text: save the file as 'CSV UTF-8'",
    ),
    "locked_workbook": Template(
        id="dilindungi kata sandi: simpan tanpa kata sandi, lalu coba lagi",
        en="is protected by a password: save it without one, and try again",
    ),
    "another_zip": Template(
        id="ini berkas {found}, bukan tabel yang dapat dibaca: berikan .xlsx, .xls, .ods, .csv",
        en="is a {found} file, no table that can be read: give an .xlsx, .xls, .ods or .csv",
    ),
    "another_header": Template(
        id="ini baris judul lagi, bukan pengaduan; baris di bawahnya dibaca menurut kolomnya",
        en="is another header, no complaint; the rows below it are read by its columns",
    ),
    "unusable_header": Template(
        id="ini baris judul yang tidak memuat semua kolom wajib, atau memuat satu kolom dua kali",
        en="is a header that lacks a required column, or has a column twice",
    ),
    "below_unusable_header": Template(
        id="berada di bawah baris judul yang tidak dapat dipakai",
        en="stands below a header that can't be used",
    ),
    "above_header": Template(
        id="berada di atas baris judul, sehingga kolomnya tidak diketahui",
        en="stands above the header, so that its columns are not known",
    ),
    "no_status": Template(
        id="kosong, sehingga statusnya tidak diketahui",
        en="is empty, so that the status is not known",
    ),
    "privacy_unknown": Template(
        id="tidak disebut dalam berkas ini; pengaduan dianggap anonim dan rahasia",
        en="is not told in this file; the complaint is taken as anonymous and confidential",
    ),
    "before_made": Template(
        id="{found} lebih awal daripada tanggal berkas ini dibuat, yaitu {made_on}",
        en="{found} lies before the day on which the file says it was made, {made_on}",
    ),
    "broken_quotes": Template(
        id="tanda kutipnya tidak cocok: mungkin kurang satu, atau kelebihan satu; perbaiki di"
        " berkasnya",
        en="the quotes don't fit: perhaps one is missing, or there is one too many; mend it in the"
        " file",
    ),
    "cell_too_long": Template(
        id="salah satu teksnya lebih dari {limit} karakter; mungkin tanda kutip penutupnya hilang",
        en="one of its texts has more than {limit} characters; perhaps its last quote is missing",
    ),
    "may_be_text": Template(
        id="mungkin sebuah baris, mungkin tulisan pelapor: batas teksnya tidak pasti; bandingkan"
        " dengan LAPOR!",
        en="may be a row, or what a citizen wrote: where the text ends is not certain; compare it"
        " with LAPOR!",
    ),
}
FILE_FAULT_LABELS = FrozenDict(FILE_FAULT_LABELS)
"""Part of `sp4n.fault_labels.FAULT_LABELS`."""
