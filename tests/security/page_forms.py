"""What a page offers: its links and its forms with their fields, read from the HTML as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

NOT_SENT = frozenset({"submit", "button", "image", "reset"})


@dataclass
class Field:
    """A named field: its type, the values that it holds, and those among which it lets choose."""

    name: str
    type: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form as it stands on a page; `buttons` are the names and values of its buttons."""

    action: str
    method: str
    id: str = ""
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_files(self) -> bool:
        return any(each.type == "file" for each in self.fields.values())

    def filled(self) -> dict[str, list[str]]:
        """Returns what a browser would send if nobody typed anything."""
        return {each.name: list(each.values) for each in self.fields.values() if each.type != "file" and each.values}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select: Field | None = None
        self._text: Field | None = None
        self._outside: list[tuple[str, dict[str, str], str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name in ("href", "hx-get", "hx-post", "formaction", "src"):
            if tag != "link" and tag != "script" and given.get(name):
                self.links.append(given[name])
        if tag == "form":
            method = given.get("method", "get").lower()
            self._open = Form(action=given.get("action", ""), method=method, id=given.get("id", ""))
            self.forms.append(self._open)
        elif tag in {"input", "select", "textarea", "button"}:
            self._control(tag, given)
        elif tag == "option" and self._select is not None:
            self._select.choices.append(given.get("value", ""))
            if "selected" in given:
                self._select.values.append(given.get("value", ""))

    def _control(self, tag: str, given: dict[str, str]) -> None:
        name, owner = given.get("name", ""), self._owner(given)
        if not name or owner is None or "disabled" in given:
            return
        kind = given.get("type", "text").lower() if tag == "input" else tag
        if kind in NOT_SENT:
            owner.buttons.append((name, given.get("value", "")))
            return
        found = owner.fields.setdefault(name, Field(name=name, type=kind))
        if kind in {"checkbox", "radio"}:
            value = given.get("value", "on")
            found.choices.append(value)
            if "checked" in given:
                found.values.append(value)
        elif tag == "input" and kind != "file":
            found.values.append(given.get("value", ""))
        self._select = found if tag == "select" else self._select
        self._text = found if tag == "textarea" else self._text

    def _owner(self, given: dict[str, str]) -> Form | None:
        if "form" in given:
            return next((form for form in self.forms if form.id == given["form"]), None)
        return self._open

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.values = ["".join(self._text.values) + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._text = None


def read(body: bytes) -> tuple[list[str], list[Form]]:
    """Returns the links and the forms of a page."""
    reader = _Reader()
    reader.feed(body.decode(errors="replace"))
    return reader.links, reader.forms
