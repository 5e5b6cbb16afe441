"""Which procuratorates a list or a figure covers: all that may be seen, one alone, or one with all below it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from organs import numerals
from organs.access import Access
from organs.models import Procuratorate
from organs.models.procuratorate import DEPTHS
from organs.origins import Origin

EVERYTHING = "all"


class UnknownScope(LookupError):
    """There is no such procuratorate, or the person is not set above it."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Without a procuratorate: everything that may be seen. `alone` leaves out what is below."""

    procuratorate: Procuratorate | None = None
    alone: bool = False

    @property
    def value(self) -> str:
        """Returns the scope as it stands in an address: all, at-12, below-12."""
        if self.procuratorate is None:
            return EVERYTHING
        return f"{'at' if self.alone else 'below'}-{self.procuratorate.pk}"

    @property
    def where(self) -> Q:
        """Returns the filter on suggestions: one equality, on the column of the procuratorate's depth."""
        if self.procuratorate is None:
            return Q()
        if self.alone:
            return Q(procuratorate_id=self.procuratorate.pk)
        return Q(**{f"anc{self.procuratorate.depth}": self.procuratorate.pk})


EVERYWHERE = Scope()


def default(*, access: Access, origin: str) -> str:
    """Returns the scope of a page opened without one: the own procuratorate and all below; of what is published, all."""
    if origin == Origin.PUBLISHED or access.main is None or access.main.procuratorate_id is None:
        return EVERYTHING
    return f"below-{access.main.procuratorate_id}"


def find(*, access: Access, origin: str, value: str) -> Scope:
    """Returns the scope of an address; raises UnknownScope for what is not one or lies outside the person's posts."""
    value = value or default(access=access, origin=origin)
    if value == EVERYTHING:
        return EVERYWHERE
    word, _dash, written = value.partition("-")
    key = numerals.key_of(written)
    if word not in {"at", "below"} or key is None:
        raise UnknownScope(value)
    found = Procuratorate.objects.filter(pk=key).first()
    if found is None or not (origin == Origin.PUBLISHED or is_within(access=access, procuratorate=found)):
        raise UnknownScope(value)
    return Scope(procuratorate=found, alone=word == "at")


def is_within(*, access: Access, procuratorate: Procuratorate) -> bool:
    """Tells whether the procuratorate is one of the person's posts or lies below one."""
    return any(post.depth and procuratorate.ancestors[post.depth - 1] == post.procuratorate_id for post in access.posts)


def around(*, access: Access, origin: str, scope: Scope) -> list[Procuratorate]:
    """Returns what a choice of scope offers: the way down to the present one and what lies directly below, by code."""
    present = scope.procuratorate
    wanted = Q(pk__in=access.procuratorate_ids)
    if present is not None:
        wanted |= Q(pk__in=[key for key in present.ancestors if key]) | Q(parent=present)
    elif origin == Origin.PUBLISHED:
        wanted |= Q(depth__lte=2)
    found = Procuratorate.objects.filter(wanted).order_by("depth", "region_code", "code")
    return [row for row in found if origin == Origin.PUBLISHED or is_within(access=access, procuratorate=row)]


def below(procuratorate: Procuratorate) -> list[Procuratorate]:
    """Returns the procuratorates directly below, by the code of their region, never by a figure."""
    return list(Procuratorate.objects.filter(parent=procuratorate).order_by("region_code", "code"))


def has_below(scope: Scope) -> bool:
    """Tells whether the scope can hold more than one procuratorate."""
    place = scope.procuratorate
    return place is not None and not scope.alone and place.depth < len(DEPTHS)


def named(keys: Iterable[int | None]) -> list[Procuratorate]:
    """Returns the procuratorates of these ids, by the code of their region."""
    return list(Procuratorate.objects.filter(pk__in=[key for key in keys if key]).order_by("region_code", "code"))
