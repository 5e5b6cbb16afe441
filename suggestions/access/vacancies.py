"""What belongs to nobody on a suggestion, and to whom it falls: the head of its department, else the deputy, else the chief.

Read for many suggestions in three statements. The filter of lists is `standing.handled_by_nobody`; notices fall by the same rule
in notices/queries/addressees.py.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from organs.models import Person, Post
from organs.roles import KEEPING, Role
from suggestions.models import CaseMember, Recusal, Suggestion
from suggestions.rules.relations import BY_KEY, Who


@dataclass(frozen=True)
class Vacancies:
    """The posts of one day at the places of some suggestions, who works on each beside the handling prosecutor, and who is kept off."""

    posts: dict[int | None, list[Post]]
    members: dict[int, set[int]]
    kept_off: dict[int, set[int]]

    def is_vacant(self, suggestion: Suggestion, relation: str) -> bool:
        """Tells whether nobody of the office stands so; of other houses it is never told."""
        here, row = self._people(suggestion), BY_KEY[relation]
        if row.who is Who.HANDLING_PROSECUTOR:
            return not here & suggestion.handler_ids
        if row.who is Who.CASE_MEMBER:
            # Who handles the case verifies, and does not look back.
            return not here & self.members.get(suggestion.pk, set()) - suggestion.handler_ids
        if row.who is Who.POST_IN_DEPARTMENT:
            return not self._heads(suggestion)
        if row.who in {Who.POST, Who.POST_FOR_DECISION, Who.POST_FOR_RESOLUTION}:
            return not any(post.role in row.roles for post in self._posts(suggestion))
        return False

    def is_gone(self, suggestion: Suggestion, people: Collection[int]) -> bool:
        """Tells whether none of these people has a post there any more."""
        return not self._people(suggestion) & set(people)

    def is_kept_off(self, suggestion: Suggestion, people: Collection[int | None]) -> bool:
        """Tells whether one of these people is kept off the case by a recusal."""
        return not self.kept_off.get(suggestion.pk, set()).isdisjoint(people)

    def keepers(self, suggestion: Suggestion) -> list[Person]:
        """Returns to whom falls what belongs to nobody, in the order of their posts; empty where the office has neither."""
        if heads := self._heads(suggestion):
            return heads
        for role in KEEPING:
            if found := [post.person for post in self._posts(suggestion) if post.role == role]:
                return found
        return []

    def _posts(self, suggestion: Suggestion) -> list[Post]:
        off = self.kept_off.get(suggestion.pk, set())
        return [post for post in self.posts.get(suggestion.procuratorate_id, []) if post.person_id not in off]

    def _people(self, suggestion: Suggestion) -> set[int]:
        return {post.person_id for post in self._posts(suggestion)}

    def _heads(self, suggestion: Suggestion) -> list[Person]:
        heads = [post for post in self._posts(suggestion) if post.role == Role.DEPARTMENT_HEAD]
        if suggestion.department_id:
            heads = [post for post in heads if post.department_id in {None, suggestion.department_id}]
        return [post.person for post in heads]


def of(suggestions: Collection[Suggestion], *, on: date) -> Vacancies:
    """Reads who holds posts at the places of the suggestions on a day, and who is on their case groups."""
    posts: defaultdict[int | None, list[Post]] = defaultdict(list)
    members: defaultdict[int, set[int]] = defaultdict(set)
    places = {each.procuratorate_id for each in suggestions}
    held = Post.objects.current(on).filter(procuratorate__in=places, person__is_active=True)
    for post in held.select_related("person").order_by("id") if places else ():
        posts[post.procuratorate_id].append(post)
    rows = CaseMember.objects.filter(suggestion__in=[each.pk for each in suggestions], to_at__isnull=True)
    for suggestion_id, person_id in rows.values_list("suggestion_id", "person_id") if places else ():
        members[suggestion_id].add(person_id)
    kept_off: defaultdict[int, set[int]] = defaultdict(set)
    off = Recusal.objects.filter(suggestion__in=[each.pk for each in suggestions], keeps_off=True)
    for suggestion_id, person_id in off.values_list("suggestion_id", "person_id") if places else ():
        kept_off[suggestion_id].add(person_id)
    return Vacancies(posts=dict(posts), members=dict(members), kept_off=dict(kept_off))
