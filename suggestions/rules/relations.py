"""How a person can stand to a suggestion, as a table: who does, from which stage it shows the case, and how far.

What each relation may do is in the lifecycle tables; what a row means in SQL is in suggestions/models/standing.py.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, IntEnum, auto

from django.utils.translation import gettext_lazy as _

from organs.roles import CHIEFS, OPENING, PROSECUTING, Role, Work
from organs.words import Words
from suggestions.rules.states import DOCUMENT


class Visibility(IntEnum):
    """How much is shown, each level holding the one before."""

    NOTHING = 0
    LETTER = 1
    RECIPIENT = 2
    OFFICE = 3
    INTERNAL = 4


# What was published is public: every office may read it [D].
PUBLISHED_VISIBILITY = Visibility.OFFICE


class Who(Enum):
    """By what a person stands so: by a post, by the case itself, or by a unit. Where a post counts, a row may name its roles."""

    POST = auto()  # in the suggestion's own procuratorate
    POST_IN_DEPARTMENT = auto()  # there, in the suggestion's department; where either names none, in all departments
    POST_ABOVE = auto()  # in any procuratorate above
    POST_NEXT_HIGHER = auto()  # in the procuratorate next above
    # there, where something of a case that is still a draft waits for a decision: of the chief procurator, of the committee
    POST_FOR_DECISION = auto()
    POST_FOR_RESOLUTION = auto()
    # in the own procuratorate, for what nobody handles any more, and no head of its department would find
    POST_FOR_NOBODY = auto()
    POST_JOINT = auto()  # in a procuratorate that issues the letter jointly
    POST_REPORTED_TO = auto()  # in the procuratorate to which an approved text was reported
    POST_ASKED = auto()  # in a procuratorate that was asked for its opinion (P19 Art. 3)
    POST_DRAFTED = auto()  # in the procuratorate that drafted it, where another took it up
    HANDLING_PROSECUTOR = auto()
    CASE_MEMBER = auto()
    RECIPIENT_UNIT = auto()
    COPIED_UNIT = auto()


@dataclass(frozen=True, kw_only=True)
class Stage:
    """From when on a relation shows the case: in some states of its document, or once the recipient was told of its letter."""

    states: frozenset[str] = frozenset()
    is_disclosure: bool = False

    def is_reached(self, *, state: str, is_disclosed: bool) -> bool:
        """Tells whether a suggestion whose document is in that state has come so far."""
        return is_disclosed if self.is_disclosure else state in self.states


ALWAYS = Stage(states=frozenset(DOCUMENT))
DRAFT = Stage(states=frozenset({"draft"}))
SUBMITTED = Stage(states=ALWAYS.states - {"draft"})
UNISSUED = Stage(states=DOCUMENT.of("before issue"))
READY = Stage(states=frozenset({"approved"}))
APPROVED = Stage(states=DOCUMENT.of("left") | {"approved"})
OUT = Stage(states=DOCUMENT.of("left"))
DISCLOSED = Stage(is_disclosure=True)


@dataclass(frozen=True, kw_only=True)
class Relation:
    """One row; without `roles`, every post counts. `acts`: work of the office waits for who stands so.

    `is_reminded`: rules of reminding may name it. `work` is the kind of work to which it belongs while somebody is away, and
    `deputies` the roles of whom one may name for it: who could do it by an own post, or stands above. Without them nobody stands in.
    """

    key: str
    label: Words
    who: Who
    roles: tuple[Role, ...] = ()
    stage: Stage
    visibility: Visibility
    acts: bool = False
    is_reminded: bool = False
    work: Work | None = None
    deputies: tuple[Role, ...] = ()

    @property
    def ends_by_recusal(self) -> bool:
        """Tells whether who is kept off a case stands so no longer: in every relation that takes steps for the office."""
        return self.acts or self.work is not None


HIGHER_ROLES = (Role.POLICY_REVIEWER, Role.CASE_MANAGER, Role.DEPARTMENT_HEAD, *CHIEFS)

ROWS: tuple[Relation, ...] = (
    Relation(
        key="handling",
        label=_("Handling prosecutor"),
        who=Who.HANDLING_PROSECUTOR,
        stage=ALWAYS,
        visibility=Visibility.INTERNAL,
        acts=True,
        is_reminded=True,
        work=Work.CASES,
        deputies=PROSECUTING,
    ),
    Relation(
        key="team",
        label=_("Member of the case group"),
        who=Who.CASE_MEMBER,
        stage=ALWAYS,
        visibility=Visibility.INTERNAL,
        acts=True,
        is_reminded=True,
        work=Work.CASES,
        deputies=OPENING,
    ),
    Relation(
        key="head",
        label=_("Department head"),
        who=Who.POST_IN_DEPARTMENT,
        roles=(Role.DEPARTMENT_HEAD,),
        stage=ALWAYS,
        visibility=Visibility.INTERNAL,
        acts=True,
        is_reminded=True,
        work=Work.HEADING,
        deputies=(Role.DEPARTMENT_HEAD, *CHIEFS),
    ),
    Relation(
        key="policy",
        label=_("Legal-policy reviewer"),
        who=Who.POST,
        roles=(Role.POLICY_REVIEWER,),
        stage=SUBMITTED,
        visibility=Visibility.INTERNAL,
        acts=True,
        is_reminded=True,
        work=Work.POLICY,
        deputies=(Role.POLICY_REVIEWER,),
    ),
    Relation(
        key="chief",
        label=_("Chief procurator, or a deputy who is charged with it"),
        who=Who.POST,
        roles=CHIEFS,
        stage=SUBMITTED,
        visibility=Visibility.INTERNAL,
        acts=True,
        is_reminded=True,
        work=Work.DECIDING,
        deputies=CHIEFS,
    ),
    # A draft is shown to no chief; but one that belongs to nobody must stand on somebody's desk (design 6).
    Relation(
        key="keeper",
        label=_("Chief procurator or charged deputy, for a draft that belongs to nobody"),
        who=Who.POST_FOR_NOBODY,
        roles=CHIEFS,
        stage=DRAFT,
        visibility=Visibility.INTERNAL,
        acts=True,
        work=Work.DECIDING,
        deputies=CHIEFS,
    ),
    Relation(
        key="secretary",
        label=_("Secretary of the committee"),
        who=Who.POST,
        roles=(Role.COMMITTEE_SECRETARY,),
        stage=SUBMITTED,
        visibility=Visibility.INTERNAL,
        acts=True,
        work=Work.COMMITTEE,
        deputies=(Role.COMMITTEE_SECRETARY,),
    ),
    # Nor to chief and committee, until something of the draft is put to them: a recusal, or to the chief an investigation.
    Relation(
        key="draft_chief",
        label=_("Chief procurator or charged deputy, for what waits for a decision in a draft"),
        who=Who.POST_FOR_DECISION,
        roles=CHIEFS,
        stage=DRAFT,
        visibility=Visibility.INTERNAL,
        acts=True,
        work=Work.DECIDING,
        deputies=CHIEFS,
    ),
    Relation(
        key="draft_secretary",
        label=_("Secretary of the committee, for what waits for a decision in a draft"),
        who=Who.POST_FOR_RESOLUTION,
        roles=(Role.COMMITTEE_SECRETARY,),
        stage=DRAFT,
        visibility=Visibility.INTERNAL,
        acts=True,
        work=Work.COMMITTEE,
        deputies=(Role.COMMITTEE_SECRETARY,),
    ),
    Relation(
        key="registrar",
        label=_("Office (seal and numbers)"),
        who=Who.POST,
        roles=(Role.REGISTRAR,),
        stage=APPROVED,
        visibility=Visibility.OFFICE,
        acts=True,
        is_reminded=True,
        work=Work.REGISTRY,
        deputies=(Role.REGISTRAR,),
    ),
    Relation(
        key="case_manager",
        label=_("Case management"),
        who=Who.POST,
        roles=(Role.CASE_MANAGER,),
        stage=ALWAYS,
        visibility=Visibility.INTERNAL,
        acts=True,
        is_reminded=True,
        work=Work.CASE_MANAGEMENT,
        deputies=(Role.CASE_MANAGER,),
    ),
    Relation(
        key="own",
        label=_("Own procuratorate"),
        who=Who.POST,
        stage=OUT,
        visibility=Visibility.OFFICE,
    ),
    Relation(
        key="above",
        label=_("Procuratorate above"),
        who=Who.POST_ABOVE,
        stage=OUT,
        visibility=Visibility.OFFICE,
    ),
    Relation(
        key="supervising",
        label=_("Case management of a procuratorate above"),
        who=Who.POST_ABOVE,
        roles=(Role.CASE_MANAGER,),
        stage=OUT,
        visibility=Visibility.OFFICE,
        work=Work.CASE_MANAGEMENT,
        deputies=(Role.CASE_MANAGER,),
    ),
    Relation(
        key="higher",
        label=_("Next-higher procuratorate"),
        who=Who.POST_NEXT_HIGHER,
        roles=HIGHER_ROLES,
        stage=OUT,
        visibility=Visibility.OFFICE,
        acts=True,
        is_reminded=True,
    ),
    Relation(
        key="joint",
        label=_("Chief procurator of a joint issuer"),
        who=Who.POST_JOINT,
        roles=CHIEFS,
        stage=APPROVED,
        visibility=Visibility.INTERNAL,
        acts=True,
    ),
    Relation(
        key="joint_office",
        label=_("Joint issuer"),
        who=Who.POST_JOINT,
        stage=OUT,
        visibility=Visibility.OFFICE,
    ),
    Relation(
        key="reported_to",
        label=_("Chief procurator of the office to which it was reported"),
        who=Who.POST_REPORTED_TO,
        roles=CHIEFS,
        stage=READY,
        visibility=Visibility.INTERNAL,
        acts=True,
    ),
    Relation(
        key="asked_office",
        label=_("Chief procurator of the office whose opinion is asked"),
        who=Who.POST_ASKED,
        roles=CHIEFS,
        stage=UNISSUED,
        visibility=Visibility.INTERNAL,
        acts=True,
    ),
    Relation(
        key="drafted",
        label=_("Procuratorate that reported it upward"),
        who=Who.POST_DRAFTED,
        stage=OUT,
        visibility=Visibility.OFFICE,
    ),
    Relation(
        key="unit",
        label=_("Recipient unit"),
        who=Who.RECIPIENT_UNIT,
        stage=DISCLOSED,
        visibility=Visibility.RECIPIENT,
        is_reminded=True,
    ),
    Relation(
        key="copied",
        label=_("Copied unit"),
        who=Who.COPIED_UNIT,
        stage=OUT,
        visibility=Visibility.LETTER,
    ),
)

BY_KEY = {row.key: row for row in ROWS}


def works_of(roles: Collection[str]) -> dict[Work, frozenset[Role]]:
    """Returns the kinds of work that posts of these roles bring, each with the roles of whom one may name as deputy for it.

    What the roles of who is away do not allow is lent to nobody: for an assistant's part of a case an assistant stands in, for a
    prosecutor's somebody who may handle it.
    """
    found: dict[Work, frozenset[Role]] = {}
    for row in ROWS:
        if row.work is not None and not set(roles).isdisjoint(row.roles or row.deputies):
            found[row.work] = found.get(row.work, frozenset(Role)) & frozenset(row.deputies)
    return found
