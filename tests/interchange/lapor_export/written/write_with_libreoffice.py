"""Writes the files of this folder anew: a made-up export, opened and saved in LibreOffice.

The tests only read what it wrote. To write it anew, with LibreOffice Calc and both locales::

    apt-get install libreoffice-calc libreoffice-l10n-id locales
    localedef -i id_ID -f UTF-8 id_ID.UTF-8 && localedef -i en_US -f UTF-8 en_US.UTF-8
    python tests/interchange/lapor_export/written/write_with_libreoffice.py

What is in a file stands in its name: the original, the locale of the clerk's LibreOffice, whether
"detect special numbers" was on or off when the CSV was opened (and its language, where that was
not the locale's), and how it was saved: ``comma`` with cells as shown, ``semicolon`` as they are.
"""

import csv
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

HERE = Path(__file__).parent
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HEADER = (
    "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Klasifikasi Laporan",
    "Kategori", "Judul Laporan", "Isi Laporan Awal", "Tipe Laporan (Anonim/Rahasia)",
    "Sumber Laporan", "Instansi Induk", "ID Instansi Terdisposisi", "Instansi Terdisposisi",
    "Status Laporan", "Rating",
)  # fmt: skip
DAYS = (
    (1, 3), (1, 15), (2, 11), (3, 7), (3, 31), (4, 4), (5, 2), (5, 29), (6, 10), (8, 1), (8, 19),
    (10, 5), (11, 6), (12, 12), (12, 31),
)  # fmt: skip
TIMES = (
    time(0, 35), time(4, 10), time(21, 5), time(12), time(1, 15), time(17, 30), time(23, 50),
    time(8), time(16, 59), time(17), time(9, 5, 11), time(3, 40), time(20, 20), time(0),
    time(18, 1),
)  # fmt: skip
STATUSES = (
    "Ditutup oleh Sistem", "Belum Terverifikasi", "Ditutup oleh Pelapor", "Terverifikasi",
    "Ditindaklanjuti oleh Instansi",
)  # fmt: skip
BODIES = (
    'Jalan "lubang", di depan pasar; sudah lama.',
    'Baris satu\nbaris dua, "kutip"\n\nbaris tiga',
    "Sejak 05/04/2025 pukul 10.30",
)
OFFICES = (("71", "Dinas Jalan Contoh"), ("72", "Dinas Air, Contoh"), ("", ""))
CLASSES = ("Pengaduan Tidak Berkadar Pengawasan", "Aspirasi", "Permintaan Informasi")
LANGUAGES = {"": 0, "-as-english": 1033, "-as-indonesian": 1057}
FORMATS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods:calc8",
    "comma.csv": "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
    "semicolon.csv": "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false,false",
}
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop>
<prop oor:name="ooLocale" oor:op="fuse"><value>{locale}</value></prop>
</item></oor:items>
"""
WRITTEN = [
    ("named", "id_ID", "detect", ("xlsx", "xls", "ods", "comma.csv")),
    ("named", "en_US", "detect", ("xlsx", "semicolon.csv")),
    ("numeric", "id_ID", "detect", ("xlsx", "ods", "comma.csv", "semicolon.csv")),
    ("numeric", "id_ID", "plain", ("xls", "comma.csv")),
    ("numeric", "id_ID", "detect-as-english", ("xlsx", "comma.csv")),
    ("numeric", "en_US", "detect", ("xlsx", "xls", "ods", "comma.csv", "semicolon.csv")),
    ("numeric", "en_US", "plain", ("xlsx", "ods", "comma.csv")),
    ("early", "en_US", "detect", ("xlsx", "comma.csv")),
    ("early", "id_ID", "detect", ("ods",)),
]
AGAIN = [("numeric.id_ID-detect.xlsx", "en_US", "xls"), ("named.id_ID-detect.ods", "en_US", "xlsx")]


def shown(day: date, original: str) -> str:
    """A day as the original has it: as LAPOR! writes it, or in numbers."""
    is_named = original == "named"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if is_named else f"{day:%d/%m/%Y}"


def rows(original: str) -> Iterator[list[str]]:
    """What an export says of itself, its header and its rows, by day; ``early`` has none late."""
    days = [date(2025, *day) for day in DAYS if original != "early" or day[1] <= 12]
    yield ["Judul Laporan", "Laporan Ringkas"]
    yield ["Nama Instansi", "Pemerintah Kota Contoh"]
    yield ["Tanggal Generate", f"{shown(date(2026, 1, 5), original)} 10:15"]
    yield ["Periode Masuk", f"{shown(days[0], original)} - {shown(date(2025, 12, 31), original)}"]
    yield from [[""]] * 6
    yield [*HEADER]
    for n, (day, at) in enumerate(zip(days, TIMES, strict=False)):
        number, office, status = f"{9_900_001 + n}", OFFICES[n % 3], STATUSES[n % 5]
        rating = str(n % 4 + 2) if status.startswith("Ditutup") and n % 2 == 0 else ""
        clock = f"{at:%H:%M:%S}" if original == "named" else f"{at:%H.%M}"
        yield [
            number, shown(day, original), clock, CLASSES[n % 3], f"Kategori {n % 4}", f"Judul {n}",
            BODIES[n % 3], ("Anonim", "", "Rahasia")[n % 3], ("Website", "SMS")[n % 2],
            "Pemerintah Kota Contoh" if office[1] else "", *office, status, rating,
        ]  # fmt: skip


def write_originals() -> None:
    """Write what LAPOR! could have given."""
    for original in ("named", "numeric", "early"):
        with (HERE / f"{original}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows(original))


def save(source: Path, locale: str, saved_as: str, target: Path, opened_as: str | None) -> None:
    """Open a file in a LibreOffice of its own, and save it under another name."""
    with tempfile.TemporaryDirectory() as room:
        user = Path(room, "profile", "user")
        user.mkdir(parents=True)
        told = PROFILE.format(locale=locale.replace("_", "-"))
        (user / "registrymodifications.xcu").write_text(told, "utf-8")
        command = ["soffice", f"-env:UserInstallation={user.parent.as_uri()}", "--headless"]
        command += [f"--infilter={opened_as}"] if opened_as else []
        command += ["--convert-to", FORMATS[saved_as], "--outdir", room, str(source)]
        own = {"LC_ALL": f"{locale}.UTF-8", "LANG": f"{locale}.UTF-8", "HOME": room}
        subprocess.run(command, env=os.environ | own, check=True, capture_output=True)
        (found,) = Path(room).glob(f"{source.stem}.{saved_as.rpartition('.')[2]}")
        target.write_bytes(found.read_bytes())
        if saved_as == "ods":
            without_picture(found, target)


def without_picture(found: Path, target: Path) -> None:
    """Copy an .ods but for the picture of its first page, which takes most of its room."""
    with zipfile.ZipFile(found) as whole, zipfile.ZipFile(target, "w") as small:
        for part in whole.infolist():
            if not part.filename.startswith("Thumbnails/"):
                small.writestr(part, whole.read(part))


def main() -> None:
    """Write all files."""
    write_originals()
    for original, locale, opened, formats in WRITTEN:
        how, _, _ = opened.partition("-")
        language = LANGUAGES[opened.removeprefix(how)]
        detects = str(how == "detect").lower()
        filter_ = f"Text - txt - csv (StarCalc):44,34,76,1,,{language},false,{detects}"
        for saved_as in formats:
            target = HERE / f"{original}.{locale}-{opened}.{saved_as}"
            save(HERE / f"{original}.csv", locale, saved_as, target, filter_)
    for source, locale, saved_as in AGAIN:
        target = HERE / f"{source.replace('.', '-', 2).replace('-', '.', 1)}.{locale}.{saved_as}"
        save(HERE / source, locale, saved_as, target, None)
    save(HERE / "small.csv", "en_US", "xls", HERE / "small.xls", None)


if __name__ == "__main__":
    main()
