"""Every claim of `docs/how-to/web-service.md` about the service that it shows."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine, event, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import sp4n
from sp4n import Actor, Case, FormatError, commands
from web_service import nightly
from web_service.app import create_app
from web_service.store import CaseRow, Cases, EventRow, ReporterRow, Row, connect

Given = TypeVar("Given")
Found = TypeVar("Found")

_HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
_WIB = timezone(timedelta(hours=7))
_MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=_WIB)

_ADMIN = {"X-Officer": "kota-admin", "X-Agency": "KOTA"}
_COORDINATOR = {"X-Officer": "koordinator", "X-Agency": "KOTA"}
_OPERATOR = {"X-Officer": "dpu-operator", "X-Agency": "DPU"}
_OUTSIDER = {"X-Officer": "dishub-operator", "X-Agency": "DISHUB"}

_NAME, _PHONE, _WORDS = "Pelapor Contoh", "0800-0000-0000", "berlubang di depan Pasar Sukamaju"
_SUBMISSION = {
    "complaint": {"title": "Jalan rusak", "body": f"Jalan {_WORDS}.", "region": "99.71"},
    "reporter": {"name": _NAME, "phone": _PHONE},
}


class Clock:
    """A clock that stands still until somebody sets it."""

    def __init__(self) -> None:
        self.now = _MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path}/cases.db")
    yield engine
    engine.dispose()


@pytest.fixture
def cases(engine: Engine) -> Cases:
    return Cases(engine, sp4n.sample_policy())


@pytest.fixture
def client(engine: Engine, clock: Clock) -> TestClient:
    return TestClient(create_app(engine, sp4n.sample_policy(), clock))


def submit(client: TestClient, **fields: object) -> dict[str, Any]:
    complaint = {**_SUBMISSION["complaint"], **fields}
    response = client.post("/cases", json={**_SUBMISSION, "complaint": complaint})
    assert response.status_code == 201
    found: dict[str, Any] = response.json()
    return found


def order(
    client: TestClient,
    number: str,
    by: dict[str, str],
    command: str,
    /,
    *,
    based_on: int,
    language: str = "en",
    **fields: object,
) -> Response:
    return client.post(
        f"/cases/{number}/commands",
        json={"command": command, "based_on": based_on, "fields": fields},
        headers={**by, "Accept-Language": language},
    )


def answered(client: TestClient) -> str:
    """Make a case that DPU has answered, all on one Monday."""
    number: str = submit(client)["number"]
    assert order(client, number, _ADMIN, "verify", based_on=1).status_code == 200
    done = order(client, number, _OPERATOR, "follow_up", based_on=2, answer="Sudah ditambal.")
    assert done.status_code == 200
    return number


def codes(response: Response) -> set[str]:
    return {one["code"] for one in response.json()["detail"]["reasons"]}


def table(engine: Engine, name: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))]


def case_rows(engine: Engine) -> list[CaseRow]:
    with Session(engine, expire_on_commit=False) as session:
        return list(session.scalars(select(CaseRow)))


def meet_before_writing(engine: Engine, parties: int) -> None:
    """Let every writer wait, having read and decided, until all of them are about to write."""
    barrier = Barrier(parties, timeout=20)

    def wait(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE cases"):
            barrier.wait()

    event.listen(engine, "before_cursor_execute", wait)


def at_once(do: Callable[[Given], Found], these: list[Given]) -> list[Found]:
    with ThreadPoolExecutor(len(these)) as pool:
        return list(pool.map(do, these))


class TestReceive:
    def test_a_complaint_is_received_by_the_front_desk_and_gets_a_number(
        self, client: TestClient
    ) -> None:
        """Whoever submits is told the number, where it lies, and the secret to come back with."""
        found = submit(client)
        assert found["number"].startswith("X-")
        assert found["tracking_secret"]
        del found["number"], found["tracking_secret"]
        expected = {"version": 1, "status": "unverified", "phase": "new", "holder": "KOTA"}
        assert expected == found

    def test_all_faults_are_told_at_once(self, client: TestClient, engine: Engine) -> None:
        """A complaint that is none gets 422 with every fault and its key path; nothing is kept."""
        wrong = {"complaint": {"titel": "Jalan", "body": "", "region": "Kota"}}
        response = client.post("/cases", json=wrong, headers={"Accept-Language": "en"})
        assert response.status_code == 422
        faults = {one["where"]: one["code"] for one in response.json()["detail"]["faults"]}
        assert faults == {
            "complaint.title": "missing",
            "complaint.titel": "unknown_key",
            "complaint.body": "empty",
            "complaint.region": "bad_region_code",
        }
        assert "complaint.title: is required" in response.json()["detail"]["message"]
        assert [] == [row for one in Row.metadata.tables for row in table(engine, one)]

    def test_number_time_and_reporter_are_the_services_to_give(
        self, client: TestClient, cases: Cases
    ) -> None:
        """What a sender says about them is overruled."""
        given = {"number": "X-1", "submitted_at": "2020-01-01T00:00:00Z", "reporter": "somebody"}
        complaint = cases.get(submit(client, **given)["number"]).complaint
        assert complaint.submitted_at == _MONDAY
        assert complaint.number != given["number"]
        assert complaint.reporter != given["reporter"]


class TestStore:
    def test_the_columns_follow_the_case(
        self, client: TestClient, cases: Cases, engine: Engine
    ) -> None:
        """Version, status, phase, holder and next_due_at are those of the case."""
        number = answered(client)
        case = cases.get(number)
        with Session(engine) as session:
            row = session.scalars(select(CaseRow)).one()
            found = (row.version, row.status, row.phase, row.holder)
            due_at = row.next_due_at
        assert (3, "followed_up", "answered", "DPU") == found
        assert (case.version, case.status, case.phase, case.holder) == found
        expected = cases.policy.next_due_at(case, now=_MONDAY)
        assert due_at is not None
        assert expected == due_at.replace(tzinfo=UTC)

    def test_a_case_comes_back_as_it_was(self, client: TestClient, cases: Cases) -> None:
        """The fold of the stored events is the case that was written, with its texts."""
        case = cases.get(answered(client))
        assert [one.kind for one in case.events] == ["submit", "verify", "follow_up"]
        assert case.complaint.body == _SUBMISSION["complaint"]["body"]
        assert [one.body for one in case.texts] == ["Sudah ditambal."]

    def test_events_are_added_and_never_changed(self, client: TestClient, engine: Engine) -> None:
        """A command leaves the rows of earlier events as they are."""
        number = answered(client)
        before = table(engine, "events")
        assert order(client, number, _ADMIN, "close", based_on=3).status_code == 200
        assert table(engine, "events")[:-1] == before

    def test_events_hold_no_words(self, client: TestClient, engine: Engine) -> None:
        """What people wrote lies in the tables of complaints and texts alone."""
        answered(client)
        assert "ditambal" not in str(table(engine, "events"))
        assert "ditambal" in str(table(engine, "texts"))

    def test_erasing_a_text_leaves_the_history_whole(
        self, client: TestClient, cases: Cases, engine: Engine
    ) -> None:
        """The case is the same; only the words are gone."""
        number = answered(client)
        before = cases.get(number)
        (key,) = (one.key for one in before.texts)
        cases.erase(key)
        after = cases.get(number)
        assert after == before
        assert after.texts[key].body is None
        assert "ditambal" not in str([table(engine, one) for one in Row.metadata.tables])

    def test_title_and_body_can_be_erased_too(
        self, client: TestClient, cases: Cases, engine: Engine
    ) -> None:
        """With the events as they were, and nothing of the words in any table."""
        number = answered(client)
        before = cases.get(number)
        cases.erase_words(number, "title", "body")
        after = cases.get(number)
        assert (None, None) == (after.title, after.body)
        assert after.events == before.events
        rows = str([table(engine, one) for one in Row.metadata.tables])
        assert before.complaint.title not in rows
        assert before.complaint.body not in rows

    def test_no_event_number_is_written_twice(self, client: TestClient, engine: Engine) -> None:
        """The database itself refuses a second event with a number, and tells no parameters."""
        number = submit(client)["number"]
        again = EventRow(case=number, number=1, document={"body": _WORDS})
        with Session(engine) as session:
            session.add(again)
            with pytest.raises(IntegrityError, match="UNIQUE") as refused:
                session.flush()
        assert _WORDS not in str(refused.value)

    def test_a_damaged_store_is_not_the_clients_fault(
        self, client: TestClient, engine: Engine
    ) -> None:
        """What can't be read back raises in the server, instead of a 422."""
        number = submit(client)["number"]
        with Session(engine) as session, session.begin():
            session.execute(update(EventRow).values(document={"schema": "sp4n/events/1"}))
        with pytest.raises((FormatError, IndexError)):
            client.get(f"/cases/{number}", headers=_ADMIN)


