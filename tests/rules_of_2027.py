"""A law that comes: public-interest letters from 2027 on by another name, with other contents, gates and terms. Rows only."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from suggestions.rules import kinds
from suggestions.rules.acts import EVERY_ACT, Act, Transition
from suggestions.rules.kinds import ART_16, ART_75, CHIEF, HEAD, KINDS, POLICY, FilingRule
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.term_rows import TERMS

KIND = "public_interest"
FIRST = date(2027, 1, 1)
LAST_OF_OLD = FIRST - timedelta(days=1)
OLD_KEY, NEW_KEY = "public_interest/2021-07-01", "public_interest/2027-01-01"
GROUND = "Public-Interest Litigation Law (2026), in force from 2027-01-01"
OBJECTION = next(content for content in ART_16 if content.key == "objection_period")
ON_THE_DAY = (Transition(from_day=FIRST, ground=GROUND),)


def version(*, takes_over: tuple[Transition, ...] = ON_THE_DAY) -> kinds.KindVersion:
    """Returns the row of the version that begins in 2027."""
    return replace(
        KINDS[KIND].versions[-1],
        valid_from=FIRST,
        zh="公益诉讼检察意见",
        name="检察意见",
        document="检察意见书",
        basis="Public-Interest Litigation Law (2026)",
        contents=(*ART_75, OBJECTION),
        gates=(POLICY, HEAD, CHIEF),
        filing=FilingRule(ground="《检察公益诉讼法》第三十条", received_by="公益诉讼检察部门"),
        proclamation_needs_consent=True,
        articles={"document.serve": "Public-Interest Litigation Law (2026)"},
        takes_over=takes_over,
    )


def come(patch: pytest.MonkeyPatch, *, takes_over: tuple[Transition, ...] = ON_THE_DAY) -> None:
    """Lets the law come: one version of the kind, and one of its term, which is a month instead of two."""
    kind = KINDS[KIND]
    patch.setitem(KINDS, KIND, replace(kind, versions=(*kind.versions, version(takes_over=takes_over))))
    [term] = TERMS.by_key["reply_pil"]
    later = replace(
        term, version=2, valid_from=FIRST, length=Length(1, LengthUnit.MONTHS), article="Public-Interest Litigation Law"
    )
    patch.setitem(TERMS.by_key, "reply_pil", (replace(term, valid_to=LAST_OF_OLD), later))


def left_with_the_old(acts: frozenset[Act], *, since: Act) -> tuple[Transition, ...]:
    """Returns transition rows by which some acts stay with the former rules in cases where `since` was done before."""
    return (
        Transition(acts=EVERY_ACT - acts, from_day=FIRST, ground=GROUND),
        Transition(acts=acts, from_day=FIRST, since=since, ground=GROUND),
    )
