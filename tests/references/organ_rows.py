"""Rows of offices and units, made from plain numbers: which office stands directly above which."""

from collections.abc import Iterable, Mapping

from organs.models import Line, Procuratorate, Unit

FIRST_NUMBER = 1_000_000  # beyond every number that the database gives by itself

type Parents = Mapping[int, int | None]


def path_to(office: int, parents: Parents) -> list[int]:
    """Returns the offices above, the highest first, and the office itself last."""
    path = [office]
    while (parent := parents[path[0]]) is not None:
        path.insert(0, parent)
    return path


def place(office: int, parents: Parents) -> dict[str, int]:
    """Returns the columns that say where in today's tree an office stands."""
    path = path_to(office, parents)
    return {"depth": len(path)} | {f"anc{depth}": key for depth, key in enumerate(path, start=1)}


def make_offices(parents: Parents) -> None:
    line = Line.objects.get_or_create(code="territorial", defaults={"zh": "地方", "en": "Territorial"})[0]
    Procuratorate.objects.bulk_create(
        Procuratorate(
            pk=office,
            code=str(office),
            name=f"院{office}",
            level="basic",
            line=line,
            parent_id=parents[office],
            origin="live",
            **place(office, parents),
        )
        for office in parents
    )


def make_units(keys: Iterable[int], *, origin: str = "live", sole_traders: Iterable[int] = ()) -> None:
    are_traders = set(sole_traders)
    Unit.objects.bulk_create(
        Unit(pk=key, name=f"单位{key}", kind="other", origin=origin, is_sole_trader=key in are_traders) for key in keys
    )
