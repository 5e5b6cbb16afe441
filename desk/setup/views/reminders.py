"""Pages for the ladders of reminding: those for all, or those in force at one procuratorate, rung by rung."""

from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from desk import reminder_rule_words
from desk.request import Request
from desk.setup import place, reminder_rule_sentences, reminder_rules_presenter, saving, scope
from desk.setup.forms.reminders import RuleForm, typed
from desk.setup.saving import ExpectedChangeForm
from notices.actions import reminder_rules as actions
from notices.models import ReminderRule
from organs import clock, permissions
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.refusals import Stale
from suggestions.rules import duties
from suggestions.rules.duties import Duty

page_of = reminder_rules_presenter.page_of


def trail(procuratorate: Procuratorate | None) -> list[tuple[str, str]]:
    name = procuratorate.name if procuratorate else _("For all")
    return [(_("Reminders"), reverse("setup-reminders")), (name, page_of(procuratorate))]


@require_safe
@scope.administrators_only
def listed(request: Request) -> HttpResponse:
    """Leads to the place that is asked for; when none is, to what holds for all, or to the own procuratorate."""
    asked = request.GET.get(
        "procuratorate", str(reminder_rules_presenter.ALL) if permissions.administers_all(request.access) else ""
    )
    if asked == str(reminder_rules_presenter.ALL):
        return redirect(page_of(scope.rules_owner(request.access, reminder_rules_presenter.ALL)))
    return place.lead(request, page_of=page_of)


@require_safe
@scope.administrators_only
def shown(request: Request, pk: int) -> HttpResponse:
    """Shows every subject's ladder in force, and whose it is."""
    procuratorate = scope.rules_owner(request.access, pk)
    found = reminder_rules_presenter.shown(procuratorate, within=scope.procuratorates(request.access))
    context = _choice(request, procuratorate) | {
        "procuratorate": procuratorate,
        "subjects": found,
        "is_silent": not any(subject.rules for subject in found),
        "mail_is_on": settings.MAIL_IS_ON,
    }
    return render(request, "setup/reminders.html", context)


