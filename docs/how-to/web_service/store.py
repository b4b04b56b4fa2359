"""The store: how cases lie in a database, and why two writers never overwrite each other."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import JSON, DateTime, Engine, ForeignKey, create_engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

import sp4n
from sp4n import Actor, Case, Command, CommandRefused, Complaint, Event, Policy, Reporter
from sp4n.model import Text
from sp4n.sla import DueAction
from sp4n.workflow import Reason


class Row(DeclarativeBase):
    """A row of any of the tables."""


class ReporterRow(Row):
    """Who complained; the other tables know the key alone."""

    __tablename__ = "reporters"
    key: Mapped[str] = mapped_column(primary_key=True)
    identity: Mapped[dict[str, Any]] = mapped_column(JSON)


class EventRow(Row):
    """An event: added, never changed. The primary key refuses a second one with its number."""

    __tablename__ = "events"
    case: Mapped[str] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)


class TextRow(Row):
    """What somebody wrote; the body of an erased text is null."""

    __tablename__ = "texts"
    key: Mapped[str] = mapped_column(primary_key=True)
    case: Mapped[str] = mapped_column(ForeignKey("cases.number"), index=True)
    event: Mapped[int]
    kind: Mapped[str]
    body: Mapped[str | None]


class ReminderRow(Row):
    """Whom to remind of what, once a key: a job of yours sends it from here."""

    __tablename__ = "reminders"
    key: Mapped[str] = mapped_column(primary_key=True)
    case: Mapped[str] = mapped_column(ForeignKey("cases.number"), index=True)
    holders: Mapped[list[str]] = mapped_column(JSON)
    text: Mapped[str]


class CaseRow(Row):
    """The complaint, and what to search by: columns that follow from the events."""

    __tablename__ = "cases"
    number: Mapped[str] = mapped_column(primary_key=True)
    complaint: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int]
    status: Mapped[str]
    phase: Mapped[str]
    holder: Mapped[str | None] = mapped_column(index=True)
    next_due_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), index=True)
    events: Mapped[list[EventRow]] = relationship(order_by=EventRow.number)
    texts: Mapped[list[TextRow]] = relationship(order_by=TextRow.event)


def connect(url: str) -> Engine:
    """Open a database. Its log and its errors hide the parameters: these are words and names."""
    engine = create_engine(url, hide_parameters=True)
    Row.metadata.create_all(engine)
    return engine


@dataclass(frozen=True)
class Cases:
    """The cases of a city: its policy at work on its database."""

    engine: Engine
    policy: Policy

    def receive(self, fields: Mapping[str, Any], reporter: Reporter, *, at: datetime) -> Case:
        """Begin a case. Raises FormatError with all that is wrong with the complaint's fields.

        The number is drawn by lot: gaps between consecutive ones would betray the hidden cases.
        """
        ours = {"number": f"X-{secrets.token_hex(4)}", "reporter": reporter.key}
        document = {**fields, **ours, "submitted_at": at.isoformat()}
        envelope = {"schema": "sp4n/complaint/1", "complaint": document}
        complaint = cast("Complaint", sp4n.load(envelope))
        case = self.policy.receive(complaint, at=at)
        row = CaseRow(number=case.number, complaint=sp4n.dump(complaint), **self._columns(case))
        with Session(self.engine) as session, session.begin():
            session.add(ReporterRow(key=reporter.key, identity=reporter.reveal()))
            session.add_all([row, *_history(case, since=0)])
        return case

    def get(self, number: str) -> Case:
        """Fold a case from its events. One that there is none of is refused like a hidden one."""
        with Session(self.engine) as session:
            row = session.get(CaseRow, number)
            if row is None:
                raise CommandRefused((Reason("not_found"),))
            complaint = cast("Complaint", sp4n.load(row.complaint))
            events = [cast("tuple[Event]", sp4n.load(one.document))[0] for one in row.events]
            texts = [Text(one.key, one.kind, one.body) for one in row.texts]
        return Case.from_events(complaint, events, texts)

    def perform(
        self, number: str, command: Command, *, by: Actor, at: datetime, based_on: int
    ) -> Case:
        """Decide, then write. Whoever is overtaken in between decides anew: refused as stale."""
        while True:
            case = self.get(number)
            after = self.policy.perform(case, command, by=by, at=at, based_on=based_on)
            if self._write(after, since=case.version):
                return after

    def due(self, now: datetime) -> list[str]:
        """Give the numbers of the cases with which the system has something to do by now."""
        due = select(CaseRow.number).where(CaseRow.next_due_at <= now.astimezone(UTC))
        with Session(self.engine) as session:
            return list(session.scalars(due))

    def remind(self, case: Case, action: DueAction) -> bool:
        """Write a reminder down; False when it was written before. The primary key decides."""
        said = str(action.reading or action.kind)
        row = ReminderRow(key=action.key, case=case.number, holders=action.holders, text=said)
        with suppress(IntegrityError), Session(self.engine) as session, session.begin():
            session.add(row)
            session.flush()
            return True
        return False

    def look_again(self, case: Case, now: datetime) -> None:
        """Say when there is something to do with a case once more: what was due is done."""
        due_at = self.policy.next_due_at(case, now=now)
        moved = (CaseRow.number == case.number, CaseRow.version == case.version)
        column = {"next_due_at": due_at and due_at.astimezone(UTC)}
        with Session(self.engine) as session, session.begin():
            session.execute(update(CaseRow).where(*moved).values(**column))

    def erase(self, key: str) -> None:
        """Erase the words of one text; the history stays whole."""
        with Session(self.engine) as session, session.begin():
            session.execute(update(TextRow).where(TextRow.key == key).values(body=None))

    def erase_words(self, number: str, *parts: str) -> None:
        """Erase the title or the body of a complaint, and every correction of it, likewise."""
        erased = self.get(number).erase(*parts)
        gone = [text.key for text in erased.texts if text.body is None]
        complaint = {"complaint": sp4n.dump(erased.complaint)}
        with Session(self.engine) as session, session.begin():
            session.execute(update(CaseRow).where(CaseRow.number == number).values(**complaint))
            session.execute(update(TextRow).where(TextRow.key.in_(gone)).values(body=None))

    def _write(self, case: Case, *, since: int) -> bool:
        """Write what is new, unless somebody else wrote since: the second condition decides."""
        unmoved = (CaseRow.number == case.number, CaseRow.version == since)
        move = update(CaseRow).where(*unmoved).values(**self._columns(case))
        with Session(self.engine) as session, session.begin():
            moved = session.scalar(move.returning(CaseRow.version)) is not None
            session.add_all(_history(case, since=since) if moved else ())
        return moved

    def _columns(self, case: Case) -> dict[str, Any]:
        due_at = self.policy.next_due_at(case)
        return {
            "version": case.version,
            "status": case.status,
            "phase": case.phase,
            "holder": case.holder,
            "next_due_at": due_at and due_at.astimezone(UTC),  # SQLite keeps no offset
        }


def _history(case: Case, *, since: int) -> Iterator[Row]:
    for event in case.since(since):
        yield EventRow(case=case.number, number=event.number, document=sp4n.dump(event))
        for key in event.text_keys(case.number):
            text, where = case.texts[key], {"case": case.number, "event": event.number}
            yield TextRow(key=key, **where, kind=text.kind, body=text.body)
