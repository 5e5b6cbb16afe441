"""A draft as its pages show it: stages, whose turn, checks, parts of the form, revisions. Decides nothing and writes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from desk.components import CheckItem, Stage
from desk.office.drafts_letter_form import DraftForm
from desk.typed_rows import Row
from organs import clock, typed_text
from organs.access import Access
from organs.models import Unit
from organs.numerals import key_of
from organs.words import listed
from suggestions.actions import investigating, merging
from suggestions.actions.drafting import Enclosing
from suggestions.documents import completeness, document_facts, gates, legal_basis, routing
from suggestions.models import Attachment, LetterVersion, Revision, Suggestion
from suggestions.rules import case_papers, kinds, legal_bases, letter_fields, other_instruments
from suggestions.rules.case_papers import PIL
from suggestions.rules.states import DOCUMENT
from suggestions.rules.steps import Shown
from suggestions.rules.tracks import TABLE


@dataclass(frozen=True, kw_only=True)
class PartShown:
    """One content of the kind with its number in the letter: what it is made of depends on its key."""

    number: int
    key: str
    label: str
    article: str
    help: str
    is_optional: bool
    bound: BoundField | None = None


def form_parts(form: DraftForm) -> list[PartShown]:
    """Returns the parts of the form in the order of the letter."""
    return [
        PartShown(
            number=number,
            key=row.key,
            label=str(row.label),
            article=str(row.article),
            help=str(row.help),
            is_optional=not row.required,
            bound=form[row.key] if row.is_text else None,
        )
        for number, row in enumerate(form.rules.contents, start=1)
    ]


@dataclass(frozen=True, kw_only=True)
class CopyShown:
    """A copy that is planned in the draft; `number` is its row."""

    number: int
    unit: str
    name: str
    ground: str
    ground_words: str


def copy_rows(rows: list[Row]) -> list[CopyShown]:
    names = dict(Unit.objects.filter(pk__in=[key_of(row["unit"]) or 0 for row in rows]).values_list("pk", "name"))
    return [
        CopyShown(
            number=number,
            unit=row["unit"],
            name=names.get(key_of(row["unit"]), ""),
            ground=row["ground"],
            ground_words=str(kinds.COPY_GROUNDS.get(row["ground"], "")),
        )
        for number, row in enumerate(rows)
    ]


def stages(suggestion: Suggestion) -> list[Stage]:
    """Returns the way of the letter: decision to investigate, investigation, draft, the gates of its kind, issue, service."""
    letter, state = suggestion.current_letter, suggestion.document_state
    signed = set(letter.approvals.filter(verdict="pass", voided_at__isnull=True).values_list("gate", flat=True))
    has_decision = suggestion.investigations.filter(state="ordered").exists()
    has_report = bool(document_facts.concluding_report(letter).strip())
    found = [
        Stage(label=_("Decision to investigate"), state="done" if has_decision else "next"),
        Stage(label=_("Investigation"), state="done" if has_report or state != "draft" else "next"),
        Stage(label=pgettext("stage", "Draft"), state="now" if state == "draft" else "done"),
    ]
    for gate in gates.in_order(suggestion):
        here = state == "in_review" and suggestion.gate == gate.key
        is_done = gate.key in signed and state != "draft"
        found.append(Stage(label=gate.label, state="now" if here else "done" if is_done else "next"))
    found.append(
        Stage(label=pgettext("stage", "Issue"), state=_state(state, now="approved", past="has_left", of=suggestion))
    )
    served = "done" if suggestion.served_on else "now" if state == "issued" else "next"
    return [*found, Stage(label=pgettext("stage", "Service"), state=served)]


@dataclass(frozen=True, kw_only=True)
class DecisionShown:
    """What the draft page says of the decision to investigate; `href` leads to the step that asks for it, where that is open."""

    words: str
    href: str = ""
    link: str = ""


def decision(suggestion: Suggestion) -> DecisionShown:
    """Returns who decided to investigate and when, that it was asked for, or where to ask: nobody types it (P19 Art. 13)."""
    if suggestion.investigations.filter(state="ordered").exists() and suggestion.investigation_decided_on:
        return DecisionShown(
            words=f"{suggestion.investigation_decided_on.isoformat()} {suggestion.investigation_decided_by}"
        )
    if hindrance := investigating.not_now(suggestion):
        return DecisionShown(words=hindrance)
    return DecisionShown(
        words=_("The chief procurator has not decided yet."),
        href=reverse("step", args=[suggestion.pk, "investigation.ask", 0]),
        link=str(TABLE["investigation.ask"].label),
    )


def _state(state: str, *, now: str, past: str, of: Suggestion) -> str:
    return "now" if state == now else "done" if getattr(of, past) else "next"


def checks(*, suggestion: Suggestion, access: Access) -> list[CheckItem]:
    """Returns what the saved draft has and lacks, the missing first; what is there in one line; open twins as information."""
    found = completeness.checks(suggestion=suggestion, letter=suggestion.letter, on=clock.today())
    missing = [
        CheckItem(text=check.text, is_met=False, note=check.article, href=_place(check, suggestion))
        for check in found
        if not check.is_met
    ]
    met = len(found) - len(missing)
    words = ngettext("%(count)d thing is there", "%(count)d things are there", met) % {"count": met}
    shown = [*missing, *([CheckItem(text=words, is_met=True)] if met else [])]
    letter = suggestion.current_letter
    return [
        *shown,
        *_other_instruments(suggestion),
        *_without_article(letter),
        *_not_compared(suggestion),
        *_not_verified(letter),
        *_left_out(letter),
        *_readings(letter),
        *twin_checks(suggestion, access),
    ]


def _other_instruments(suggestion: Suggestion) -> Iterator[CheckItem]:
    """Yields whether the matter may be one for another document (P19 Art. 12): a question, and never a bar."""
    for row in other_instruments.asked_of(kind=suggestion.kind, ground=suggestion.current_letter.governance_ground):
        yield CheckItem(text=str(row.words), is_met=True, note=row.article)


def _without_article(letter: LetterVersion) -> Iterator[CheckItem]:
    """Yields each measure whose basis names a law and no article: a question, and no bar, since some documents have none."""
    texts = letter.measure_texts.exclude(fate="dropped").order_by("position", "id")
    for number, text in enumerate(texts, start=1):
        if text.legal_basis.strip() and not legal_bases.names_article(text.legal_basis):
            words = _("Measure %(number)d: the basis names no article. Which article is it?") % {"number": number}
            yield CheckItem(text=words, is_met=True, note=_("Provisions, Art. 16(2)(4)"))


def _not_compared(suggestion: Suggestion) -> Iterator[CheckItem]:
    """Yields that nothing was compared where the level or area of an organ is not recorded: to be known of, not a bar."""
    if routing.cannot_be_compared(suggestion):
        words = _("Level or area of %(unit)s is not recorded: whether it may be addressed directly was not compared")
        yield CheckItem(text=words % {"unit": suggestion.unit.name}, is_met=True, note=_("Provisions, Art. 3"))


def _place(check: completeness.Check, suggestion: Suggestion) -> str:
    """Returns where a check is met: the form of its step, or the field on the page."""
    return reverse("step", args=[suggestion.pk, check.step, 0]) if check.step else f"#{check.anchor}"


@dataclass(frozen=True, kw_only=True)
class ReportShown:
    """The report on which the letter is decided, as a gate reads it."""

    label: str
    article: str
    text: str


def report(letter: LetterVersion) -> ReportShown:
    """Returns the report that the gates read: the paper of the case where the rules know one, else what the draft says."""
    text, paper = document_facts.concluding_report(letter), case_papers.CASE_PAPERS.get(letter.rules.report_paper)
    if paper:
        return ReportShown(label=str(paper.label), article=str(paper.article_of(letter.suggestion.kind)), text=text)
    field = letter_fields.BY_KEY["conclusion_report"]
    return ReportShown(label=str(field.label), article=str(field.needed.article) if field.needed else "", text=text)


def _not_verified(letter: LetterVersion) -> Iterator[CheckItem]:
    """Yields each article on which the letter is raised and which nobody read in its source: to be known of, not a bar."""
    for article in legal_basis.not_verified(letter):
        yield CheckItem(text=_("%(article)s [not verified]") % {"article": article}, is_met=True)


def readings(letter: LetterVersion) -> Iterator[tuple[str, str]]:
    """Yields what is worded by our reading of an article: which sentence of the letter, and the article in words."""
    sentences = (
        (_("Sentence on objections"), letter.rules.objection, letter.has_objection_period),
        (_("Sentence on the reply"), letter.rules.answer, True),
    )
    for label, sentence, is_printed in sentences:
        if is_printed and sentence.is_reading:
            yield label, _("our reading of %(article)s") % {"article": sentence.article}


def _left_out(letter: LetterVersion) -> Iterator[CheckItem]:
    """Yields the articles of the day that an edited legal basis does not name: a question, since what was written stays."""
    if articles := legal_basis.left_out(letter):
        words = _(
            "The legal basis was edited and is left as it is. By the days and the category of the case it would also name: %s"
        )
        yield CheckItem(text=words % listed(articles), is_met=True)


def _readings(letter: LetterVersion) -> Iterator[CheckItem]:
    """Yields each sentence whose wording is ours: to be known of, not a bar, and never printed."""
    for label, words in readings(letter):
        yield CheckItem(text=_("%(label)s: %(words)s") % {"label": label, "words": words}, is_met=True)


def twin_checks(suggestion: Suggestion, access: Access) -> Iterator[CheckItem]:
    twins = list(open_twins(suggestion, access)[:5])
    if not suggestion.problem_category_id:
        yield CheckItem(
            text=_("Choose a problem category to see whether a suggestion of this kind is open already."), is_met=True
        )
    elif not twins:
        yield CheckItem(text=_("No other suggestion of this category to this unit is open."), is_met=True)
    for twin in twins:
        yield CheckItem(
            text=format_html("{} {}", twin.title, twin.letter.document_number or "" if twin.letter else ""),
            is_met=True,
            note=_twin_note(suggestion, twin, access),
        )


def _twin_note(suggestion: Suggestion, twin: Suggestion, access: Access) -> str:
    """Returns why an open suggestion is named; of public interest, whether this case can be merged into it, and if not, why."""
    found = _("Open already, to this unit in this category (Administrative Rules, Art. 120; PIL Case Rules, Art. 69).")
    if suggestion.kind not in PIL:
        return found
    why = merging.why_not(suggestion, twin, access=access)
    if why:
        return f"{found} " + _("Not to be merged: %(why)s") % {"why": why}
    return f"{found} " + _("This case can be merged into it: see the steps of the case.")


def open_twins(suggestion: Suggestion, access: Access) -> QuerySet[Suggestion]:
    """Returns open suggestions to the same unit in the same category: to be known of, not a bar."""
    if suggestion.problem_category_id is None:
        return Suggestion.objects.none()
    same = Q(unit_id=suggestion.unit_id, problem_category_id=suggestion.problem_category_id, case_state="open")
    return (
        Suggestion.objects.visible_to(access)
        .for_list()
        .filter(same)
        .exclude(document_state__in=["withdrawn", *DOCUMENT.of("ended unissued")])
        .exclude(pk=suggestion.pk)
    )


def last_saved(letter: LetterVersion) -> Revision | None:
    return letter.revisions.select_related("saved_by").order_by("-number").first()


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A file beside the draft: an enclosure with the title that the letter gives it, or one that stays inside."""

    row: Attachment
    title: str
    is_internal: bool


