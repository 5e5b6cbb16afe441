"""How a person stands to a suggestion, written out row by row: slow and obvious, for the table and its SQL to be held against."""

from organs.access import Access
from organs.models import Post
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility

OUT = {"issued", "served", "withdrawn"}
HIGHER = ("policy_reviewer", "case_manager", "department_head", "chief", "deputy_chief")
INTERNAL = {"handling", "team", "head", "policy", "chief", "keeper", "secretary", "case_manager"} | {
    "draft_chief",
    "draft_secretary",
    "joint",
    "reported_to",
    "asked_office",
}
#: What a recusal leaves: what is read, and never worked on.
LEFT_BY_RECUSAL = {"own", "above", "unit", "copied", "joint_office", "drafted"}


def held(access: Access, suggestion: Suggestion) -> set[str]:
    """Returns the relations that hold, each asked by itself."""
    found = {key for key, holds in HOLDS.items() if access.posts and holds(access, suggestion)}
    return found & LEFT_BY_RECUSAL if access.person_id in _kept_off(suggestion) else found


def _kept_off(suggestion: Suggestion) -> set[int]:
    return {each.person_id for each in suggestion.recusals.all() if each.keeps_off}


def _waits(suggestion: Suggestion) -> bool:
    return any(each.state in {"asked", "asked_again"} for each in suggestion.recusals.all())


def _waits_for_the_chief(suggestion: Suggestion) -> bool:
    return _waits(suggestion) or any(each.state == "asked" for each in suggestion.investigations.all())


def is_reached(key: str, suggestion: Suggestion) -> bool:
    """Tells whether a relation shows the suggestion at its present stage."""
    state = suggestion.document_state
    if key in {"handling", "team", "head", "case_manager"}:
        return True
    if key in {"keeper", "draft_chief", "draft_secretary"}:
        return state == "draft"
    if key in {"policy", "chief", "secretary"}:
        return state != "draft"
    if key == "asked_office":
        return state in {"draft", "in_review", "approved"}
    if key == "reported_to":
        return state == "approved"
    if key in {"registrar", "joint"}:
        return state in OUT or state == "approved"
    if key == "unit":
        return suggestion.served_on is not None or suggestion.announced_on is not None
    return state in OUT


def visibility(access: Access, suggestion: Suggestion) -> Visibility:
    """Returns the most that any relation shows; what was published, every office reads."""
    most = Visibility.NOTHING
    for key in held(access, suggestion):
        if is_reached(key, suggestion):
            most = max(most, _shows(key))
    if suggestion.origin == "published" and access.is_office:
        most = max(most, Visibility.OFFICE)
    return most


def _shows(key: str) -> Visibility:
    if key in INTERNAL:
        return Visibility.INTERNAL
    if key == "unit":
        return Visibility.RECIPIENT
    return Visibility.LETTER if key == "copied" else Visibility.OFFICE


def _has_post(access: Access, suggestion: Suggestion, *roles: str) -> bool:
    return any(
        post.procuratorate_id == suggestion.procuratorate_id and (not roles or post.role in roles)
        for post in access.posts
    )


def _is_head(access: Access, suggestion: Suggestion) -> bool:
    for post in access.posts:
        if post.role == "department_head" and post.procuratorate_id == suggestion.procuratorate_id:
            if post.department_id is None or suggestion.department_id is None:
                return True
            if post.department_id == suggestion.department_id:
                return True
    return False


def _keeps(access: Access, suggestion: Suggestion) -> bool:
    """Tells whether a chief stands in for a head whom the department lacks, on a case whose prosecutor has gone."""
    here = [each for each in Post.objects.filter(procuratorate=suggestion.procuratorate_id) if _counts(each, access)]
    here = [each for each in here if each.person_id not in _kept_off(suggestion)]
    heads = [each for each in here if each.role == "department_head"]
    has_head = any(None in {each.department_id, suggestion.department_id} for each in heads) or any(
        each.department_id == suggestion.department_id for each in heads
    )
    is_handled = any(each.person_id == suggestion.handling_prosecutor_id for each in here)
    return _has_post(access, suggestion, "chief", "deputy_chief") and not is_handled and not has_head


