"""What a draft still lacks before it may be submitted, each with the article that asks for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from organs.refusals import Refused
from organs.words import Words, clauses, labelled
from suggestions.documents import composing, governing, legal_basis, recipients, reply_period, routing
from suggestions.documents.document_kinds import LETTER
from suggestions.models import LetterVersion, MeasureText, Suggestion
from suggestions.printing import printable, typesetting
from suggestions.rules import legal_bases, letter_fields, terms
from suggestions.rules.acts import Act
from suggestions.rules.case_papers import CASE_PAPERS
from suggestions.rules.kinds import Content
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.letter_fields import LetterField, Needed, Signed


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that the draft must have; `anchor` is the field on the draft page, `step` what makes it where that is a step."""

    text: str
    article: Words
    anchor: str
    is_met: bool
    step: str = ""


class Incomplete(Refused):
    """The draft lacks contents; `missing` names each with its article."""

    def __init__(self, missing: list[Check]) -> None:
        names = clauses(
            _("%(text)s (%(article)s)") % {"text": check.text, "article": check.article} for check in missing
        )
        super().__init__(_("The draft is not complete yet: %(missing)s") % {"missing": names})
        self.missing = missing


def checks(*, suggestion: Suggestion, letter: LetterVersion, on: date) -> list[Check]:
    """Returns every check of the draft, met or not, in the order of the letter, as it would be submitted on the day."""
    texts = list(letter.measure_texts.exclude(fate="dropped").order_by("position", "id"))
    found = [
        *_decision_checks(suggestion, letter),
        *_act_checks(suggestion),
        *(
            Check(
                text=str(row.needed.words),
                article=row.needed.article,
                anchor=row.key,
                is_met=bool(getattr(letter, row.key).strip()),
            )
            for row in letter_fields.TYPED
            if row.needed and _is_asked(row, row.needed, suggestion, letter)
            if not (row.key == "conclusion_report" and letter.rules.report_paper)
        ),
        *_report_checks(suggestion, letter),
    ]
    for content in letter.rules.contents:
        if letter.version > 1 and content.is_period:
            continue  # a modification repeats the periods, which the law of their day allowed
        found += _content_checks(content=content, letter=letter, texts=texts)
    found.append(
        Check(
            text=str(letter.rules.recipient.label),
            article=letter.rules.recipient.article,
            anchor="unit",
            is_met=not suggestion.unit.is_placeholder,
        )
    )
    more = (
        _recipient_check(suggestion, letter),
        _route_check(suggestion, letter),
        _rules_check(suggestion, letter, on=on),
        _basis_check(letter),
        _period_check(suggestion, letter, on=on),
    )
    return [
        *found,
        *(check for check in more if check),
        *_enclosure_checks(letter),
        *_repeated_words(letter),
        *_print_checks(suggestion, letter, texts),
    ]


def _decision_checks(suggestion: Suggestion, letter: LetterVersion) -> Iterator[Check]:
    """Yields whether the chief procurator decided here to investigate (P19 Art. 13); a day that was typed is no decision.

    A modification is of a letter whose decision was judged at its issue.
    """
    if letter.version > 1:
        return
    decisions = set(suggestion.investigations.values_list("state", flat=True))
    waits = "asked" in decisions
    words = (
        _("The decision to investigate: it was asked for, and waits for the chief procurator")
        if waits
        else _("The decision to investigate: ask the chief procurator for it here")
    )
    is_met = "ordered" in decisions
    yield Check(
        text=_("The decision of the chief procurator to investigate") if is_met else words,
        article=_("Provisions, Art. 13"),
        anchor="investigation",
        is_met=is_met,
        step="" if is_met or waits else "investigation.ask",
    )


def _act_checks(suggestion: Suggestion) -> Iterator[Check]:
    """Yields whether the decision on the investigation, where there is one, came before its first act."""
    first = suggestion.investigation_acts.filter(state="entered").order_by("done_on").first()
    if first is None:
        return
    ordered = suggestion.investigations.filter(state="ordered")
    if not ordered.exists():
        return
    decided = ordered.filter(decided_on__lte=first.done_on)
    yield Check(
        text=_("A decision of the chief procurator on the investigation, before its first act of %(day)s")
        % {"day": first.done_on.isoformat()},
        article=_("Provisions, Art. 13"),
        anchor="investigation",
        is_met=decided.exists(),
        step="investigation.ask",
    )


