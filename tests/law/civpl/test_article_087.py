"""CIVPL Art. 87–91: service."""

from datetime import timedelta

import pytest

from organs.refusals import Refused
from suggestions.actions import serving
from suggestions.actions.serving import ServiceDraft
from tests import factories
from tests.factories import DAY, access, at
from tests.law.rules import also

FIELDS = {
    "signed_by": "收发室",
    "signed_as": "mail",
    "refusal": "拒绝签收",
    "witness": "社区工作人员",
    "consented_on": DAY,
}


def refused_at(w, mode, **given):
    """Returns the field at which a service without it is refused; nothing is issued, so that none goes through."""
    with pytest.raises(Refused) as refusal:
        serving.serve(
            access=access(w.handling),
            at=at(),
            suggestion=factories.drafted(w),
            service=ServiceDraft(mode=mode, received_on=DAY, **given),
        )
    return refusal.value.field


@also(
    "tests/suggestions/actions/test_clocks.py::"
    "test_the_clock_starts_on_the_day_of_receipt_and_not_on_the_day_it_was_recorded"
)
def test_there_is_a_return_that_somebody_signed(w):
    """87: Service has a return (送达回证); the day on which it is signed is the day of service."""
    assert refused_at(w, "direct") == "signed_by"


def test_what_is_refused_is_left_with_a_witness_or_a_recording(w):
    """89: Where receipt is refused, the letter is left, with the refusal noted and a witness, photo or recording."""
    assert refused_at(w, "left") == "refusal"
    assert refused_at(w, "left", refusal="拒绝签收") == "witness"


@also(
    "tests/desk/office/test_before_leaving.py::test_the_confirmation_of_electronic_service_is_printed_for_the_unit_to_sign"
)
def test_electronic_service_needs_consent_and_an_address(w):
    """90: Service by electronic means needs the recipient's consent; its day is the day of arrival in the recipient's
    system."""
    assert refused_at(w, "electronic") == "consented_on"
    assert refused_at(w, "electronic", consented_on=DAY) == "electronic_address"
    after = DAY + timedelta(days=1)
    assert refused_at(w, "electronic", consented_on=after, electronic_address="jyj@sample.invalid") == "consented_on"