def _counts(post: Post, access: Access) -> bool:
    has_ended = post.to_on is not None and (post.to_on < access.on or (post.to_on == access.on and post.ended_at))
    return post.person.is_active and post.from_on <= access.on and not has_ended


def _is_above(access: Access, suggestion: Suggestion, *roles: str) -> bool:
    above = set()
    place = suggestion.procuratorate.parent
    while place is not None:
        above.add(place.pk)
        place = place.parent
    return any(post.procuratorate_id in above and (not roles or post.role in roles) for post in access.posts)


def _is_next_higher(access: Access, suggestion: Suggestion) -> bool:
    higher = suggestion.procuratorate.parent_id
    return higher is not None and any(post.procuratorate_id == higher and post.role in HIGHER for post in access.posts)


def _is_member(access: Access, suggestion: Suggestion) -> bool:
    return any(member.person_id == access.person_id and member.to_at is None for member in suggestion.members.all())


def _is_joint(access: Access, suggestion: Suggestion, *roles: str) -> bool:
    offices = {signing.office_id for signing in suggestion.joint_signings.all()}
    return any(post.procuratorate_id in offices and (not roles or post.role in roles) for post in access.posts)


def _is_copied(access: Access, suggestion: Suggestion) -> bool:
    sent = [copy for copy in suggestion.copies.all() if copy.state in {"sent", "acknowledged"}]
    return any(copy.unit_id in access.unit_ids for copy in sent)


HOLDS = {
    "handling": lambda access, suggestion: (
        suggestion.handling_prosecutor_id == access.person_id and _has_post(access, suggestion)
    ),
    "team": lambda access, suggestion: _is_member(access, suggestion) and _has_post(access, suggestion),
    "head": _is_head,
    "policy": lambda access, suggestion: _has_post(access, suggestion, "policy_reviewer"),
    "chief": lambda access, suggestion: _has_post(access, suggestion, "chief", "deputy_chief"),
    "keeper": _keeps,
    "secretary": lambda access, suggestion: _has_post(access, suggestion, "committee_secretary"),
    "draft_chief": lambda access, suggestion: (
        _has_post(access, suggestion, "chief", "deputy_chief") and _waits_for_the_chief(suggestion)
    ),
    "draft_secretary": lambda access, suggestion: (
        _has_post(access, suggestion, "committee_secretary") and _waits(suggestion)
    ),
    "registrar": lambda access, suggestion: _has_post(access, suggestion, "registrar"),
    "case_manager": lambda access, suggestion: _has_post(access, suggestion, "case_manager"),
    "own": _has_post,
    "above": _is_above,
    "supervising": lambda access, suggestion: _is_above(access, suggestion, "case_manager"),
    "higher": _is_next_higher,
    "joint": lambda access, suggestion: _is_joint(access, suggestion, "chief", "deputy_chief"),
    "joint_office": lambda access, suggestion: _is_joint(access, suggestion),
    "reported_to": lambda access, suggestion: any(
        post.procuratorate_id == suggestion.reported_to_id and post.role in {"chief", "deputy_chief"}
        for post in access.posts
        if post.procuratorate_id
    ),
    "asked_office": lambda access, suggestion: any(
        post.procuratorate_id == opinion.office_id and post.role in {"chief", "deputy_chief"}
        for post in access.posts
        for opinion in suggestion.opinions.all()
        if post.procuratorate_id
    ),
    "drafted": lambda access, suggestion: (
        suggestion.drafted_by_id != suggestion.procuratorate_id
        and any(post.procuratorate_id == suggestion.drafted_by_id for post in access.posts)
    ),
    "unit": lambda access, suggestion: suggestion.unit_id in access.unit_ids,
    "copied": _is_copied,
}