def _enclosure_checks(letter: LetterVersion) -> Iterator[Check]:
    """Yields, of each enclosure that has none, the title under which the letter names it (GB/T 9704-2012, 7.3.4)."""
    for name in letter.enclosures.filter(title="").values_list("name", flat=True):
        yield Check(
            text=_("The title of the enclosure “%(name)s”, or that it is internal") % {"name": name},
            article=_("GB/T 9704-2012, 7.3.4"),
            anchor="enclosures",
            is_met=False,
        )


def _report_checks(suggestion: Suggestion, letter: LetterVersion) -> Iterator[Check]:
    """Yields the report that ends the review, where it is a paper of the case: nobody decides before it is there."""
    if letter.version > 1 or not letter.rules.report_paper:
        return
    paper = CASE_PAPERS[letter.rules.report_paper]
    yield Check(
        text=str(paper.label),
        article=paper.article_of(suggestion.kind),
        anchor="conclusion_report",
        is_met=suggestion.papers.filter(kind=paper.key).exists(),
        step=f"paper.{paper.made_by}.{paper.key}",
    )


def require_report(suggestion: Suggestion) -> None:
    """Raises Incomplete where the report that ends the review is a paper of the case and not there: nobody signs or issues.

    Asked at every gate, since a letter may be under review from before the rule was kept here.
    """
    lacking = [check for check in _report_checks(suggestion, suggestion.current_letter) if not check.is_met]
    if lacking:
        raise Incomplete(lacking)


def _is_asked(row: LetterField, needed: Needed, suggestion: Suggestion, letter: LetterVersion) -> bool:
    """Tells whether the draft must have it; a modification of a letter from before it came goes without."""
    if letter.version > 1 and row.signed == Signed.WHEN_SET:
        return False
    return needed.is_asked(route=suggestion.route, type_=suggestion.family.type)


def _recipient_check(suggestion: Suggestion, letter: LetterVersion) -> Check | None:
    """Returns a check that fails when a letter of this kind may not address the recipient."""
    why = recipients.fault(
        kind=suggestion.family, unit=suggestion.unit, issuer=suggestion.issued_by, route=suggestion.route
    )
    if letter.version > 1 or not why:
        return None
    return Check(text=str(why), article=letter.rules.basis, anchor="unit", is_met=False)


def _route_check(suggestion: Suggestion, letter: LetterVersion) -> Check | None:
    """Returns a check that fails when the letter may not go the way that the draft names (P19 Art. 3)."""
    fault = routing.fault(suggestion)
    if letter.version > 1 or fault is None or _recipient_check(suggestion, letter):
        return None
    return Check(text=fault.words, article=fault.article, anchor="addressed_as", is_met=False)


def _rules_check(suggestion: Suggestion, letter: LetterVersion, *, on: date) -> Check | None:
    """Returns a check that fails when the draft was saved last under rules that do not govern it any more."""
    if letter.version > 1 or not governing.outdated(suggestion, act=Act.APPROVAL, on=on, letter=letter):
        return None
    now = governing.version(suggestion, act=Act.APPROVAL, on=on)
    words = _("Saved under the rules in force since %(day)s: save the draft again") % {
        "day": now.valid_from.isoformat()
    }
    return Check(text=words, article=now.basis, anchor="title", is_met=False)


def _basis_check(letter: LetterVersion) -> Check | None:
    """Returns a check that fails while the legal basis is what was proposed for another day or category: saving takes the right one."""
    content = letter.rules.content(legal_bases.KEY)
    if letter.version > 1 or content is None or not legal_basis.is_outdated(letter):
        return None
    words = _("%(part)s: of another day, end of the facts or category than the case; save the draft again")
    return Check(text=words % {"part": content.label}, article=content.article, anchor=legal_bases.KEY, is_met=False)


def _repeated_words(letter: LetterVersion) -> Iterator[Check]:
    """Yields each text that begins with the words which the letter prints before it: 现查明, 本院认为. They would stand twice."""
    if letter.template is None:
        return
    for fact in LETTER.facts:
        content = letter.rules.content(fact.content) if fact.content else None
        led = re.search(rf"([\u4e00-\u9fff]+)[：，、 　\[]*\{{{re.escape(fact.name)}\}}", letter.template.text)
        if content is None or led is None:
            continue
        if letter.contents.get(content.key, "").lstrip("　 \n“").startswith(led[1]):
            words = {"part": content.label, "words": led[1]}
            text = _("%(part)s: leave “%(words)s” out, the letter prints it before the text") % words
            yield Check(text=text, article=_("would be printed twice"), anchor=content.key, is_met=False)


