"""The later days that were asked for, as either side reads them: which day, why, what was decided; the view is the office's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from desk.components import Action, Badge, Pair
from desk.steps.registry import Offer
from followups.models import LaterDate
from organs import clock
from organs.roles import Side
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.states import LATER_DATE


@dataclass(frozen=True, kw_only=True)
class LaterDateCard:
    """One request; `agreed` is empty unless a day was agreed."""

    asked_on: date
    legal: date
    wanted: date
    by_how_much: str
    agreed: date | None
    badge: Badge
    pairs: Sequence[Pair]
    actions: Sequence[Action] = ()
    is_open: bool = False


def asked(rows: Iterable[LaterDate], *, reader: Side, offers: Sequence[Offer] = ()) -> list[LaterDateCard]:
    """Returns the requests in the order in which they were made, each with what the reader may do with it now."""
    return [_one(row, reader=reader, offers=offers) for row in rows]


def _one(row: LaterDate, *, reader: Side, offers: Sequence[Offer]) -> LaterDateCard:
    pairs = [
        Pair(label=_("Reason"), value=row.reason, lang="zh-Hans"),
        *(_view(row) if reader == Side.OFFICE else []),
        Pair(label=_("Decided"), value=_decided(row, reader=reader)),
        Pair(label=_("Reasons of the decision"), value=row.decision_reasons, lang="zh-Hans"),
    ]
    return LaterDateCard(
        asked_on=row.asked_on,
        legal=row.legal_on,
        wanted=row.wanted_on,
        by_how_much=Length(row.amount, LengthUnit(row.unit)).text() if row.amount else "",
        agreed=row.agreed_on,
        badge=Badge.of(LATER_DATE[row.state]),
        is_open=row.state == "asked",
        pairs=[pair for pair in pairs if pair.value],
        actions=[
            Action(label=offer.label, href=offer.href)
            for offer in offers
            if offer.subject == row and not offer.hindrance
        ],
    )


def _view(row: LaterDate) -> list[Pair]:
    if not row.advice:
        return []
    day = row.advised_on.isoformat() if row.advised_on else _("no day")
    words = _("%(name)s supports %(day)s: %(words)s") % {"name": row.advised_by.name, "day": day, "words": row.advice}
    return [Pair(label=_("View of the handling prosecutor"), value=words)]


def _decided(row: LaterDate, *, reader: Side) -> str:
    if row.decided_at is None:
        return ""
    day = clock.civil_day(row.decided_at).isoformat()
    return f"{day} · {row.decided_by.name}" if reader == Side.OFFICE else day
