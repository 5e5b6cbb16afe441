"""The shape of one kind of formal document as a row: which facts it may name, from which record, and who reads it.

The rows are in document_kinds.py and followups/documents/document_kinds.py; what a document says around its facts is a template.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from organs import clock
from organs.words import Words
from suggestions.models import Suggestion
from suggestions.printing import filling, wording
from suggestions.printing.patterns import Place
from suggestions.rules.steps import Shown

#: The place of a day that a hand will fill in.
HAND_DAY = "　　　　年　　月　　日"

#: Where a fact is found: a dotted path that starts at the record, or a function of the record.
Source = str | Callable[[Any], object]  # an attribute by its path, or what reads the record of the kind


@dataclass(frozen=True, kw_only=True)
class DocumentFact:
    """One fact that a template may name.

    `name` is the word in templates, `zh` the same for every reader of a letter. A fact with `fields` is a list of records,
    one with `is_list` a list of texts. `blank` stands where there is nothing yet and a hand will fill it in. `content` is
    the key of the content of the letter that it says, which a kind of suggestion may call by another name.
    """

    name: str
    label: Words
    source: Source
    is_required: bool = False
    is_list: bool = False
    fields: Mapping[str, Source] = field(default_factory=dict)
    blank: str = ""
    content: str = ""

    @property
    def place(self) -> Place:
        """The row of the allow-list that templates are checked against."""
        return Place(
            name=self.name,
            label=self.label,
            is_required=self.is_required,
            is_list=self.is_list or bool(self.fields),
            fields=dict.fromkeys(self.fields, ""),
        )

    def of(self, record: models.Model) -> filling.Value:
        """Return what the record says, in the words of a Chinese document; None where something is missing."""
        found = _at(record, self.source)
        if self.fields:
            return [{name: _words(_at(each, source)) for name, source in self.fields.items()} for each in _each(found)]
        if self.is_list:
            return [_words(each) for each in _each(found)]
        return _words(found) or self.blank or (None if self.is_required and found is None else "")


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """One kind of document: its title, the facts it may name, whose records it is printed from, who reads it.

    `records` returns the records of a suggestion that have, or may have, this document. `author` names the fact that
    stands on top and in the signature; `issuer` is the way from the record to the procuratorate whose seal it bears, where that is another than the
    letter's; `is_sealed` has the seal printed over name and date. `texts` names the template that
    came with the software for a kind of suggestion, where it is another than that for all.
    """

    key: str
    label: Words
    heading: str
    facts: tuple[DocumentFact, ...]
    records: Callable[[Suggestion], Iterable[models.Model]]
    shown_to: Shown = Shown.OFFICE
    author: str = "检察院"
    issuer: str = ""
    is_sealed: bool = False
    is_signed: bool = True
    article: Words = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    def text_for(self, suggestion_kind: str) -> str:
        """Returns the name of the template that came along for a kind of suggestion."""
        return self.texts.get(suggestion_kind, self.key)

    @property
    def places(self) -> tuple[Place, ...]:
        """The allow-list of the kind's templates."""
        return tuple(fact.place for fact in self.facts)

    def say(self, record: models.Model) -> dict[str, filling.Value]:
        """Return all facts of a record, by name, as plain texts and lists."""
        with translation.override("zh-hans"):
            return {fact.name: fact.of(record) for fact in self.facts}


def _at(record: object, source: Source) -> object:
    """Follow a path of attributes, keys and methods from a record; what is missing on the way is None."""
    if callable(source):
        return source(record)
    try:
        return _walked(record, source)
    except ObjectDoesNotExist:
        return None


def _walked(record: object, path: str) -> object:
    found: object = record
    for name in path.split("."):
        if found is None:
            return None
        if name == "suggestion" and isinstance(found, Suggestion):
            continue
        found = found.get(name) if isinstance(found, dict) else getattr(found, name)
        if callable(found) and not isinstance(found, models.Manager):
            found = found()
    return found


def _each(found: object) -> Iterable[object]:
    if isinstance(found, models.Manager):
        return found.all()
    return found or ()


def _words(found: object) -> str:
    """Return a value in the words of a document: days as 2019年11月1日, truth as 是 or 否."""
    if found is None:
        return ""
    if isinstance(found, bool):
        return "是" if found else "否"
    if isinstance(found, datetime):
        return wording.day(clock.civil_day(found))
    if isinstance(found, date):
        return wording.day(found)
    return str(found).strip()


def of_table(*kinds: DocumentKind) -> dict[str, DocumentKind]:
    """Return rows by their key. Raises ValueError when two have the same."""
    table = {kind.key: kind for kind in kinds}
    if len(table) != len(kinds):
        raise ValueError("two kinds of document have the same key")
    return table


#: What every kind of document of a suggestion may name.
CASE: tuple[DocumentFact, ...] = (
    DocumentFact(name="检察院", label=_("Issuing procuratorate"), source="suggestion.issued_by.name"),
    DocumentFact(name="被建议单位", label=_("Recipient unit"), source="suggestion.letter.recipient_name"),
    DocumentFact(
        name="称谓", label=_("How the recipient is spoken to: 你单位, a court 你院"), source="suggestion.spoken_to"
    ),
    DocumentFact(
        name="送达用语", label=_("What becomes of the letter: 送达, to a court 移送"), source="suggestion.handed_over"
    ),
    DocumentFact(name="建议书文号", label=_("Number of the letter"), source="suggestion.letter.document_number"),
    DocumentFact(name="建议书日期", label=_("Date of the letter"), source="suggestion.issued_on"),
    DocumentFact(name="送达日期", label=_("Served on"), source="suggestion.served_on"),
    DocumentFact(name="回复日期", label=_("Replied on"), source="suggestion.replied_on"),
    DocumentFact(name="建议名称", label=_("What is proposed, by the rules"), source="suggestion.rules.name"),
    DocumentFact(name="建议书名称", label=_("Name of the letter, by the rules"), source="suggestion.rules.document"),
    DocumentFact(name="标题", label=_("Title"), source="suggestion.title"),
    DocumentFact(name="案件名称", label=_("Case name"), source="suggestion.named_case"),
    DocumentFact(name="类型", label=_("Kind of suggestion"), source="suggestion.rules.zh"),
    DocumentFact(name="承办检察官", label=_("Handling prosecutor"), source="suggestion.handling_prosecutor.name"),
    DocumentFact(name="承办部门", label=_("Department"), source="suggestion.department.name"),
)
