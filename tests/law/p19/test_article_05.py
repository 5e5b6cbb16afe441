"""P19 Art. 5: the five types."""

from suggestions.rules.kinds import KINDS, Type


def test_every_suggestion_is_of_one_of_five_types():
    """5: There are five types: retrial 再审, rectification of violations 纠正违法, public-interest litigation 公益诉讼,
    social governance 社会治理, other 其他."""
    assert [type_.value for type_ in Type] == [
        *("retrial", "rectify_violation", "public_interest", "social_governance", "other"),
    ]
    assert {kind.type for kind in KINDS.values()} == set(Type)
    assert {kind.type: kind.versions[-1].zh[:4] for kind in KINDS.values() if kind.type != Type.RETRIAL} == {
        "rectify_violation": "纠正违法",
        "public_interest": "公益诉讼",
        "social_governance": "社会治理",
        "other": "其他检察",
    }