class TestTwoWriters:
    def test_the_second_of_two_officers_is_told_that_they_are_stale(
        self, client: TestClient
    ) -> None:
        """Both looked at version 1: one gets 409 with the reasons, reads again, and goes on."""
        number = submit(client)["number"]
        assert order(client, number, _ADMIN, "verify", based_on=1).status_code == 200
        late = order(client, number, _COORDINATOR, "archive", based_on=1, reason="unclear")
        assert late.status_code == 409
        assert codes(late) == {"stale"}
        assert "read it again, then decide" in late.json()["detail"]["message"]
        now = client.get(f"/cases/{number}", headers=_COORDINATOR).json()["version"]
        again = order(client, number, _COORDINATOR, "archive", based_on=now, reason="unclear")
        assert (again.status_code, again.json()["version"]) == (200, 3)

    def test_two_that_race_between_reading_and_writing(
        self, client: TestClient, engine: Engine, cases: Cases
    ) -> None:
        """Both were accepted when the first one wrote: the other is refused, nothing is mixed."""
        number = submit(client)["number"]
        meet_before_writing(engine, 2)

        def correct(by: dict[str, str]) -> Response:
            title = f"Judul dari {by['X-Officer']}"
            return order(client, number, by, "verify", based_on=1, title=title)

        responses = at_once(correct, [_ADMIN, _COORDINATOR])
        winner, loser = sorted(responses, key=lambda one: one.status_code)
        assert (winner.status_code, loser.status_code) == (200, 409)
        assert "stale" in codes(loser)
        case = cases.get(number)
        assert [one.kind for one in case.events] == ["submit", "verify"]
        assert [one.body for one in case.texts] == [f"Judul dari {case.events[-1].by.id}"]

    def test_of_many_at_once_one_wins(
        self, client: TestClient, cases: Cases, engine: Engine
    ) -> None:
        """Eight officers on one version, with nobody holding them back: one event."""
        number = submit(client)["number"]

        def verify(_: int) -> int:
            return order(client, number, _ADMIN, "verify", based_on=1).status_code

        assert sorted(at_once(verify, list(range(8)))) == [200] + [409] * 7
        assert cases.get(number).version == 2
        assert len(table(engine, "events")) == 2


