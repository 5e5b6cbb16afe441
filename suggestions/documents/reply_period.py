"""Which term governs the reply to one suggestion, with the local rules that its procuratorate has adopted; writes nothing."""

from datetime import date

from suggestions.documents import governing as governing_version
from suggestions.models import LocalRule, Suggestion
from suggestions.rules import kind_versions, terms
from suggestions.rules.acts import Act
from suggestions.rules.lengths import Length
from suggestions.rules.term_rows import Term


def governing(*, suggestion: Suggestion, on: date, urgent: bool = False, set_length: Length | None = None) -> Term:
    """Returns the term of the reply to a letter that is received on the day; raises terms.PeriodFixed or terms.NotInForce.

    A local rule governs the letters whose investigation is decided while it is adopted [D], so that no adoption changes
    what a letter under way, or already printed, says.
    """
    rules = governing_version.version(suggestion, act=Act.REPLY, on=on)
    return terms.reply_term(
        rules=rules,
        on=kind_versions.law_day(rules, on=on),
        urgent=urgent,
        set_length=set_length,
        region=region_of(suggestion),
        adopted_local_keys=adopted(suggestion),
    )


def region_of(suggestion: Suggestion) -> str:
    """Returns the administrative code of the recipient's place; without one, that of the procuratorate."""
    return suggestion.unit.region_code or suggestion.issued_by.region_code


def adopted(suggestion: Suggestion) -> frozenset[str]:
    """Returns the keys of the local rules on the letter's subject that were adopted when the investigation was decided."""
    if suggestion.investigation_decided_on is None or suggestion.problem_category_id is None:
        return frozenset()
    rules = LocalRule.objects.in_force(suggestion.investigation_decided_on)
    of_subject = rules.filter(procuratorate_id=suggestion.issued_by_id, subject_id=suggestion.problem_category_id)
    return frozenset(of_subject.values_list("term", flat=True))


def adoption(*, suggestion: Suggestion, term_key: str) -> LocalRule | None:
    """Returns the adoption on which a clock of this term rests; None where the rule needs none."""
    if suggestion.investigation_decided_on is None:
        return None
    rules = LocalRule.objects.in_force(suggestion.investigation_decided_on).select_related("procuratorate")
    return rules.filter(procuratorate_id=suggestion.issued_by_id, term=term_key).last()
