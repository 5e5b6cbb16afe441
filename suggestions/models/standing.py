"""How a person stands to suggestions, as SQL: the rows of suggestions/rules/relations.py turned into filters of Suggestion.

Stands below Suggestion, whose one door is made of these filters, and so names no field of it but by its name.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Exists, F, Func, OuterRef, Q, TextField, Value, When

from organs.access import Access, HeldPost, StandIn
from organs.models import Post
from organs.origins import Origin
from organs.roles import Role
from suggestions.models.case_member import CaseMember
from suggestions.models.copy import Copy
from suggestions.models.investigation import Investigation
from suggestions.models.joint_signing import JointSigning
from suggestions.models.opinion import Opinion
from suggestions.models.recusal import Recusal
from suggestions.rules import relations
from suggestions.rules.relations import Relation, Stage, Who
from suggestions.rules.states import INVESTIGATION, RECUSAL

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


def _by_post_joint(access: Access, posts: Posts) -> Q:
    places = {post.procuratorate_id for post in posts if post.procuratorate_id}
    if not places:
        return NEVER
    return Q(Exists(JointSigning.objects.filter(suggestion=OuterRef("pk"), office__in=places)))


def _by_post_reported_to(access: Access, posts: Posts) -> Q:
    places = {post.procuratorate_id for post in posts if post.procuratorate_id}
    return Q(reported_to_id__in=places) if places else NEVER


def _by_post_asked(access: Access, posts: Posts) -> Q:
    places = {post.procuratorate_id for post in posts if post.procuratorate_id}
    return Q(Exists(Opinion.objects.filter(suggestion=OuterRef("pk"), office__in=places))) if places else NEVER


def _by_post_drafted(access: Access, posts: Posts) -> Q:
    places = {post.procuratorate_id for post in posts if post.procuratorate_id}
    return Q(drafted_by_id__in=places) & ~Q(procuratorate_id=F("drafted_by_id")) if places else NEVER


def to_do() -> Q:
    """Returns the filter of the suggestions on which something is still to be done."""
    return Q(case_state="open") | Q(look_back_on__isnull=False)


def handled_by_nobody(on: date) -> Q:
    """Returns the filter of the suggestions whose handling prosecutor has no post there on that day, or is kept off the case."""
    held = Post.objects.current(on).filter(person__is_active=True, procuratorate=OuterRef("procuratorate_id"))
    is_kept_off = Exists(Recusal.objects.filter(KEPT_OFF, person=OuterRef("handling_prosecutor_id")))
    return ~Q(Exists(held.filter(person=OuterRef("handling_prosecutor_id")))) | Q(is_kept_off)


#: Of rows on a suggestion that a query stands at: those who take no step on it any more, or not now.
KEPT_OFF = Q(keeps_off=True, suggestion=OuterRef("pk"))


def on_the_case(person_id: int) -> Q:
    """Returns the filter of the suggestions off which the person is not kept by a recusal."""
    return ~Q(pk__in=Recusal.objects.filter(keeps_off=True, person_id=person_id).values("suggestion_id"))


def _without_head(on: date) -> Q:
    """Returns the filter of the suggestions whose department has no head on that day."""
    kept_off = Recusal.objects.filter(keeps_off=True, suggestion=OuterRef(OuterRef("pk")), person=OuterRef("person_id"))
    of_any = Post.objects.current(on).filter(
        ~Q(Exists(kept_off)),
        person__is_active=True,
        procuratorate=OuterRef("procuratorate_id"),
        role=Role.DEPARTMENT_HEAD,
    )
    heads = of_any.filter(Q(department__isnull=True) | Q(department=OuterRef("department_id")))
    return ~Q(Exists(heads)) & ~(Q(department__isnull=True) & Q(Exists(of_any)))


def _by_post_for_nobody(access: Access, posts: Posts) -> Q:
    here = _by_post(access, posts)
    if here is NEVER or access.on is None:
        return NEVER
    return here & ~Q(origin=Origin.PUBLISHED) & handled_by_nobody(access.on) & _without_head(access.on)


def _by_post_for_decision(access: Access, posts: Posts) -> Q:
    here = _by_post(access, posts)
    if here is NEVER:
        return NEVER
    asked = Investigation.objects.filter(state__in=sorted(INVESTIGATION.of("undecided")))
    return here & (_waits_for_recusal() | Q(pk__in=asked.values("suggestion_id")))


def _by_post_for_resolution(access: Access, posts: Posts) -> Q:
    here = _by_post(access, posts)
    return NEVER if here is NEVER else here & _waits_for_recusal()


def _waits_for_recusal() -> Q:
    asked = Recusal.objects.filter(state__in=sorted(RECUSAL.of("undecided")))
    return Q(pk__in=asked.values("suggestion_id"))


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
    return _letters_to(access, unit="unit_id", issuer="issued_by_id")


def _letters_to(access: Access, *, unit: str, issuer: str) -> Q:
    """Returns the filter of what went to the person's units: of those let in for one procuratorate, its letters alone."""
    found = Q(**{f"{unit}__in": access.whole_unit_ids}) if access.whole_unit_ids else NEVER
    for unit_id, procuratorate_id in sorted(access.unit_letters):
        found |= Q(**{unit: unit_id, issuer: procuratorate_id})
    return found


