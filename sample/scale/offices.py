"""Procuratorates in four levels with their people, and the units below them: many, under names that are no place's."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from organs import sample_people
from organs.models import Department, Line, Person, Post, Procuratorate, Unit, UnitOffice
from organs.models.procuratorate import DEPTHS, Level
from organs.origins import Origin
from organs.roles import Role, Side
from sample.scale import ids

#: All codes and sign-in names of a stock begin with it: no area's code does.
MARK = "S"
SINCE = date(2018, 1, 1)
PREFECTURES, COUNTIES = 12, 9
MOST_COUNTIES = 31 * PREFECTURES * COUNTIES
UNITS_OF_A_COUNTY = 29
DEPARTMENT = "第一检察部"
#: Who works in each office, each once; who plays the same role in a pattern is replaced by them.
STAFF = (
    Role.PROSECUTOR,
    Role.ASSISTANT,
    Role.DEPARTMENT_HEAD,
    Role.POLICY_REVIEWER,
    Role.CHIEF,
    Role.DEPUTY_CHIEF,
    Role.COMMITTEE_SECRETARY,
    Role.REGISTRAR,
    Role.CASE_MANAGER,
)
OF_A_DEPARTMENT = frozenset({Role.PROSECUTOR, Role.ASSISTANT, Role.DEPARTMENT_HEAD})
FIELDS = ("市场监督管理局", "水利局", "教育局", "住房和城乡建设局", "自然资源局", "民政局", "农业农村局", "交通运输局")


@dataclass(frozen=True, slots=True)
class CopiedUnit:
    """A unit as a copied letter names it, and who reads it there."""

    id: int
    name: str
    liaison_id: int
    liaison_name: str


@dataclass(frozen=True, kw_only=True)
class CopiedOffice:
    """A procuratorate as a copied case names it: who sits there by role, and to which units it writes."""

    office: Procuratorate
    department_id: int
    people: dict[str, tuple[int, str]] = field(default_factory=dict)
    units: list[CopiedUnit] = field(default_factory=list)


def found(*, at: datetime, counties: int) -> list[CopiedOffice]:
    """Makes the tree with so many counties, their people, units and liaisons; returns a desk of each procuratorate."""
    offices = list(_tree(counties))
    Procuratorate.objects.bulk_create(offices, batch_size=1000)
    first = ids.reserve(Department._meta.db_table, len(offices))
    Department.objects.bulk_create(
        [Department(id=first + n, procuratorate=office, name=DEPARTMENT) for n, office in enumerate(offices)],
        batch_size=1000,
    )
    desks = [CopiedOffice(office=office, department_id=first + n) for n, office in enumerate(offices)]
    _employ(desks, at=at)
    _register_units([desk for desk in desks if desk.office.level == Level.BASIC], at=at)
    return desks


def _tree(counties: int) -> Iterator[Procuratorate]:
    """Yields provinces, their prefectures and their counties, until there are so many counties."""
    supreme = Procuratorate.objects.get(parent__isnull=True, level=Level.SUPREME)
    line = Line.objects.get(code="territorial")
    count = itertools.count(ids.reserve(Procuratorate._meta.db_table, 2 * counties + 100))

    def office(code: str, area: str, level: Level, parent: Procuratorate) -> Procuratorate:
        row = Procuratorate(
            id=next(count),
            code=code,
            name=f"{area}人民检察院",
            short_name=f"样{code[1:]}检",
            level=level,
            line=line,
            region_code=code[1:],
            region_name=area,
            parent=parent,
            depth=parent.depth + 1,
            origin=Origin.SAMPLE,
        )
        for depth in DEPTHS:
            setattr(row, f"anc{depth}", getattr(parent, f"anc{depth}"))
        setattr(row, f"anc{row.depth}", row.pk)
        return row

    left = counties
    for province in itertools.count(1):
        if not left:
            return
        first = office(f"{MARK}{province:02}", f"样本第{province}省", Level.PROVINCIAL, supreme)
        yield first
        for prefecture in range(1, PREFECTURES + 1):
            if not left:
                return
            second = office(
                f"{first.code}{prefecture:02}", f"{first.region_name}{prefecture}市", Level.PREFECTURE, first
            )
            yield second
            for county in range(1, min(COUNTIES, left) + 1):
                left -= 1
                yield office(f"{second.code}{county:02}", f"{second.region_name}{county}县", Level.BASIC, second)


def _employ(desks: list[CopiedOffice], *, at: datetime) -> None:
    """Gives each office one person of each role, with the printed password of the sample people."""
    password = make_password(sample_people.PASSWORD)
    first = ids.reserve(Person._meta.db_table, len(desks) * len(STAFF))
    people, posts = [], []
    for place, (desk, role) in enumerate(itertools.product(desks, STAFF)):
        person = Person(
            id=first + place,
            username=f"{desk.office.code.lower()}-{role.value.replace('_', '-')}",
            name=f"样本{desk.office.code[1:]}号{role.label}"[:60],
            password=password,
            created_at=at,
            origin=Origin.SAMPLE,
        )
        people.append(person)
        is_of_department = role in OF_A_DEPARTMENT
        posts.append(
            Post(
                person=person,
                side=Side.OFFICE,
                role=role,
                procuratorate=desk.office,
                department_id=desk.department_id if is_of_department else None,
                from_on=SINCE,
            )
        )
        desk.people[role.value] = (person.pk, person.name)
    Person.objects.bulk_create(people, batch_size=2000)
    Post.objects.bulk_create(posts, batch_size=2000)


def _register_units(desks: list[CopiedOffice], *, at: datetime) -> None:
    """Gives each county its units, each with one liaison."""
    first = ids.reserve(Unit._meta.db_table, len(desks) * UNITS_OF_A_COUNTY)
    person = ids.reserve(Person._meta.db_table, len(desks) * UNITS_OF_A_COUNTY)
    units, offices, people, posts = [], [], [], []
    for place, (desk, number) in enumerate(itertools.product(desks, range(UNITS_OF_A_COUNTY))):
        area, field_ = desk.office.region_name, FIELDS[number % len(FIELDS)]
        rest = number // len(FIELDS)
        name = f"{area}{field_}" + (f"第{rest}分局" if rest else "")
        unit = Unit(
            id=first + place,
            name=name,
            kind="government_department",
            level="basic",
            region_code=desk.office.region_code,
            region_name=area,
            origin=Origin.SAMPLE,
        )
        liaison = Person(
            id=person + place,
            username=f"{desk.office.code.lower()}-liaison-{number + 1}",
            name=f"样本单位联络人{place + 1}",
            password=make_password(None),
            created_at=at,
            origin=Origin.SAMPLE,
        )
        units.append(unit)
        people.append(liaison)
        offices.append(UnitOffice(unit=unit, procuratorate=desk.office, since=at))
        posts.append(Post(person=liaison, side=Side.UNIT, role=Role.LIAISON, unit=unit, from_on=SINCE))
        desk.units.append(CopiedUnit(unit.pk, unit.name, liaison.pk, liaison.name))
    Unit.objects.bulk_create(units, batch_size=2000)
    Person.objects.bulk_create(people, batch_size=2000)
    UnitOffice.objects.bulk_create(offices, batch_size=2000)
    Post.objects.bulk_create(posts, batch_size=2000)
