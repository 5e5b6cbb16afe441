"""For whom a person with several posts acts on a page about one suggestion, or as whose deputy."""

from django.utils.translation import gettext as _

from organs.access import Access, HeldPost
from suggestions.access import person_relations
from suggestions.models import Suggestion


def words(access: Access | None, suggestion: object) -> str:
    """Returns "You act here as Department head, 丙县人民检察院"; empty with one post, or on a page about no suggestion."""
    if access is None or not isinstance(suggestion, Suggestion):
        return ""
    if absent := person_relations.standing_in(access=access, suggestion=suggestion):
        return _("You stand in here for %(name)s, who is away: what you sign bears both names") % {"name": absent.name}
    if len(access.posts) < 2:
        return ""
    post = _post(access, suggestion)
    if post is None:
        return ""
    parts = {"role": post.label, "place": post.place, "name": post.acting_for}
    if post.acting_for:
        return _("You act here as %(role)s, %(place)s, in place of %(name)s") % parts
    return _("You act here as %(role)s, %(place)s") % parts


def _post(access: Access, suggestion: Suggestion) -> HeldPost | None:
    """Returns the post at the suggestion's own place, else that of the copied unit or of an office above: the one shown first."""
    if access.is_unit:
        return access.post_at(unit_id=suggestion.unit_id) or access.main
    return access.post_at(procuratorate_id=suggestion.procuratorate_id) or access.main
