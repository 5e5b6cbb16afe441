"""Template filters and tags that every page has without loading: days, counts, symbols, fields. The words come from desk.wording."""

import datetime
import re
import uuid
from collections.abc import Iterable, Iterator

from django import template
from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    DateInput,
    FileInput,
    Form,
    NumberInput,
    PasswordInput,
    RadioSelect,
    Textarea,
)
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from desk import acting, sent_once, wording
from desk.fields import WaitingFile
from organs.words import colon as colon_of_language
from organs.words import comma as comma_of_language
from pending.actions import uploading
from pending.rules import form_tickets

register = template.Library()

DOCUMENT_NUMBER = re.compile(r"〔\d{4}〕\d+号")

ICONS = frozenset(
    [
        "back",
        "building",
        "check",
        "claim",
        "clock",
        "court",
        "cross",
        "doc",
        "done",
        "down",
        "eye",
        "info",
        "late",
        "lock",
        "next",
        "no",
        "open",
        "pen",
        "person",
        "place",
        "plus",
        "prev",
        "seal",
        "search",
        "send",
        "speak",
        "up",
        "verify",
        "wait",
    ]
)
NONE = "—"


@register.simple_tag(takes_context=True)
def acting_for(context: template.Context) -> str:
    """Returns for whom the reader acts on a page about one suggestion, where the reader has several posts; else nothing."""
    return acting.words(context.get("access"), context.get("suggestion"))


@register.simple_block_tag
def fold(
    content: str, title: str, *, anchor: str, count: int | None = None, note: str = "", is_open: bool = False
) -> str:
    """Puts a part of a page under its heading, with how much there is, and closes it unless `is_open`; paper shows all of it.

    An address with #anchor opens it.
    """
    facts = {"content": content, "title": title, "anchor": anchor, "count": count, "note": note, "is_open": is_open}
    return render_to_string("components/fold.html", facts)


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> SafeString | str:
    """Shows 2020-01-13 in a <time>, or a dash where there is no day."""
    if not value:
        return NONE
    shown = wording.civil_day(value).isoformat()
    return format_html('<time datetime="{}">{}</time>', shown, shown)


@register.filter
def long_day(value: datetime.date | datetime.datetime | None) -> SafeString | str:
    """Shows "Mon 13 January 2020" or 2020年1月13日 星期一 in a <time>."""
    if not value:
        return NONE
    return format_html('<time datetime="{}">{}</time>', wording.civil_day(value).isoformat(), wording.long_day(value))


@register.filter
def week_day(value: datetime.date | datetime.datetime | None) -> SafeString | str:
    """Shows "2021-08-16 Mon" or 2021-08-16 周一 in a <time>."""
    if not value:
        return NONE
    shown = wording.civil_day(value).isoformat()
    return format_html('<time datetime="{}">{} {}</time>', shown, shown, wording.week_day(value))


@register.filter
def month_day(value: datetime.date | datetime.datetime | None) -> SafeString | str:
    """Shows "17 Aug" or 8月17日 in a <time>, where the year stands above."""
    if not value:
        return NONE
    return format_html('<time datetime="{}">{}</time>', wording.civil_day(value).isoformat(), wording.month_day(value))


@register.filter
def moment(value: datetime.datetime | None) -> SafeString | str:
    """Shows the local day and minute in a <time>."""
    if not value:
        return NONE
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), wording.clock_time(value))


@register.filter
def second(value: datetime.datetime | None) -> SafeString | str:
    """Shows the local day and second in a <time>."""
    if not value:
        return NONE
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), wording.second(value))


@register.filter
def partial_date(value: datetime.date | None, precision: str) -> SafeString | str:
    """Shows as much of a date as is known: 2021, 2021-09 or 2021-09-17."""
    if not value:
        return NONE
    shown = wording.partial_date(value, precision)
    return format_html('<time datetime="{}">{}</time>', shown, shown)


@register.filter
def from_today(value: datetime.date | None, today: datetime.date) -> str:
    """Says how far a due day lies from today: "in 5 days", "today", "3 days late"."""
    return wording.from_today(value, today) if value else ""


@register.filter
def number(value: int | None) -> str:
    """Groups thousands: 1,286."""
    return NONE if value is None else wording.number(value)


@register.filter
def rate(numerator: int, denominator: int) -> str:
    """Shows a percentage, or nothing under ten cases."""
    return wording.rate(numerator, denominator)


@register.filter
def unbroken(text: str) -> SafeString:
    """Keeps the number of a document together at the end of a line: 〔2026〕6号."""
    return SafeString(DOCUMENT_NUMBER.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(text)))


@register.filter
def short_hash(digest: str | None) -> str:
    """Shows the head and tail of a digest."""
    return wording.short_hash(digest) if digest else NONE


@register.filter
def file_size(size: int | None) -> str:
    """Shows a size in bytes as KB or MB."""
    return NONE if size is None else wording.file_size(size)