class TestOptions:
    def test_an_officer_sees_what_they_may_do(self, client: TestClient) -> None:
        """Each command is accepted, needs fields, or is refused with reasons and remedies."""
        number = submit(client)["number"]
        response = client.get(f"/cases/{number}", headers={**_ADMIN, "Accept-Language": "en"})
        options = response.json()["options"]
        assert options["verify"] == {"answer": "accepted"}
        assert options["hold"] == {"answer": "needs", "fields": ["missing"]}
        (reason,) = options["withdraw"]["reasons"]
        assert reason["code"] == "wrong_role"
        assert reason["remedy"] == "who may: the reporter"

    @pytest.mark.parametrize(
        ("wanted", "remedy"),
        [
            ("id", "yang boleh: pelapor"),
            ("en", "who may: the reporter"),
            ("en-GB,id;q=0.5", "who may: the reporter"),
            ("fr, id-ID, en", "yang boleh: pelapor"),
            ("fr", "yang boleh: pelapor"),
            ("", "yang boleh: pelapor"),
        ],
    )
    def test_they_are_told_in_the_language_that_was_asked_for(
        self, client: TestClient, wanted: str, remedy: str
    ) -> None:
        """Indonesian is what you get unless English comes first."""
        number = submit(client)["number"]
        response = client.get(f"/cases/{number}", headers={**_ADMIN, "Accept-Language": wanted})
        assert response.json()["options"]["withdraw"]["reasons"][0]["remedy"] == remedy

    def test_without_an_identity_there_is_no_answer(self, client: TestClient) -> None:
        """Whom the stub does not know gets 401, before anything is read."""
        number = submit(client)["number"]
        assert client.get(f"/cases/{number}").status_code == 401
        malformed = {"X-Officer": "kota-admin", "X-Agency": "Kota Contoh"}
        assert client.get(f"/cases/{number}", headers=malformed).status_code == 401

    def test_the_reporter_comes_back_with_their_secret(self, client: TestClient) -> None:
        """The secret lets them withdraw their own complaint, and nobody else's."""
        own, other = submit(client), submit(client)
        me = {"X-Tracking-Secret": own["tracking_secret"]}
        assert order(client, other["number"], me, "withdraw", based_on=1).status_code == 403
        assert order(client, own["number"], me, "withdraw", based_on=1).status_code == 200