def _print_checks(suggestion: Suggestion, letter: LetterVersion, texts: list[MeasureText]) -> Iterator[Check]:
    """Yields a failed check for each character that no declared face prints: never first at issue, after the signatures."""
    named: set[str] = set()
    for label, anchor, text in _printed_texts(suggestion, letter, texts):
        for fault in printable.faults(text):
            named.add(fault.character)
            yield Check(text=f"{label}: {fault}", article=_("cannot be printed"), anchor=anchor, is_met=False)
    for place, fault in typesetting.faults(composing.letter(letter)):
        if fault.character not in named:  # of the frame, or of a name that the letter takes from elsewhere
            yield Check(text=labelled(place, fault), article=_("cannot be printed"), anchor="preview", is_met=False)


def _printed_texts(
    suggestion: Suggestion, letter: LetterVersion, texts: list[MeasureText]
) -> Iterator[tuple[Words, str, str]]:
    """Yields what is typed of a letter: its label, the field on the draft page, the text."""
    yield _("Title"), "title", suggestion.title
    yield _("Recipient unit"), "unit", letter.recipient_name
    labels = {content.key: content.label for content in letter.rules.contents}
    yield from ((labels.get(key, key), key, text) for key, text in letter.contents.items())
    for row in letter_fields.TYPED:
        text = getattr(letter, row.key, "")
        if isinstance(text, str):
            yield row.label, row.key, text
    for number, measure in enumerate(texts, start=1):
        for row in (each for each in letter_fields.MEASURE_FIELDS if each.section):
            place = _("Measure %(number)d: %(part)s") % {"number": number, "part": row.label}
            yield place, f"measure-{number}-{row.key}", getattr(measure, row.key)
    for title in letter.enclosures.values_list("title", flat=True):
        yield _("Attachments"), "enclosures", title
    for name in suggestion.copies.values_list("unit__name", flat=True):
        yield _("Copies"), "copies", name


def missing(*, suggestion: Suggestion, letter: LetterVersion, on: date) -> list[Check]:
    """Returns the checks that are not met."""
    return [check for check in checks(suggestion=suggestion, letter=letter, on=on) if not check.is_met]


def _content_checks(*, content: Content, letter: LetterVersion, texts: list[MeasureText]) -> list[Check]:
    if content.key == "measures":
        return _measure_checks(content, texts)
    if content.key == "objection_period":
        met = bool(letter.objection_amount)
    elif content.key == "reply_period":
        met = bool(letter.reply_amount)
    elif not content.required:
        return []
    else:
        met = bool(letter.contents.get(content.key, "").strip())
    return [Check(text=str(content.label), article=content.article, anchor=content.key, is_met=met)]


def _measure_checks(content: Content, texts: list[MeasureText]) -> list[Check]:
    if not texts:
        return [
            Check(text=_("At least one concrete measure"), article=content.article, anchor="measures", is_met=False)
        ]
    found = []
    for number, text in enumerate(texts, start=1):
        found += [
            Check(
                text=str(row.needed.words) % {"number": number},
                article=row.needed.article or content.article,
                anchor=f"measure-{number}-{row.key}",
                is_met=bool(getattr(text, row.key).strip()),
            )
            for row in letter_fields.MEASURE_FIELDS
            if row.needed
        ]
    return found


def _period_check(suggestion: Suggestion, letter: LetterVersion, *, on: date) -> Check | None:
    """Returns a check that fails when the printed reply period is not one that the rule of the day allows."""
    if letter.version > 1 or not letter.reply_amount or suggestion.investigation_decided_on is None:
        return None
    try:
        reply_period.governing(
            suggestion=suggestion,
            on=on,
            urgent=letter.is_urgent,
            set_length=Length(letter.reply_amount, LengthUnit(letter.reply_unit)),
        )
    except (terms.PeriodFixed, terms.NotInForce, ValueError) as refused:
        return Check(text=str(refused), article=_("Provisions, Art. 19, 30"), anchor="reply_period", is_met=False)
    return None
