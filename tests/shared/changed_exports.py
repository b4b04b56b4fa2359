"""Made-up exports, and what clerks and their programs make of them; nobody in them is real."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from random import Random
from typing import Any

import openpyxl
from attrs import evolve, frozen
from hypothesis import strategies as st

DAY, TIME, STATUS = "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Status Laporan"
CLASS, PRIVACY = "Klasifikasi Laporan", "Tipe Laporan (Anonim/Rahasia)"
OFFICE_ID, OFFICE, PARENT = "ID Instansi Terdisposisi", "Instansi Terdisposisi", "Instansi Induk"
MADE, PERIOD = "Tanggal Generate", "Periode Masuk"
NAMES = (
    "Tracking ID", DAY, TIME, CLASS, "Kategori", "Judul Laporan", "Isi Laporan Awal", PRIVACY,
    "Sumber Laporan", PARENT, OFFICE_ID, OFFICE, STATUS, "Alasan Tunda/Arsip", "Kota/Kabupaten",
    "Kecamatan", "Rating",
)  # fmt: skip
CITY = "Pemerintah Kota Contoh"
OFFICES = [("", ""), ("7", "Dinas Jalan"), ("8", "Dinas Kesehatan"), ("9", "Dinas Kesehatan"),
           ("10", "Dinas Contoh")]  # fmt: skip
STATUSES = [
    "Belum Terverifikasi", "Menunggu Kelengkapan Informasi", "Terverifikasi",
    "Ditindaklanjuti oleh Instansi", "Ditanggapi oleh Pelapor", "Ditutup oleh Sistem",
    "Ditutup oleh Admin", "Ditutup oleh Pelapor", "Diarsipkan oleh Admin",
    "Diarsipkan oleh Pelapor", "Diarsipkan oleh Sistem", "Konten Terblokir",
]  # fmt: skip
CLASSES = ["", "Pengaduan Berkadar Pengawasan", "Pengaduan Tidak Berkadar Pengawasan",
           "Permintaan Informasi", "Aspirasi"]  # fmt: skip
LABELS = (STATUS, CLASS, PRIVACY)
ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LONG_ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
INDONESIAN = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
LONG_INDONESIAN = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
ZERO = date(1899, 12, 30)

Row = Mapping[str, Any]
FormOfDay = Callable[[date], Any]
FormOfTime = Callable[[time], Any]


@frozen
class Made:
    """An export as somebody writes it: `name` of columns and `label` of labels are functions."""

    rows: Sequence[Row]
    made_on: date = date(2024, 3, 31)
    period: tuple[date, date] = (date(2023, 1, 1), date(2024, 3, 31))
    day: FormOfDay = lambda on: f"{on.day} {ENGLISH[on.month - 1]} {on.year}"
    time: FormOfTime = lambda at: f"{at:%H:%M:%S}"
    told_day: FormOfDay = lambda on: on.isoformat()
    label: Callable[[str], str] = str
    name: Callable[[str], str] = str
    office_id: Callable[[str], str] = str
    names: Sequence[str] = NAMES
    is_one_instant: bool = False
    has_preamble: bool = True

    def table(self) -> list[list[Any]]:
        """All cells, row by row."""
        first, last = map(self.told_day, self.period)
        about = [
            ["Judul Laporan", "Laporan Ringkas"],
            ["Nama Instansi", CITY],
            [MADE, self.told_day(self.made_on)],
            [PERIOD, f"({first}) - ({last})"],
            [],
        ]
        names = [one for one in self.names if one != TIME or not self.is_one_instant]
        told = about if self.has_preamble else []
        return [
            *told,
            [*map(self.name, names)],
            *([self._cell(row, one) for one in names] for row in self.rows),
        ]

    def _cell(self, row: Row, name: str) -> Any:
        cell = row[name]
        if name == DAY and self.is_one_instant:
            return f"{self.day(cell)} {self.time(row[TIME])}"
        forms: dict[str, Callable[[Any], Any]] = {
            DAY: self.day, TIME: self.time, OFFICE_ID: self.office_id,
            **dict.fromkeys(LABELS, self.label),
        }  # fmt: skip
        return forms.get(name, str)(cell)

    def csv(self, delimiter: str = ",", encoding: str = "utf-8") -> io.BytesIO:
        """As text."""
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(self.table())
        return io.BytesIO(text.getvalue().encode(encoding))

    def xlsx(self) -> io.BytesIO:
        """As a workbook."""
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Laporan")
        for row in self.table():
            sheet.append(row)
        book.save(into := io.BytesIO())
        into.seek(0)
        return into


def made(days: st.SearchStrategy[date] | None = None, most: int = 12) -> st.SearchStrategy[Made]:
    """Exports as LAPOR! itself writes them."""
    chosen = st.fixed_dictionaries(
        {
            DAY: st.dates(date(2023, 1, 1), date(2024, 3, 31)) if days is None else days,
            TIME: st.times().map(lambda at: at.replace(microsecond=0)),
            CLASS: st.sampled_from(CLASSES),
            "Kategori": st.sampled_from(["", "Jalan", "Lampu, taman", "Kesehatan"]),
            PRIVACY: st.sampled_from(["", "Anonim", "Rahasia", "Anonim|Rahasia"]),
            "office": st.sampled_from(OFFICES),
            PARENT: st.sampled_from([CITY, "Dinas Kesehatan", ""]),
            STATUS: st.sampled_from(STATUSES),
            "Kecamatan": st.sampled_from(["", "Mekarjaya", "Sukamaju"]),
            "Rating": st.sampled_from(["", "", "1", "5"]),
        }
    )
    return st.lists(chosen, max_size=most).map(lambda rows: Made([*map(_whole, range(most), rows)]))


def _whole(number: int, chosen: Mapping[str, Any]) -> dict[str, Any]:
    office_id, office = chosen["office"]
    same = {
        "Judul Laporan": "Jalan",
        "Isi Laporan Awal": 'Jalan,\n"berlubang"; gelap',
        "Sumber Laporan": "Website",
        "Alasan Tunda/Arsip": "",
        "Kota/Kabupaten": "Kota Contoh",
    }
    return {
        **chosen,
        **same,
        "Tracking ID": str(9_000_001 + number),
        OFFICE_ID: office_id,
        OFFICE: office,
    }


def _named(months: list[str], form: str) -> FormOfDay:
    return lambda on: form.format(d=on.day, m=months[on.month - 1], y=on.year, yy=on.year % 100)


def _format(form: str) -> Callable[[Any], Any]:
    return lambda value: value.strftime(form)


WHOLE_DAYS: dict[str, FormOfDay] = {
    "LAPOR!'s own": _named(ENGLISH, "{d} {m} {y}"),
    "English, long": _named(LONG_ENGLISH, "{d:02} {m} {y}"),
    "English, upper case": _named([one.upper() for one in ENGLISH], "{d}-{m}-{y}"),
    "Excel's medium date": _named(ENGLISH, "{d:02}-{m}-{yy:02}"),
    "Indonesian, short": _named(INDONESIAN, "{d} {m} {y}"),
    "Indonesian, long": _named(LONG_INDONESIAN, "{d} {m} {y}"),
    "Indonesian, lower case": _named(
        [one.lower() for one in LONG_INDONESIAN], "{d:02}-{m}-{yy:02}"
    ),
    "American": _named(LONG_ENGLISH, "{m} {d}, {y}"),
    "ISO": date.isoformat,
    "ISO with slashes": _format("%Y/%m/%d"),
    "ISO at midnight": _format("%Y-%m-%d 00:00:00"),
    "a number": lambda on: str((on - ZERO).days),
}
NUMERIC_DAYS: dict[str, FormOfDay] = {
    "dmy /": _format("%d/%m/%Y"), "dmy - short": _format("%d-%m-%y"), "dmy .": _format("%d.%m.%Y"),
    "mdy /": _format("%m/%d/%Y"), "mdy short": lambda on: f"{on.month}/{on.day}/{on:%y}",
}  # fmt: skip
CELL_DAYS: dict[str, FormOfDay] = {
    "cells of dates": lambda on: datetime.combine(on, time()),
    "cells of numbers": lambda on: (on - ZERO).days,
}
MIXED_DAYS: dict[str, FormOfDay] = {
    # What English settings make of days that are written first: 4 May becomes 5 April.
    "swapped": lambda on: (
        date(on.year, on.day, on.month).isoformat() if on.day <= 12 else f"{on:%d/%m/%Y}"
    ),
    # What Indonesian settings make of English months: those that have one name are dates.
    "half read": lambda on: (
        on.isoformat()
        if ENGLISH[on.month - 1] in INDONESIAN
        else _named(ENGLISH, "{d} {m} {y}")(on)
    ),
}
TIMES: dict[str, FormOfTime] = {
    "LAPOR!'s own": _format("%H:%M:%S"),
    "points": _format("%H.%M.%S"),
    "no seconds": _format("%H:%M"),
    "points, no seconds": _format("%H.%M"),
    "halves": _format("%I:%M:%S %p"),
    "halves, lower case": lambda at: f"{at:%I:%M %p}".lower(),
    "milliseconds": _format("%H:%M:%S.000"),
}
CELL_TIMES: dict[str, FormOfTime] = {
    "cells of times": lambda at: at,
    "parts of a day": lambda at: (at.hour * 3600 + at.minute * 60 + at.second) / 86_400,
}
WRITTEN: dict[str, Callable[[str], str]] = {
    "as they are": str, "upper case": str.upper, "lower case": str.lower, "title case": str.title,
    "snake case": lambda text: text.lower().replace(" ", "_"),
    "gaps": lambda text: f"  {text.replace(' ', '   ')} ",
    "a point": lambda text: f"{text}." if text else "",
    "no spaces": lambda text: text.replace(" ", ""),
}  # fmt: skip


def changed(export: Made) -> st.SearchStrategy[Made]:
    """The same export in other forms of days, times, labels, names of columns and IDs."""
    days = {**WHOLE_DAYS, **NUMERIC_DAYS, **MIXED_DAYS}
    return st.builds(
        lambda day, told, at, label, name, office_id, order, instant: evolve(
            export, day=days[day], told_day=WHOLE_DAYS[told], time=TIMES[at], label=WRITTEN[label],
            name=WRITTEN[name], office_id=office_id, names=order,
            is_one_instant=instant and day not in {"a number", "ISO at midnight"},
        ),
        st.sampled_from(sorted(days)),
        st.sampled_from(sorted({*WHOLE_DAYS} - {"a number", "American"})),
        st.sampled_from(sorted(TIMES)),
        st.sampled_from(sorted(WRITTEN)),
        st.sampled_from(sorted(WRITTEN)),
        st.sampled_from([str, lambda text: f"{text}.0" if text else ""]),
        st.permutations(NAMES),
        st.booleans(),
    )  # fmt: skip


def sampled(n: int, seed: int, first: int = 9_000_001) -> list[dict[str, Any]]:
    """Many rows, always the same for one seed; most parents are the city."""
    random = Random(seed)
    start = date(2023, 1, 1).toordinal()
    return [
        {
            **_whole(
                first + number - 9_000_001,
                {
                    DAY: date.fromordinal(start + random.randrange(456)),
                    TIME: time(random.randrange(24), random.randrange(60), random.randrange(60)),
                    CLASS: random.choice(CLASSES),
                    "Kategori": random.choice(["", "Jalan", "Lampu, taman", "Kesehatan"]),
                    PRIVACY: random.choice(["", "Anonim", "Rahasia", "Anonim|Rahasia"]),
                    "office": random.choice(OFFICES),
                    STATUS: random.choice(STATUSES),
                    "Kecamatan": random.choice(["", "Mekarjaya", "Sukamaju"]),
                    "Rating": random.choice(["", "", "1", "5"]),
                },
            ),
            PARENT: random.choice([CITY, CITY, CITY, "Dinas Kesehatan"]),
        }
        for number in range(n)
    ]
