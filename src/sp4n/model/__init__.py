"""The nouns: regions, agencies, officers, the directory, complaints, reporters and texts.

Everything is a frozen value that checks itself when it is made, and says all that is wrong with
it at once.
"""

from sp4n.additions import Additions
from sp4n.model.agency import Agency, AgencyKind, FormerName
from sp4n.model.categories import Categories
from sp4n.model.complaint import Attachment, Classification, Complaint
from sp4n.model.directory import Directory
from sp4n.model.officer import Acting, Actor, ActorKind, Appointment, Officer, Role
from sp4n.model.recognition import unknown_codes
from sp4n.model.region import NATION, Region, RegionLevel
from sp4n.model.reporter import Masked, Reporter
from sp4n.model.texts import Text, Texts

__all__ = [
    "NATION",
    "Acting",
    "Actor",
    "ActorKind",
    "Additions",
    "Agency",
    "AgencyKind",
    "Appointment",
    "Attachment",
    "Categories",
    "Classification",
    "Complaint",
    "Directory",
    "FormerName",
    "Masked",
    "Officer",
    "Region",
    "RegionLevel",
    "Reporter",
    "Role",
    "Text",
    "Texts",
    "unknown_codes",
]
