"""Codes: those that an app makes every half minute, and recovery codes; allauth keeps them, we see to it that none is taken twice.

The last period in which a code of the app was taken stands in the factor's own row, which is locked while one is judged. No
cache is asked, so that one that is away or was emptied neither opens nor closes anything.
"""

import base64
import re
import unicodedata
from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import utils as mfa_utils
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.db import transaction
from django.utils.translation import gettext as _

from notices.actions import account_notices
from notices.rules.account_news import News
from organs.access import Access
from organs.models import Person
from organs.refusals import Refused
from signin.actions import factors
from signin.actions.factors import APP, RECOVERY
from signin.factor_adapter import SecretUnreadable
from signin.rules.session_marks import Factor

APP_CODE, RECOVERY_CODE = re.compile(r"[0-9]{6}", re.ASCII), re.compile(r"[0-9]{8}", re.ASCII)
FEW_CODES = 3


def _figures(typed: str) -> str:
    """Returns a typed code without blanks, and with plain figures for those of a Chinese keyboard."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def take(*, at: datetime, person: Person, code: str) -> Factor:
    """Judges six figures of the app or eight of a recovery code; returns by which it was shown, NONE when it is wrong.

    Raises Refused when the factor can no longer be read, since the key that encrypted it is gone.
    """
    code = _figures(code).replace("-", "")
    try:
        if APP_CODE.fullmatch(code):
            return Factor.CODE if _take_app_code(at=at, person=person, code=code) else Factor.NONE
        if RECOVERY_CODE.fullmatch(code):
            return Factor.RECOVERY if _take_recovery_code(at=at, person=person, code=code) else Factor.NONE
    except SecretUnreadable as unreadable:
        raise Refused(_("Your second factor can no longer be read. Ask an administrator to reset it.")) from unreadable
    return Factor.NONE


def _take_app_code(*, at: datetime, person: Person, code: str) -> bool:
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(user=person, type=APP).first()
        period = _period_of(mfa_utils.decrypt(row.data["secret"]), code) if row else None
        if row is None or period is None or period <= row.data.get("last_period", 0):
            return False
        row.data["last_period"], row.last_used_at = period, at
        row.save(update_fields=["data", "last_used_at"])
    return True


def _period_of(secret: str, code: str) -> int | None:
    """Returns the period of 30 seconds to which a code belongs, the newest first; None for a wrong one."""
    for counter in sorted(totp.yield_hotp_counters_from_time(), reverse=True):
        if compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, counter))):
            return int(counter)
    return None


def _take_recovery_code(*, at: datetime, person: Person, code: str) -> bool:
    row = Authenticator.objects.filter(user=person, type=RECOVERY).first()
    if row is None or not row.wrap().validate_code(code):
        return False
    Authenticator.objects.filter(pk=row.pk).update(last_used_at=at)
    left = factors.codes_left(person)
    account_notices.tell(at=at, person_id=person.pk, news=News.CODE_USED, key=f"{row.pk}:{left}")
    if left <= FEW_CODES:
        account_notices.tell(at=at, person_id=person.pk, news=News.CODES_RUN_OUT, key=f"{row.pk}:{left}")
    return True


def new_secret() -> str:
    """Returns a secret for an app, encrypted as it may lie in a session."""
    return str(mfa_utils.encrypt(totp.generate_totp_secret()))


def closed(made: list[str]) -> str:
    """Returns new recovery codes encrypted, as they may lie in a session until the next page."""
    return str(mfa_utils.encrypt("\n".join(made)))


def opened(encrypted: str) -> list[str]:
    """Returns recovery codes from what `closed` made of them."""
    return str(mfa_utils.decrypt(encrypted)).split("\n")


def typed_secret(encrypted: str) -> str:
    """Returns the secret as a person types it into an app that has no camera: groups of four."""
    plain = mfa_utils.decrypt(encrypted)
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def picture_of_secret(*, person: Person, encrypted: str) -> str:
    """Returns the picture that an app reads, as the address of an image."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(person, mfa_utils.decrypt(encrypted)))
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def add_app(*, access: Access, at: datetime, person: Person, encrypted: str, code: str) -> None:
    """Adds the app once it has shown a right code, in the place of a former one; raises Refused for a wrong one."""
    code = _figures(code)
    secret = mfa_utils.decrypt(encrypted)
    period = _period_of(secret, code) if APP_CODE.fullmatch(code) else None
    if period is None:
        raise Refused(
            _("This code is not right. Look whether the clock of your phone is, and type the code that it shows now."),
            field="code",
        )
    with transaction.atomic():
        factors.lock(person)
        Authenticator.objects.filter(user=person, type=APP).delete()
        row = totp.TOTP.activate(person, secret).instance
        row.data["last_period"], row.last_used_at = period, at
        row.save(update_fields=["data", "last_used_at"])
        factors.note_added(access=access, at=at, person=person, kind=APP, key=row.pk)