class TestRefusals:
    @pytest.mark.parametrize(
        ("by", "command", "fields", "status", "code"),
        [
            (_OUTSIDER, "verify", {}, 403, "not_the_holder"),
            ({"X-Officer": "nobody", "X-Agency": "KOTA"}, "verify", {}, 403, "no_appointment"),
            (_ADMIN, "close", {}, 409, "not_from_status"),
            (_ADMIN, "close", {"why": "done"}, 409, "field_unknown"),
            (_ADMIN, "hold", {}, 422, "field_missing"),
            (_ADMIN, "verify", {"to": 7}, 422, "field_invalid"),
            (_ADMIN, "verify", {"to": "DPX"}, 422, "unknown_agency"),
            (_ADMIN, "verivy", {}, 422, "unknown_command"),
        ],
    )
    def test_the_kind_of_the_reasons_decides_the_status(
        self,
        client: TestClient,
        by: dict[str, str],
        command: str,
        fields: dict[str, Any],
        status: int,
        code: str,
    ) -> None:
        """403: this officer may not; 409: nobody may now; 422: not with this input."""
        number = submit(client)["number"]
        response = order(client, number, by, command, based_on=1, **fields)
        assert response.status_code == status
        assert code in codes(response)

    def test_every_reason_is_told_with_its_remedy(self, client: TestClient) -> None:
        """A refusal is a document: code, sentence and remedy of each reason."""
        number = submit(client)["number"]
        response = order(client, number, _OPERATOR, "close", based_on=1, language="id")
        assert response.status_code == 403
        assert codes(response) >= {"not_from_status", "wrong_role"}
        for reason in response.json()["detail"]["reasons"]:
            assert reason["text"]
            assert reason["remedy"]

    def test_a_hidden_case_looks_like_none(self, client: TestClient) -> None:
        """Status, body and headers are those of a number that was never given."""
        hidden, unknown = submit(client, confidential=True)["number"], "X-0000"
        assert client.get(f"/cases/{hidden}", headers=_ADMIN).status_code == 200
        for by in (_OUTSIDER, {"X-Tracking-Secret": "guessed"}):
            looks = [client.get(f"/cases/{one}", headers=by) for one in (hidden, unknown)]
            orders = [order(client, one, by, "verify", based_on=1) for one in (hidden, unknown)]
            for seen, expected in (looks, orders):
                assert expected.status_code == 404
                assert (seen.status_code, seen.content) == (404, expected.content)
                assert seen.headers == expected.headers


