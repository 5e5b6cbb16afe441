"""Who does not decide: nobody on an own proposal or letter; said in words in place of the form. The actions refuse it too."""

from django.utils.translation import gettext_lazy as _

from desk.steps.base import StepContext, StepForm
from organs.refusals import NotAllowed
from organs.words import Words
from suggestions.access import permissions

OWN_LETTER = _("Nobody decides on an own letter. Another person of this post, or the committee, must do it.")


class DecidedByAnotherForm(StepForm):
    """A decision for another person than who proposed it or handles the case."""

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        try:
            permissions.require_another(
                access=context.access, suggestion=context.suggestion, proposed_by_id=context.subject.proposed_by_id
            )
        except NotAllowed as refused:
            return str(refused)
        return ""
