"""Joint letters: who signs, in which order, over which text, and what stands on the letter (会签)."""

import pytest

from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.actions import drafting, issuing, joining, serving
from suggestions.actions.serving import ServiceDraft
from suggestions.documents import composing, content, joint_issuers
from suggestions.models import Suggestion
from suggestions.printing import typesetting
from tests import factories
from tests.factories import DAY, access, at
from tests.suggestions.actions import test_amending

pytestmark = pytest.mark.django_db


@pytest.fixture
def chiefs(w):
    w.beside = factories.person("beside", "丁县检察长", Role.CHIEF, procuratorate=w.sibling)
    w.above = factories.person("above", "乙市检察长", Role.CHIEF, procuratorate=w.prefecture)
    return w


def joint(w, *offices) -> Suggestion:
    suggestion = factories.drafted(w)
    joining.name(access=access(w.handling), at=at(), suggestion=suggestion, offices=offices)
    drafting.submit(access=access(w.handling), at=at(), suggestion=suggestion)
    factories.sign_all(w, suggestion)
    return Suggestion.objects.get(pk=suggestion.pk)


def sign(suggestion, person, number=0) -> None:
    row = joint_issuers.rows(suggestion)[number]
    digest = content.digest(suggestion.current_letter)
    joining.sign(access=access(person), at=at(), signing=row, digest=digest)


def issue(w, suggestion) -> None:
    issuing.issue(access=access(w.registrar), at=at(), suggestion=Suggestion.objects.get(pk=suggestion.pk))


def test_it_is_issued_when_all_have_signed_in_order_under_the_number_of_the_host(w, chiefs):
    suggestion = joint(w, w.sibling, w.prefecture)
    assert suggestion.document_state == "approved"
    with pytest.raises(Refused, match=w.sibling.name):
        issue(w, suggestion)
    with pytest.raises(Refused):  # its turn has not come
        sign(suggestion, w.above, 1)
    sign(suggestion, w.beside)
    with pytest.raises(Refused):
        issue(w, suggestion)
    sign(suggestion, w.above, 1)
    issue(w, suggestion)
    issued = Suggestion.objects.get(pk=suggestion.pk)
    assert issued.document_state == "issued" and issued.current_letter.document_number.startswith("丙县检建")
    assert [row.signed_on for row in joint_issuers.rows(issued)] == [DAY, DAY]


def test_all_issuers_stand_on_the_letter_in_their_order(w, chiefs):
    suggestion = joint(w, w.sibling, w.prefecture)
    sheet = composing.letter(suggestion.current_letter)
    assert sheet.frame.joint == ("丁县人民检察院", "乙市人民检察院")
    shown = str(typesetting.preview(sheet))
    places = [
        shown.rindex(f'<p class="sign">{name}</p>') for name in (w.county.name, w.sibling.name, w.prefecture.name)
    ]
    assert places == sorted(places)
    paper = typesetting.html(sheet)
    assert paper.count('<div class="signed') == 3


def test_only_the_chief_of_the_joint_issuer_signs_for_it(w, chiefs):
    suggestion = joint(w, w.sibling)
    for person in (w.chief, w.handling, w.above, w.liaison):
        with pytest.raises(NotAllowed):
            sign(suggestion, person)
    assert Suggestion.objects.visible_to(access(w.beside)).filter(pk=suggestion.pk).exists()
    assert not Suggestion.objects.visible_to(access(w.above)).filter(pk=suggestion.pk).exists()


def test_a_signature_over_a_former_text_counts_for_nothing(w, chiefs):
    suggestion = joint(w, w.sibling)
    sign(suggestion, w.beside)
    assert joint_issuers.unsigned(suggestion) == []
    row = joint_issuers.rows(suggestion)[0]
    with pytest.raises(Stale):
        joining.sign(access=access(w.beside), at=at(), signing=row, digest="0" * 64)
    Suggestion.objects.filter(pk=suggestion.pk).update(title="另一标题")
    again = Suggestion.objects.get(pk=suggestion.pk)
    assert [each.office for each in joint_issuers.unsigned(again)] == [w.sibling]


def test_an_office_that_does_not_sign_stops_the_issue_with_its_reasons(w, chiefs):
    suggestion = joint(w, w.sibling)
    row = joint_issuers.rows(suggestion)[0]
    with pytest.raises(Refused):
        joining.refuse(access=access(w.beside), at=at(), signing=row, reason=" ")
    joining.refuse(access=access(w.beside), at=at(), signing=row, reason="第二项与本院管辖无关")
    with pytest.raises(Refused):
        issue(w, suggestion)
    sign(suggestion, w.beside)
    issue(w, suggestion)


def test_the_own_office_one_twice_or_too_many_are_refused_and_naming_anew_replaces(w, chiefs):
    suggestion = factories.drafted(w)
    for offices in ([w.county], [w.sibling, w.sibling]):
        with pytest.raises(Refused):
            joining.name(access=access(w.handling), at=at(), suggestion=suggestion, offices=offices)
    joining.name(access=access(w.handling), at=at(), suggestion=suggestion, offices=[w.sibling, w.prefecture])
    joining.name(access=access(w.handling), at=at(), suggestion=suggestion, offices=[w.prefecture])
    assert [row.office for row in joint_issuers.rows(Suggestion.objects.get(pk=suggestion.pk))] == [w.prefecture]
    with pytest.raises(Stale):
        joining.name(access=access(w.handling), at=at(), suggestion=factories.approved(w), offices=[w.sibling])


def served(w) -> Suggestion:
    """Returns a joint letter that its issuer has signed and that was served on the day of the factories."""
    suggestion = joint(w, w.sibling)
    sign(suggestion, w.beside)
    issue(w, suggestion)
    serving.serve(
        access=access(w.handling),
        at=at(hour=11),
        suggestion=Suggestion.objects.get(pk=suggestion.pk),
        service=ServiceDraft(mode="direct", received_on=DAY, signed_by="收发室", signed_as="mail"),
    )
    return Suggestion.objects.get(pk=suggestion.pk)


def test_a_modification_of_a_joint_letter_is_signed_by_all_before_it_is_decided(w, chiefs):
    suggestion = served(w)
    with pytest.raises(Stale):  # nothing waits for a signature
        sign(suggestion, w.beside)
    amendment = test_amending.propose(w, suggestion)
    digest = content.digest(amendment.letter)
    with pytest.raises(Refused, match=w.sibling.name):
        test_amending.decide(w, amendment)
    row = joint_issuers.rows(suggestion)[0]
    joining.sign(access=access(w.beside, test_amending.ON), at=at(test_amending.ON), signing=row, digest=digest)
    test_amending.decide(w, amendment)
    modified = Suggestion.objects.get(pk=suggestion.pk)
    assert (modified.current_letter.version, joint_issuers.rows(modified)[0].digest) == (2, digest)
    assert joint_issuers.unsigned(modified) == []
