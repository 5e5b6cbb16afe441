"""What a notice is about when no event is behind it: the text in its column `about`, by which nobody is told twice."""

from enum import StrEnum


class Topic(StrEnum):
    """A due day, a person's own reminder, or background work that stands still."""

    REMINDER = "reminder"
    OWN = "own"
    JOB = "job"

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
