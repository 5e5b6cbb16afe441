"""Every picture of docs/ is used and made by the command, and what documents name is there: pictures, links, commands, modules."""

import re
from pathlib import Path

from django.core.management import get_commands

from followups.documents.document_kinds import KINDS
from tests.docs import markdown, pictures
from tests.syntax_trees import PACKAGES

# Pages of docs/ that are written beside this one and linked to already.
# Decisions are never rewritten, and the changelog speaks of the past; recipes name files that do not exist yet.
OF_TODAY = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "design.md", "documents.md", "frontend.md", "reliability.md")


def of_today() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in markdown.documents() if path.name in OF_TODAY)


def shown() -> set[Path]:
    return {path for document in markdown.documents() for path in markdown.targets(document, are_pictures=True)}


def test_every_picture_is_shown_by_a_document_and_none_that_is_shown_is_missing():
    assert shown() == markdown.pictures()


def test_every_picture_is_one_that_the_command_makes():
    made = {pictures.PAGES / f"{picture.name}.png" for picture in pictures.PICTURES}
    made |= {pictures.DOCUMENTS / f"{name}.png" for name in [*KINDS, "letter_signed"]}
    assert made == markdown.pictures()


def test_every_link_leads_to_a_file():
    linked = {
        (document.name, path)
        for document in markdown.documents()
        for path in markdown.targets(document, are_pictures=False)
    }
    assert len(linked) > 20
    missing = [f"{name}: {path}" for name, path in sorted(linked) if not path.exists()]
    assert not missing


def test_a_link_that_leads_nowhere_and_a_missing_picture_are_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "![one](pictures/one.png) [two](two.md#part) [web](https://example.org) [here](#part)\n```\n[no](x)\n```\n"
    )
    assert list(markdown.targets(page, are_pictures=True)) == [tmp_path / "pictures" / "one.png"]
    assert list(markdown.targets(page, are_pictures=False)) == [tmp_path / "two.md"]


def test_every_command_of_manage_py_that_is_named_exists():
    named = set(re.findall(r"manage\.py ([a-z_]+)", of_today()))
    assert len(named) > 10
    assert named <= set(get_commands()), named - set(get_commands())


def test_every_target_of_make_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):", (markdown.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|\d )make ([a-z]+)\b", of_today(), re.MULTILINE))
    assert len(named) > 5
    assert named <= targets, named - targets


def test_every_module_that_is_named_with_its_folder_exists():
    named = set(re.findall(r"`([\w/]+/\w+\.py)`", of_today()))
    assert len(named) > 20
    assert not {path for path in named if not (markdown.ROOT / path).exists()}


def test_every_section_of_the_design_that_the_code_cites_exists():
    sections = re.split(
        r"^## (\d)\. ", (markdown.ROOT / "docs" / "design.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )[1:]
    there = set(sections[::2])
    for number, text in zip(sections[::2], sections[1::2], strict=True):
        there |= {f"{number}.{item}" for item in re.findall(r"^(\d+)\. ", text, re.MULTILINE)}
    sources = [
        path.read_text(encoding="utf-8") for package in PACKAGES for path in (markdown.ROOT / package).rglob("*.py")
    ]
    cited = {number for text in sources for number in re.findall(r"\bdesign(?:\.md)? (\d(?:\.\d+)?)", text)}
    assert len(cited) > 5
    assert cited <= there, cited - there
