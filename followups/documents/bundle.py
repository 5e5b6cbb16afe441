"""The case bundle: every document of a suggestion that a reader may see, in order, with contents and bookmarks.

Documents that are kept are bound as they were printed; what is made of records that are never sent, such as the approval
sheet, is printed when it is asked for. Nothing of a bundle is kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import translation

from followups.conditions.archive import archived
from followups.documents.document_kinds import KINDS
from organs import clock
from organs.refusals import Refused
from suggestions.access import visible_records
from suggestions.actions import documents, ledger
from suggestions.documents import composing, document_facts
from suggestions.documents.document_kinds import BUNDLE
from suggestions.models import Attachment, Document, Resolution, Suggestion
from suggestions.printing import binding, renderer, wording
from suggestions.printing.filling import Value
from suggestions.printing.sheets import NUMBER
from suggestions.rules import relations, steps
from suggestions.rules.archiving import RETENTIONS

#: Printed from their records into the bundle, where they are not kept: what is never sent, and old notices of the committee.
PRINTED_ON_DEMAND = ("investigation_report", "approval_sheet", "resolution")


@dataclass(frozen=True)
class BundleItem:
    """One document of the bundle: title, author and number, the moment by which it is ordered, its bytes and pages."""

    title: str
    at: datetime
    pdf: bytes
    author: str
    number: str
    pages: int


def of(suggestion: Suggestion, *, visibility: relations.Visibility) -> bytes:
    """Return the bundle as PDF, as far as the reader's sight of the suggestion goes.

    Raises Refused when there is nothing to bind, or more than can be.
    """
    items = sorted(_items(suggestion, visibility=visibility), key=lambda item: item.at)
    if not items:
        raise Refused(translation.gettext("There is no document yet that could be bound."))
    attachments = visible_records.attachments(suggestion, visibility=visibility).select_related("blob")
    try:
        return _bound(suggestion, items, attachments)
    except renderer.TooLong as error:
        raise Refused(str(error)) from error


def _items(suggestion: Suggestion, *, visibility: relations.Visibility) -> Iterator[BundleItem]:
    """Yield what is bound; of one moment, what led to a document before the document."""
    shown = steps.shown_at(visibility)
    kept = set(suggestion.documents.filter(kind="resolution").values_list("about", flat=True))
    for key in PRINTED_ON_DEMAND:
        kind = KINDS[key]
        for record in kind.records(suggestion) if kind.shown_to in shown else ():
            is_kept = isinstance(record, Resolution) and ledger.subject_name(record) in kept
            if is_kept or (at := _moment(key, record)) is None:
                continue
            sheet = composing.sheet(kind, record)
            printed = documents.print_sheet(sheet)
            yield BundleItem(sheet.title, at, printed.pdf, sheet.frame.author, sheet.number, printed.pages)
    for row in visible_records.documents(suggestion, visibility=visibility).select_related("blob"):
        author, number = _said_by(row)
        yield BundleItem(row.title, row.rendered_at, documents.read(row), author, number, row.pages)


def _said_by(row: Document) -> tuple[str, str]:
    """Return author and number of a kept document, as they were printed; the office where they were not kept."""
    frame, facts = row.facts.get("frame", {}), row.facts.get("facts", {})
    return frame.get("author") or row.suggestion.issued_by.name, facts.get(NUMBER) or ""


def _moment(key: str, record: Any) -> datetime | None:
    """Return when a record that is printed on demand came to be: signed last, entered, or sent with the draft; None before it was."""
    if key == "investigation_report":
        return document_facts.reported_on(record)
    approvals = getattr(record, "approvals", None)
    return approvals.latest("at").at if approvals else record.recorded_at


def _bound(suggestion: Suggestion, items: list[BundleItem], attachments: Iterable[Attachment]) -> bytes:
    """Return the bundle; the contents are printed twice where their own length moves the pages that they name."""
    parts = [binding.Bound(item.title, item.pdf) for item in items]
    ahead = 1
    while True:
        begins = [page + ahead for page in binding.first_pages(parts)]
        sheet = composing.sheet(BUNDLE, suggestion, beside=_contents(suggestion, items, begins, attachments))
        contents = documents.print_sheet(sheet)
        if contents.pages == ahead:
            title = f"{sheet.title} {sheet.facts['标题']}"
            return binding.bind([binding.Bound(sheet.title, contents.pdf), *parts], title=title)
        ahead = contents.pages


def _given_by(row: Attachment, suggestion: Suggestion) -> str:
    """Return whose an attachment is: the unit's where its portal sent it, else the office's."""
    is_of_unit = row.added_by is not None and row.added_by.posts.filter(unit__isnull=False).exists()
    return suggestion.unit.name if is_of_unit else suggestion.issued_by.name


def _archived(suggestion: Suggestion) -> dict[str, Value]:
    """Return under which number the archive keeps the file, and for how long; nothing while the office has it."""
    event = archived(suggestion)
    if event is None:
        return {}
    return {
        "档号": str(event.details["archive_number"]),
        "保管期限": str(RETENTIONS[event.details["retention"]]),
    }


def _contents(
    suggestion: Suggestion, items: list[BundleItem], begins: list[int], attachments: Iterable[Attachment]
) -> dict[str, Value]:
    with translation.override("zh-hans"):
        return {
            **_archived(suggestion),
            "目录": [
                {
                    "名称": item.title,
                    "责任者": item.author,
                    "文号": item.number,
                    "日期": wording.day(clock.civil_day(item.at)),
                    "页次": str(page),
                    "备注": f"{item.pages}页",
                }
                for item, page in zip(items, begins, strict=True)
            ],
            "附卷材料": [
                {
                    "名称": row.printed_title,
                    "责任者": _given_by(row, suggestion),
                    "日期": wording.day(clock.civil_day(row.added_at)),
                    "大小": filesizeformat(row.blob.size),
                    "摘要": row.blob_id,
                }
                for row in attachments
            ],
        }
