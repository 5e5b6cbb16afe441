"""The gates of a draft in the order of its office: the author's department head first, unless the office set it otherwise."""

from suggestions.models import GateOrder, Suggestion
from suggestions.rules.kinds import HEAD, POLICY, Gate, KindVersion


def policy_first(procuratorate_id: int) -> bool:
    """Tells whether legal-policy review reads before the department head there."""
    return GateOrder.objects.filter(procuratorate_id=procuratorate_id, policy_first=True).exists()


def in_order(suggestion: Suggestion) -> tuple[Gate, ...]:
    """Returns the gates of the letter in the order of its office."""
    return ordered(suggestion.rules, procuratorate_id=suggestion.procuratorate_id)


def ordered(rules: KindVersion, *, procuratorate_id: int) -> tuple[Gate, ...]:
    """Returns the gates of a version as it orders them, or as its office does; who decides always comes last (P19 Art. 17(1))."""
    found = rules.gates
    if not {HEAD.key, POLICY.key} <= {gate.key for gate in found} or not policy_first(procuratorate_id):
        return found
    return tuple(sorted(found, key=lambda gate: (gate.decides, gate.key != POLICY.key)))
