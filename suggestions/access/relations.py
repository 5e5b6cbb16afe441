"""How a person can stand to a suggestion, as a table: when it holds, from which stage it shows what, and how far.

`visible` (a filter) and `of` (for one suggestion) read the same rows; what each relation may do is in the lifecycle tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organs.access import Access
from organs.origins import Origin
from organs.roles import Role

if TYPE_CHECKING:
    from suggestions.models import Suggestion

Where = Callable[[Access], Q]
Holds = Callable[[Access, "Suggestion"], bool]


class Visibility(IntEnum):
    """How much is shown, each level holding the one before."""

    NOTHING = 0
    LETTER = 1
    RECIPIENT = 2
    OFFICE = 3
    INTERNAL = 4


# What an event, attachment or document marked so needs of its reader (suggestions/rules/steps.py, Shown).
NEEDS = {"internal": Visibility.INTERNAL, "office": Visibility.OFFICE, "both": Visibility.RECIPIENT}

OUT = Q(document_state__in=["issued", "served", "withdrawn"])
OUT_STATES = frozenset({"issued", "served", "withdrawn"})
ALWAYS = Q()
SUBMITTED = ~Q(document_state="draft")
DISCLOSED = Q(served_on__isnull=False) | Q(announced_on__isnull=False)
NEVER = Q(pk__in=[])


@dataclass(frozen=True, kw_only=True)
class Relation:
    """One row; `where` and `holds` say the same in SQL and in Python, which a test proves for every role."""

    key: str
    label: str | Promise
    where: Where
    holds: Holds
    stage: Q
    reached: Callable[["Suggestion"], bool]
    visibility: Visibility


def _post_where(*roles: str, by_department: bool = False) -> Where:
    def where(access: Access) -> Q:
        found = NEVER
        for post in access.holding(*roles):
            here = Q(procuratorate_id=post.procuratorate_id)
            if by_department and post.department_id:
                here &= Q(department_id=post.department_id) | Q(department__isnull=True)
            found |= here
        return found

    return where


def _post_holds(*roles: str, by_department: bool = False) -> Holds:
    def holds(access: Access, suggestion: "Suggestion") -> bool:
        return any(
            post.procuratorate_id == suggestion.procuratorate_id
            and (not by_department or not post.department_id or suggestion.department_id in (None, post.department_id))
            for post in access.holding(*roles)
        )

    return holds


def _own_where(access: Access) -> Q:
    return Q(procuratorate_id__in=access.procuratorate_ids)


def _own_holds(access: Access, suggestion: "Suggestion") -> bool:
    return suggestion.procuratorate_id in access.procuratorate_ids


def _above_where(*roles: str) -> Where:
    def where(access: Access) -> Q:
        found = NEVER
        for post in access.holding(*roles) if roles else access.posts:
            if post.depth:
                found |= Q(**{f"anc{post.depth}": post.procuratorate_id}) & ~Q(procuratorate_id=post.procuratorate_id)
        return found

    return where


def _above_holds(*roles: str) -> Holds:
    def holds(access: Access, suggestion: "Suggestion") -> bool:
        return any(
            post.depth
            and suggestion.ancestors[post.depth - 1] == post.procuratorate_id
            and suggestion.procuratorate_id != post.procuratorate_id
            for post in (access.holding(*roles) if roles else access.posts)
        )

    return holds


HIGHER_ROLES = (Role.POLICY_REVIEWER, Role.CASE_MANAGER, Role.DEPARTMENT_HEAD, Role.CHIEF, Role.DEPUTY_CHIEF)


def _higher_where(access: Access) -> Q:
    ids = {post.procuratorate_id for post in access.holding(*HIGHER_ROLES)}
    return Q(procuratorate__parent_id__in=ids) if ids else NEVER


def _higher_holds(access: Access, suggestion: "Suggestion") -> bool:
    ids = {post.procuratorate_id for post in access.holding(*HIGHER_ROLES)}
    return suggestion.depth > 1 and suggestion.ancestors[suggestion.depth - 2] in ids


def _handling_where(access: Access) -> Q:
    return Q(handling_prosecutor_id=access.person_id) & _own_where(access)


def _handling_holds(access: Access, suggestion: "Suggestion") -> bool:
    return suggestion.handling_prosecutor_id == access.person_id and _own_holds(access, suggestion)


def _team_where(access: Access) -> Q:
    member = apps.get_model("suggestions", "CaseMember")
    mine = member.objects.filter(person_id=access.person_id, to_at__isnull=True).values("suggestion_id")
    return Q(pk__in=mine) & _own_where(access)


def _team_holds(access: Access, suggestion: "Suggestion") -> bool:
    if not _own_holds(access, suggestion):
        return False
    return suggestion.members.filter(person_id=access.person_id, to_at__isnull=True).exists()


def _copied_where(access: Access) -> Q:
    if not access.unit_ids:
        return NEVER
    copy = apps.get_model("suggestions", "Copy")
    sent = copy.objects.filter(unit_id__in=access.unit_ids, state__in=["sent", "acknowledged"])
    return Q(pk__in=sent.values("suggestion_id"))


def _copied_holds(access: Access, suggestion: "Suggestion") -> bool:
    if not access.unit_ids:
        return False
    return suggestion.copies.filter(unit_id__in=access.unit_ids, state__in=["sent", "acknowledged"]).exists()


def _always(suggestion: "Suggestion") -> bool:
    return True


def _submitted(suggestion: "Suggestion") -> bool:
    return suggestion.document_state != "draft"


def _is_out(suggestion: "Suggestion") -> bool:
    return suggestion.document_state in OUT_STATES


def _disclosed(suggestion: "Suggestion") -> bool:
    return bool(suggestion.served_on or suggestion.announced_on)


CHIEFS = (Role.CHIEF, Role.DEPUTY_CHIEF)

ROWS: tuple[Relation, ...] = (
    Relation(
        key="handling",
        label=_("Handling prosecutor"),
        where=_handling_where,
        holds=_handling_holds,
        stage=ALWAYS,
        reached=_always,
        visibility=Visibility.INTERNAL,
    ),
    Relation(
        key="team",
        label=_("Member of the case group"),
        where=_team_where,
        holds=_team_holds,
        stage=ALWAYS,
        reached=_always,
        visibility=Visibility.INTERNAL,
    ),
    Relation(
        key="head",
        label=_("Department head"),
        where=_post_where(Role.DEPARTMENT_HEAD, by_department=True),
        holds=_post_holds(Role.DEPARTMENT_HEAD, by_department=True),
        stage=ALWAYS,
        reached=_always,
        visibility=Visibility.INTERNAL,
    ),
    Relation(
        key="policy",
        label=_("Legal-policy reviewer"),
        where=_post_where(Role.POLICY_REVIEWER),
        holds=_post_holds(Role.POLICY_REVIEWER),
        stage=SUBMITTED,
        reached=_submitted,
        visibility=Visibility.INTERNAL,
    ),
    Relation(
        key="chief",
        label=_("Chief procurator"),
        where=_post_where(*CHIEFS),
        holds=_post_holds(*CHIEFS),
        stage=SUBMITTED,
        reached=_submitted,
        visibility=Visibility.INTERNAL,
    ),
    Relation(
        key="secretary",
        label=_("Secretary of the committee"),
        where=_post_where(Role.COMMITTEE_SECRETARY),
        holds=_post_holds(Role.COMMITTEE_SECRETARY),
        stage=SUBMITTED,
        reached=_submitted,
        visibility=Visibility.INTERNAL,
    ),
    Relation(
        key="registrar",
        label=_("Office (seal and numbers)"),
        where=_post_where(Role.REGISTRAR),
        holds=_post_holds(Role.REGISTRAR),
        stage=OUT | Q(document_state="approved"),
        reached=lambda suggestion: suggestion.document_state in OUT_STATES | {"approved"},
        visibility=Visibility.OFFICE,
    ),
    Relation(
        key="case_manager",
        label=_("Case management"),
        where=_post_where(Role.CASE_MANAGER),
        holds=_post_holds(Role.CASE_MANAGER),
        stage=ALWAYS,
        reached=_always,
        visibility=Visibility.INTERNAL,
    ),
    Relation(
        key="own",
        label=_("Own procuratorate"),
        where=_own_where,
        holds=_own_holds,
        stage=OUT,
        reached=_is_out,
        visibility=Visibility.OFFICE,
    ),
    Relation(
        key="above",
        label=_("Procuratorate above"),
        where=_above_where(),
        holds=_above_holds(),
        stage=OUT,
        reached=_is_out,
        visibility=Visibility.OFFICE,
    ),
    Relation(
        key="supervising",
        label=_("Case management of a procuratorate above"),
        where=_above_where(Role.CASE_MANAGER),
        holds=_above_holds(Role.CASE_MANAGER),
        stage=OUT,
        reached=_is_out,
        visibility=Visibility.OFFICE,
    ),
    Relation(
        key="higher",
        label=_("Next-higher procuratorate"),
        where=_higher_where,
        holds=_higher_holds,
        stage=OUT,
        reached=_is_out,
        visibility=Visibility.OFFICE,
    ),
    Relation(
        key="unit",
        label=_("Recipient unit"),
        where=lambda access: Q(unit_id__in=access.unit_ids),
        holds=lambda access, suggestion: suggestion.unit_id in access.unit_ids,
        stage=DISCLOSED,
        reached=_disclosed,
        visibility=Visibility.RECIPIENT,
    ),
    Relation(
        key="copied",
        label=_("Copied unit"),
        where=_copied_where,
        holds=_copied_holds,
        stage=OUT,
        reached=_is_out,
        visibility=Visibility.LETTER,
    ),
)

BY_KEY = {row.key: row for row in ROWS}
# What was published is public: every office may read it [D].
PUBLISHED_VISIBILITY = Visibility.OFFICE


def visible(access: Access) -> Q:
    """Returns the filter of the suggestions that a person may know of (design 5.2); without a post, none."""
    found = NEVER
    if not access.posts:
        return found
    for row in ROWS:
        found |= row.where(access) & row.stage
    if access.is_office:
        found |= Q(origin=Origin.PUBLISHED)
    return found


def of(*, access: Access, suggestion: "Suggestion") -> frozenset[str]:
    """Returns the keys of all relations that hold between a person and a suggestion."""
    if not access.posts:
        return frozenset()
    return frozenset(row.key for row in ROWS if row.holds(access, suggestion))


def visibility(*, access: Access, suggestion: "Suggestion", held: frozenset[str] | None = None) -> Visibility:
    """Returns how much of the suggestion the person is shown."""
    held = of(access=access, suggestion=suggestion) if held is None else held
    levels = [BY_KEY[key].visibility for key in held if BY_KEY[key].reached(suggestion)]
    if suggestion.origin == Origin.PUBLISHED and access.is_office:
        levels.append(PUBLISHED_VISIBILITY)
    return max(levels, default=Visibility.NOTHING)


def shown_at(level: Visibility) -> list[str]:
    """Returns the marks (steps.Shown) that a reader at this level is shown; a copied unit is shown none of them."""
    return [mark for mark, needed in NEEDS.items() if level >= needed]
