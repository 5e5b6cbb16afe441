"""What a proposal would do, in words: the line of the list, and the pairs of its page."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from desk.components import Badge, Pair
from organs.actions import posts
from organs.models import Outcome, Proposal, ProposalKind
from suggestions.actions import wanted_changes
from suggestions.actions.wanted_changes import DaysChange, NoticeChange
from suggestions.rules import rest_days
from suggestions.rules.rest_days import DayKind

BADGES = {
    "": ("wait", "now"),
    Outcome.CONFIRMED: ("check", ""),
    Outcome.REFUSED: ("no", "strong"),
    Outcome.WITHDRAWN: ("open", ""),
}


def what(proposal: Proposal) -> str:
    """Returns the proposal in one line."""
    return LINES[ProposalKind(proposal.kind)](proposal)


def badge(proposal: Proposal) -> Badge:
    icon, tone = BADGES[proposal.outcome]
    text = proposal.get_outcome_display() if proposal.outcome else _("Waits for a second administrator")
    return Badge(text=text, icon=icon, tone=tone)


def pairs(proposal: Proposal) -> list[Pair]:
    """Returns what was proposed, by whom, and what was decided."""
    rows = [
        Pair(label=_("Proposed by"), value=proposal.proposed_by.name),
        *PAIRS[ProposalKind(proposal.kind)](proposal),
    ]
    if proposal.decided_by and proposal.outcome != Outcome.WITHDRAWN:
        rows.append(Pair(label=_("Decided by"), value=proposal.decided_by.name))
    if proposal.reason:
        rows.append(Pair(label=_("Reason"), value=proposal.reason))
    return rows


def _post_line(proposal: Proposal) -> str:
    post = posts.proposed(proposal)
    return _("%(name)s: %(role)s, %(place)s") % {
        "name": proposal.person.name,
        "role": post.get_role_display(),
        "place": proposal.procuratorate.name,
    }


def _post_pairs(proposal: Proposal) -> list[Pair]:
    post = posts.proposed(proposal)
    rows = [
        Pair(label=_("Person"), value=f"{proposal.person.name} ({proposal.person.username})"),
        Pair(label=_("Role"), value=post.get_role_display()),
        Pair(label=_("Place"), value=proposal.procuratorate.name),
        Pair(label=_("Since"), value=post.from_on.isoformat()),
    ]
    if post.department:
        rows.append(Pair(label=_("Department"), value=post.department.name))
    if post.to_on:
        rows.append(Pair(label=_("Until"), value=post.to_on.isoformat()))
    if post.acting_for:
        rows.append(Pair(label=_("Stands in for"), value=post.acting_for.person.name))
    return rows


def _head_line(proposal: Proposal) -> str:
    return _("%(name)s as head of %(unit)s, with all its letters") % {
        "name": proposal.person.name,
        "unit": proposal.unit.name,
    }


def _head_pairs(proposal: Proposal) -> list[Pair]:
    former = _("their posts end") if proposal.content["replaces_former"] else _("they stay heads beside this person")
    return [
        Pair(label=_("Person"), value=f"{proposal.person.name} ({proposal.person.username})"),
        Pair(label=_("Unit"), value=proposal.unit.name),
        Pair(label=_("Let in for the letters of"), value=proposal.procuratorate.name),
        Pair(label=_("Heads who are confirmed already"), value=former),
    ]


def _factor_line(proposal: Proposal) -> str:
    return _("Reset the second factor of %(name)s") % {"name": proposal.person.name}


def _factor_pairs(proposal: Proposal) -> list[Pair]:
    return [
        Pair(label=_("Person"), value=f"{proposal.person.name} ({proposal.person.username})"),
        Pair(label=_("How it is known that this person asks"), value=proposal.content["reason"]),
    ]


def _calendar_line(proposal: Proposal) -> str:
    change = wanted_changes.of_content(proposal.content)
    if isinstance(change, NoticeChange):
        return _("The notice for %(year)s is entered: %(source)s") % {"year": change.year, "source": change.source}
    facts = {
        "days": _days(change),
        "name": rest_days.holiday_label(change.name),
        "region": change.region or _("nation"),
    }
    if change.takes_out:
        return _("Calendar: %(days)s taken out (%(region)s)") % facts
    return _("Calendar: %(days)s, %(name)s (%(region)s)") % facts


def _calendar_pairs(proposal: Proposal) -> list[Pair]:
    change = wanted_changes.of_content(proposal.content)
    if isinstance(change, NoticeChange):
        rows = [Pair(label=_("Calendar"), value=str(change.year)), Pair(label=_("Notice"), value=change.source)]
    else:
        kind = _("an ordinary day") if change.takes_out else rest_days.DAY_KIND_LABELS[DayKind(change.kind)]
        rows = [
            Pair(label=_("Days"), value=_days(change)),
            Pair(label=_("What it is"), value=kind),
            Pair(label=_("Region"), value=change.region or _("the whole country")),
        ]
        if change.name:
            rows.insert(1, Pair(label=_("Holiday"), value=rest_days.holiday_label(change.name)))
    return [
        *rows,
        Pair(label=_("Due days moved"), value=str(proposal.content["moves"])),
    ]


def _days(change: DaysChange) -> str:
    first, last = change.first.isoformat(), change.last.isoformat()
    return first if first == last else f"{first} – {last}"


LINES: dict[ProposalKind, Callable[[Proposal], str]] = {
    ProposalKind.POST: _post_line,
    ProposalKind.UNIT_HEAD: _head_line,
    ProposalKind.FACTOR: _factor_line,
    ProposalKind.CALENDAR: _calendar_line,
}
PAIRS: dict[ProposalKind, Callable[[Proposal], list[Pair]]] = {
    ProposalKind.POST: _post_pairs,
    ProposalKind.UNIT_HEAD: _head_pairs,
    ProposalKind.FACTOR: _factor_pairs,
    ProposalKind.CALENDAR: _calendar_pairs,
}
