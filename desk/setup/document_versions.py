"""Which version of a template is in force where, and all that a kind ever had there; reads only, the rule is in composing.py."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from desk.components import Change, TextRun
from followups.documents.document_kinds import KINDS
from organs import clock
from organs.models import Procuratorate
from organs.words import Words
from suggestions.documents import composing
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import DocumentTemplate
from suggestions.rules import differences, kind_versions, kinds
from suggestions.rules.case_papers import CASE_PAPERS


@dataclass(frozen=True, kw_only=True)
class TemplateVersionRow:
    """A kind of document, of one kind of suggestion or of all, with the template that is in force for a procuratorate."""

    kind: DocumentKind
    suggestion_kind: str
    template: DocumentTemplate
    is_own: bool

    @property
    def suggestions(self) -> Words:
        """The kind of suggestion that the template is for; "" when it is for all that have none of their own."""
        return dict(kinds.KIND_CHOICES).get(self.suggestion_kind, "")

    @property
    def article(self) -> Words:
        """The article on which the document rests, in cases of this kind where the template is for one."""
        return article(self.kind, suggestion_kind=self.suggestion_kind)


def article(kind: DocumentKind, *, suggestion_kind: str) -> Words:
    """Returns the article on which a document rests today; that of its kind of suggestion, where one is named."""
    if not suggestion_kind:
        return kind.article
    if paper := CASE_PAPERS.get(kind.key):
        return paper.article_of(suggestion_kind)
    return kind_versions.article(kind=suggestion_kind, name=kind.key, default=kind.article, on=clock.today())


def in_force(procuratorate: Procuratorate) -> list[TemplateVersionRow]:
    """Returns every kind of document with its templates, in the order of a case file; the templates in one query.

    After the template for all kinds of suggestion stand those that are for one kind alone.
    """
    nearest: dict[tuple[str, str], DocumentTemplate] = {}
    for template in _written(procuratorate):
        nearest.setdefault((template.kind, template.suggestion_kind), template)
    return [
        TemplateVersionRow(
            kind=kind,
            suggestion_kind=of,
            template=template,
            is_own=template.procuratorate_id == procuratorate.pk,
        )
        for kind in KINDS.values()
        for of in ("", *kinds.KINDS)
        if not of or of in kind.texts or (kind.key, of) in nearest
        for template in [nearest.get((kind.key, of)) or composing.not_kept(kind, suggestion_kind=of)]
    ]


def history(kind: DocumentKind, procuratorate: Procuratorate, *, suggestion_kind: str = "") -> list[DocumentTemplate]:
    """Returns every version that holds or held here, the one in force first; those of the software last.

    A kind of suggestion without a template of its own in the software has that for all kinds behind the written ones.
    """
    written, today = (
        _written(procuratorate).filter(kind=kind.key),
        composing.came_along(kind, suggestion_kind=suggestion_kind),
    )
    former = DocumentTemplate.objects.of(kind=kind.key, procuratorate=None, suggestion_kind=today.suggestion_kind)
    return [
        *(
            each
            for of in dict.fromkeys((suggestion_kind, today.suggestion_kind))
            for each in written.filter(suggestion_kind=of)
        ),
        today,
        *former.exclude(sha256=today.sha256).order_by("-number"),
    ]


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
