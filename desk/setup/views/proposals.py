"""What waits for a second administrator: the list, one proposal, and the decision on it."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from desk.answers import FORBIDDEN, file_answer
from desk.components import Action, Refusal
from desk.request import Request
from desk.saving import SureForm
from desk.setup import calendar_changes, paging, proposal_words, saving, scope
from desk.setup.forms.proposals import DeclineForm
from organs import clock, permissions
from organs.actions import posts
from organs.actions import proposals as actions
from organs.models import Proposal, ProposalKind
from signin.actions import factors
from suggestions.actions import calendars, files, unit_heads

# What carries a proposal out once a second administrator confirms it.
CONFIRM: dict[ProposalKind, Callable[..., object]] = {
    ProposalKind.POST: posts.confirm,
    ProposalKind.UNIT_HEAD: unit_heads.confirm,
    ProposalKind.FACTOR: factors.confirm_reset,
    ProposalKind.CALENDAR: calendars.confirm,
}


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Second administrator"), reverse("setup-proposals")), *more]


def page_of(proposal: Proposal) -> str:
    return reverse("setup-proposal", args=[proposal.pk])


@require_safe
@scope.trace_readers_only
def listed(request: Request) -> HttpResponse:
    """What waits, then what was decided, the newest first."""
    rows = permissions.proposals_open_to(request.access).select_related(
        "procuratorate", "person", "unit", "proposed_by"
    )
    page = paging.page_of(request, rows.exclude(outcome=""), keys=["-id"])
    context = {
        "open": [_line(request, each) for each in rows.filter(outcome="").order_by("id")],
        "decided": [_line(request, each) for each in page.rows],
        "page": page,
    }
    return render(request, "setup/proposals.html", context)


def _line(request: Request, proposal: Proposal) -> tuple[Proposal, str, object, bool]:
    mine = not proposal.outcome and actions.may_confirm(access=request.access, proposal=proposal)
    return proposal, proposal_words.what(proposal), proposal_words.badge(proposal), mine


@require_safe
@scope.trace_readers_only
def shown(request: Request, pk: int) -> HttpResponse:
    """One proposal: what it would do, who proposed it, and what the reader may do about it."""
    return _page(request, scope.proposal(request.access, pk))


def _page(request: Request, proposal: Proposal, *, status: int = 200) -> HttpResponse:
    may, may_not = _actions(request, proposal)
    context = {
        "proposal": proposal,
        "title": proposal_words.what(proposal),
        "badge": proposal_words.badge(proposal),
        "pairs": proposal_words.pairs(proposal),
        "paper_href": _paper_href(proposal),
        "actions": may,
        "refusals": may_not,
    }
    if proposal.kind == ProposalKind.CALENDAR and not proposal.outcome:
        context |= calendar_changes.moves_of(proposal, access=request.access)
    return render(request, "setup/proposal.html", context, status=status)


def _not_to_decide(request: Request, proposal: Proposal) -> HttpResponse | None:
    """Returns the proposal's page, which says why, for whoever asks for a form that would only be refused."""
    may = not proposal.outcome and actions.may_confirm(access=request.access, proposal=proposal)
    return None if may or request.method == "POST" else _page(request, proposal, status=FORBIDDEN)


def _paper_href(proposal: Proposal) -> str:
    has_paper = proposal.kind == ProposalKind.UNIT_HEAD
    return reverse("setup-proposal-paper", args=[proposal.pk]) if has_paper else ""


def _actions(request: Request, proposal: Proposal) -> tuple[list[Action], list[Refusal]]:
    if proposal.outcome:
        return [], []
    access = request.access
    if proposal.proposed_by_id == access.person_id:
        reason = _(
            "You proposed it. Another system or security administrator of this procuratorate, or of one above it, decides."
        )
        withdraw = Action(label=_("Take it back"), href=reverse("setup-proposal-withdraw", args=[proposal.pk]))
        return [withdraw], [Refusal(label=_("Confirm"), reason=reason)]
    if not actions.may_confirm(access=access, proposal=proposal):
        reason = _(
            "It is decided by another system or security administrator of this procuratorate, or of one above it."
        )
        return [], [Refusal(label=_("Confirm"), reason=reason)]
    return [
        Action(label=_("Confirm"), href=reverse("setup-proposal-confirm", args=[proposal.pk])),
        Action(label=_("Do not confirm"), href=reverse("setup-proposal-decline", args=[proposal.pk])),
    ], []


@require_http_methods(["GET", "POST"])
@scope.deciders_only
def confirm(request: Request, pk: int) -> HttpResponse:
    """Carries a proposal out, after what it does was read once more."""
    proposal = scope.proposal(request.access, pk)
    if page := _not_to_decide(request, proposal):
        return page
    if proposal.kind == ProposalKind.CALENDAR and not proposal.outcome:
        return calendar_changes.confirm_page(
            request,
            proposal,
            title=_("Confirm: %(what)s") % {"what": proposal_words.what(proposal)},
            back=page_of(proposal),
            trail=trail((proposal_words.what(proposal), page_of(proposal))),
        )
    return saving.form_page(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        save=lambda _cleaned: CONFIRM[ProposalKind(proposal.kind)](
            access=request.access, at=clock.now(), proposal=proposal
        ),
        title=_("Confirm: %(what)s") % {"what": proposal_words.what(proposal)},
        lede=_("It takes effect at once, and is kept under both names."),
        submit=_("Confirm"),
        done=_("It is confirmed and in effect."),
        back=page_of(proposal),
        trail=trail((proposal_words.what(proposal), page_of(proposal))),
    )


@require_http_methods(["GET", "POST"])
@scope.deciders_only
def decline(request: Request, pk: int) -> HttpResponse:
    """Declines a proposal with the reason, which its author reads here."""
    proposal = scope.proposal(request.access, pk)
    if page := _not_to_decide(request, proposal):
        return page
    return saving.form_page(
        request,
        DeclineForm(request.POST or None),
        save=lambda cleaned: actions.refuse(access=request.access, at=clock.now(), proposal=proposal, **cleaned),
        title=_("Do not confirm: %(what)s") % {"what": proposal_words.what(proposal)},
        lede=_("Nothing changes. Who proposed it reads the reason."),
        submit=_("Do not confirm"),
        done=_("It is not confirmed; nothing was changed."),
        back=page_of(proposal),
        trail=trail((proposal_words.what(proposal), page_of(proposal))),
    )


@require_http_methods(["GET", "POST"])
@scope.deciders_only
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Takes an own proposal back."""
    proposal = scope.proposal(request.access, pk)
    if proposal.proposed_by_id != request.access.person_id:
        raise Http404
    return saving.form_page(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        save=lambda _cleaned: actions.withdraw(access=request.access, at=clock.now(), proposal=proposal),
        title=_("Take back: %(what)s") % {"what": proposal_words.what(proposal)},
        lede=_("Nothing changes."),
        submit=_("Take it back"),
        done=_("The proposal is taken back."),
        back=page_of(proposal),
        trail=trail((proposal_words.what(proposal), page_of(proposal))),
    )


@never_cache
@require_safe
@scope.trace_readers_only
def paper(request: Request, pk: int) -> HttpResponse:
    """Hands out the sealed paper of a proposal to confirm a unit's head, as a download."""
    proposal = scope.proposal(request.access, pk)
    if proposal.kind != ProposalKind.UNIT_HEAD:
        raise Http404
    paper = proposal.head_paper
    path = files.place(paper.blob_id)
    if not path.exists():
        raise Http404
    return file_answer(path, name=paper.name, media_type=paper.blob.media_type, in_page=False)
