"""Collecting what is to be translated, keeping translations, and saying what is wrong with them."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from django.conf import settings as installed
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from desk.context import OWN_NAMES
from procuracy import translations as catalogues

INDENTED = """
{% load i18n %}
<ul>
      {% for item in items %}
  <li>{% translate "Served" %} — {{ item.name }}</li>
    {% if item %}
          {% translate "Served" context "a letter" as word %}
 {% endif %}{% endfor %}
</ul>
{% blocktranslate trimmed count days=days context "clock" %}
      {{ days }} day
    late
  {% plural %}
    {{ days }} days late
{% endblocktranslate %}
{% blocktranslate trimmed with name=person.name %}
    For {{ name }},
    100% sure.
{% endblocktranslate %}
{% include "x.html" with label=_("Whose turn") only %}
{{ value|default:_("nothing yet") }}
{# Translators: not a string #}
"""


def test_a_template_gives_its_strings_whatever_its_indentation() -> None:
    assert set(catalogues.template_strings(INDENTED)) == {
        ("Served", None),
        ("Served", "a letter"),
        (("%(days)s day late", "%(days)s days late"), "clock"),
        ("For %(name)s, 100%% sure.", None),
        ("Whose turn", None),
        ("nothing yet", None),
    }


def test_code_gives_its_strings_lazy_plural_and_with_context() -> None:
    source = b"""
label = _("Desk")
lazy = gettext_lazy("One " "sentence")
late = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
due = pgettext_lazy("due day", "By")
plain = "not marked"
"""
    assert list(catalogues.strings(source)) == [
        ("Desk", None),
        ("One sentence", None),
        (("%(days)s day late", "%(days)s days late"), None),
        ("By", "due day"),
    ]


def catalogue(*messages: tuple[str | tuple[str, str], str | tuple[str, ...]], context: str | None = None) -> Catalog:
    """Returns a catalogue of texts and translations."""
    made = Catalog(locale="zh_Hans", fuzzy=False)
    for text, translation in messages:
        made.add(text, translation, context=context)
    return made


def test_merging_keeps_translations_and_drops_what_is_no_longer_said() -> None:
    merged = catalogues.merge(catalogue(("Desk", ""), ("Units", "")), catalogue(("Desk", "案头"), ("Gone", "没有了")))
    assert [(message.id, message.string) for message in catalogues.messages(merged)] == [
        ("Desk", "案头"),
        ("Units", None),
    ]


def test_merging_never_guesses_from_a_similar_text() -> None:
    merged = catalogues.merge(catalogue(("Suggestion list", "")), catalogue(("Suggestions list", "检察建议")))
    assert catalogues.faults(merged) == ["untranslated: 'Suggestion list'"]


def test_the_same_word_in_two_contexts_is_two_messages() -> None:
    collected = catalogue(("By", ""))
    collected.add("By", "", context="due day")
    merged = catalogues.merge(collected, catalogue(("By", "最迟"), context="due day"))
    assert catalogues.faults(merged) == ["untranslated: 'By'"]


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("Desk", "案头", ""),
        ("Desk", "", "untranslated"),
        ("%(days)s left", "还有%(days)s天", ""),
        ("%(days)s left", "还有%(day)s天", "placeholders differ"),
        ("%(days)s left", "还有几天", "placeholders differ"),
        ("{name} says", "{name}说", ""),
        ("{name} says", "{}说", "placeholders differ"),
        (("one day", "%(days)s days"), ("%(days)s天",), ""),
        (("one day", "%(days)s days"), ("几天",), "placeholders differ"),
        ("100%% sure", "100%%确定", ""),
        ("Desk, list", "案头，列表（第2页）", ""),
        ("Desk, list", "案头,列表", "half-width sign in Chinese"),
        ("Desk (list)", "案头 (列表)", "half-width sign in Chinese"),
    ],
)
def test_a_translation_is_there_and_keeps_its_placeholders(
    text: str | tuple[str, str], translation: str | tuple[str, ...], fault: str
) -> None:
    [message] = catalogues.messages(catalogue((text, translation)))
    assert catalogues.fault_of(message) == fault


def test_a_guess_is_not_a_translation() -> None:
    guessed = Catalog(locale="zh_Hans", fuzzy=False)
    guessed.add("Desk", "桌子", flags={"fuzzy"})
    assert catalogues.faults(guessed) == ["fuzzy: 'Desk'"]


def test_the_file_is_sorted_and_carries_no_places() -> None:
    text = catalogues.written(catalogue(("Units", "单位"), ("Desk", "案头"))).decode()
    assert text.index('msgid "Desk"') < text.index('msgid "Units"')
    assert "#:" not in text
    assert "Date" not in text


@pytest.fixture
def project(tmp_path: Path, settings: Settings) -> Path:
    """A project with one string in code and one in a template, its catalogue collected but untranslated."""
    settings.LANGUAGES = [("zh-hans", "Chinese"), ("en", "English")]
    (tmp_path / "desk").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "desk" / "views.py").write_text('title = _("Desk")\n')
    (tmp_path / "templates" / "desk.html").write_text('{% load i18n %}\n   {% translate "Units" %}\n')
    call_command("messages", root=tmp_path, verbosity=0)
    return tmp_path


def test_every_language_but_the_source_has_its_catalogue_and_its_own_name() -> None:
    languages = {code for code, _name in installed.LANGUAGES}
    assert set(OWN_NAMES) == languages
    assert {code for code in languages if not (installed.BASE_DIR / catalogues.po_of(code)).exists()} == {"en"}


def test_a_language_that_is_added_gets_a_catalogue_with_its_own_plurals(project: Path, settings: Settings) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ru", "Russian")]
    call_command("messages", root=project, verbosity=0)
    text = (project / "locale/ru/LC_MESSAGES/django.po").read_text()
    assert "Language: ru" in text
    assert "nplurals=3" in text
    assert 'msgid "Desk"' in text
    translate(project, Desk="案头", Units="单位")
    with pytest.raises(CommandError, match="2 faults"):
        call_command("messages", "--check", root=project)


def translate(project: Path, **translations: str) -> None:
    """Writes translations into the catalogue by hand, as a person does."""
    path = project / "locale/zh_Hans/LC_MESSAGES/django.po"
    text = path.read_text()
    for source, translation in translations.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"')
    path.write_text(text)


def test_the_check_names_what_is_untranslated(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(project, Desk="案头")
    with pytest.raises(CommandError):
        call_command("messages", "--check", root=project)
    assert "untranslated: 'Units'" in capsys.readouterr().out


def test_what_was_written_since_is_compiled_once_and_whole(project: Path) -> None:
    translate(project, Desk="案头", Units="单位")
    call_command("messages", "--compile", root=project)
    compiled = (project / catalogues.po_of("zh-hans")).with_suffix(".mo")
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Desk") == "案头"
    first = compiled.stat().st_mtime_ns
    call_command("messages", "--compile", root=project)
    assert compiled.stat().st_mtime_ns == first
    assert [path.name for path in compiled.parent.iterdir() if path.suffix == ".part"] == []


def test_the_check_notices_a_new_string(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(project, Desk="案头", Units="单位")
    call_command("messages", root=project)
    (project / "desk" / "forms.py").write_text('label = _("Reason")\n')
    with pytest.raises(CommandError):
        call_command("messages", "--check", root=project)
    assert "out of date: django.po" in capsys.readouterr().out


def test_the_check_changes_nothing_and_passes_when_all_is_well(project: Path) -> None:
    translate(project, Desk="案头", Units="单位")
    call_command("messages", root=project)
    files = sorted((project / "locale").rglob("django.*"))
    before = [path.read_bytes() for path in files]
    call_command("messages", "--check", root=project)
    assert len(files) == 2
    assert [path.read_bytes() for path in files] == before


def test_articles_are_cited_in_chinese_in_one_form() -> None:
    """第十六条第二款第（五）项: numerals in Chinese, an item in brackets, as official documents of the house write it."""
    catalogue = Path("locale/zh_Hans/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    chinese = [line for line in catalogue.splitlines() if not line.startswith(("msgid", "#", "msgctxt"))]
    wrong = re.compile(r"第\d+[条款]|[条款]第[一二三四五六七八九十\d]+项")
    assert [line for line in chinese if wrong.search(line)] == []
    law = [path for folder in ("suggestions", "followups") for path in (Path(folder) / "rules").glob("*.py")]
    templates = list(Path("templates/documents").glob("*.txt"))
    assert [path.name for path in (*law, *templates) if wrong.search(path.read_text(encoding="utf-8"))] == []