def _by_copied_unit(access: Access, posts: Posts) -> Q:
    if not access.unit_ids:
        return NEVER
    to_own = _letters_to(access, unit="unit_id", issuer="suggestion__issued_by_id")
    sent = Copy.objects.filter(to_own, state__in=["sent", "acknowledged"])
    return Q(pk__in=sent.values("suggestion_id"))


FILTERS: dict[Who, Callable[[Access, Posts], Q]] = {
    Who.POST: _by_post,
    Who.POST_IN_DEPARTMENT: _by_post_in_department,
    Who.POST_ABOVE: _by_post_above,
    Who.POST_NEXT_HIGHER: _by_post_next_higher,
    Who.POST_JOINT: _by_post_joint,
    Who.POST_REPORTED_TO: _by_post_reported_to,
    Who.POST_ASKED: _by_post_asked,
    Who.POST_DRAFTED: _by_post_drafted,
    Who.POST_FOR_DECISION: _by_post_for_decision,
    Who.POST_FOR_RESOLUTION: _by_post_for_resolution,
    Who.POST_FOR_NOBODY: _by_post_for_nobody,
    Who.HANDLING_PROSECUTOR: _by_handling,
    Who.CASE_MEMBER: _by_case_member,
    Who.RECIPIENT_UNIT: _by_recipient_unit,
    Who.COPIED_UNIT: _by_copied_unit,
}


def where(row: Relation, access: Access) -> Q:
    """Returns the filter of the suggestions to which the person stands so, at whatever stage; NEVER where no post allows it."""
    found = own(row, access)
    for absent in access.stand_ins:
        if (also := lent(row, access, absent)) is not NEVER:
            found = also if found is NEVER else found | also
    return found


def own(row: Relation, access: Access) -> Q:
    """Returns the same by the person's own posts alone; nobody stands so who is kept off the case, if the relation takes steps."""
    found = FILTERS[row.who](access, access.holding(*row.roles) if row.roles else access.posts)
    return _unless_kept_off(found, row, access.person_id)


def _unless_kept_off(found: Q, row: Relation, person_id: int) -> Q:
    return found & on_the_case(person_id) if row.ends_by_recusal and found is not NEVER else found


def lent(row: Relation, access: Access, absent: StandIn) -> Q:
    """Returns the same as deputy of who is away: in that kind of work, by an own post of today that may do it, and never further."""
    if row.work not in absent.works:
        return NEVER
    may = any(post.procuratorate_id == absent.procuratorate_id and post.role in row.deputies for post in access.posts)
    return _unless_kept_off(own(row, access.in_place_of(absent)), row, access.person_id) if may else NEVER


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
    return _keys((row.key, where(row, access)) for row in relations.ROWS)


def held_by_deputy(access: Access) -> Keys:
    """Returns what a query selects to learn in which relations the person stands in, and for whom: `relation:person`."""
    return _keys(
        (f"{row.key}:{absent.person_id}", lent(row, access, absent))
        for row in relations.ROWS
        for absent in access.stand_ins
    )


def _keys(conditions: Iterable[tuple[str, Q]]) -> Keys:
    possible = [(key, condition) for key, condition in conditions if condition is not NEVER]
    return Keys(*(Case(When(condition, then=Value(key)), output_field=TextField()) for key, condition in possible))
