"""Who stands in a relation to a suggestion on a day: the people whom a notice for that relation reaches."""

from datetime import date

from django.db.models import Q

from organs.models import Post
from organs.roles import Role
from suggestions import relations
from suggestions.models import Suggestion
from suggestions.relations import CHIEFS

ROLES: dict[str, tuple[str, ...]] = {
    "policy": (Role.POLICY_REVIEWER,),
    "chief": CHIEFS,
    "secretary": (Role.COMMITTEE_SECRETARY,),
    "registrar": (Role.REGISTRAR,),
    "case_manager": (Role.CASE_MANAGER,),
}
# Filings go to the counterpart business department and to legal-policy research (P19 Art. 21).
HIGHER = (Role.POLICY_REVIEWER, Role.CASE_MANAGER)


def of(*, relation: str, suggestion: Suggestion, on: date) -> set[int]:
    """Returns the ids of the persons; what belongs to nobody falls to the department head (design 6)."""
    posts = Post.objects.current(on).filter(person__is_active=True)
    if relation == "unit":
        if not relations.BY_KEY["unit"].reached(suggestion):
            return set()  # a letter that was not served yet is not known to the unit
        return set(posts.filter(unit_id=suggestion.unit_id).values_list("person_id", flat=True))
    if relation == "copied":
        copied = suggestion.copies.filter(state__in=["sent", "acknowledged"]).values("unit_id")
        return set(posts.filter(unit_id__in=copied).values_list("person_id", flat=True))
    if relation == "higher":
        rows = posts.filter(procuratorate_id=suggestion.procuratorate.parent_id, role__in=HIGHER)
        return set(rows.values_list("person_id", flat=True))
    here = posts.filter(procuratorate_id=suggestion.procuratorate_id)
    if relation == "head":
        return _heads(here, suggestion)
    if relation == "team":
        members = suggestion.members.filter(to_at__isnull=True).values("person_id")
        return set(here.filter(person_id__in=members).values_list("person_id", flat=True))
    if relation == "handling":
        handler = here.filter(person_id=suggestion.handling_prosecutor_id).values_list("person_id", flat=True)
        return set(handler) or _heads(here, suggestion)
    found = set(here.filter(role__in=ROLES.get(relation, ())).values_list("person_id", flat=True))
    return found or _heads(here, suggestion)


def _heads(here, suggestion: Suggestion) -> set[int]:
    """Returns the heads of the department, or those of all departments where none is named; without any, the chiefs."""
    heads = here.filter(role=Role.DEPARTMENT_HEAD)
    if suggestion.department_id:
        heads = heads.filter(Q(department_id=suggestion.department_id) | Q(department__isnull=True))
    found = heads if heads.exists() else here.filter(role__in=CHIEFS)
    return set(found.values_list("person_id", flat=True))
