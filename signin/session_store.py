"""Where sessions are kept (SESSION_ENGINE): Django's store, with columns beside the data by which a person finds the own ones."""

from datetime import UTC, datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from signin.models import Session
from signin.rules import session_marks


class SessionStore(DatabaseStore):
    """Django's session store over our table."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, object]) -> Session:
        """Returns the row for the session's data; its columns are copied from the marks, never read back."""
        row = super().create_model_instance(data)
        marks = session_marks.of(data)
        row.person_id = int(str(data[SESSION_KEY])) if SESSION_KEY in data else None
        row.began_at, row.seen_at = _moment(marks.began), _moment(marks.used)
        row.browser, row.network = marks.browser, marks.network
        return row


def _moment(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
