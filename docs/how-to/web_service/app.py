"""The web service: HTTP around the cases, and nothing else."""

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy import Engine

from sp4n import Actor, Case, Command, CommandRefused, FormatError, InvalidValue, Policy, Reporter
from sp4n.labels import Language
from sp4n.workflow import Reason, ReasonKind
from web_service.store import Cases

Identity = Literal["name", "phone", "email", "national_id", "address"]


class Submission(BaseModel):
    """What somebody hands in: the complaint, and apart from it who they are. Its repr is empty."""

    complaint: dict[str, Any] = Field(repr=False)
    reporter: dict[Identity, str] = Field(default={}, repr=False)


class Order(BaseModel):
    """A command, and the version of the case that its giver looked at."""

    command: str
    based_on: int
    fields: dict[str, Any] = Field(default={}, repr=False)


def key_of(secret: str) -> str:
    """Give the reporter's key for the secret by which they track, which is stored nowhere."""
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_stub(request: Request) -> Actor:
    """STUB, believes whatever the headers say: put here what authenticates your people."""
    names = ("X-Officer", "X-Agency", "X-Tracking-Secret")
    officer, agency, secret = map(request.headers.get, names)
    with suppress(InvalidValue):
        if officer and agency:
            return Actor.officer(officer, at=agency)
        if secret:
            return Actor.reporter(key_of(secret))
    raise HTTPException(401)


def language_of(request: Request) -> Language:
    """Read Accept-Language: the first of the library's two, else Indonesian."""
    ranges = request.headers.get("Accept-Language", "").lower().split(",")
    wanted = [one.split(";")[0].split("-")[0].strip() for one in ranges]
    return "en" if next((one for one in wanted if one in {"en", "id"}), "id") == "en" else "id"


def status_of(reasons: tuple[Reason, ...]) -> int:
    """Choose the HTTP status: hidden comes first, then what reading the case again may mend."""
    codes, kinds = {one.code for one in reasons}, {one.kind for one in reasons}
    if ReasonKind.HIDDEN in kinds:
        return 404
    if "stale" in codes:
        return 409
    if ReasonKind.AUTHORITY in kinds:
        return 403
    return 422 if all(one.is_about_input for one in reasons) else 409


def seen(case: Case) -> dict[str, object]:
    """Give what may be seen of a case; who reads the words is for you to decide."""
    names = ("number", "version", "status", "phase", "holder")
    return {name: getattr(case, name) for name in names}


def create_app(engine: Engine, policy: Policy, clock: Callable[[], datetime]) -> FastAPI:
    """Make the service of one city on one database; nothing else reads a clock."""
    app, cases = FastAPI(), Cases(engine, policy)

    @app.exception_handler(CommandRefused)
    def refused(request: Request, error: CommandRefused) -> JSONResponse:
        body = {"detail": error.to_dict(language_of(request))}
        return JSONResponse(body, status_of(error.reasons))

    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, error: RequestValidationError) -> JSONResponse:
        faults = [{"loc": one["loc"], "msg": one["msg"]} for one in error.errors()]
        return JSONResponse({"detail": faults}, 422)  # FastAPI would repeat the input, names too

    @app.post("/cases", status_code=201)
    def receive(request: Request, given: Submission) -> dict[str, object]:
        secret = secrets.token_urlsafe()
        reporter = Reporter(key_of(secret), **given.reporter)
        try:
            case = cases.receive(given.complaint, reporter, at=clock())
        except FormatError as error:
            raise HTTPException(422, error.to_dict(language_of(request))) from None
        return {**seen(case), "tracking_secret": secret}

    @app.get("/cases/{number}")
    def options(
        request: Request, number: str, by: Annotated[Actor, Depends(actor_stub)]
    ) -> dict[str, object]:
        case, language = cases.get(number), language_of(request)
        if not policy.may_know(case, by=by, at=clock()):
            raise CommandRefused((Reason("not_found"),))
        found = policy.options(case, by=by, at=clock())
        answers = {command: answer.to_dict(language) for command, answer in found.items()}
        return {**seen(case), "options": answers}

    @app.post("/cases/{number}/commands")
    def perform(
        number: str, order: Order, by: Annotated[Actor, Depends(actor_stub)]
    ) -> dict[str, object]:
        command = Command(order.command, order.fields)
        return seen(cases.perform(number, command, by=by, at=clock(), based_on=order.based_on))

    return app
