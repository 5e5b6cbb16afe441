"""What a notice is about when no event is behind it: the text in its column `about`, by which nobody is told twice."""

from enum import StrEnum


class Topic(StrEnum):
    """What nobody's event tells: due days, own reminders, background work that stands still, who may do what, one's account, work of nobody, who is away."""

    REMINDER = "reminder"
    OWN = "own"
    JOB = "job"
    SETUP = "setup"
    ACCOUNT = "account"
    NOBODY = "nobody"
    AWAY = "away"

    @property
    def prefix(self) -> str:
        """What every text of this topic begins with, for conditions in the database."""
        return f"{self.value}:"

    def about(self, *keys: str | int) -> str:
        """Returns the text of one notice."""
        return self.prefix + ":".join(map(str, keys))

    def covers(self, about: str) -> bool:
        """Tells whether a notice is of this topic."""
        return about.startswith(self.prefix)
