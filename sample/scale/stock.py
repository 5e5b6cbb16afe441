"""Loads and removes a stock; what hangs on its cases is found by the foreign keys of the tables."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from organs.models import Person, Post, Procuratorate, Unit, UnitOffice
from organs.refusals import Refused
from sample.scale import copies, offices, patterns

#: Of a case, the bytes of its rows on disk with their indexes, to one byte of their text.
ON_DISK = 2.2


def load(*, at: datetime, suggestions: int, seed: int, say: Callable[[str], None]) -> None:
    """Loads so many suggestions. Raises Refused in production, without the sample world, and where a stock is there."""
    if settings.PRODUCTION:
        raise Refused(_("A production installation takes no sample people."))
    if Procuratorate.objects.filter(code__startswith=offices.MARK).exists():
        raise Refused(_("A stock is there already: remove it first (--remove)."))
    known = list(patterns.read_all())
    if not known:
        raise Refused(_("There is no sample world to copy from: load it first (manage.py load_sample_world)."))
    say(f"about {_bytes(known) * suggestions / 1e6:,.0f} MB of disk are needed")
    with transaction.atomic():
        desks = offices.found(at=at, counties=min(offices.MOST_COUNTIES, max(9, suggestions // 300)))
    say(f"{len(desks):,} procuratorates, {sum(len(desk.units) for desk in desks):,} units; {len(known)} patterns")
    copies.write(patterns=known, desks=desks, count=suggestions, seed=seed, say=say)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _bytes(known: list[patterns.Pattern]) -> float:
    """Returns the bytes that a case takes on disk, on average."""
    texts = [
        part
        for pattern in known
        for text in [*pattern.lines.values(), *(each for event in pattern.events for each in event)]
        for part in text
    ]
    return ON_DISK * sum(len(part.encode()) if isinstance(part, str) else 8 for part in texts) / len(known)


def remove() -> None:
    """Removes a stock with all that hangs on its offices, units and people, in one transaction."""
    of_stock = f"SELECT id FROM {_table(Procuratorate)} WHERE code LIKE '{offices.MARK}%'"  # noqa: S608
    units = f"SELECT unit_id AS id FROM {_table(UnitOffice)} WHERE procuratorate_id IN ({of_stock})"  # noqa: S608
    people = (
        f"SELECT person_id AS id FROM {_table(Post)} WHERE procuratorate_id IN ({of_stock}) OR unit_id IN ({units})"  # noqa: S608
    )
    roots: dict[type[models.Model], str] = {Procuratorate: of_stock, Unit: units, Person: people}
    hanging = patterns.tables(*roots, left_out=frozenset())
    with transaction.atomic(), connection.cursor() as cursor:
        for place, model in enumerate(hanging):
            keys = (
                roots.get(model)
                or " UNION ".join(
                    f"SELECT {_key(model)} AS id FROM {_table(model)} WHERE {_name(key)} IN (SELECT id FROM of_stock_{hanging.index(key.related_model)})"  # noqa: S608
                    for key in patterns.keys(model)
                    if key.related_model in hanging[:place]
                )
            )
            cursor.execute(f"CREATE TEMPORARY TABLE of_stock_{place} ON COMMIT DROP AS {keys}")
        for place, model in reversed(list(enumerate(hanging))):
            cursor.execute(
                f"DELETE FROM {_table(model)} USING of_stock_{place} found WHERE {_table(model)}.{_key(model)} = found.id"  # noqa: S608
            )


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _key(model: type[models.Model]) -> str:
    return _name(model._meta.pk)


def _name(column: "models.Field[Any, Any]") -> str:
    return connection.ops.quote_name(patterns.name_of(column))
