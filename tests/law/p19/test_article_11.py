"""P19 Art. 11: the six grounds of a suggestion of social governance."""

import pytest

from suggestions.documents import completeness, composing, legal_basis
from suggestions.rules.governance_grounds import GROUNDS
from tests import factories
from tests.law.rules import also


def lacking(suggestion):
    return [
        check.anchor
        for check in completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
    ]


@also("tests/desk/office/test_reviews_views.py::TestGround::test_the_reviewer_reads_the_ground")
def test_a_letter_of_social_governance_names_one_of_six_grounds(w):
    """11: A suggestion of social governance rests on one of six grounds: gaps in a unit's own prevention of crime;
    frequent cases of a class, or a gap in management; group disputes that may grow violent; duties not performed in time;
    penalties or discipline that are called for; others."""
    assert list(GROUNDS) == ["1", "2", "3", "4", "5", "6"]
    assert lacking(factories.drafted(w, governance_ground="")) == ["governance_ground"]
    assert lacking(factories.drafted(w, governance_ground="3")) == []
    assert lacking(factories.drafted(w, "other")) == []


@pytest.mark.parametrize(
    ("ground", "item"), [("", "第十一条的"), ("1", "第十一条第（一）项的"), ("6", "第十一条第（六）项的")]
)
def test_the_basis_of_the_letter_cites_the_item(w, ground, item):
    """11(basis): The letter's basis names the item of Art. 11 on which it rests, unless its author words it otherwise."""
    suggestion = factories.opened(w)
    proposed = legal_basis.proposed(suggestion, ground=ground)
    assert item in proposed
    facts = {"on": suggestion.investigation_decided_on, "category": None, "ground": "4"}
    assert legal_basis.renewed(suggestion, text=proposed, **facts) == legal_basis.proposed(suggestion, ground="4")
    assert legal_basis.renewed(suggestion, text="根据《反有组织犯罪法》", **facts) == "根据《反有组织犯罪法》"
    letter = factories.drafted(
        w, contents=factories.body().contents | {"legal_ground": proposed}, governance_ground=ground
    ).letter
    assert item in "".join(map(str, composing.letter(letter).clean.kept().values()))
