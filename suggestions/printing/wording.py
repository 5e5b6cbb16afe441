"""Words and marks of Chinese documents: numerals, dates, standard sentences; tags for the documents' templates only."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

DIGITS = "零一二三四五六七八九"


@register.filter
def ordinal(number: int) -> str:
    """Return 1 to 99 as a heading counts: 一, 十, 十一, 二十, 九十九."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        raise ValueError(f"Headings are counted from 1 to 99, not {number}")
    return ("" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十") + (DIGITS[ones] if ones else "")


@register.filter
def day(on: date | None) -> str:
    """Return a civil day as documents write it (GB/T 9704 7.3.5.4): 2019年11月1日, no zeros; "" for none."""
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


@register.filter
def paragraphs(text: str | None) -> list[str]:
    """Return the lines of a text that hold something, each a paragraph."""
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


@register.filter
def listed(texts: Iterable[str]) -> str:
    """Return the texts as one enumeration: 甲、乙、丙."""
    return "、".join(texts)


@register.filter
def prose(text: str | None) -> SafeString:
    """Return a text as paragraphs of the body, escaped."""
    return format_html_join("\n", "<p>{}</p>", ((line,) for line in paragraphs(text)))


@register.simple_tag
def row(label: str, text: str | None) -> SafeString:
    """Return one row of a form: its label and what is said, or an empty place to write in."""
    lines = format_html_join("", "<p>{}</p>", ((line,) for line in paragraphs(text)))
    return format_html('<tr><th scope="row">{}</th><td>{}</td></tr>', label, lines)
