"""P19 Art. 18: how a letter is served."""

import pytest

from organs.refusals import Refused
from suggestions.actions import serving
from suggestions.actions.serving import InvitedDraft, ProclamationDraft, ServiceDraft
from suggestions.models import Invited
from suggestions.rules.kinds import KINDS
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.service_channels import CHANNELS
from tests import factories
from tests.factories import DAY, access, at
from tests.law.rules import also, noted

AGREED = {"consented_on": DAY, "consent_by": "办公室主任甲"}
READ = {"reader": "承办检察官甲", "unit_head": "单位负责人甲", "unit_head_title": "局长"}


def proclaim(w, suggestion, *, service=AGREED, reading=READ, **facts):
    return serving.serve(
        access=access(w.handling),
        at=at(),
        suggestion=suggestion,
        service=ServiceDraft(mode="proclamation", received_on=DAY, **{"place": "丙县人民检察院", **service}),
        proclamation=ProclamationDraft(**reading, **facts) if reading else None,
    )


@also("tests/desk/steps/test_service.py::TestIssuing::test_only_the_office_with_the_seal_issues")
def test_a_letter_is_served_in_the_name_of_the_office_in_writing_or_proclaimed():
    """18(1): The letter is served in the name of the procuratorate. There are two modes: service in writing (书面送达) and
    proclamation face to face (现场宣告送达). The four channels of the first are those of civil procedure."""
    step = TABLE["document.issue"]
    assert (step.who, step.sources, step.target) == ({"registrar"}, {"approved"}, "issued")
    assert set(CHANNELS) - {"proclamation"} == {"direct", "left", "post", "electronic"}


@pytest.mark.slow
@also("tests/desk/steps/test_service.py::TestProclamation::test_with_it_the_record_is_printed_with_who_was_invited")
@noted("The second paragraph begins with the agreement; the copy that was read shows no paragraphs.")
def test_a_proclamation_needs_agreement_place_reader_and_the_units_head(w):
    """18(2): A proclamation is agreed on with the unit beforehand, at the procuratorate, at the unit or elsewhere; the
    prosecutor reads the letter to the unit's head, shows evidence, gives reasons and hears the head. Deputies, CPPCC
    members, specially appointed procurators and people's supervisors may be invited."""
    suggestion = factories.issued(w)
    for facts, field in (
        ({"service": {}}, "consented_on"),
        ({"service": AGREED | {"place": ""}}, "place"),
        ({"reading": None}, "reader"),
        ({"reading": READ | {"unit_head": ""}}, "unit_head"),
        ({"reading": READ | {"reader": ""}}, "reader"),
    ):
        with pytest.raises(Refused) as refusal:
            proclaim(w, suggestion, **facts)
        assert refusal.value.field == field
    guest = InvitedDraft(name="特邀人员甲", capacity="peoples_supervisor", comment="说理充分。")
    service = proclaim(w, suggestion, statement="认真整改。", evidence_shown="现场照片", invited=(guest,))
    assert (service.proclamation.unit_head, service.proclamation.invited.get().capacity) == (
        "单位负责人甲",
        "peoples_supervisor",
    )
    assert {"congress_deputy", "cppcc_member", "special_procurator", "peoples_supervisor"} <= set(
        dict(Invited.CAPACITIES)
    )


def test_of_all_kinds_only_public_interest_is_proclaimed_without_agreement():
    """18(2), 30: The agreement is asked for unless the special rule does without it: PIL21 Art. 76 names none."""
    versions = [version for kind in KINDS.values() for version in kind.versions]
    assert {each.key for each in versions if not each.proclamation_needs_consent} == {"public_interest/2021-07-01"}
