"""How a database table says what it holds of people: the words of the declaration; the tables are in each app's data_classes.py.

What has no word here cannot be declared, and a column that is not declared stops every command: there is none for
ethnicity, religion, belief, where somebody comes from, movements, communications or devices.
"""

from dataclasses import dataclass
from enum import Enum


class PersonalData(Enum):
    """What of a person a column holds."""

    NAME = "name, title or post"
    ACCOUNT = "account and own choices"
    ADDRESS = "where letters and mail reach"
    KEY = "password or key, as a digest"
    ACT = "who did it, and when"
    TOLD = "what the application told somebody"
    READING = "what somebody opened, and when"
    SIGN_IN = "from where and with which browser somebody signed in"
    WORDS = "text that may name people"
    FILE = "file that may name or show people"


class Whose(Enum):
    """Whose data they are."""

    STAFF = "people of a procuratorate"
    UNIT = "people of a recipient unit"
    EITHER_SIDE = "people of either side"
    TRADER = "a sole trader"
    INVITED = "invited third parties"
    WHO_SIGNS_IN = "whoever tries to sign in"
    NAMED = "whoever is named in it"


class Crossing(Enum):
    """Where a column may be shown outside the office's own pages: on the recipients' site, in the case bundle."""

    STAYS = "no", "no"
    BUNDLE = "no", "yes"
    OWN = "to the person alone", "no"
    SITE = "yes", "no"
    BOTH = "yes", "yes"

    @property
    def on_site(self) -> str:
        return self.value[0]

    @property
    def in_bundle(self) -> str:
        return self.value[1]

    @property
    def reaches_recipients(self) -> bool:
        """Tells whether anybody of a recipient unit may read it who is not the person it is about."""
        return self.on_site == "yes"

    @property
    def is_bound(self) -> bool:
        return self.in_bundle == "yes"


@dataclass(frozen=True)
class Ending:
    """What removes or masks personal data: in words, and the dotted name of the code that does; `leaves` is what it does not end."""

    words: str
    by: str = ""
    leaves: str = ""

    @property
    def is_whole(self) -> bool:
        """Tells whether code ends all of it."""
        return bool(self.by) and not self.leaves


NOTHING_YET = Ending("nothing yet")


@dataclass(frozen=True, kw_only=True)
class DataClass:
    """One class of personal data: whose, why it is held, until when, and what ends it."""

    name: str
    what: PersonalData
    whose: Whose
    why: str
    until: str
    ending: Ending = NOTHING_YET


@dataclass(frozen=True)
class ColumnGroup:
    """Columns of one class, none for what is not personal; without a `crossing` the table's holds."""

    names: str
    data_class: DataClass | None = None
    crossing: Crossing | None = None


@dataclass(frozen=True, kw_only=True)
class DeclaredColumn:
    name: str
    data_class: DataClass | None
    crossing: Crossing


@dataclass(frozen=True, kw_only=True)
class DeclaredTable:
    """A database table: what its rows are, and every one of its columns."""

    name: str
    holds: str
    columns: tuple[DeclaredColumn, ...]


def plain(names: str, crossing: Crossing | None = None) -> ColumnGroup:
    """Returns columns that say nothing of a person, by their names with blanks between."""
    return ColumnGroup(names, None, crossing)


def personal(data_class: DataClass, names: str, crossing: Crossing | None = None) -> ColumnGroup:
    """Returns columns of a class of personal data, by their names with blanks between."""
    return ColumnGroup(names, data_class, crossing)


def table(name: str, holds: str, *groups: ColumnGroup, crossing: Crossing = Crossing.STAYS) -> DeclaredTable:
    """Returns a table by the groups of its columns; `crossing` holds for the columns that do not say otherwise.

    Each column is named: a new one has no class until somebody thought of it.
    """
    columns = tuple(
        DeclaredColumn(name=column, data_class=group.data_class, crossing=group.crossing or crossing)
        for group in groups
        for column in group.names.split()
    )
    return DeclaredTable(name=name, holds=holds, columns=columns)
