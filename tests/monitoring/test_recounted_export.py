"""Exports of several layouts, counted a second time with pandas alone: the figures are the same."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from attrs import evolve
from changed_exports import (
    CELL_DAYS,
    CELL_TIMES,
    MIXED_DAYS,
    NAMES,
    NUMERIC_DAYS,
    TIMES,
    WHOLE_DAYS,
    WRITTEN,
    Made,
    sampled,
)

from sp4n.interchange import read_export
from sp4n.monitoring import Share, observe_export, report_by
from sp4n.workdays import indonesia

ROWS = sampled(600, seed=12)
EXPORT = Made(ROWS)
COLUMNS = {"tracking_id": "number", "tanggal_laporan_masuk": "day", "waktu_laporan_masuk": "time",
           "klasifikasi_laporan": "class", "kategori": "category", "status_laporan": "status",
           "id_instansi_terdisposisi": "office_id", "instansi_terdisposisi": "office"}  # fmt: skip
CLOSED = ["ditutup oleh sistem", "ditutup oleh admin", "ditutup oleh pelapor"]
ANSWERED = ["ditindaklanjuti oleh instansi", "ditanggapi oleh pelapor"]
CLASSES = {
    "pengaduan berkadar pengawasan": "oversight", "pengaduan tidak berkadar pengawasan": "service",
    "permintaan informasi": "information", "aspirasi": "aspiration",
}  # fmt: skip


def frame_of_csv(
    source: io.BytesIO, skip: int = 5, form: str = "%d %b %Y", times: str = "%H:%M:%S"
) -> pd.DataFrame:
    frame = pd.read_csv(
        source, skiprows=skip, dtype=str, keep_default_na=False, skip_blank_lines=False
    )
    return with_instants(
        frame, lambda one: pd.to_datetime(one.day + " " + one.time, format=f"{form} {times}")
    )


def with_instants(frame: pd.DataFrame, instant: Callable[[Any], Any]) -> pd.DataFrame:
    """Names in snake case, and when each complaint came, as told and as the city has it."""
    names = (
        frame.columns.str.strip()
        .str.lower()
        .str.replace(" ", "_")
        .str.replace("__+", "_", regex=True)
    )
    frame = frame.set_axis(names, axis=1).rename(columns=COLUMNS)
    told = instant(frame)
    city = told.dt.tz_localize("UTC").dt.tz_convert("Asia/Jakarta")
    labels = {name: frame[name].str.strip().str.lower().str.replace("[ _]+", " ", regex=True)
              for name in ("status", "class")}  # fmt: skip
    return frame.assign(told=told, month=city.dt.strftime("%Y-%m"), **labels)


def frame_of_xlsx(source: io.BytesIO) -> pd.DataFrame:
    frame = pd.read_excel(source, dtype=str, keep_default_na=False, engine="openpyxl")
    return with_instants(frame, lambda one: pd.to_datetime(one.day.str[:10] + " " + one.time))


def of_two(source: io.BytesIO) -> pd.DataFrame:
    """Two blocks in one file: the second is the older one, but is told further down."""
    text = source.getvalue().decode()
    first, second = (
        io.BytesIO(("Judul Laporan" + one).encode()) for one in text.split("Judul Laporan,L")[1:]
    )
    newer, older = frame_of_csv(first), frame_of_csv(second)
    return pd.concat([older, newer]).drop_duplicates("number", keep="last")


def two_blocks() -> io.BytesIO:
    """The older one lacks the last hundred, and knows others that the newer one doesn't."""
    statuses = ["Terverifikasi"] * len(ROWS)
    older = [{**row, "Status Laporan": one} for row, one in zip(ROWS[:500], statuses, strict=False)]
    more = sampled(50, seed=13, first=9_100_001)
    old = Made([*older, *more], made_on=date(2024, 3, 1))
    return io.BytesIO(EXPORT.csv().getvalue() + old.csv().getvalue())


