"""What the command line says of itself, by name, in both languages."""

from collections.abc import Mapping

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Label

HELP_LABELS: Mapping[str, Label] = {
    "sp4n": Label(
        id="Inti sistem SP4N-LAPOR!: tenggat dalam hari kerja, penerusan, dan alur kerja pengaduan"
        " masyarakat. Tanpa perintah, sp4n memperagakan perjalanan pengaduan sebuah kota rekaan"
        " dari awal sampai selesai.",
        en="The domain core of SP4N-LAPOR!: working-day deadlines, routing and workflow of public"
        " complaints. Without a command it plays the complaints of a made-up city through their"
        " whole life.",
    ),
    "commands": Label(id="perintah", en="commands"),
    "version": Label(id="tampilkan versi sp4n, lalu keluar", en="show sp4n's version and exit"),
    "json": Label(id="cetak satu dokumen JSON", en="print one JSON document"),
    "language": Label(
        id="bahasa jawaban dan bantuan: id (Indonesia) atau en (Inggris); bawaan: en",
        en="of answers and help: en, or id (bahasa Indonesia); default en",
    ),
    "seed": Label(
        id="benih lain, pengaduan lain (bawaan: %(default)s)",
        en="another seed, other complaints (default %(default)s)",
    ),
    "policy": Label(
        id="berkas TOML sebuah kebijakan, atau 'sample'", en="a policy's TOML file, or 'sample'"
    ),
    # due
    "due.brief": Label(id="tenggat dan alasannya", en="a due date, and why it is then"),
    "due": Label(
        id="Kapan tenggatnya: N hari kerja sesudah TANGGAL, dengan setiap hari yang dilewati.",
        en="When something is due: N working days after DATE, with each skipped day.",
    ),
    "due.date": Label(
        id="tanggal pengaduan diterima: 2026-03-17", en="the day of receipt: 2026-03-17"
    ),
    "due.n": Label(id="jumlah hari kerja", en="working days"),
    "due.as_of": Label(
        id="menurut kalender yang diketahui pada tanggal itu", en="as it was known on that day"
    ),
    "due.no_joint_leave": Label(
        id="cuti bersama dihitung sebagai hari kerja", en="joint leave (cuti bersama) is worked"
    ),
    "due.six_day": Label(id="Sabtu dihitung sebagai hari kerja", en="Saturdays are worked"),
    # route
    "route.brief": Label(id="teruskan pengaduan dari berkas", en="route complaints from a file"),
    "route": Label(
        id="Teruskan pengaduan: ke mana masing-masing, dan mengapa.",
        en="Route complaints: where each goes, and why.",
    ),
    "route.file": Label(
        id="pengaduan: larik JSON atau satu objek JSON per baris; '-' untuk masukan standar",
        en="complaints: a JSON array or JSON lines, '-' for stdin",
    ),
    # check
    "check.brief": Label(id="periksa kebijakan", en="check a policy"),
    "check": Label(
        id="Periksa kebijakan dan direktorinya; kode keluar 1 jika ada temuan.",
        en="Check a policy and its directory; exit code 1 when something is found.",
    ),
    "check.on": Label(
        id="nilai menurut keadaan tanggal ini (bawaan: hari ini)",
        en="judge by this day (default today)",
    ),
    "check.all": Label(
        id="tampilkan juga hal-hal pada tabel LAPOR! yang sudah diketahui dan diterima",
        en="show also what is known of LAPOR!'s table, and accepted",
    ),
    # compare
    "compare.brief": Label(id="bandingkan dua kebijakan", en="compare two policies"),
    "compare": Label(
        id="Yang akan diubah oleh kebijakan kedua: jenis pengaduan mana yang akan diteruskan ke"
        " instansi lain, terbukti dari aturannya; pengaduan mana dalam berkas; dan batas waktu"
        " mana yang menjadi berbeda.",
        en="What a second policy would change: which kinds of complaints would go to another"
        " agency, proven by the rules, and which of those in a file; and which clocks of cases"
        " stand otherwise.",
    ),
    "compare.before": Label(
        id="berkas TOML sebuah kebijakan, atau 'sample'", en="a policy's TOML file, or 'sample'"
    ),
    "compare.after": Label(
        id="kebijakan yang dibandingkan dengannya", en="the policy to compare it with"
    ),
    "compare.file": Label(
        id="pengaduan atau kasus: larik JSON atau satu objek JSON per baris; '-' untuk masukan"
        " standar; tanpa ini, hanya aturannya yang dibandingkan",
        en="complaints or cases: a JSON array or JSON lines, '-' for stdin; without it only the"
        " rules",
    ),
    "compare.now": Label(
        id="saat batas waktu kasus dibaca: 2026-03-27T17:00+07:00 (bawaan: sekarang)",
        en="when to read the clocks of cases: 2026-03-27T17:00+07:00 (default: now)",
    ),
    # report
    "report.brief": Label(id="indikator dari laporan ringkas", en="indicators of exports"),
    "report": Label(
        id="Indikator yang dapat dihitung dari Laporan Ringkas LAPOR! (.csv, .xlsx, .xls, .ods;"
        " boleh beberapa berkas sekaligus), yang tidak dapat dihitung, dan apa yang salah pada"
        " berkasnya. Jika satu pengaduan tercatat di beberapa baris, keterangan terbaru yang"
        " dihitung. Kode keluar 1 jika tidak satu baris pun terbaca.",
        en="The indicators that exports of LAPOR! (Laporan Ringkas; .csv, .xlsx, .xls, .ods;"
        " several at once if you like) can support, those that they can't, and what is wrong with"
        " the files. Of several rows on one complaint the latest word counts. Exit code 1 when no"
        " row could be read.",
    ),
    "report.exports": Label(
        id="satu berkas atau lebih, '-' untuk masukan standar, atau 'sample'",
        en="one file or more, '-' for stdin, or 'sample'",
    ),
    "report.by": Label(
        id="sekali lagi menurut instansi, kategori, klasifikasi, kanal, wilayah, atau bulan",
        en="once more for each agency, category, class, channel, region or month",
    ),
    "report.since": Label(
        id="diterima pada tanggal ini atau sesudahnya", en="received on this day or later"
    ),
    "report.until": Label(id="diterima sebelum tanggal ini", en="received before this day"),
    "report.as_of": Label(
        id="tanggal berkas dibuat, jika berkasnya tidak menyebutkannya",
        en="the day of the file, if it does not tell it",
    ),
    "report.zone": Label(
        id="zona waktu hari-hari di kota itu (bawaan: zona provinsi wilayahnya; jika tidak ada,"
        " WIB)",
        en="of the city's days (default: that of the region's province, else WIB)",
    ),
    "report.times": Label(
        id="zona waktu jam dalam berkas (bawaan: %(default)s); local: menurut --zone atau --region",
        en="how the files' times are meant (default %(default)s); local: as --zone or --region say",
    ),
    "report.dates": Label(
        id="urutan tanggal yang berupa angka saja, jika tidak satu tanggal pun memastikannya: dmy"
        " (hari dahulu), mdy (bulan dahulu), atau iso (tanggalnya sudah benar)",
        en="the order of all-numeric dates, where no day settles it: dmy (the day first), mdy (the"
        " month first), or iso (they are right as they stand)",
    ),
    "report.columns": Label(
        id='nama kolom menurut berkas itu sendiri, sebagai TOML: number = "No. Tiket"',
        en='the files\' own names of columns, as TOML: number = "No. Tiket"',
    ),
    "report.oversight_since": Label(
        id="klasifikasi 'berkadar pengawasan' baru dipercaya sejak tanggal ini (bawaan:"
        " %(default)s); sebelumnya dianggap tidak diketahui",
        en="earlier complaints of the class berkadar pengawasan have no class (default"
        " %(default)s)",
    ),
    "report.region": Label(id="wilayah pengaduan: 32.76", en="the region of the complaints: 32.76"),
    "report.suppress": Label(
        id="sembunyikan angka di bawah N (bawaan: %(const)s)",
        en="hide numbers below N (default %(const)s)",
    ),
    "report.csv": Label(
        id="cetak angkanya sebagai tabel CSV; tidak bersama --json",
        en="print the figures as a table, as CSV; not with --json",
    ),
    # diagram
    "diagram.brief": Label(id="gambar alur kerja", en="draw a workflow"),
    "diagram": Label(
        id="Gambar alur kerja: milik LAPOR! sendiri, atau milik sebuah kebijakan.",
        en="Draw a workflow: LAPOR!'s own, or that of a policy.",
    ),
    "diagram.format": Label(
        id="gambar (svg, bawaan), atau teks untuk Mermaid atau Graphviz",
        en="a picture (svg, the default), or text for Mermaid or Graphviz",
    ),
}
HELP_LABELS = FrozenDict(HELP_LABELS)
"""The help on a command (``due``, and ``due.brief`` in the list of all) and on its arguments.

An argument is named as `argparse` names what it read: ``due.as_of``, or ``json`` where all commands
share it. The signs in ``%(default)s`` are argparse's.
"""

