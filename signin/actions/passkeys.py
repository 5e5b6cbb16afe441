"""Passkeys (WebAuthn): made and shown by the browser, judged by fido2, kept by allauth."""

import json
import re
import struct
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organs.access import Access
from organs.models import Person
from organs.refusals import Refused
from signin.actions import factors
from signin.actions.factors import PASSKEY
from signin.rules.session_marks import Factor

LONGEST_CREDENTIAL = 20_000  # characters
LONGEST_NAME = 60
MOST_PASSKEYS = 10
# What allauth, fido2 and its CBOR reader raise over bytes that no authenticator sends.
UNREADABLE = (
    ValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    struct.error,
    InvalidSignature,
)


def begin(person: Person) -> str:
    """Returns what the browser needs to make a passkey, as JSON; the challenge stays in the session of the request."""
    return json.dumps(webauthn.begin_registration(person, passwordless=False))


def add(*, access: Access, at: datetime, person: Person, name: str, credential: str) -> None:
    """Adds a passkey that the browser made; raises Refused when it does not fit what was asked."""
    unfit = Refused(_("The passkey was not accepted. Try again, and let your device finish."), field="credential")
    if Authenticator.objects.filter(user=person, type=PASSKEY).count() >= MOST_PASSKEYS:
        raise Refused(_("You have as many passkeys as one can have. Remove one first."), field="credential")
    try:
        kept = _registration(credential)
        webauthn.complete_registration(webauthn.parse_registration_response(kept))
    except UNREADABLE as error:
        raise unfit from error
    with transaction.atomic():
        row = webauthn.WebAuthn.add(person, name.strip()[:LONGEST_NAME] or _("Passkey"), kept).instance
        factors.note_added(access=access, at=at, person=person, kind=PASSKEY, key=row.pk)


def begin_proof(person: Person) -> str:
    """Returns what the browser needs to show a passkey, as JSON; "" for a person who has none."""
    if not Authenticator.objects.filter(user=person, type=PASSKEY).exists():
        return ""
    return json.dumps(webauthn.begin_authentication(person))


def take(*, at: datetime, person: Person, proof: str) -> Factor:
    """Judges what a passkey signed; returns PASSKEY, or NONE when it does not fit."""
    try:
        response = webauthn.parse_authentication_response(_parsed(proof))
        row = webauthn.complete_authentication(person, response)
    except UNREADABLE:
        return Factor.NONE
    Authenticator.objects.filter(pk=row.pk).update(last_used_at=at)
    return Factor.PASSKEY


def _registration(text: str) -> dict[str, object]:
    """Returns of a new passkey what is kept: its numbers in Base64, nothing else that was sent along."""
    sent = _parsed(text)
    response = sent["response"]
    numbers = {name: _base64(sent[name]) for name in ("id", "rawId")}
    answers = {name: _base64(response[name]) for name in ("clientDataJSON", "attestationObject")}
    return {**numbers, "type": "public-key", "response": answers, "clientExtensionResults": {}}


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_CREDENTIAL:
        raise ValueError("longer than any passkey")
    parsed = json.loads(text)
    if not isinstance(parsed, dict):
        raise TypeError("no object")
    return parsed


def _base64(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9_=-]+", value):
        raise ValueError("no Base64")
    return value
