"""Standings: who acts, and how they stand to the case; between these, decisions differ."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Label, Language
from sp4n.model.officer import Role
from sp4n.workflow.who import REPORTER, SYSTEM, WHO_LABELS


class Relation(StrEnum):
    """How an actor stands to a case: where an officer serves, or whose reporter somebody is."""

    HOLDER = "holder"
    """Serves the agency that holds the case."""
    ABOVE = "above"
    """Serves an agency above the holder."""
    BELOW = "below"
    """Serves an agency below the holder."""
    BESIDE = "beside"
    """Serves an agency that is neither the holder nor above or below it."""
    ACCUSED = "accused"
    """Serves an agency that the complaint accuses: beside the holder here, but refused anywhere."""
    UNAPPOINTED = "unappointed"
    """Acts for an agency without a current appointment there, whatever their role once was."""
    OWN = "own"
    """The reporter of this complaint."""
    ANOTHER = "another"
    """The reporter of another complaint, or one without a key."""
    ANY = "any"
    """The system, to which all cases are the same."""


RELATION_LABELS: Mapping[Relation, Label] = FrozenDict(
    {
        Relation.HOLDER: Label(id="di instansi pemegang", en="at the holder"),
        Relation.ABOVE: Label(id="di atas pemegang", en="above the holder"),
        Relation.BELOW: Label(id="di bawah pemegang", en="below the holder"),
        Relation.BESIDE: Label(id="di instansi lain", en="at another agency"),
        Relation.ACCUSED: Label(id="di instansi teradu", en="at an accused agency"),
        Relation.UNAPPOINTED: Label(id="tanpa penunjukan", en="without an appointment"),
        Relation.OWN: Label(id="dari laporan ini", en="of this complaint"),
        Relation.ANOTHER: Label(id="dari laporan lain", en="of another complaint"),
        Relation.ANY: Label(id="untuk laporan apa pun", en="for any case"),
    }
)
"""How the relations are called, after who stands in them."""

OFFICER = "officer"
"""Who acts without an appointment: no role is asked of them."""

_OFFICER_LABEL = Label(id="petugas", en="an officer")


@frozen
class Standing(Described):
    """Who acts, and how they stand to the case.

    `who` is a role, ``reporter``, ``system``, or ``officer`` for somebody without an appointment.
    """

    who: str
    relation: Relation

    def _full(self, language: Language) -> str:
        """Say it in words.

        >>> Standing("operator", Relation.HOLDER).describe()
        'operator at the holder'
        """
        who = WHO_LABELS.get(self.who, _OFFICER_LABEL)
        return f"{who.describe(language)} {RELATION_LABELS[self.relation].describe(language)}"


SERVING = (
    Relation.HOLDER,
    Relation.ABOVE,
    Relation.BELOW,
    Relation.BESIDE,
    Relation.ACCUSED,
)

STANDINGS = (
    *(Standing(role.value, relation) for role in Role for relation in SERVING),
    Standing(OFFICER, Relation.UNAPPOINTED),
    Standing(REPORTER, Relation.OWN),
    Standing(REPORTER, Relation.ANOTHER),
    Standing(SYSTEM, Relation.ANY),
)
"""Everybody between whom decisions can differ, whatever the directory."""
