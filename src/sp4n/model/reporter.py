"""Reporters (*pelapor*): who complained. Kept apart from the complaint, and masked."""

import html
from typing import NoReturn, Self, SupportsIndex

from attrs import field, fields, frozen
from attrs.exceptions import FrozenInstanceError

from sp4n.errors import InvalidValue
from sp4n.quiet import MASK, shown_short
from sp4n.signs import visible
from sp4n.validation import key_fault, refuse, type_fault


class Masked:
    """A personal datum that does not show itself: ``repr``, ``str``, ``format`` and HTML mask it.

    `reveal` gives the words, on purpose. Copies keep them; pickling raises InvalidValue
    (``masked``), so that identities do not end up in caches and queues by accident. Two masked
    values are equal when their words are, and the words never change. Raises InvalidValue if
    *words* is not a string.

    >>> phone = Masked("0800-0000-0000")
    >>> f"{phone}", phone.reveal()
    ('•••', '0800-0000-0000')
    """

    __slots__ = ("__words",)

    __words: str

    def __new__(cls, words: str) -> Self:
        """Keep the words; there is no ``__init__`` that could be called again to change them."""
        refuse(type_fault(str, words, "", "text"))
        made = super().__new__(cls)
        object.__setattr__(made, "_Masked__words", words)
        return made

    def __setattr__(self, _name: str, _value: object) -> NoReturn:
        raise FrozenInstanceError

    def __delattr__(self, _name: str) -> NoReturn:
        raise FrozenInstanceError

    def reveal(self) -> str:
        """Give the words."""
        return self.__words

    def __eq__(self, other: object) -> bool:
        return self.__words == other.__words if isinstance(other, Masked) else NotImplemented

    def __hash__(self) -> int:
        return hash((Masked, self.__words))

    def __repr__(self) -> str:
        return f"Masked({MASK})"

    def __str__(self) -> str:
        return MASK

    def __format__(self, _spec: str) -> str:
        return MASK

    def __copy__(self) -> "Masked":
        return self

    def __deepcopy__(self, _memo: object) -> "Masked":
        return self

    def __reduce_ex__(self, _protocol: SupportsIndex) -> NoReturn:
        raise InvalidValue.of("masked")


def _masked(value: "Masked | str | None") -> Masked | None:
    return Masked(value) if isinstance(value, str) else value


def _mask(_key: str) -> str:
    return MASK


@shown_short
@frozen
class Reporter:
    """A reporter's identity, found by `key`; no field of it shows itself.

    The complaint holds the key only, so that erasing the identity leaves the complaint and its
    history whole.

    Attributes:
        key: What the complaint knows the reporter by.
        name: The full name.
        phone: The telephone number.
        email: The e-mail address.
        national_id: The *NIK* (16 digits).
        address: The postal address.

    Raises:
        InvalidValue: The key is no code, or a datum is no text.

    >>> reporter = Reporter("r-1", name="Pelapor Contoh", phone="0800-0000-0000")
    >>> reporter.name, reporter.email
    (Masked(•••), None)
    >>> reporter.reveal()["name"]
    'Pelapor Contoh'
    """

    key: str = field(repr=_mask)
    name: Masked | None = field(default=None, converter=_masked, kw_only=True)
    phone: Masked | None = field(default=None, converter=_masked, kw_only=True)
    email: Masked | None = field(default=None, converter=_masked, kw_only=True)
    national_id: Masked | None = field(default=None, converter=_masked, kw_only=True)
    address: Masked | None = field(default=None, converter=_masked, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            key_fault(self.key, "reporter.key"),
            *(
                None if datum is None else type_fault(Masked, datum, f"reporter.{name}", "text")
                for name, datum in self._data()
            ),
        )

    def reveal(self) -> dict[str, str | None]:
        """Give the identity in plain words, on purpose: for the embedder's own identity store."""
        return {"key": self.key} | {
            name: None if datum is None else datum.reveal() for name, datum in self._data()
        }

    def to_dict(self) -> dict[str, str | None]:
        """Give what may be seen: the key, and a mask for each datum that is there."""
        return {"key": self.key} | {
            name: None if datum is None else str(datum) for name, datum in self._data()
        }

    def _data(self) -> list[tuple[str, Masked | None]]:
        return [(datum.name, getattr(self, datum.name)) for datum in fields(Reporter)[1:]]

    def _repr_html_(self) -> str:
        """Show a notebook the masked fields only."""
        rows = "".join(
            f"<tr><th>{name}</th><td>{html.escape(visible(shown or ''))}</td></tr>"
            for name, shown in self.to_dict().items()
        )
        return f"<table>{rows}</table>"
