"""The tables of `organs`, by noun."""

from organs.models.absence import Absence, Deputy
from organs.models.calendar_address import CalendarAddress
from organs.models.person import Person, Post
from organs.models.procuratorate import BusinessLine, Department, Edge, Level, Line, Procuratorate
from organs.models.proposal import Outcome, Proposal, ProposalKind
from organs.models.setup_event import SetupEvent, SetupOutbox
from organs.models.sign_in_link import SignInLink
from organs.models.unit import Unit, UnitAlias, UnitKind, UnitOffice

__all__ = [
    "Absence",
    "BusinessLine",
    "CalendarAddress",
    "Department",
    "Deputy",
    "Edge",
    "Level",
    "Line",
    "Outcome",
    "Person",
    "Post",
    "Procuratorate",
    "Proposal",
    "ProposalKind",
    "SetupEvent",
    "SetupOutbox",
    "SignInLink",
    "Unit",
    "UnitAlias",
    "UnitKind",
    "UnitOffice",
]
