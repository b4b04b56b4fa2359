"""What is said of files that can't be read, and of rows in them, by the codes of faults."""

from collections.abc import Mapping

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Template

FILE_FAULT_LABELS: Mapping[str, Template] = {
    "not_readable": Template(id="tidak dapat dibaca: {problem}", en="cannot be read: {problem}"),
    "not_toml": Template(
        id="bukan TOML yang sah, baris {line}, kolom {column}",
        en="is not valid TOML, line {line}, column {column}",
    ),
    "more_faults": Template(
        id="masih ada {count} kesalahan lain", en="there are {count} faults more"
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
        id="bukan Laporan Ringkas: tidak ada baris judul kolom dengan Tracking ID dalam {rows}"
        " baris pertama",
        en="is no export: there is no header with Tracking ID in the first {rows} rows",
    ),
    "not_a_tracking_number": Template(
        id="bukan nomor laporan: {found}", en="is no tracking number: {found}"
    ),
    "not_a_day": Template(
        id="bukan tanggal: {found}; tulislah seperti 29 Mei 2023, 29/05/2023, atau 2023-05-29",
        en="is no date: {found}; write it as 29 May 2023, 29/05/2023 or 2023-05-29",
    ),
    "not_a_time": Template(
        id="bukan jam seperti 08:15: {found}; hanya tanggalnya yang dipakai",
        en="is no time such as 08:15: {found}; only the day counts",
    ),
    "sheet_too_large": Template(
        id="lembarnya terlalu besar: hapus baris dan kolom kosong di bawah dan di kanan tabel, atau"
        " bagilah berkasnya",
        en="the sheet is too large: delete the empty rows and columns below and beside the table,"
        " or split the file",
    ),
    "times_unclear": Template(
        id="berisi angka di bawah 1 yang bisa berarti jam (0,35 ialah pukul 00.35) atau bagian"
        " dari satu hari; dibaca sebagai bagian dari satu hari",
        en="holds numbers below 1 that may be hours (0.35 is 00:35) or parts of a day; they are"
        " read as parts of a day",
    ),
    "dates_unclear": Template(
        id="dari {rows} tanggal, tidak satu pun menunjukkan mana hari dan mana bulan: sebutkan"
        " salah satu dari {allowed} (dates, --dates); iso berarti tanggalnya sudah benar",
        en="none of {rows} dates tells which number is the day: say one of {allowed} (dates,"
        " --dates); iso takes dates as they stand",
    ),
    "dates_contradict": Template(
        id="tanggal-tanggalnya saling bertentangan: pada sebagian, hari dan bulan tampaknya"
        " tertukar oleh program lembar kerja; periksa berkasnya, atau sebutkan salah satu dari"
        " {allowed} (dates, --dates); iso berarti tanggal yang utuh sudah benar",
        en="the dates contradict each other: it seems that a spreadsheet took days for months in"
        " some; look at the file, or say one of {allowed} (dates, --dates); iso takes whole dates"
        " as they stand",
    ),
    "dates_swapped": Template(
        id="pada sebagian tanggal, hari dan bulan tertukar oleh program lembar kerja; di sini sudah"
        " dibetulkan",
        en="in some dates a spreadsheet took the day for the month; here they are put right",
    ),
    "dates_doubted": Template(
        id="pada sebagian tanggal, hari dan bulan mungkin tertukar oleh program lembar kerja; di"
        " sini tanggalnya dibaca apa adanya: cocokkan dengan berkas aslinya",
        en="in some dates a spreadsheet may have taken the day for the month; they are read as they"
        " stand: compare them with the original file",
    ),
    "times_differ": Template(
        id="jamnya berbeda dari jam di kolom tanggal; yang dipakai jam ini, kecuali jika kolom"
        " tanggal menyebutkan zona waktunya",
        en="is another time than that in the column of the day; it counts, unless the latter has a"
        " zone",
    ),
    "before_receipt": Template(
        id="lebih awal daripada tanggal laporan masuk, yaitu {received_on}",
        en="lies before the complaint was received, on {received_on}",
    ),
    "later_unreadable": Template(
        id="laporan ini juga ada di baris {row}, yang tidak terbaca; keterangan di sana mungkin"
        " lebih baru",
        en="stands again in row {row}, which could not be read: what it says may be newer",
    ),
    "preamble_unclear": Template(
        id="ada, tetapi tidak dapat dibaca dengan pasti; sebutkan sendiri tanggalnya (as_of_on,"
        " --as-of; Period, --from, --until)",
        en="is there, but can't be told for certain; give the days yourself (as_of_on, --as-of;"
        " Period, --from, --until)",
    ),
    "no_times": Template(
        id="berkas ini tidak memuat jam; hanya tanggalnya yang dipakai",
        en="the file has no times; only the days count",
    ),
    "without_words": Template(
        id="berkas ini tidak memuat judul dan isi laporan; terima kasih telah menjaga privasi"
        " pelapor",
        en="the file has no titles and texts; thank you for keeping reporters' words private",
    ),
    "no_words": Template(id="kosong", en="is empty"),
    "read_as_cp1252": Template(
        id="bukan teks UTF-8; dibaca sebagai Windows-1252",
        en="is no UTF-8 text; read as Windows-1252",
    ),
    "hidden_rows": Template(
        id="{rows} baris disembunyikan oleh filter; semuanya tetap dihitung",
        en="{rows} rows are hidden by a filter; they are counted all the same",
    ),
    "hidden_sheets": Template(
        id="lembar yang disembunyikan tidak dibaca: {found}; tampilkan dulu bila barisnya harus"
        " ikut dihitung",
        en="hidden sheets are not read: {found}; show them first, if their rows are to be counted",
    ),
    "column_guessed": Template(
        id="kolom yang ditemukan: {found}; mungkin yang dimaksud '{guess}': jika benar, sebutkan"
        ' {key} = "{guess}" (columns, --columns)',
        en="found the columns {found}: perhaps '{guess}' is this one; if so, say"
        ' {key} = "{guess}" (columns, --columns)',
    ),
    "unknown_column": Template(
        id="kedua nama itu bukan kolom yang dikenal; maksud Anda {suggestion}?",
        en="neither of the two names is a known column; did you mean {suggestion}?",
    ),
    "no_local_zone": Template(
        id="tidak ada wilayah yang menentukan zona waktu setempat: sebutkan salah satu dari"
        " {allowed}",
        en="there is no region that tells the local zone: say one of {allowed}",
    ),
    "number_with_dots": Template(
        id="nomornya memuat titik, seperti pemisah ribuan; dibaca apa adanya",
        en="has dots, as thousands have; it is read as it is written",
    ),
    "placeholder": Template(
        id="berisi isian pengganti, bukan nama: {found}; dihitung apa adanya",
        en="stands for no name: {found}; it is counted as it is written",
    ),
    "without_agency": Template(
        id="laporan ini sudah dijawab atau selesai, tetapi instansinya tidak disebutkan",
        en="the complaint was answered or closed, and has no agency",
    ),
    "after_made": Template(
        id="sesudah tanggal berkas dibuat, yaitu {made_on}",
        en="lies after the file was made, on {made_on}",
    ),
    "order_unknown": Template(
        id="tidak semua berkas menyebutkan kapan dibuat; di antaranya, berkas yang diberikan"
        " terakhir dianggap terbaru",
        en="not every export says when it was made; of those, the one given last counts as the"
        " latest",
    ),
    "day_unknown": Template(
        id="tidak semua berkas menyebutkan kapan dibuat; umur laporan dihitung sampai {made_on}",
        en="not every export says when it was made; ages are counted up to {made_on}",
    ),
    "one_id_many_names": Template(
        id="ID dengan beberapa nama: {count}; masing-masing dihitung sebagai satu instansi",
        en="IDs with several names: {count}; each counts as one agency",
    ),
    "one_name_many_ids": Template(
        id="nama dengan beberapa ID: {count}; masing-masing dihitung terpisah menurut ID-nya",
        en="names with several IDs: {count}; each is counted apart, by its ID",
    ),
    "another_file": Template(
        id="ini berkas {found}, bukan tabel yang dapat dibaca: berikan .xlsx, .xls, .ods atau .csv",
        en="is {found}, no table that can be read: give an .xlsx, .xls, .ods or .csv",
    ),
    "empty_file": Template(
        id="berkas ini kosong: unduh lagi Laporan Ringkas",
        en="the file is empty: download the export again",
    ),
    "outside_period": Template(
        id="di luar periode berkas, {first} sampai {last}",
        en="lies outside of the days of the file, {first} to {last}",
    ),
    "updated": Template(
        id="keterangan laporan ini di baris {first_row} berbeda; yang terbaru yang dihitung",
        en="said something else in row {first_row}; the latest word counts",
    ),
    "repeated": Template(
        id="laporan ini juga ada di baris {first_row}; dihitung satu kali",
        en="stands in row {first_row} as well; it is counted once",
    ),
    "only_in_older": Template(
        id="hanya ada di berkas yang lebih lama, yang dibuat pada {made_on}",
        en="is in an older file only, that of {made_on}",
    ),
    "class_doubtful": Template(
        id="sebelum {since} laporan biasa pun diberi klasifikasi ini; klasifikasinya dianggap tidak"
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
        id="berisi pesan kesalahan lembar kerja seperti #REF!, bukan nilainya",
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
        id="ini berkas {found}, yang tidak dapat dibaca di sini: buka berkasnya, lalu simpan"
        " tabelnya sebagai .xlsx, .ods, atau .csv",
        en="is a {found} file, which can't be read here: open it, and save its table as .xlsx, .ods"
        " or .csv",
    ),
    "no_row": Template(id="bukan pengaduan", en="is no complaint"),
    "unusable_header": Template(
        id="baris judul kolom ini tidak memuat semua kolom wajib, atau memuat satu kolom dua kali",
        en="is a header that lacks a required column, or has a column twice",
    ),
    "below_unusable_header": Template(
        id="berada di bawah baris judul kolom yang tidak dapat dipakai",
        en="stands below a header that can't be used",
    ),
    "above_header": Template(
        id="berada di atas baris judul kolom, sehingga kolomnya tidak diketahui",
        en="stands above the header, so that its columns are not known",
    ),
    "no_status": Template(
        id="kosong, sehingga statusnya tidak diketahui",
        en="is empty, so that the status is not known",
    ),
    "privacy_unknown": Template(
        id="tidak disebutkan dalam berkas ini; pengaduan dianggap anonim dan rahasia",
        en="is not told in this file; the complaint is taken as anonymous and confidential",
    ),
    "before_made": Template(
        id="{found} lebih awal daripada tanggal berkas ini dibuat, yaitu {made_on}",
        en="{found} lies before the day on which the file says it was made, {made_on}",
    ),
    "broken_quotes": Template(
        id="tanda kutipnya tidak berpasangan: mungkin kurang satu, atau lebih satu; perbaiki di"
        " berkasnya",
        en="the quotes don't fit: perhaps one is missing, or there is one too many; mend it in the"
        " file",
    ),
    "cell_too_long": Template(
        id="salah satu teksnya lebih dari {limit} karakter; mungkin tanda kutip penutupnya hilang",
        en="one of its texts has more than {limit} characters; perhaps its last quote is missing",
    ),
    "may_be_text": Template(
        id="mungkin baris tersendiri, mungkin tulisan pelapor: batas teksnya tidak pasti;"
        " bandingkan dengan LAPOR!",
        en="may be a row, or what a citizen wrote: where the text ends is not certain; compare it"
        " with LAPOR!",
    ),
}
FILE_FAULT_LABELS = FrozenDict(FILE_FAULT_LABELS)
"""Part of `sp4n.fault_labels.FAULT_LABELS`."""
