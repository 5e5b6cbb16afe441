"""docs/lifecycle.md says what the tables say."""

import re

from tests.docs import lifecycle_page


def test_the_page_is_what_the_tables_give():
    written = lifecycle_page.PAGE.read_text(encoding="utf-8")
    assert written == lifecycle_page.page(), "python -m tests.docs.lifecycle_page writes it anew"


def test_every_step_of_every_track_has_its_row():
    sections = re.split(r"^## ", lifecycle_page.page(), flags=re.MULTILINE)[1:]
    rows = {section.split("\n", 1)[0]: re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) for section in sections}
    expected = {track: [step.key for _table, step in steps] for track, steps in lifecycle_page.tracks().items()}
    assert rows == expected


def test_an_arrow_leads_to_every_state_and_to_nothing_else():
    for section in re.split(r"^## ", lifecycle_page.page(), flags=re.MULTILINE)[1:]:
        states = set(re.findall(r"^  (\w+): ", section, re.MULTILINE)) - {lifecycle_page.SEVERAL}
        choices = set(re.findall(r"^  state (\w+) <<choice>>", section, re.MULTILINE))
        reached = set(re.findall(r"--> (\w+)", section))
        assert reached == states | choices, section.split("\n", 1)[0]


def test_no_words_of_a_diagram_hold_a_sign_that_ends_them():
    for diagram in re.findall(r"```mermaid\n(.*?)```", lifecycle_page.page(), re.DOTALL):
        for line in diagram.splitlines():
            assert line.count(":") <= 1, line
            assert ";" not in line, line
