"""What is installed can be brought to the head: dumps of earlier shapes are migrated, and keep every chain of events."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from procuracy import backups
from suggestions.documents import content
from suggestions.models import (
    Attachment,
    Clock,
    Document,
    Event,
    Filing,
    LetterVersion,
    Revision,
    Service,
    Suggestion,
)
from suggestions.rules import digests
from suggestions.rules.kinds import KINDS
from suggestions.rules.part_names import PartName
from tests.another_database import another_database

DUMPS = sorted((Path(__file__).parents[1] / "data").glob("*.dump"))

pytestmark = pytest.mark.slow


def test_there_is_a_dump_of_the_first_shape_and_it_is_small():
    assert [dump.name for dump in DUMPS][:1] == ["sample_world_0001.dump"]
    assert all(dump.stat().st_size <= 5_000_000 for dump in DUMPS)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_an_earlier_shape_is_brought_to_the_head_and_its_ledger_holds(
    dump: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str
):
    with django_db_blocker.unblock(), another_database(connection, name=f"earlier_{dump.stem}_{worker_id}"):
        address, environment = backups.database_address(connection)
        backups.run(["pg_restore", "--no-owner", "--no-privileges", address, str(dump)], environment=environment)
        call_command("migrate", verbosity=0, interactive=False)
        executor = MigrationExecutor(connection)
        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
        said = io.StringIO()
        call_command("verify_ledger", stdout=said)
        assert (Suggestion.objects.count(), Event.objects.count()) >= (60, 800)
        assert f"{Event.objects.count()}" in said.getvalue()
        assert signed_texts_that_read_otherwise_now() == []
        assert acts_under_rules_of_another_day() == []
        for text in stored_part_names():
            assert str(PartName.parse(text)) == text


def acts_under_rules_of_another_day() -> list[str]:
    """Returns what was done and does not name the version of its kind that was in force on its day."""
    acts = [
        *((each, each.suggestion, each.kind_version, each.attempted_on) for each in Service.objects.all()),
        *((each, each.suggestion, each.kind_version, each.filed_on) for each in Filing.objects.exclude(filed_on=None)),
        *((each, each, each.closing_version, each.closed_on) for each in Suggestion.objects.exclude(closed_on=None)),
        *(
            (each, each, each.opening_version, each.investigation_decided_on)
            for each in Suggestion.objects.exclude(investigation_decided_on=None)
        ),
    ]
    assert len(acts) >= 100
    assert {letter.rules.kind for letter in LetterVersion.objects.all()} <= set(KINDS)
    return [str(each) for each, case, named, day in acts if named != case.family.on(day).key]


def stored_part_names() -> set[str]:
    """Returns every name by which the ledger and what is kept beside it speaks of a part of a suggestion."""
    columns = ((Event, "subject"), (Attachment, "about"), (Document, "about"), (Clock, "about"))
    found = {text for model, column in columns for text in model.objects.values_list(column, flat=True)}
    assert len(found) >= 200
    return found - {"", "resolution"}


def signed_texts_that_read_otherwise_now() -> list[str]:
    """Returns the letters whose text has another digest now than when it was last saved; copies decided since are left out."""
    last = Revision.objects.order_by("letter_id", "-number").distinct("letter_id").select_related("letter__suggestion")
    found, revisions = [], list(last)
    assert len(revisions) >= 50
    for revision in revisions:
        now = content.of_letter(revision.letter)
        now["copies"] = [copy for copy in now["copies"] if copy in revision.content["copies"]]
        if digests.of(now) != revision.digest:
            found.append(str(revision))
    return found
