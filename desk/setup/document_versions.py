"""Which version of a template is in force where, and all that a kind ever had there; reads only, the rule is in composing.py."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from desk.components import Change, TextRun
from followups.documents.document_kinds import KINDS
from organs.models import Procuratorate
from suggestions.documents import composing
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import DocumentTemplate
from suggestions.rules import differences


@dataclass(frozen=True, kw_only=True)
class TemplateVersionRow:
    """A kind of document with the version of its template that is in force for a procuratorate."""

    kind: DocumentKind
    template: DocumentTemplate
    is_own: bool


def in_force(procuratorate: Procuratorate) -> list[TemplateVersionRow]:
    """Returns every kind of document with its template, in the order of a case file; the templates in one query."""
    nearest: dict[str, DocumentTemplate] = {}
    for template in _written(procuratorate):
        nearest.setdefault(template.kind, template)
    found = {kind.key: nearest.get(kind.key) or software(kind) for kind in KINDS.values()}
    return [
        TemplateVersionRow(
            kind=kind, template=found[kind.key], is_own=found[kind.key].procuratorate_id == procuratorate.pk
        )
        for kind in KINDS.values()
    ]


def software(kind: DocumentKind) -> DocumentTemplate:
    """Returns the software's own template as it is today, whether a document was printed with it or not."""
    text = composing.text_that_came_along(kind.key)
    return DocumentTemplate(
        kind=kind.key, heading=kind.heading, text=text, sha256=composing.digest_of(heading=kind.heading, text=text)
    )


def history(kind: DocumentKind, procuratorate: Procuratorate) -> list[DocumentTemplate]:
    """Returns every version that holds or held here, the one in force first; those of the software last."""
    today = composing.came_along(kind)
    former = DocumentTemplate.objects.of(kind=kind.key, procuratorate=None).exclude(sha256=today.sha256)
    return [*_written(procuratorate).filter(kind=kind.key), today, *former.order_by("-number")]


def chosen(versions: Iterable[DocumentTemplate], key: str) -> DocumentTemplate | None:
    """Returns the version that an address names: by its pk, or 0 for one of the software that was not used yet."""
    return next((each for each in versions if str(each.pk or 0) == key), None)


def changes(*, before: DocumentTemplate, heading: str, text: str) -> list[Change]:
    """Returns the difference by word between a version and a title and text, line ends and edges aside."""
    pairs = ((_("Title of the document"), before.heading, heading), (_("Text"), _plain(before.text), _plain(text)))
    return [
        Change(
            label=label,
            runs=[TextRun(text=run.text, kind=run.kind) for run in differences.runs(before=old, after=new)],
        )
        for label, old, new in pairs
        if old != new
    ]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip("\n")


def _written(procuratorate: Procuratorate):
    return DocumentTemplate.objects.holding_for(procuratorate).select_related("procuratorate", "made_by")
