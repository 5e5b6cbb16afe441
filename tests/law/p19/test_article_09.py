"""P19 Art. 9: what is rectified by suggestion, and of whom."""

from django.utils import translation

from suggestions.rules.kinds import KINDS, Type


def kinds_resting_on(paragraph: str) -> set[str]:
    with translation.override("en"):
        return {
            kind.key
            for kind in KINDS.values()
            if kind.type == Type.RECTIFY_VIOLATION
            and str(kind.versions[-1].basis).startswith(f"Provisions, Art. {paragraph}")
        }


def test_violations_of_adjudicators_are_rectified_in_civil_and_administrative_trial():
    """9(1): Violations of adjudicators in civil and administrative trials."""
    assert kinds_resting_on("9(1)") == {"violation_civil_trial", "violation_administrative_trial"}


def test_unlawful_or_slack_enforcement_is_rectified():
    """9(2): Unlawful enforcement of civil and administrative instruments, none, or a slack one."""
    assert kinds_resting_on("9(2)") == {"violation_civil_enforcement", "violation_administrative_enforcement"}


def test_acts_of_an_administrative_organ_that_touch_trial_or_enforcement_are_rectified():
    """9(3): Unlawful acts of an administrative organ that may touch a fair trial or enforcement."""
    assert kinds_resting_on("9(3)") == {"violation_administrative_organ"}


def test_other_violations_in_law_enforcement_and_justice_are_rectified():
    """9(5): Other violations in law enforcement and justice are rectified by suggestion too."""
    assert kinds_resting_on("9(5)") == {"violation_other"}


def test_general_violations_in_criminal_proceedings_are_rectified():
    """9(4): General violations, or those that become a trend, and major hazards, of police, courts, prisons and their
    like in criminal proceedings and enforcement."""
    assert kinds_resting_on("9(4)") == {"violation_criminal"}
