"""What waits for a second administrator in the sample world, and what was decided: posts, and the head of a unit."""

from datetime import datetime

from organs import clock
from organs.actions import people, posts, proposals
from organs.models import Proposal
from organs.origins import Origin
from organs.roles import Role
from sample.evidence import scan
from sample.places import MULEI
from sample.stage import World
from suggestions.actions import unit_heads

HEAD_UNIT, HEAD_NAME = "ml-gas", "单位负责人乙"


def make(*, world: World, at: datetime) -> None:
    """Lets two proposals wait, and has one confirmed and one declined."""
    _propose(world, at, by="admin", person="assistant", role=Role.PROSECUTOR, place=MULEI)
    declined = _propose(world, at, by="admin", person="analyst", role=Role.CASE_MANAGER, place=MULEI)
    proposals.refuse(
        access=world.access("spp-security"), at=at, proposal=declined, reason="案件管理岗位已有人员，请说明增设理由。"
    )
    confirmed = _propose(world, at, by="spp-admin", person="ah-cases", role=Role.ANALYST, place="34")
    posts.confirm(access=world.access("spp-security"), at=at, proposal=confirmed)
    _propose_head(world, at)


def _propose(world: World, at: datetime, *, by: str, person: str, role: Role, place: str) -> Proposal:
    return posts.propose(
        access=world.access(by),
        at=at,
        person=world.people[person],
        role=role,
        from_on=clock.civil_day(at),
        procuratorate=world.places[place],
    )


def _propose_head(world: World, at: datetime) -> None:
    """A head whom the slip of Mulei let in, with the sealed paper that waits for a second administrator."""
    office, unit = world.places[MULEI], world.units[HEAD_UNIT]
    password = world.people["liaison8"].password
    person = people.admit(
        access=None,
        at=at,
        username="unit-head2",
        name=HEAD_NAME,
        password=password,
        is_hashed=True,
        origin=Origin.SAMPLE,
    )
    post = posts.seat_in_unit(access=None, at=at, person=person, role=Role.UNIT_HEAD, unit=unit, letters_of=office)
    unit_heads.propose(access=world.access("admin"), at=at, post=post, paper=scan("负责人证明"))