@register.filter
def ordinal(value: int) -> str:
    """Shows the number of a measure: 一 in Chinese, 1 in English."""
    return wording.ordinal(value)


@register.simple_tag
def form_token() -> SafeString:
    """Writes the one-time token of a form that is sent by POST: sent twice, it does its thing once (desk/sent_once.py)."""
    return format_html('<input type="hidden" name="{}" value="{}">', sent_once.FIELD, uuid.uuid4())


@register.inclusion_tag("components/keeping.html", takes_context=True)
def keep_typed(context: template.RequestContext, *forms: BaseForm | Iterable[BaseForm]) -> dict[str, object]:
    """Lets a form keep what is typed into it (static/keeping): where it says so, and the ticket that names its fields.

    A page that is opened anew lists the files that wait for its form since before; a form that was sent lists its own.
    """
    access = getattr(context.request, "access", None)
    if access is None:
        return {}
    shown = [form for several in forms for form in flat(several)]
    names = [name for form in shown for name in typed_names(form)]
    address = context.request.path
    left = []
    if any(name.startswith(form_tickets.FILES) for name in names) and not any(form.is_bound for form in shown):
        labels = {bound.html_name: bound.label for form in shown for bound in form}
        left = [
            {"row": row, "label": labels[row.field], "share": 100 * (row.size - row.missing) // row.size}
            for row in uploading.left(access=access, address=address)
            if row.field in labels
        ]
    ticket = form_tickets.issue(person_id=access.person_id, address=address, names=names)
    return {"ticket": ticket, "left": left}


def flat(several: BaseForm | Iterable[BaseForm]) -> Iterable[BaseForm]:
    """Returns the forms of what a template names: one, or several."""
    return [several] if isinstance(several, BaseForm) else several


def typed_names(form: BaseForm) -> Iterator[str]:
    """Yields the names of what may be typed into a form: its fields but passwords, those for files marked as such, and the prefixes of its rows."""
    for bound in form:
        if isinstance(bound.field.widget, FileInput):
            yield form_tickets.FILES + bound.html_name
        elif not isinstance(bound.field.widget, PasswordInput):
            yield bound.html_name
    for prefix in getattr(form, "row_prefixes", ()):
        yield f"{prefix}-"


@register.simple_tag
def comma() -> str:
    """Returns the comma of the reader's language, with its blank where it has one."""
    return comma_of_language()


@register.simple_tag
def colon() -> str:
    """Returns the colon of the reader's language, with its blank where it has one."""
    return colon_of_language()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draws a symbol of components/sprite.html; it always stands beside a word. An unknown name raises LookupError."""
    if name not in ICONS:
        raise LookupError(f"components/sprite.html has no symbol {name!r}")
    return format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def field(bound: BoundField, short: bool = False) -> SafeString:
    """Shows a form field with label, help, errors and control; `short=True` for days and numbers."""
    widget = bound.field.widget
    if bound.is_hidden:
        return SafeString(bound.as_widget())
    context = {
        "field": bound,
        "shape": field_shape(bound),
        "control": control(bound, short=short),
        "waiting": waiting_files(bound),
        "is_optional": not (bound.field.required or getattr(bound.field, "is_expected", False))
        and not isinstance(widget, CheckboxInput),
        "is_required": bound.field.required,
    }
    return render_to_string("components/field.html", context)


@register.filter
def asks_something(form: Form) -> bool:
    """Tells whether a form has a field that must be filled in."""
    return any(bound.field.required for bound in form.visible_fields())


@register.simple_tag
def control(bound: BoundField, short: bool = False) -> SafeString:
    """Shows only the control of a form field, for filter bars and tables that carry the label themselves."""
    return SafeString(bound.as_widget(attrs=control_attributes(bound, short=short)))


def waiting_files(bound: BoundField) -> list[WaitingFile]:
    """Returns the files of the field that came already and wait for the form to be taken."""
    if not bound.form.is_bound or not isinstance(bound.field.widget, FileInput):
        return []
    files = bound.data if isinstance(bound.data, list) else [bound.data]
    return [file for file in files if isinstance(file, WaitingFile) and file.key]


def field_shape(bound: BoundField) -> str:
    """Returns how a field is laid out: choices (radio, several), tick (one box) or control (all else)."""
    widget = bound.field.widget
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return "choices"
    return "tick" if isinstance(widget, CheckboxInput) else "control"


def control_attributes(bound: BoundField, *, short: bool) -> dict[str, str | bool]:
    """Returns the attributes of the control itself: its class, and four lines for a text that grows."""
    widget = bound.field.widget
    if field_shape(bound) != "control":
        return {}
    is_short = short or isinstance(widget, DateInput | NumberInput)
    classes = (widget.attrs.get("class", ""), "control", "control--short" if is_short else "")
    attributes: dict[str, str | bool] = {"class": " ".join(name for name in classes if name)}
    if isinstance(widget, Textarea) and widget.attrs.get("rows") == "10":
        attributes["rows"] = "4"
    return attributes
