"""Nothing crosses in the sample world that is declared to stay: every page of the recipients' site, and every document."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from organs.roles import UNIT_ROLES
from tests import traced_columns
from tests.desk import sample_cases
from tests.desk.addresses import ADDRESSES
from tests.desk.sample_cases import Choice, Reader
from tests.traced_columns import may_not_be_printed, may_not_be_shown

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# A file is read as the facts of its document; it has no text of its own here.
FILES = {"file", "document", "document-page", "portal-bundle"}


def addresses(reader: Reader, choice: Choice) -> Iterator[tuple[str, str]]:
    """Yields every page that a person may open, with its path."""
    for name, address in ADDRESSES.items():
        if name not in FILES and address.who(reader.access):
            for _label, arguments in address.objects(reader, choice):
                yield name, reverse(name, args=arguments)


def test_nothing_crosses_that_is_declared_to_stay(sample_world, settings, record_property):
    settings.FILES = sample_world
    traces, rows = traced_columns.mark(), sample_cases.suggestions()
    of_roles = [Choice(role, rows) for role in sorted(UNIT_ROLES)]
    pages, shown, wrong = 0, set(), set()
    for reader, choice in ((reader, each) for each in of_roles for reader in each.readers):
        client = traced_columns.browser(reader.person)
        for name, path in addresses(reader, choice):
            found = traces.found_in(traced_columns.page(client, path))
            pages += 1
            shown |= {traced.name for traced in found}
            wrong |= {f"{name} {traced.name}" for traced in found if may_not_be_shown(traced, to=reader.person.pk)}
    facts = list(traced_columns.facts_of(rows, traces))
    wrong |= {f"{kind} {traced.name}" for kind, to, traced in facts if may_not_be_printed(traced, to)}
    printed = {traced.name for _kind, _to, traced in facts}
    assert wrong == set()
    assert len(shown) > 20
    assert len(printed) > 50
    record_property(
        "summary",
        f"{len(traces.columns)} personal texts marked ({len(traces.unmarked)} have no row or take no mark): {len(shown)}"
        f" shown on {pages} pages of the recipients' site, {len(printed)} printed in documents, none that stays",
    )