def _choice(request: Request, procuratorate: Procuratorate | None) -> dict[str, object]:
    """Returns the choice of a place, for whom keeps the ladders for all with these on top."""
    chosen = place.choice(request, procuratorate)
    if permissions.administers_all(request.access):
        field = chosen["form"].fields["procuratorate"]
        field.choices = field.widget.choices = [(reminder_rules_presenter.ALL, _("For all")), *field.choices]
        chosen["form"].initial = {"procuratorate": procuratorate.pk if procuratorate else reminder_rules_presenter.ALL}
        chosen["chooses"] = True
    return chosen


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def new(request: Request, pk: int, subject: str) -> HttpResponse:
    """Adds a rung to a ladder of the place itself; where one from above holds, asks first whether to begin its own."""
    procuratorate, row = scope.rules_owner(request.access, pk), _subject(subject)
    if not actions.is_own(actions.in_force(procuratorate).get(subject, []), procuratorate):
        return redirect("setup-reminder-rules-begin", pk, subject)
    form = RuleForm(request.POST or None, initial={"channel": "digest", "is_enabled": True}, subject=row)
    return saving.form_page(
        request,
        form,
        save=lambda cleaned: actions.add(
            access=request.access, at=clock.now(), procuratorate=procuratorate, subject=subject, draft=form.draft()
        ),
        title=_("Add a rung: %(subject)s") % {"subject": row.label},
        lede=reminder_rule_sentences.numbers(row),
        submit=_("Add it"),
        done=_("The rung is added."),
        back=reminder_rules_presenter.at_subject(procuratorate, subject),
        trail=trail(procuratorate),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def change(request: Request, pk: int) -> HttpResponse:
    """Changes a rung."""
    rule = _rule(request, pk)
    row = _subject(rule.subject)
    initial = typed(rule) | {"expected_change": setup_events.last(rule)}
    form = RuleForm(request.POST or None, initial=initial, subject=row)
    return saving.form_page(
        request,
        form,
        save=lambda cleaned: actions.change(
            access=request.access,
            at=clock.now(),
            rule=rule,
            draft=form.draft(),
            expected_change=cleaned["expected_change"],
        ),
        title=_("Change a rung: %(subject)s") % {"subject": row.label},
        lede=reminder_rule_sentences.numbers(row),
        done=_("The rung is changed. What was planned by it is planned anew."),
        back=reminder_rules_presenter.at_subject(rule.procuratorate, rule.subject),
        trail=trail(rule.procuratorate),
        about=rule,
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def switch(request: Request, pk: int) -> HttpResponse:
    """Switches a rung off, or on again."""
    rule = _rule(request, pk)
    draft = replace(actions.draft_of(rule), is_enabled=not rule.is_enabled)
    off = rule.is_enabled
    return saving.form_page(
        request,
        ExpectedChangeForm(
            request.POST if request.method == "POST" else None, initial={"expected_change": setup_events.last(rule)}
        ),
        save=lambda cleaned: actions.change(
            access=request.access, at=clock.now(), rule=rule, draft=draft, expected_change=cleaned["expected_change"]
        ),
        title=_("Switch a rung off") if off else _("Switch a rung on"),
        lede=reminder_rule_sentences.rule(rule),
        submit=_("Switch off") if off else _("Switch on"),
        done=_("The rung is switched off. It can be switched on again.") if off else _("The rung is switched on."),
        back=reminder_rules_presenter.at_subject(rule.procuratorate, rule.subject),
        trail=trail(rule.procuratorate),
        about=rule,
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def take_out(request: Request, pk: int) -> HttpResponse:
    """Takes a rung out of its ladder, after a question that says what it means."""
    rule = _rule(request, pk)
    return saving.form_page(
        request,
        ExpectedChangeForm(
            request.POST if request.method == "POST" else None, initial={"expected_change": setup_events.last(rule)}
        ),
        save=lambda cleaned: actions.take_out(
            access=request.access, at=clock.now(), rule=rule, expected_change=cleaned["expected_change"]
        ),
        title=_("Take a rung out"),
        lede=reminder_rule_sentences.sentences(
            reminder_rule_sentences.rule(rule), *reminder_rule_sentences.taking_out(rule)
        ),
        submit=_("Take it out"),
        done=_("The rung is taken out."),
        back=reminder_rules_presenter.at_subject(rule.procuratorate, rule.subject),
        trail=trail(rule.procuratorate),
        about=rule,
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def begin(request: Request, pk: int, subject: str) -> HttpResponse:
    """Gives a procuratorate a ladder of its own, as a copy of the one that holds there."""
    procuratorate, row = scope.rules_owner(request.access, pk), _subject(subject)
    held = actions.in_force(procuratorate).get(subject, [])
    if procuratorate is None or actions.is_own(held, procuratorate):
        return redirect(reminder_rules_presenter.at_subject(procuratorate, subject))
    return saving.form_page(
        request,
        ExpectedChangeForm(request.POST if request.method == "POST" else None),
        save=lambda cleaned: actions.begin_own(
            access=request.access, at=clock.now(), procuratorate=procuratorate, subject=subject
        ),
        title=_("Begin a ladder of its own: %(subject)s") % {"subject": row.label},
        lede=_(
            "It begins as a copy of the ladder %(whose)s and holds for %(place)s and all below that have none of their "
            "own. What is changed in the ladder above no longer reaches here."
        )
        % {"whose": reminder_rule_words.whose(held[0].procuratorate, here=procuratorate), "place": procuratorate.name},
        submit=_("Begin it"),
        done=_("The ladder is a copy. Change its rungs now."),
        back=reminder_rules_presenter.at_subject(procuratorate, subject),
        trail=trail(procuratorate),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def end(request: Request, pk: int, subject: str) -> HttpResponse:
    """Takes out every rung of a procuratorate's own ladder, after a question that shows the ladder that then holds."""
    procuratorate, row = scope.rules_owner(request.access, pk), _subject(subject)
    held = actions.in_force(procuratorate).get(subject, [])
    if procuratorate is None or not held or not actions.is_own(held, procuratorate):
        return redirect(reminder_rules_presenter.at_subject(procuratorate, subject))
    form = ExpectedChangeForm(
        request.POST if request.method == "POST" else None, initial={"expected_change": actions.last_change(held)}
    )

    def save(cleaned: dict[str, object]) -> None:
        try:
            actions.end_own(
                access=request.access,
                at=clock.now(),
                procuratorate=procuratorate,
                subject=subject,
                expected_change=cleaned["expected_change"],
            )
        except Stale:
            form.data = {"expected_change": str(actions.last_change(held))}  # what is shown now may be confirmed next
            raise

    count = ngettext(
        "The %(count)d rung of its own is taken out.", "The %(count)d rungs of its own are taken out.", len(held)
    )
    return saving.form_page(
        request,
        form,
        save=save,
        title=_("Fall back to the ladder above: %(subject)s") % {"subject": row.label},
        lede=reminder_rule_sentences.sentences(
            count % {"count": len(held)}, reminder_rule_sentences.then(procuratorate, subject)
        ),
        submit=_("Fall back"),
        done=_("The ladder above holds again."),
        back=reminder_rules_presenter.at_subject(procuratorate, subject),
        trail=trail(procuratorate),
    )


def _subject(key: str) -> Duty:
    if key not in duties.REMINDED:
        raise Http404
    return duties.REMINDED[key]


def _rule(request: Request, pk: int) -> ReminderRule:
    """Returns a rung of the own part of the tree. One that was taken out has no page; what was written on it is told so."""
    rule = scope.reminder_rule(request.access, pk)
    if rule.retired_at and request.method != "POST":
        raise Http404
    return rule
