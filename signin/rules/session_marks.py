"""What a session remembers of the sign-in beside Django's own keys: since when, last used, by which factor, confirmed when."""

from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum

KEY = "marks"


class Factor(StrEnum):
    """By what a person showed more than a password; PROVIDER is the identity provider's word for it."""

    NONE = ""
    CODE = "code"
    PASSKEY = "passkey"
    RECOVERY = "recovery"
    PROVIDER = "provider"


@dataclass(frozen=True, kw_only=True)
class Marks:
    """Seconds since 1970; zero is never. `confirmed` is the last moment at which the second factor was shown."""

    began: int = 0
    used: int = 0
    confirmed: int = 0
    factor: str = Factor.NONE
    browser: str = ""
    network: str = ""

    @property
    def is_strong(self) -> bool:
        """Tells whether a second factor was shown at sign-in or since then."""
        return bool(self.factor)

    def is_over(self, *, now: int, idle: int, longest: int) -> bool:
        """Tells whether the session has rested for `idle` seconds or lasted for `longest`."""
        return now - self.used >= idle or now - self.began >= longest

    def is_confirmed(self, *, now: int, within: int) -> bool:
        """Tells whether the second factor was shown in the last `within` seconds."""
        return self.is_strong and 0 <= now - self.confirmed < within


def of(session: Mapping[str, object]) -> Marks:
    """Returns the marks of a session, empty ones for a session that was never signed in."""
    kept = session.get(KEY)
    known = {field.name for field in fields(Marks)}
    return (
        Marks(**{name: value for name, value in kept.items() if name in known}) if isinstance(kept, dict) else Marks()
    )


def put(session: MutableMapping[str, object], marks: Marks) -> None:
    """Keeps the marks in the session."""
    session[KEY] = asdict(marks)


def note_use(session: MutableMapping[str, object], *, now: int) -> None:
    """Notes that a page was asked for."""
    put(session, replace(of(session), used=now))


def note_factor(session: MutableMapping[str, object], *, factor: str, now: int) -> None:
    """Notes that a second factor was shown now; NONE that there is none any more, or that the password was typed again."""
    put(session, replace(of(session), factor=factor, confirmed=now))
