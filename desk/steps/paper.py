"""The steps of the unit in both their forms: its own in the portal, and the office's when the step came on paper."""

from collections.abc import Callable
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from desk.fields import DayField, FilesField
from desk.steps import registry
from desk.steps.base import StepForm
from followups.actions.answering import Paper
from organs.days import DayMeaning
from organs.roles import Side
from organs.words import Words
from suggestions.actions.files import Upload

RECORDED = _("Recorded as the unit's own act, with the scan and your name as the recorder.")


class UnitStepForm(StepForm):
    """A step of the recipient, which takes it itself in the portal."""

    side = Side.UNIT

    def evidence(self) -> tuple[Upload, ...]:
        """Returns the files by which the unit shows what it says."""
        return self.uploads()

    def scanned(self) -> Paper | None:
        """Returns the paper on which the step came; None when the unit takes it itself."""
        return None


class PaperForm(StepForm):
    """A step of the unit that came on paper: the scan is required, the unit is the actor, the recorder is named."""

    side = Side.OFFICE
    paper = True
    lede: ClassVar[Words] = RECORDED
    submit = ""

    files = FilesField(
        label=_("Scan of the paper"),
        is_named=True,
        error_messages={"required": _("Attach the scan of the paper: it is recorded on the unit's behalf.")},
        help_text=_("All pages, as PDF or pictures; 20 MB each, 20 at most."),
    )

    def evidence(self) -> tuple[Upload, ...]:
        """Returns none: what is attached from paper is the scan."""
        return ()

    def scanned(self) -> Paper:
        return Paper(scan=self.uploads())


def for_paper[Form: type[UnitStepForm]](
    *, label: Words, order: int, lede: Words = RECORDED, day: Words = "", without: tuple[str, ...] = ()
) -> Callable[[Form], Form]:
    """Registers, beside a form of the unit, the office's form for the same step on paper; used as a class decorator.

    The office's form has the fields and the `perform` of the unit's, with the scan in place of the evidence. `day` is
    the label of the day on which the unit acted, asked for first; `without` names the fields that are not asked for.
    """

    def register(form: Form) -> Form:
        own = {"label": label, "lede": lede, "order": order, "__doc__": form.__doc__, "__module__": form.__module__}
        dated = (
            {"on": DayField(meaning=DayMeaning.PAST, label=day, initial="today"), "field_order": ("on",)} if day else {}
        )
        # Django leaves out the field of a base class whose name is None in the subclass.
        left_out = dict.fromkeys(without)
        registry.step_form(type(form)(f"Paper{form.__name__}", (PaperForm, form), own | dated | left_out))
        return form

    return register
