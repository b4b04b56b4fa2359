"""A table that nobody writes into: what decides must not be changed by whoever reads it."""

from collections.abc import Mapping
from typing import Any, NoReturn, Self, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_NOTHING: Mapping[Any, Any] = {}


class FrozenDict(dict[Key, Value]):
    """A dict without its verbs of change, which raise TypeError.

    It equals a dict, and is pickled and copied; a look-up takes some ten nanoseconds more. (A
    `MappingProxyType` can't be pickled, and hands the dict behind it to whatever it is compared
    with.) Like a frozen class it can be overcome on purpose: by ``dict.__setitem__``.

    >>> table = FrozenDict({"DPU": 1})
    >>> table["DPU"] = 2
    Traceback (most recent call last):
    TypeError: FrozenDict can't be changed
    >>> table == {"DPU": 1}
    True
    """

    __slots__ = ()

    def __new__(cls, entries: Mapping[Key, Value] = _NOTHING) -> Self:
        """Take the entries over; what they came from may change afterwards."""
        made = super().__new__(cls)
        dict.update(made, entries)
        return made

    def __init__(self, entries: Mapping[Key, Value] = _NOTHING) -> None:
        """Do nothing: a dict that is made again would take further entries."""

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (dict(self),)

    def _refuse(self, *_args: object, **_named: object) -> NoReturn:
        message = f"{type(self).__name__} can't be changed"
        raise TypeError(message)

    __setitem__ = _refuse
    __delitem__ = _refuse
    __ior__ = _refuse
    clear = _refuse
    pop = _refuse
    popitem = _refuse
    setdefault = _refuse
    update = _refuse