class TestIdentity:
    def test_it_lies_apart(self, client: TestClient, engine: Engine) -> None:
        """Name and phone are in the reporters' table alone; the secret is in none."""
        secret = submit(client)["tracking_secret"]
        for name in Row.metadata.tables:
            rows = str(table(engine, name))
            assert (_NAME in rows, _PHONE in rows) == (name == "reporters", name == "reporters")
            assert secret not in rows

    def test_it_can_be_erased_alone(self, client: TestClient, cases: Cases, engine: Engine) -> None:
        """Without its reporter's identity a case goes on as before."""
        number = answered(client)
        with Session(engine) as session, session.begin():
            session.delete(session.scalars(select(ReporterRow)).one())
        assert cases.get(number).version == 3
        assert order(client, number, _ADMIN, "close", based_on=3).status_code == 200

    def test_logs_hold_neither_names_nor_words(
        self, client: TestClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The statements of the database are logged without their parameters."""
        caplog.set_level(logging.INFO)
        caplog.set_level(logging.INFO, logger="sqlalchemy.engine")
        answered(client)
        assert "INSERT INTO reporters" in caplog.text
        for personal in (_NAME, _PHONE, _WORDS, "ditambal"):
            assert personal not in caplog.text

    def test_no_answer_shows_it(self, client: TestClient) -> None:
        """Neither the one who submits nor an officer gets it back."""
        response = client.post("/cases", json=_SUBMISSION)
        number = response.json()["number"]
        shown = response.text + client.get(f"/cases/{number}", headers=_ADMIN).text
        assert _NAME not in shown
        assert _WORDS not in shown

    def test_a_malformed_submission_is_not_repeated(self, client: TestClient) -> None:
        """What is wrong is told by its place: an answer may end in somebody's log."""
        response = client.post("/cases", json={"reporter": {"name": _NAME, "nik": _PHONE}})
        assert response.status_code == 422
        assert ["body", "complaint"] in [one["loc"] for one in response.json()["detail"]]
        assert _NAME not in response.text
        assert _PHONE not in response.text


class TestNightly:
    @pytest.fixture
    def due_at(self, client: TestClient, cases: Cases) -> datetime:
        """When an answered case, the only one, is to be closed: after ten working days."""
        found = cases.policy.next_due_at(cases.get(answered(client)), now=_MONDAY)
        assert found is not None
        return found

    def test_what_is_due_is_done_once(self, cases: Cases, due_at: datetime, engine: Engine) -> None:
        """The case is closed by the system; a second run does nothing new."""
        (key,) = nightly.run(cases, due_at)
        number, version, command = key.split("/")
        assert (version, command) == ("3", "close_by_system")
        assert cases.get(number).status == "closed_by_system"
        before = table(engine, "events")
        assert nightly.run(cases, due_at) == []
        assert nightly.run(cases, due_at + timedelta(days=1)) == []
        assert table(engine, "events") == before

    def test_the_instant_decides_whatever_its_offset(self, cases: Cases, due_at: datetime) -> None:
        """Nothing is done a second early; the same instant in another zone is the same."""
        for hours in (-5, 0, 9):
            zone = timezone(timedelta(hours=hours))
            assert cases.due((due_at - timedelta(seconds=1)).astimezone(zone)) == []
            assert len(cases.due(due_at.astimezone(zone))) == 1

    def test_a_column_that_is_out_of_date_closes_nothing_early(
        self, cases: Cases, due_at: datetime, engine: Engine
    ) -> None:
        """The column finds the case; what is due is asked of the policy once more."""
        early = due_at - timedelta(days=3)
        with Session(engine) as session, session.begin():
            session.execute(update(CaseRow).values(next_due_at=early.astimezone(UTC)))
        assert len(cases.due(early)) == 1
        assert nightly.run(cases, early) == []

    def test_whoever_holds_a_case_is_reminded_once(
        self, client: TestClient, cases: Cases, engine: Engine
    ) -> None:
        """The desk has three days; the job writes down that they run out, and that they ran out."""
        case = cases.get(submit(client)["number"])
        soon = cases.policy.next_due_at(case)
        assert soon is not None
        (key,) = nightly.run(cases, soon + timedelta(hours=1))
        run = f"{case.number}/verification/1.0/3-working-days/2026-03-05"
        assert key == f"{run}/due_soon"
        assert cases.due(soon + timedelta(hours=2)) == []
        (column,) = [row.next_due_at for row in case_rows(engine)]
        assert column is not None
        late = column.replace(tzinfo=UTC)
        assert nightly.run(cases, late) == [f"{run}/overdue"]
        assert nightly.run(cases, late) == []
        assert [(row[0], row[2]) for row in table(engine, "reminders")] == [
            (key, '["KOTA"]'),
            (f"{run}/overdue", '["KOTA"]'),
        ]

    def test_two_jobs_at_once_do_it_once(
        self, cases: Cases, due_at: datetime, engine: Engine
    ) -> None:
        """The lock holds between jobs, too."""
        meet_before_writing(engine, 2)
        done = at_once(lambda now: nightly.run(cases, now), [due_at, due_at])
        assert sorted(map(len, done)) == [0, 1]
        assert len(table(engine, "events")) == 4

    def test_a_case_that_moves_on_is_left_alone(
        self, cases: Cases, due_at: datetime, client: TestClient, engine: Engine
    ) -> None:
        """Somebody replies while the job looks at the case: it is not closed over their head."""
        reporter = Actor.reporter(cases.get(cases.due(due_at)[0]).complaint.reporter)

        class Overtaken(Cases):
            def get(self, number: str) -> Case:
                case = super().get(number)
                if case.version == 3:
                    reply = commands.reply(message="Masih berlubang.")
                    cases.perform(number, reply, by=reporter, at=due_at, based_on=3)
                return case

        overtaken = Overtaken(engine, cases.policy)
        (number,) = cases.due(due_at)
        assert nightly.run(overtaken, due_at) == []
        assert cases.get(number).status == "replied"
        assert len(table(engine, "texts")) == 2


@pytest.mark.parametrize("name", ["store.py", "app.py", "nightly.py"])
def test_the_page_shows_the_files_that_are_tested_here(name: str) -> None:
    """Whoever changes a file pastes it into the page: they are the same, letter by letter."""
    page = (_HOW_TO / "web-service.md").read_text(encoding="utf-8")
    source = (_HOW_TO / "web_service" / name).read_text(encoding="utf-8")
    assert f"```python\n{source}```\n" in page
