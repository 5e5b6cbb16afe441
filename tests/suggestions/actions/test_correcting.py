"""A slip of the pen is proposed by one and corrected by another; the letter, its PDF and every clock stay as they are."""

import pytest
from django.utils import translation

from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import correcting, drafting
from suggestions.actions.amending import deciding, proposing
from suggestions.actions.amending.proposing import Cause
from suggestions.actions.drafting import MeasureDraft
from tests import factories
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ON = later(3)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def served(w):
    return factories.served(w)


def propose(w, suggestion, who=None, **facts):
    facts = {"place": "事实部分", "wrong": "普通塑料桶", "right": "普通塑料桶具", "reason": "打印时漏字", **facts}
    return correcting.propose(access=access(who or w.handling, ON), at=at(ON), suggestion=suggestion, **facts)


def make(w, correction, who=None, **facts):
    correcting.make(access=access(who or w.chief, ON), at=at(ON), correction=correction, **facts)


def refuse(w, correction, who=None, **facts):
    facts = {"reasons": "属于实质内容，应当变更", **facts}
    correcting.refuse(access=access(who or w.chief, ON), at=at(ON), correction=correction, **facts)


def modified(w, suggestion):
    """Lets the letter be modified: one measure stays, the other is reworded."""
    first, second = suggestion.measures.all()
    kept = MeasureDraft(id=first.pk, text=first.text.text, criterion="停售", legal_basis="《奶业条例》")
    reworded = MeasureDraft(id=second.pk, text="定期开展食品安全教育", criterion="每季一次", legal_basis="《奶业条例》")
    amendment = proposing.propose_modification(
        access=access(w.handling, ON),
        at=at(ON),
        suggestion=suggestion,
        reasons="第二项宜更明确",
        body=factories.body(measures=(kept, reworded)),
        cause=Cause(),
    )
    deciding.decide(
        access=access(w.chief, ON), at=at(ON), amendment=amendment, digest=amendment.digest, new_due_on=later(60)
    )
    suggestion.refresh_from_db()


def test_a_correction_stands_beside_a_letter_that_stays_as_it_is(w, served):
    letter, clocks = served.letter, list(served.clocks.values())
    before = (letter.contents, letter.digest, letter.pdf_id)
    correction = propose(w, served)
    assert served.events.get(track="correction", step="propose").shown_to == "internal"
    make(w, correction)
    assert (correction.state, correction.decided_by_id) == ("made", w.chief.pk)
    event = served.events.get(track="correction", step="make")
    assert (event.shown_to, event.words.text) == ("both", "事实部分：“普通塑料桶”更正为“普通塑料桶具”")
    letter.refresh_from_db()
    assert (letter.contents, letter.digest, letter.pdf_id) == before
    assert list(served.clocks.values()) == clocks


def test_an_issued_letter_is_corrected_and_a_draft_or_a_withdrawn_one_is_not(w):
    assert propose(w, factories.issued(w)).state == "proposed"
    for stage in ("drafted", "approved"):
        with pytest.raises(Refused, match="Only an issued letter"):
            propose(w, getattr(factories, stage)(w))


@pytest.mark.parametrize(
    "wrong",
    ["督促整治散装生鲜乳销售安全的检察建议", "丙县市场监督管理局", "八家门店", "依法查处违规销售", "《奶业条例》"],
)
def test_a_slip_stands_in_the_title_the_recipient_the_contents_or_a_measure(w, served, wrong):
    assert propose(w, served, wrong=wrong, right="另").state == "proposed"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"place": ""}, "place"),
        ({"wrong": " "}, "wrong"),
        ({"wrong": "九家门店"}, "wrong"),
        ({"right": ""}, "right"),
        ({"right": " 普通塑料桶 "}, "right"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_the_letter_does_not_say_or_what_changes_nothing_is_refused_at_its_field(w, served, facts, field):
    with pytest.raises(Refused) as refused:
        propose(w, served, **facts)
    assert (refused.value.field, served.corrections.exists()) == (field, False)


def test_only_the_handling_prosecutor_proposes(w, served):
    for who in (w.second, w.assistant, w.head, w.chief, w.registrar, w.liaison, w.outsider):
        with pytest.raises(NotAllowed):
            propose(w, served, who=who)


def test_only_a_chief_decides_who_neither_proposed_it_nor_handles_the_case(w, served):
    correction = propose(w, served)
    for who in (w.handling, w.head, w.secretary, w.registrar, w.liaison, w.outsider):
        for decide in (make, refuse):
            with pytest.raises(NotAllowed):
                decide(w, correction, who=who)
    hand_over = {"access": access(w.head, ON), "at": at(ON), "suggestion": served, "reason": "重大"}
    drafting.hand_over(**hand_over, to=w.chief)
    correction.refresh_from_db()
    with pytest.raises(NotAllowed, match="own letter"):
        make(w, correction)
    make(w, correction, who=w.deputy)


def test_a_chief_does_not_decide_on_what_the_chief_proposed_before_the_case_was_handed_over(w, served):
    hand_over = {"at": at(ON), "suggestion": served, "reason": "分工调整"}
    drafting.hand_over(access=access(w.head, ON), to=w.chief, **hand_over)
    correction = propose(w, served, who=w.chief)
    drafting.hand_over(access=access(w.head, ON), to=w.handling, **hand_over)
    correction.refresh_from_db()
    for decide in (make, refuse):
        with pytest.raises(NotAllowed, match="own proposal"):
            decide(w, correction)
    refuse(w, correction, who=w.deputy)


def test_a_refusal_has_reasons_that_the_unit_does_not_read(w, served):
    correction = propose(w, served)
    with pytest.raises(Refused) as refused:
        refuse(w, correction, reasons=" ")
    assert refused.value.field == "reason"
    refuse(w, correction)
    assert (correction.state, correction.decision_reasons) == ("refused", "属于实质内容，应当变更")
    assert served.events.get(track="correction", step="refuse").shown_to == "internal"


def test_one_slip_is_corrected_once_and_a_refused_correction_may_be_proposed_again(w, served):
    first = propose(w, served)
    with pytest.raises(Refused) as refused:
        propose(w, served)
    assert refused.value.field == "wrong"
    refuse(w, first)
    make(w, propose(w, served))
    with pytest.raises(Refused):
        propose(w, served, right="普通塑料桶（罐）")
    propose(w, served, wrong="加强食品安全教育", right="加强食品安全的教育")


def test_of_two_decisions_only_one_is_taken(w, served):
    correction = propose(w, served)
    make(w, correction, expected_moves=0)
    for decide in (make, refuse):
        with pytest.raises(Stale):
            decide(w, correction, expected_moves=0)
    with pytest.raises(Stale):
        propose(w, served, wrong="八家门店", right="8家门店", expected_moves=served.moves - 1)


def test_a_letter_that_was_modified_meanwhile_is_not_corrected_in_its_former_version(w, served):
    correction = propose(w, served)
    modified(w, served)
    correction.refresh_from_db()
    with pytest.raises(Refused, match="modified meanwhile"):
        make(w, correction)
    refuse(w, correction, reasons="原稿已经变更")
    with pytest.raises(Refused) as refused:
        propose(w, served, wrong="加强食品安全教育", right="另")
    assert refused.value.field == "wrong"
    propose(w, served, wrong="定期开展食品安全教育", right="定期开展食品安全的教育")
