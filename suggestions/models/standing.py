"""How a person stands to suggestions, as SQL: the rows of suggestions/rules/relations.py turned into filters of Suggestion.

Stands below Suggestion, whose one door is made of these filters, and so names no field of it but by its name.
"""

from collections.abc import Callable, Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Func, Q, TextField, Value, When

from organs.access import Access, HeldPost
from organs.origins import Origin
from suggestions.models.case_member import CaseMember
from suggestions.models.copy import Copy
from suggestions.rules import relations
from suggestions.rules.relations import Relation, Stage, Who

EVERY, NEVER = Q(), Q(pk__in=[])

Posts = Iterable[HeldPost]


def _by_post(access: Access, posts: Posts) -> Q:
    places = {post.procuratorate_id for post in posts if post.procuratorate_id}
    return Q(procuratorate_id__in=places) if places else NEVER


def _by_post_in_department(access: Access, posts: Posts) -> Q:
    found = NEVER
    for post in posts:
        here = _by_post(access, [post])
        if post.department_id:
            here &= Q(department_id=post.department_id) | Q(department__isnull=True)
        found |= here
    return found


def _by_post_above(access: Access, posts: Posts) -> Q:
    found = NEVER
    for post in posts:
        if post.depth:
            found |= Q(**{f"anc{post.depth}": post.procuratorate_id}) & ~Q(procuratorate_id=post.procuratorate_id)
    return found


def _by_post_next_higher(access: Access, posts: Posts) -> Q:
    places = {post.procuratorate_id for post in posts if post.procuratorate_id}
    return Q(procuratorate__parent_id__in=places) if places else NEVER


def _by_handling(access: Access, posts: Posts) -> Q:
    here = _by_post(access, posts)
    return NEVER if here is NEVER else here & Q(handling_prosecutor_id=access.person_id)


def _by_case_member(access: Access, posts: Posts) -> Q:
    here = _by_post(access, posts)
    if here is NEVER:
        return NEVER
    mine = CaseMember.objects.filter(person_id=access.person_id, to_at__isnull=True)
    return here & Q(pk__in=mine.values("suggestion_id"))


def _by_recipient_unit(access: Access, posts: Posts) -> Q:
    return Q(unit_id__in=access.unit_ids) if access.unit_ids else NEVER


def _by_copied_unit(access: Access, posts: Posts) -> Q:
    if not access.unit_ids:
        return NEVER
    sent = Copy.objects.filter(unit_id__in=access.unit_ids, state__in=["sent", "acknowledged"])
    return Q(pk__in=sent.values("suggestion_id"))


FILTERS: dict[Who, Callable[[Access, Posts], Q]] = {
    Who.POST: _by_post,
    Who.POST_IN_DEPARTMENT: _by_post_in_department,
    Who.POST_ABOVE: _by_post_above,
    Who.POST_NEXT_HIGHER: _by_post_next_higher,
    Who.HANDLING_PROSECUTOR: _by_handling,
    Who.CASE_MEMBER: _by_case_member,
    Who.RECIPIENT_UNIT: _by_recipient_unit,
    Who.COPIED_UNIT: _by_copied_unit,
}


def where(row: Relation, access: Access) -> Q:
    """Returns the filter of the suggestions to which the person stands so, at whatever stage; NEVER where no post allows it."""
    return FILTERS[row.who](access, access.holding(*row.roles) if row.roles else access.posts)


def reached(stage: Stage) -> Q:
    """Returns the filter of the suggestions that have come so far."""
    if stage.is_disclosure:
        return Q(served_on__isnull=False) | Q(announced_on__isnull=False)
    return EVERY if stage == relations.ALWAYS else Q(document_state__in=sorted(stage.states))


def shown_by(rows: Iterable[Relation], access: Access) -> Q:
    """Returns the filter of the suggestions that the person is shown by one of these relations."""
    found = NEVER
    for row in rows:
        found |= where(row, access) & reached(row.stage)
    return found


def visible(access: Access) -> Q:
    """Returns the filter of the suggestions that a person may know of (design 5.2); without a post, none."""
    found = shown_by(relations.ROWS, access)
    return found | Q(origin=Origin.PUBLISHED) if access.is_office else found


class Keys(Func):
    """The keys whose condition holds, as one array."""

    template = "array_remove(ARRAY[%(expressions)s]::text[], NULL)"
    output_field = ArrayField(TextField())


def held(access: Access) -> Keys:
    """Returns what a query selects to learn the relations in which the person stands to each suggestion."""
    conditions = [(row.key, where(row, access)) for row in relations.ROWS]
    possible = [(key, condition) for key, condition in conditions if condition is not NEVER]
    return Keys(*(Case(When(condition, then=Value(key)), output_field=TextField()) for key, condition in possible))
