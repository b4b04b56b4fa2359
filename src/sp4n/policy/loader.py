"""Loading a policy from TOML: no code is run, and all faults come at once."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from sp4n.errors import Fault, InvalidValue, fault, hidden, shown
from sp4n.model import Directory
from sp4n.model.directory_data import directory_from_data
from sp4n.policy.policy import Policy
from sp4n.policy.toml_file import file_below, read_toml
from sp4n.reader import PolicyError, Reader
from sp4n.routing import Plugins, Predicate, RuleBook, Strategy, rule_book_from_data
from sp4n.routing.predicate_data import conditions
from sp4n.routing.rule_data import read_rules
from sp4n.routing.rulebook import misfits
from sp4n.sla import LAPOR_STANDARDS, Amendments
from sp4n.sla.standard_data import read_standards
from sp4n.workdays import CalendarSettings
from sp4n.workdays.settings_data import read_decrees, read_settings
from sp4n.workflow import LAPOR, ReceiveConfidentialAt
from sp4n.workflow.workflow_data import read_workflow

POLICY_SCHEMA = "sp4n/policy/1"
"""What a policy's file says it is."""

_MOST_DECREES = 500  # own choice: there are two decrees a year

Given = Plugins | Iterable[Strategy | type[Predicate]]
"""What is plugged in: all of it by name, or a bare list without a normaliser."""

Made = TypeVar("Made")
Word = TypeVar("Word", bound=str)


def load_policy(
    path: str | Path,
    directory: Directory | str | Path | None = None,
    plugins: Given = (),
) -> Policy:
    """Load a policy and bind it to a directory.

    Args:
        path: The policy's file. As that of the directory it is a regular one; nothing is waited
            for.
        directory: A `Directory` or the path of its file; by default the file that the policy names.
            That one lies in the policy's own folder or below it, links included: whoever means
            another file passes it.
        plugins: The code that routing may use, since a file never brings any: a `Plugins`, or a
            bare list of routing strategies and classes of predicates.

    Raises:
        PolicyError: With every fault in either file, each with its key path (``rule[3].to``):
            unknown keys with a suggestion, values of a wrong type, agencies that are not in the
            directory.
    """
    path = Path(path)
    data = read_toml(path)
    if isinstance(data, Fault):
        raise PolicyError(data)
    faults: list[Fault] = []
    policy = _noting(faults, lambda: policy_from_data(data, plugins))
    bound_to = _noting(faults, lambda: _directory(path, data, directory))
    if policy is None and bound_to is not None:
        faults += _misfits(data, bound_to)
    if policy is None or bound_to is None:
        raise PolicyError(*faults)
    return policy.bind(bound_to)


def load_directory(path: str | Path) -> Directory:
    """Read a directory from its TOML file; PolicyError with every fault and its key path."""
    data = read_toml(Path(path))
    if isinstance(data, Fault):
        raise PolicyError(data)
    return directory_from_data(data)


def policy_from_data(data: Mapping[str, Any], plugins: Given = ()) -> Policy:
    """Read a policy from plain data, as its file has it; it is not bound to a directory yet.

    Without ``standard`` it has LAPOR!'s own standards, without ``rule`` an empty book (all goes to
    the front desks), without ``calendar`` or ``workflow`` their defaults. Raises PolicyError with
    every fault and its key path.
    """
    reader = Reader(data)
    schema = reader.text("schema")
    if schema not in (None, POLICY_SCHEMA):
        allowed = (POLICY_SCHEMA,)
        reader.faults.append(
            fault("unknown_schema", "schema", found=shown(schema), allowed=allowed)
        )
    name, version = reader.line("name"), reader.line("version")
    reader.text("directory", required=False)
    calendar = reader.table("calendar", required=False)
    settings, amendments = _calendar(calendar) if calendar else (CalendarSettings(), "follow")
    decrees = read_decrees(reader.tables("decree", limit=_MOST_DECREES))
    flow = reader.table("workflow", required=False)
    workflow, older, receive_at = read_workflow(flow) if flow else (LAPOR, (), "front_desk")
    delicate = _routing(reader.table("routing", required=False))
    standards = read_standards(reader)
    own = _plugins(reader, plugins)
    book = _book(reader, own)
    reader.refuse_unknown_keys()
    reader.check(PolicyError)
    policy = reader.make(
        lambda: Policy(
            str(name),
            str(version),
            workflow,
            standards or LAPOR_STANDARDS,
            book,
            settings or CalendarSettings(),
            decrees=decrees,
            older_workflows=older,
            amendments=amendments,
            receive_at=receive_at,
            receive_confidential_at=delicate,
            strategies=own.strategies,
            normaliser=own.normaliser,
        ),
        "policy.",
    )
    reader.check(PolicyError)
    assert policy is not None  # noqa: S101  # no fault, hence a policy
    return policy


def _noting(faults: list[Fault], build: Callable[[], Made]) -> Made | None:
    try:
        return build()
    except PolicyError as error:
        faults.extend(error.faults)
        return None


def _directory(
    path: Path, data: Mapping[str, Any], given: Directory | str | Path | None
) -> Directory:
    if isinstance(given, Directory):
        return given
    if given is not None:
        return load_directory(given)
    named = data.get("directory")
    if not isinstance(named, str):
        raise PolicyError.of("missing", "directory")
    below = file_below(path.parent, named)
    if below is None:
        raise PolicyError.of("not_readable", "directory", problem=hidden("elsewhere"))
    return load_directory(below)


def _calendar(reader: Reader) -> tuple[CalendarSettings | None, Amendments]:
    """Read ``[calendar]``: the settings, and what later decrees do to running clocks."""
    amendments: Amendments = reader.word("amendments", get_args(Amendments), default="follow")
    return read_settings(reader), amendments


def _routing(reader: Reader | None) -> ReceiveConfidentialAt:
    """Read ``[routing]``: who receives what the route marks as oversight or confidential."""
    if reader is None:
        return "government"
    words = get_args(ReceiveConfidentialAt)
    word: ReceiveConfidentialAt = reader.word(
        "receive_confidential_at", words, default="government"
    )
    reader.refuse_unknown_keys()
    return word


def _plugins(reader: Reader, given: Given) -> Plugins:
    try:
        return Plugins.of(given)
    except InvalidValue as error:
        reader.faults.extend(wrong.under("plugins") for wrong in error.faults)
        return Plugins()


def _misfits(data: Mapping[str, Any], directory: Directory) -> Iterable[Fault]:
    """Tell of rules that have other faults too what the directory does not have."""
    rules, _ = read_rules(data.get("rule", ()), "rule", conditions())
    return misfits(rules, directory)


def _book(reader: Reader, plugins: Plugins) -> RuleBook:
    rules = reader.raw("rule")
    try:
        return rule_book_from_data(
            [] if rules is None else rules,
            predicates=plugins.predicates,
            normaliser=plugins.normaliser,
        )
    except InvalidValue as error:
        reader.faults.extend(error.faults)
        return RuleBook()
