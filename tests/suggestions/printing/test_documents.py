"""Every formal document is printed, says what it was given, and nothing that a person typed is more than text."""

import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pikepdf
import pypdf
import pytest
from django.utils.safestring import mark_safe

from suggestions.printing import documents, faces, typesetting, wording
from suggestions.printing.characters import ForbiddenCharacter

from . import samples

IDS = [f"{number}-{document.template}" for number, document in enumerate(samples.EVERY_DOCUMENT)]
PAYLOAD = (
    '<img src="file:///etc/hostname"><link rel=attachment href="file:///etc/passwd">'
    "<style>@import url(http://198.51.100.1/a.css);</style>{{ document }}{% include 'x' %}&lt;b&amp;"
)


def text_of(pdf: bytes) -> str:
    """Return the text of all pages without white space, which line breaks put anywhere."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def dates_in(content: object) -> Iterator[date]:
    if isinstance(content, date):
        yield content
    elif isinstance(content, tuple):
        for item in content:
            yield from dates_in(item)
    elif is_dataclass(content):
        for item in fields(content):
            yield from dates_in(getattr(content, item.name))


def with_payload(content: object, payload: str) -> object:
    """Return the same document with the payload behind every text in it."""
    if isinstance(content, str):
        return content + payload
    if isinstance(content, tuple):
        return tuple(with_payload(item, payload) for item in content)
    if is_dataclass(content) and not isinstance(content, type):
        return replace(
            content, **{item.name: with_payload(getattr(content, item.name), payload) for item in fields(content)}
        )
    return content


@pytest.mark.parametrize("document", samples.EVERY_DOCUMENT, ids=IDS)
def test_each_document_says_all_that_it_was_given(document: documents.Document) -> None:
    printed = text_of(typesetting.print_document(document).pdf)
    given = [
        text for place, text in typesetting.texts(document) if place not in {"案件来源", "查明的事实", "存在的问题"}
    ]
    labels = {part.label for part in getattr(document, "parts", ())}
    for text in given:
        if text not in labels:
            assert squeezed(text) in printed
    for on in dates_in(document):
        assert wording.day(on) in printed
    assert squeezed(document.heading) in printed


def test_every_kind_of_document_has_a_sample() -> None:
    printed = {type(document) for document in samples.EVERY_DOCUMENT}
    assert printed == set(documents.Document.__value__.__args__)


@pytest.mark.parametrize("document", samples.EVERY_DOCUMENT, ids=IDS)
def test_markup_in_any_field_is_printed_as_text(document: documents.Document) -> None:
    page = typesetting.html(with_payload(document, mark_safe(PAYLOAD)))
    assert "<img" not in page
    assert "<link" not in page
    assert "<style" not in page
    assert "{{ document }}{% include" in page
    assert "&amp;lt;b&amp;amp;" in page


def test_a_document_full_of_addresses_is_printed_and_reaches_nothing() -> None:
    letter = with_payload(samples.letter(), PAYLOAD)
    rendered = typesetting.print_document(letter)
    assert "file:///etc/passwd" in text_of(rendered.pdf)
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        assert not pdf.attachments
        assert all("/Annots" not in page for page in pdf.pages)


def test_two_prints_of_one_document_are_equal_byte_for_byte() -> None:
    first, second = (typesetting.print_document(samples.letter()) for _ in range(2))
    assert first == second
    assert first.pdf != typesetting.print_document(samples.letter(number="木检行公建〔2019〕4号")).pdf


@pytest.mark.parametrize("pages", [1, 3])
def test_a_letter_has_as_many_pages_as_its_text_needs(pages: int) -> None:
    letter = samples.letter_of(pages=pages)
    rendered = typesetting.print_document(letter)
    assert rendered.pages == pages
    assert f"—{pages}—" in text_of(rendered.pdf)


def test_the_recipient_stands_first_or_for_courts_last() -> None:
    usual = text_of(typesetting.print_document(samples.letter()).pdf)
    court = text_of(typesetting.print_document(samples.letter(recipient_last=True)).pdf)
    assert usual.index(samples.UNIT) < usual.index("本院根据群众反映")
    assert court.index("此致" + samples.UNIT) > court.index("书面回复本院")


def test_a_preview_marks_gaps_and_a_print_refuses_them_by_name() -> None:
    draft = samples.letter(number=None, objection_sentence=None, measures=(), signed_on=None)
    body = typesetting.preview(draft)
    assert body.count('class="gap"') == 4
    with pytest.raises(typesetting.UnfilledGaps) as refusal:
        typesetting.print_document(draft)
    assert len(refusal.value.gaps) == 4
    assert typesetting.print_preview(draft).pages == 2


def test_a_letter_whose_kind_asks_for_no_objection_period_has_no_gap() -> None:
    assert samples.letter(objection_sentence="").gaps == ()


def test_the_preview_is_the_html_that_is_printed() -> None:
    letter = samples.letter()
    assert typesetting.preview(letter).strip() in typesetting.html(letter)


def test_lines_become_paragraphs_and_measures_are_counted() -> None:
    measures = tuple(documents.Asked(text=f"事项{number}\n说明") for number in range(1, 12))
    body = typesetting.preview(samples.letter(measures=measures))
    assert '<p class="asked">一、事项1</p>\n<p class="asked">说明</p>' in body
    assert "十、事项10" in body
    assert "十一、事项11" in body


@pytest.mark.parametrize("name", ["张㛃", "李𠅤", "赵䶮", "孙喆", "周堃", "吴昇"])
def test_rare_characters_of_names_are_printed(name: str) -> None:
    assert name in text_of(typesetting.print_document(samples.letter(contact=name)).pdf)


def test_a_character_that_no_face_has_fails_with_its_place() -> None:
    letter = samples.letter(measures=(documents.Asked(text="整改ئۆي市场"),))
    with pytest.raises(faces.MissingGlyphs) as refusal:
        typesetting.print_document(letter)
    first = refusal.value.missing[0]
    assert (first.character, first.context) == ("ئ", "整改ئۆي市场")
    assert "U+0626" in str(refusal.value)
    assert str(documents.LABELS["measures"]) in first.place


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x85", "\u202e", "\u2066", "\u2028", "\ufffe", "\ud800"]
)
def test_control_characters_are_refused_with_their_place(character: str) -> None:
    with pytest.raises(ForbiddenCharacter) as refusal:
        typesetting.html(samples.letter(contact=f"张三{character}李四"))
    assert f"U+{ord(character):04X}" in str(refusal.value)
    assert refusal.value.context == "张三李四"


def test_marks_that_print_nothing_are_dropped_and_line_ends_unified() -> None:
    body = typesetting.preview(samples.letter(other="\ufeff甲\u200b乙\r\n丙\t丁"))
    assert "<p>甲乙</p>\n<p>丙 丁</p>" in body


def test_the_ordinals_of_measures_are_chinese_numerals() -> None:
    assert [wording.ordinal(number) for number in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]
    with pytest.raises(ValueError, match="100"):
        wording.ordinal(100)
