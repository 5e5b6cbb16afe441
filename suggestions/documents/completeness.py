"""What a draft still lacks before it may be submitted, each with the article that asks for it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from organs.refusals import Refused
from organs.words import Words
from suggestions.documents import reply_period
from suggestions.models import LetterVersion, MeasureText, Suggestion
from suggestions.rules import letter_fields, terms
from suggestions.rules.kinds import Content
from suggestions.rules.lengths import Length, LengthUnit


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that the draft must have; `anchor` is the field on the draft page."""

    text: str
    article: Words
    anchor: str
    is_met: bool


class Incomplete(Refused):
    """The draft lacks contents; `missing` names each with its article."""

    def __init__(self, missing: list[Check]) -> None:
        names = "; ".join(f"{check.text} ({check.article})" for check in missing)
        super().__init__(_("The draft is not complete yet: %(missing)s") % {"missing": names})
        self.missing = missing


def checks(*, suggestion: Suggestion, letter: LetterVersion) -> list[Check]:
    """Returns every check of the draft, met or not, in the order of the letter."""
    texts = list(letter.measure_texts.exclude(fate="dropped").order_by("position", "id"))
    found = [
        Check(
            text=_("The decision to investigate: who and when"),
            article=_("Provisions, Art. 13"),
            anchor="investigation_decided_on",
            is_met=bool(suggestion.investigation_decided_on and suggestion.investigation_decided_by),
        ),
        *(
            Check(
                text=str(row.needed.words),
                article=row.needed.article,
                anchor=row.key,
                is_met=bool(getattr(letter, row.key).strip()),
            )
            for row in letter_fields.TYPED
            if row.needed and row.needed.is_asked(route=suggestion.route)
        ),
    ]
    for content in suggestion.kind_row.contents:
        found += _content_checks(content=content, letter=letter, texts=texts)
    found.append(
        Check(
            text=_("A recipient that is named"),
            article=_("Provisions, Art. 16; PIL Case Rules, Art. 75"),
            anchor="unit",
            is_met=not suggestion.unit.is_placeholder,
        )
    )
    period = _period_check(suggestion, letter)
    return found + ([period] if period else [])


def missing(*, suggestion: Suggestion, letter: LetterVersion) -> list[Check]:
    """Returns the checks that are not met."""
    return [check for check in checks(suggestion=suggestion, letter=letter) if not check.is_met]


def _content_checks(*, content: Content, letter: LetterVersion, texts: list[MeasureText]) -> list[Check]:
    if content.key == "measures":
        return _measure_checks(content, texts)
    if content.key == "objection_period":
        met = bool(letter.objection_amount)
    elif content.key == "reply_period":
        met = bool(letter.reply_amount)
    elif not content.required:
        return []
    else:
        met = bool(letter.contents.get(content.key, "").strip())
    return [Check(text=str(content.label), article=content.article, anchor=content.key, is_met=met)]


def _measure_checks(content: Content, texts: list[MeasureText]) -> list[Check]:
    if not texts:
        return [
            Check(text=_("At least one concrete measure"), article=content.article, anchor="measures", is_met=False)
        ]
    found = []
    for number, text in enumerate(texts, start=1):
        found += [
            Check(
                text=str(row.needed.words) % {"number": number},
                article=row.needed.article or content.article,
                anchor=f"measure-{number}-{row.key}",
                is_met=bool(getattr(text, row.key).strip()),
            )
            for row in letter_fields.MEASURE_FIELDS
            if row.needed
        ]
    return found


def _period_check(suggestion: Suggestion, letter: LetterVersion) -> Check | None:
    """Returns a check that fails when the printed reply period is not one that the rule allows."""
    if not letter.reply_amount or suggestion.investigation_decided_on is None:
        return None
    try:
        reply_period.governing(
            suggestion=suggestion,
            on=suggestion.investigation_decided_on,
            urgent=letter.is_urgent,
            set_length=Length(letter.reply_amount, LengthUnit(letter.reply_unit)),
        )
    except (terms.PeriodFixed, terms.NotInForce, ValueError) as refused:
        return Check(text=str(refused), article=_("Provisions, Art. 19, 30"), anchor="reply_period", is_met=False)
    return None
