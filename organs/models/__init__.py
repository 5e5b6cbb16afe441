"""The tables of `organs`, by noun."""

from organs.models.calendar_address import CalendarAddress
from organs.models.person import Person, Post
from organs.models.procuratorate import BusinessLine, Department, Edge, Level, Line, Procuratorate
from organs.models.setup_event import SetupEvent
from organs.models.unit import Unit, UnitAlias, UnitKind

__all__ = [
    "BusinessLine",
    "CalendarAddress",
    "Department",
    "Edge",
    "Level",
    "Line",
    "Person",
    "Post",
    "Procuratorate",
    "SetupEvent",
    "Unit",
    "UnitAlias",
    "UnitKind",
]
