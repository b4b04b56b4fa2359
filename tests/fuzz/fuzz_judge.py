"""What an input may do: end in a value or an error of the library, soon, without telling words.

An input is bytes, whatever it is for, so that it can lie in a file. A fault has a signature, by
which many inputs with one cause are told once.
"""

import re
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from attrs import frozen

from sp4n.errors import Sp4nError

__all__ = ["CANARY", "Fault", "Target", "judge", "seconds_allowed"]

Attempt = Callable[[], object]
Target = Callable[[bytes], Iterable[Attempt]]
"""Gives what is done with an input, one thing after another."""

CANARY = "tetangga saya kenari disuap"
"""What a made-up citizen wrote, in every seed; no error may hold it."""

_SECONDS = 1.0  # for each 100 kB begun, of process time
_TRACED_IS_SLOWER = 5  # own choice: while lines are counted
PATIENCE_SECONDS = 20
"""Then an input counts as one that never ends."""
MEGABYTES = 300
_MEGABYTE_IN_KIB = 1024
_CHUNK = 100_000


@frozen
class Fault:
    """What was wrong with what an input did: which kind, and where."""

    kind: str
    where: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}"


class _Endless(BaseException):
    """Raised into an input that does not end; no handler of errors catches it."""


def judge(target: Target, data: bytes) -> tuple[Fault | None, float, int]:
    """Feed an input; give the fault, the seconds and the megabytes that it took on top."""
    _forget_peak()
    before = _peak_kib()
    started = time.process_time()
    fault = _outcome(target, data)
    seconds = time.process_time() - started
    if fault is None and seconds > seconds_allowed(len(data)):  # or is the machine busy?
        started = time.process_time()
        fault = _outcome(target, data)
        seconds = min(seconds, time.process_time() - started)
    grown = (_peak_kib() - before) // _MEGABYTE_IN_KIB
    if fault is None and grown > MEGABYTES:
        fault = Fault("memory", f"{grown} MB more for {len(data)} bytes")
    if fault is None and seconds > seconds_allowed(len(data)):
        fault = Fault("slow", f"{seconds:.1f} s for {len(data)} bytes")
    return fault, seconds, grown


def seconds_allowed(size: int) -> float:
    """Tell how long an input of some bytes may take; longer while something counts lines."""
    slower = _TRACED_IS_SLOWER if sys.gettrace() else 1
    return _SECONDS * slower * (1 + size // _CHUNK)


def _outcome(target: Target, data: bytes) -> Fault | None:
    found: list[Fault | None] = []
    try:
        with _patience():
            found += [_fault_of(attempt) for attempt in target(data)]
    except _Endless as error:
        return Fault("endless", _place(error))
    return next((one for one in found if one is not None), None)


def _fault_of(attempt: Attempt) -> Fault | None:
    try:
        try:
            attempt()
        except Sp4nError as error:  # it is to say what it has to say, too
            told = CANARY in "\n".join(_told(error))
            codes = sorted({one.code for one in error.faults if CANARY in one.describe()})
            return Fault("leak", ", ".join(codes) or _place(error)) if told else None
    except Exception as error:  # noqa: BLE001 - which they are is the question
        return Fault(type(error).__name__, _place(error))
    return None


@contextmanager
def _patience() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _Endless

    earlier = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, earlier)


def _told(error: BaseException) -> Iterator[str]:
    """All that an error says, and all that hangs on it."""
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or one in seen:
            continue
        seen.append(one)
        yield from (str(one), repr(one), repr(one.args))
        if isinstance(one, Sp4nError):
            yield from (one.describe("id"), one.describe("en"))
            yield from (repr(one.to_dict("id")), repr(one.to_dict("en")))
        waiting += (one.__context__, one.__cause__)


def _place(error: BaseException) -> str:
    """The innermost place in the library or in a target, without the words of the error."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [one for one in frames if "/sp4n/" in one.filename or "/fuzz_targets" in one.filename]
    one = (own or frames)[-1]
    return f"{one.filename.rpartition('/')[2]}:{one.name}"


def _forget_peak() -> None:
    """Let the peak begin anew, where the system can; else only what tops all before is seen."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak_kib() -> int:
    """The most memory since the peak was forgotten, as Linux tells it; else of the process."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text("ascii"))
        if found:
            return int(found[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
