"""The catalogues of translations: collected from code and templates, merged, checked, compiled; without gettext's programs."""

import io
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import get_language_info, reloader, to_language, to_locale
from django.utils.translation.template import templatize

# Below the project's folder; compiled catalogues are made at build and start and never committed.
PO = "locale/{locale}/LC_MESSAGES/django.po"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LEFT_OUT = frozenset({"migrations", "tests", "__pycache__"})
# A comma, colon or the like of Latin letters beside a Chinese character, where the full-width one belongs.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;:?!()][\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}")
HEADER = r"""# {name}. Collected by `manage.py messages`; the translations are written here by hand.
msgid ""
msgstr ""
"Project-Id-Version: Procuracy\n"
"Language: {locale}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural_forms}\n"

"""

type Found = tuple[str | tuple[str, ...], str | None]


def po_of(language: str) -> Path:
    """Returns where the catalogue of a language lies, below the project's folder."""
    return Path(PO.format(locale=to_locale(language)))


def collect(*, code: list[Path], templates: list[Path]) -> Catalog:
    """Returns every string to be translated in the Python files and templates below the folders."""
    catalogue = Catalog(locale="zh_Hans", fuzzy=False)
    for path in sources(code, ".py"):
        for text, context in strings(path.read_bytes()):
            catalogue.add(text, context=context)
    for path in [path for suffix in (".html", ".txt") for path in sources(templates, suffix)]:
        for text, context in template_strings(path.read_text()):
            catalogue.add(text, context=context)
    return catalogue


def sources(folders: list[Path], suffix: str) -> list[Path]:
    """Returns the files below the folders, migrations and tests left out."""
    found = {path for folder in folders for path in folder.rglob(f"*{suffix}")}
    return sorted(path for path in found if LEFT_OUT.isdisjoint(path.parts))


def strings(source: bytes) -> Iterator[Found]:
    """Yields each string of Python source that is marked for translation, plurals as pairs, with its context."""
    for _line, text, _comments, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        if text and text != ("", ""):
            yield text, context


def template_strings(source: str) -> Iterator[Found]:
    """Yields the strings of a template: Django turns it into calls, which are shifted to the margin so that they parse."""
    calls = "\n".join(line.strip() for line in templatize(source).splitlines())
    yield from strings(b"# coding: utf-8\n" + calls.encode())


def read(path: Path) -> Catalog:
    """Returns the catalogue kept in a .po file, empty when there is none; its folder names the language."""
    locale = path.parents[1].name
    if not path.exists():
        return Catalog(locale=locale, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale, ignore_obsolete=True)


def merge(collected: Catalog, kept: Catalog) -> Catalog:
    """Returns exactly the collected strings, each with the translation that is kept for it; nothing is guessed."""
    merged = Catalog(locale=kept.locale, fuzzy=False)
    for message in messages(collected):
        former = kept.get(message_key(message), message.context)
        if former is not None and isinstance(former.id, tuple) == isinstance(message.id, tuple):
            merged.add(message.id, former.string, flags=former.flags & {"fuzzy"}, context=message.context)
        else:
            merged.add(message.id, context=message.context)
    return merged


def messages(catalogue: Catalog) -> list[Message]:
    """Returns the messages without the header, in the order of their text."""
    return sorted((m for m in catalogue if m.id), key=lambda m: (message_key(m), m.context or ""))


def message_key(message: Message) -> str:
    """Returns the text under which a message is found: the singular of a plural."""
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def written(catalogue: Catalog) -> bytes:
    """Returns the .po file: a fixed header, sorted, without places in the source, so that its history stays readable."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, no_location=True, omit_header=True, sort_output=True)
    locale = str(catalogue.locale)
    name = get_language_info(to_language(locale))["name_local"]
    return HEADER.format(name=name, locale=locale, plural_forms=catalogue.plural_forms).encode() + file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Returns the .mo file of the sound translations; the others show in English."""
    sound = Catalog(locale=catalogue.locale, fuzzy=False, creation_date=EPOCH, revision_date=EPOCH)
    for message in messages(catalogue):
        if not fault_of(message):
            sound.add(message.id, message.string, context=message.context)
    file = io.BytesIO()
    write_mo(file, sound)
    return file.getvalue()


def compile_when_stale(root: Path) -> bool:
    """Compiles each catalogue below a folder unless what is compiled is newer; tells whether it did so with any."""
    done = [_compile_when_stale(po) for po in sorted(root.glob(PO.format(locale="*")))]
    if any(done):
        # What was looked up before is forgotten: in a fresh clone that was English.
        reloader.translation_file_changed(None, Path("django.mo"))
    return any(done)


def _compile_when_stale(po: Path) -> bool:
    """Compiles one catalogue, whole or not at all."""
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
        return False
    part = mo.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(compiled(read(po)))
    part.replace(mo)
    return True


def faults(catalogue: Catalog) -> list[str]:
    """Returns what is wrong with the translations, one line for each string."""
    found = []
    for message in messages(catalogue):
        if fault := fault_of(message):
            context = f" [{message.context}]" if message.context else ""
            found.append(f"{fault}: {message_key(message)!r}{context}")
    return found


def fault_of(message: Message) -> str:
    """Returns what is wrong with one translation, nothing when it is good."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    translations = [text for text in forms if text]
    if not translations or len(translations) < len(forms):
        return "untranslated"
    if message.fuzzy:
        return "fuzzy"
    source = message.id[-1] if isinstance(message.id, tuple | list) else message.id
    wanted = set(PLACEHOLDER.findall(source))
    if any(set(PLACEHOLDER.findall(text)) != wanted for text in translations):
        return "placeholders differ"
    if any(HALF_WIDTH.search(text) for text in translations):
        return "half-width sign in Chinese"
    return ""
