"""Recusal (回避) as a table: in which cases which rules hold, on which grounds, who may ask, and what an open request does.

PIL21 Art. 19-23, CIV21 Art. 12-17, ADM21 Art. 13-17. A ground is a row of the law and never a name: whose relative somebody
is stands in the paper file alone.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organs.words import Words
from suggestions.rules.kinds import KINDS
from suggestions.rules.states import DOCUMENT
from suggestions.rules.term_rows import ADMINISTRATIVE, CIVIL, PUBLIC_INTEREST

#: Who asks: the person, a party by role and number, the recipient, or nobody: then the chief or the committee decides unasked.
ASKERS: dict[str, Words] = {
    "self": _("The person, for the own person"),
    "party": _("A party, by role and number"),
    "unit": _("The recipient unit"),
    "office": _("Nobody: put to the decider by the office itself"),
}
#: Whose request must be decided within three days, is told of the decision, and may ask once to have it reconsidered.
APPLICANTS = frozenset({"party", "unit"})
MANNERS: dict[str, Words] = {
    "written": _("In writing"),
    "oral": _("Orally, and put on record"),
}


#: As what the unit knows whom it asks to withdraw; it names nobody.
CAPACITIES: dict[str, Words] = {
    "handling": _("The handling prosecutor"),
    "head": _("The head of the department that handles the case"),
    "chief": _("The chief procurator"),
}
CAPACITIES_ZH = {"handling": "承办检察官", "head": "承办部门负责人", "chief": "检察长"}


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One ground of the law."""

    key: str
    label: Words


RELATIVE_OF_ORGAN = Ground(
    key="organ_relative",
    label=_("Near relative of the organ's legal representative or head, or of an agent in the proceedings"),
)
RELATIVE = Ground(
    key="relative", label=_("Party in the case, or near relative of a party or of an agent in the proceedings")
)
FORMER = Ground(key="former", label=_("Was witness, agent, judge or law-enforcement officer in the same matter"))
INTEREST = Ground(key="interest", label=_("Has an interest in the case"))
RELATION = Ground(key="relation", label=_("Another relation that may affect a just handling"))
FAVOURS = Ground(key="favours", label=_("Took favours from a party or its agent, or met them against the rules"))
GROUNDS = {ground.key: ground for ground in (RELATIVE_OF_ORGAN, RELATIVE, FORMER, INTEREST, RELATION, FAVOURS)}


@dataclass(frozen=True, kw_only=True)
class RecusalRules:
    """The rules for some kinds of suggestion.

    `pauses`: who was asked to withdraw takes no part until it is decided. `asked_in` are the states of the letter in which
    a party or unit may ask. `zh` is the article as a decision cites it. `is_law` is False where no article speaks of these kinds, and the nearest one is followed.
    """

    kinds: frozenset[str]
    grounds: tuple[Ground, ...]
    askers: tuple[str, ...]
    article: Words
    zh: str
    pauses: bool = False
    asked_in: frozenset[str] = frozenset(DOCUMENT) - DOCUMENT.of("ended unissued")
    is_law: bool = True


UNTIL_DECIDED = frozenset({"draft", "in_review"})
OF_ADMINISTRATIVE_LITIGATION = ADMINISTRATIVE | {"violation_administrative_organ"}
ROWS: tuple[RecusalRules, ...] = (
    RecusalRules(
        kinds=PUBLIC_INTEREST,
        grounds=(RELATIVE_OF_ORGAN, RELATION),
        askers=("self", "unit", "office"),
        article=_("PIL Case Rules, Art. 19-23"),
        zh="《人民检察院公益诉讼办案规则》第十九条至第二十三条",
    ),
    RecusalRules(
        kinds=CIVIL,
        grounds=(RELATIVE, INTEREST, RELATION, FAVOURS),
        askers=("self", "party", "office"),
        article=_("Civil Supervision Rules, Art. 12-17"),
        zh="《人民检察院民事诉讼监督规则》第十二条至第十七条",
        pauses=True,
        asked_in=UNTIL_DECIDED,
    ),
    RecusalRules(
        kinds=OF_ADMINISTRATIVE_LITIGATION,
        grounds=(RELATIVE, FORMER, INTEREST, RELATION, FAVOURS),
        askers=("self", "party", "office"),
        article=_("Administrative Supervision Rules, Art. 13-17"),
        zh="《人民检察院行政诉讼监督规则》第十三条至第十七条",
        pauses=True,
        asked_in=UNTIL_DECIDED,
    ),
    # The Provisions do not speak of recusal, and the criminal rules were not read for it: the rules of 2021 are followed [D].
    RecusalRules(
        kinds=frozenset(KINDS) - PUBLIC_INTEREST - CIVIL - OF_ADMINISTRATIVE_LITIGATION,
        grounds=(RELATIVE_OF_ORGAN, RELATION),
        askers=("self", "unit", "office"),
        article=_("As PIL Case Rules, Art. 19-23; the Provisions have no article on it"),
        zh="（参照）《人民检察院公益诉讼办案规则》第十九条至第二十三条",
        is_law=False,
    ),
)
_BY_KIND = {kind: row for row in ROWS for kind in row.kinds}


def of_kind(kind: str) -> RecusalRules:
    """Returns the rules for a kind of suggestion; raises KeyError for one that there is not."""
    return _BY_KIND[kind]