LAYOUTS: dict[str, tuple[Callable[[], io.BytesIO], Callable[[io.BytesIO], pd.DataFrame]]] = {
    "as LAPOR! writes it": (EXPORT.csv, frame_of_csv),
    "without a preamble": (
        evolve(EXPORT, has_preamble=False).csv, lambda one: frame_of_csv(one, 0),
    ),
    "a cleaned copy": (
        evolve(EXPORT, has_preamble=False, day=WHOLE_DAYS["ISO"], label=WRITTEN["title case"],
               name=WRITTEN["snake case"], names=sorted(NAMES)).csv,
        lambda one: frame_of_csv(one, 0, "%Y-%m-%d"),
    ),
    "days first, times with points": (
        evolve(EXPORT, day=NUMERIC_DAYS["dmy /"], time=TIMES["points"],
               label=WRITTEN["upper case"]).csv,
        lambda one: frame_of_csv(one, 5, "%d/%m/%Y", "%H.%M.%S"),
    ),
    "half read by a spreadsheet": (
        evolve(EXPORT, day=MIXED_DAYS["half read"]).csv,
        lambda one: with_instants(
            pd.read_csv(one, skiprows=5, dtype=str, keep_default_na=False, skip_blank_lines=False),
            lambda two: pd.to_datetime(two.day + " " + two.time, format="mixed"),
        ),
    ),
    "a workbook with cells of dates": (
        evolve(EXPORT, has_preamble=False, day=CELL_DAYS["cells of dates"],
               time=CELL_TIMES["cells of times"]).xlsx,
        frame_of_xlsx,
    ),
    "two exports, one below the other": (two_blocks, of_two),
}  # fmt: skip


def counts(frame: pd.DataFrame, name: str) -> dict[str | None, int]:
    """How often each value stands there; blank ones are unknown."""
    found = frame[name].replace("", None)
    return {
        None if pd.isna(key) else key: int(n) for key, n in found.value_counts(dropna=False).items()
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_dimension_is_counted_alike(layout: str) -> None:
    """By agency, month, category and class, and the rates of agencies."""
    write, read = LAYOUTS[layout]
    frame = read(write())
    snapshot = observe_export(read_export(write()), calendar=indonesia())
    doubtful = (frame["class"] == "pengaduan berkadar pengawasan") & (frame.told < "2023-10-07")
    offices = {"": "undisposed", "8": "Dinas Kesehatan (ID 8)", "9": "Dinas Kesehatan (ID 9)"}
    frame = frame.assign(
        classification=frame["class"].map(CLASSES).fillna("").mask(doubtful, ""),
        agency=frame.office_id.map(offices).fillna(frame.office),
    )

    for dimension, column in (("agency", "agency"), ("month", "month"), ("category", "category"),
                              ("classification", "classification")):  # fmt: skip
        parts = report_by(snapshot, dimension)  # type: ignore[arg-type]
        assert counts(frame, column) == {key: one["received"].value for key, one in parts.items()}
    followed = frame.assign(is_followed=frame.status.isin([*CLOSED, *ANSWERED])).groupby("agency")
    expected = {key: Share(int(one.is_followed.sum()), len(one)) for key, one in followed}
    assert expected == {
        key: one["follow_up_rate"].value for key, one in report_by(snapshot, "agency").items()
    }


def test_without_ids_offices_are_counted_by_their_names() -> None:
    """Two of one name and of no other parent are one then: nothing tells them apart."""
    source = evolve(EXPORT, names=[one for one in NAMES if one != "ID Instansi Terdisposisi"]).csv
    frame = frame_of_csv(source())
    parts = report_by(observe_export(read_export(source()), calendar=indonesia()), "agency")
    expected = counts(frame.assign(office=frame.office.replace("", "undisposed")), "office")

    assert expected == {key: one["received"].value for key, one in parts.items()}


def test_in_another_zone_months_are_counted_alike() -> None:
    """Times that were meant in WIB stay in their month."""
    frame = frame_of_csv(EXPORT.csv())
    snapshot = observe_export(read_export(EXPORT.csv(), times="WIB"), calendar=indonesia())
    expected = counts(frame.assign(month=frame.told.dt.strftime("%Y-%m")), "month")

    assert expected == {key: len(one.entries) for key, one in snapshot.by("month").items()}