def files(suggestion: Suggestion, typed: Mapping[str, str] | None = None) -> list[FileRow]:
    """Returns the enclosures of the present version, then what stays inside; as they were typed, where they were."""
    letter = suggestion.current_letter
    rows = [
        *letter.enclosures.select_related("blob", "added_by"),
        *letter.internal_files.select_related("blob", "added_by"),
    ]
    asked = enclosing(rows, typed) if typed is not None else {}
    return [
        FileRow(
            row=row,
            title=asked[row.pk].title if row.pk in asked else row.title,
            is_internal=asked[row.pk].is_internal if row.pk in asked else row.shown_to == Shown.OFFICE,
        )
        for row in rows
    ]


def enclosing(rows: Iterable[Attachment], typed: Mapping[str, str]) -> dict[int, Enclosing]:
    """Returns what was typed of each file that the page asked about."""
    return {
        row.pk: Enclosing(
            title=typed_text.clean_line(typed[f"file_title-{row.pk}"]).strip(),
            is_internal=f"file_inside-{row.pk}" in typed,
        )
        for row in rows
        if f"file_title-{row.pk}" in typed
    }


def attachments(suggestion: Suggestion) -> QuerySet[Attachment]:
    """Returns all files beside the text of the present version: what is enclosed, and what stays inside."""
    return suggestion.attachments.filter(about=suggestion.current_letter.part_name).select_related("blob", "added_by")
