"""The key with which one browser hides from everybody else what one person typed while the server was away.

It is derived, and kept nowhere: from our secret, the person, and a random value in a cookie of that browser. When the cookie
goes (sign-out, or a day without a page of ours), what was hidden with the key can be read by nobody any more. Each person has
a cookie there: who signs out at a shared browser ends the own key, and not that of a colleague whose session broke off. For the record
of a visit, which may be sent days later, the value is the visit: the same person is given the same key after each sign-in.
"""

import base64
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "pending.browser-key"
COOKIE_FOR = 24 * 3600  # seconds


def fresh() -> str:
    """Returns a random value for the cookie of a browser."""
    return secrets.token_urlsafe(24)


def cookie_name(*, person_id: int) -> str:
    """Returns under which name a browser keeps the person's random value: it tells nobody who that is."""
    return f"{settings.KEEPING_COOKIE}-{_digest('cookie', person_id, '').hex()[:16]}"


def key(*, person_id: int, value: str) -> str:
    """Returns the key of a person in a browser: 256 bits, in base64."""
    return base64.b64encode(_digest("key", person_id, value)).decode()


def owner(*, person_id: int, value: str) -> str:
    """Returns under which name the browser keeps the person's text: it tells nobody who that is."""
    return _digest("owner", person_id, value).hex()[:32]


def _digest(what: str, person_id: int, value: str) -> bytes:
    return salted_hmac(SALT, f"{what}:{person_id}:{value}", algorithm="sha256").digest()
