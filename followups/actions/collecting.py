"""Makes model letters of issued ones for the offices below: by a second person, without names (P19 Art. 29)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.models import ModelLetter, ModelMeasure
from followups.rules import guidance
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Person, Post, Procuratorate
from organs.refusals import NotAllowed, Refused
from suggestions.models import Approval, MeasureText, Revision, Suggestion
from suggestions.rules.states import DOCUMENT

SOME_UNIT = "某单位"
SOMEBODY = "某某"
SHORTEST_NAME = 2
IN_FORCE = DOCUMENT.of("in force")


@dataclass(frozen=True, kw_only=True)
class ModelDraft:
    """What a model says; `measures` by the id of the measure. `unit_agreed_on` where the unit agreed to be named."""

    title: str
    text: str
    merits: str
    measures: Mapping[int, str]
    unit_agreed_on: date | None = None


def measure_field(key: int) -> str:
    """Returns the name of the field in which a form asks for the words of a measure."""
    return f"measure-{key}"


def writers(suggestion: Suggestion) -> frozenset[int]:
    """Returns who handled the case, saved a version of its text, or spoke on it at a gate."""
    saved = Revision.objects.filter(letter__suggestion=suggestion).values_list("saved_by_id", flat=True)
    reviewed = Approval.objects.filter(letter__suggestion=suggestion).values_list("by_id", flat=True)
    members = suggestion.members.values_list("person_id", flat=True)
    return suggestion.handler_ids | frozenset(saved) | frozenset(members) | frozenset(reviewed)


def office_for(access: Access, suggestion: Suggestion) -> Procuratorate | None:
    """Returns the office in whose collection the person may put the letter: the issuer's, or one above; None where none is."""
    own = {post.procuratorate_id for post in access.holding(*guidance.COLLECTING)}
    near = [key for key in reversed(suggestion.ancestors) if key and key in own]
    if not near or suggestion.document_state not in IN_FORCE or access.person_id in writers(suggestion):
        return None
    if not Suggestion.objects.visible_to(access).filter(pk=suggestion.pk, origin=access.origin).exists():
        return None
    office = Procuratorate.objects.get(pk=near[0])
    taken = ModelLetter.objects.filter(suggestion=suggestion, office=office, taken_out_on=None)
    return None if taken.exists() else office


def unit_names(suggestion: Suggestion) -> list[str]:
    """Returns what the unit is and was called, the longest first."""
    found = {suggestion.unit.name, *suggestion.unit.aliases.values_list("name", flat=True)}
    found |= set(suggestion.versions.values_list("recipient_name", flat=True))
    return _longest_first(found)


def people_names(suggestion: Suggestion) -> list[str]:
    """Returns the names of people of the office and of the unit, and of who signed for the unit, the longest first."""
    posts = Post.objects.filter(procuratorate_id=suggestion.procuratorate_id) | Post.objects.filter(
        unit_id=suggestion.unit_id
    )
    found = set(Person.objects.filter(posts__in=posts).values_list("name", flat=True))
    for rows in (suggestion.replies, suggestion.services):
        found |= set(rows.values_list("signed_by", flat=True))
    return _longest_first(found)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if len(name) >= SHORTEST_NAME}, key=lambda name: (-len(name), name))


def without_names(text: str, suggestion: Suggestion) -> str:
    """Returns the text with “some unit” and “somebody” for the names that the case knows: a beginning for who makes the model."""
    for name in unit_names(suggestion):
        text = text.replace(name, SOME_UNIT)
    for name in people_names(suggestion):
        text = text.replace(name, SOMEBODY)
    return text


def measure_texts(suggestion: Suggestion) -> list[MeasureText]:
    """Returns the measures of the letter in force, as it words them."""
    rows = MeasureText.objects.filter(letter=suggestion.letter).exclude(fate="dropped")
    return list(rows.select_related("measure").order_by("position"))


def make(*, access: Access, at: datetime, suggestion: Suggestion, draft: ModelDraft) -> ModelLetter:
    """Puts a model of the letter into the collection.

    Raises NotAllowed for who wrote the letter or has no post there, Refused for what is missing and for a name in the text.
    """
    texts = {"title": draft.title, "text": draft.text, "merits": draft.merits}
    if draft.unit_agreed_on is not None:
        days.require(draft.unit_agreed_on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="unit_agreed_on")
    with transaction.atomic():
        locked = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
        office = office_for(access, locked)
        if office is None:
            raise NotAllowed(
                _(
                    "A second person, who neither handled the case nor wrote or reviewed the letter, makes a model of one that stands."
                ),
                article=_("Provisions, Art. 29"),
            )
        if locked.current_letter.marking:
            raise Refused(_("A letter that is marked as internal or a work secret becomes no model."))
        positions = {row.measure_id: row.position for row in measure_texts(locked)}
        worded = {key: text.strip() for key, text in draft.measures.items() if key in positions and text.strip()}
        if not worded:
            raise Refused(_("Keep at least one measure."))
        _require_without_names(locked, texts, worded, may_name_unit=draft.unit_agreed_on is not None)
        model = ModelLetter.objects.create(
            suggestion=locked,
            office=office,
            origin=access.origin,
            kind=locked.kind,
            unit_name=locked.unit.name if draft.unit_agreed_on else "",
            unit_agreed_on=draft.unit_agreed_on,
            made_by_id=access.person_id,
            made_name=access.name,
            made_on=clock.civil_day(at),
            recorded_at=at,
            **{name: text.strip() for name, text in texts.items()},
        )
        for key, text in worded.items():
            ModelMeasure.objects.create(model=model, measure_id=key, position=positions[key], text=text)
    return model


def _require_without_names(
    suggestion: Suggestion, texts: Mapping[str, str], measures: Mapping[int, str], *, may_name_unit: bool
) -> None:
    names = people_names(suggestion)
    units = [] if may_name_unit else unit_names(suggestion)
    for field, text in {**texts, **{measure_field(key): text for key, text in measures.items()}}.items():
        if field in texts and not text.strip():
            raise Refused(_("This is asked for."), field=field)
        if number := guidance.personal_number(text):
            raise Refused(_("A model names no person; this is a person's number: %s") % number, field=field)
        if name := next((each for each in names if each in text), ""):
            raise Refused(_("A model names no person; this is a name of the case: %s") % name, field=field)
        if name := next((each for each in units if each in text), ""):
            raise Refused(
                _("A unit is named only where it agreed, with the day on which it did: %s") % name, field=field
            )


def may_take_out(access: Access, model: ModelLetter) -> bool:
    """Tells whether the person takes models out of the collection of that office."""
    return any(post.procuratorate_id == model.office_id for post in access.holding(*guidance.COLLECTING))


def take_out(*, access: Access, at: datetime, model: ModelLetter, reason: str) -> None:
    """Takes a model out of the collection, with the reason. Raises NotAllowed, and Refused without one or where it is out."""
    if not may_take_out(access, model):
        raise NotAllowed(_("The office that keeps the collection takes a model out of it."))
    if not reason.strip():
        raise Refused(_("Write the reasons: they belong to this step and are kept with it."), field="reason")
    changed = ModelLetter.objects.filter(pk=model.pk, taken_out_on=None).update(
        taken_out_on=clock.civil_day(at), taken_out_by_id=access.person_id, taken_out_because=reason.strip()
    )
    if not changed:
        raise Refused(_("This model was taken out already."))
