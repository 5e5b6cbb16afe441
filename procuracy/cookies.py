"""Messages in a cookie whose name keeps other hosts and plain HTTP from setting it (`__Host-`), where the settings say so."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookieStorage(CookieStorage):
    """Django's, under the name of the settings."""

    cookie_name: str = settings.MESSAGE_COOKIE_NAME


class MessageStorage(FallbackStorage):
    """A cookie, and the session for what is too long for one."""

    storage_classes = (NamedCookieStorage, SessionStorage)
