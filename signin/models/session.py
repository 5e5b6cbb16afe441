"""Sessions as Django keeps them, with what their owner is shown of them; the columns are copied from the session's own marks."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string

from organs.models import Person


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, person_id: int) -> "SessionQuerySet":
        """Returns the sessions in which a person is signed in."""
        return self.filter(person_id=person_id)


class Session(AbstractBaseSession):
    """One browser that talks to us; `person` is set while somebody is signed in. To delete the row is to end it."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    browser = models.CharField(max_length=60, blank=True)
    network = models.CharField(max_length=45, blank=True)

    objects = SessionQuerySet.as_manager()

    @classmethod
    def get_session_store_class(cls):
        return import_string("signin.session_store.SessionStore")