VALUE_LABELS: Mapping[str, Label] = {
    "A": Label(id="A", en="A"),
    "B": Label(id="B", en="B"),
    "CODE": Label(id="KODE", en="CODE"),
    "COMMAND": Label(id="PERINTAH", en="COMMAND"),
    "DATE": Label(id="TANGGAL", en="DATE"),
    "EXPORT": Label(id="LAPORAN", en="EXPORT"),
    "FILE": Label(id="BERKAS", en="FILE"),
    "INSTANT": Label(id="WAKTU", en="INSTANT"),
    "N": Label(id="N", en="N"),
    "POLICY": Label(id="KEBIJAKAN", en="POLICY"),
    "SEED": Label(id="BENIH", en="SEED"),
}
VALUE_LABELS = FrozenDict(VALUE_LABELS)
"""What stands for a value in usage and help."""

_ARGPARSE_IN_INDONESIAN = {
    "usage: ": "penggunaan: ",
    "positional arguments": "argumen",
    "options": "opsi",
    "show this help message and exit": "tampilkan bantuan ini, lalu keluar",
    "%(prog)s: error: %(message)s\n": "%(prog)s: kesalahan: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "argumen %(argument_name)s: %(message)s",
    "the following arguments are required: %s": "argumen berikut wajib diisi: %s",
    "unrecognized arguments: %s": "argumen tidak dikenal: %s",
    "expected one argument": "perlu satu nilai",
    "expected at most one argument": "paling banyak satu nilai",
    "expected at least one argument": "perlu paling sedikit satu nilai",
    "ignored explicit argument %r": "tidak menerima nilai, tetapi diberi %r",
    "ambiguous option: %(option)s could match %(matches)s": (
        "opsi %(option)s tidak jelas: bisa berarti %(matches)s"
    ),
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r tidak dikenal (pilih salah satu dari %(choices)s)"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "%(value)r tidak dikenal; maksud Anda %(closest)r? (pilih salah satu dari %(choices)s)"
    ),
}
ARGPARSE_LABELS = FrozenDict(
    {en: Label(id=text, en=en) for en, text in _ARGPARSE_IN_INDONESIAN.items()}
)
"""What `argparse` itself says, by its own English sentences, as it asks gettext for them."""
