"""Where a matter may be one for another document than a suggestion (P19 Art. 12): a question to the author, never a refusal."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organs.words import Words

#: Asked of every suggestion when it is opened.
AT_OPENING = _(
    "Does the law prescribe a notice to correct violations (纠正违法通知书) or a procuratorial opinion (检察意见书) for this"
    " matter? Then that is used, and no suggestion (Provisions, Art. 12)."
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the author of such a suggestion asks; `ground` limits it to one of those of Art. 11."""

    kinds: frozenset[str]
    words: Words
    article: Words
    ground: str = ""


QUESTIONS = (
    Question(
        kinds=frozenset({"violation_criminal"}),
        words=_(
            "Is it a violation in a single case, and none that is general or a trend? Then a notice to correct violations?"
        ),
        article=_("Provisions, Art. 12; Criminal Rules, Art. 552"),
    ),
    Question(
        kinds=frozenset({"violation_other"}),
        words=_("Does the law prescribe a notice to correct violations or a procuratorial opinion for this matter?"),
        article=_("Provisions, Art. 12"),
    ),
    Question(
        kinds=frozenset({"social_governance"}),
        ground="5",
        words=_("Is only a penalty or sanction in one case called for? Then a procuratorial opinion?"),
        article=_("Provisions, Art. 12"),
    ),
)


def asked_of(*, kind: str, ground: str) -> list[Question]:
    """Returns the questions that a draft of this kind, on this ground, puts to its author."""
    return [row for row in QUESTIONS if kind in row.kinds and row.ground in {"", ground}]
