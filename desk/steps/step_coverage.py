"""Where each step is taken: by a form of its own on each side that takes it, or elsewhere, as the tables here say."""

from collections.abc import Iterator, Mapping

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse

import desk.steps.forms  # noqa: F401  registers the forms
from desk.steps.base import STEPS
from desk.steps.registry import REGISTRY
from organs.roles import Side
from suggestions.rules.steps import Step

#: Taken by nobody's hand, or with another step: what takes it.
AUTOMATIC: Mapping[str, str] = {
    "document.first_opening": "the letter's page in the portal, when it is opened for the first time",
    "document.recount": "a holiday notice in Set-up",
    "document.recount_openly": "a holiday notice in Set-up",
    "document.register_published": "the import of published suggestions",
    "document.modify": "amendment.decide",
    "document.withdraw": "amendment.decide",
    "case.end": "document.drop, of a public-interest case that was opened by decision",
    "reply.await": "document.serve, and whatever asks for a reply again",
    "reply.call_off": "document.call_back",
    "measure.add": "amendment.decide",
    "measure.freeze": "amendment.decide",
    "measure.drop": "amendment.decide",
    "measure.reword": "amendment.decide",
    "joint.name": "document.join, for each office that is named",
    "instruction.follow": "amendment.decide, of what follows the instruction",
    "escalation.send_openly": "escalation.send, where the unit is to know",
}
#: Taken on a page, or with the form of a sister step: the address, or that step.
ON_ANOTHER_PAGE: Mapping[str, str] = {
    "document.open": "draft-new",
    "document.return": "document.pass",
    "document.refer": "document.approve",
    "case.draw": "draw-new",
    "objection.reject": "objection.uphold",
}
#: What the unit says by opening its portal; on paper the service return or the copy's own receipt says it,
#: and a request on paper is recorded as one of those that come from anybody.
IN_THE_PORTAL_ONLY = frozenset({"document.acknowledge", "copies.acknowledge", "recusal.request"})


def sides(step: Step) -> set[tuple[Side, bool]]:
    """Returns on which sides a person takes a step, and whether from paper."""
    if step.by_unit:
        return {(Side.UNIT, False)} | (set() if step.name in IN_THE_PORTAL_ONLY else {(Side.OFFICE, True)})
    return {(Side.OFFICE, False)} if step.who else set()


def faults() -> Iterator[str]:
    """Yields each step without a form, each table row that is not needed, and each form without a page."""
    served = {(form.side, form.paper, form.step) for form in REGISTRY.values()}
    elsewhere = {**AUTOMATIC, **ON_ANOTHER_PAGE}
    for step in STEPS.values():
        missing = {(side, paper) for side, paper in sides(step) if (side, paper, step.name) not in served}
        if step.name in elsewhere and sides(step) and not missing:
            yield f"{step.name} has forms, and is said to be taken by {elsewhere[step.name]}"
        if step.name not in elsewhere:
            if not sides(step):
                yield f"Nobody takes {step.name}, and nothing is said to take it"
            for side, paper in sorted(missing):
                yield f"{step.name} has no form for the {side}{' from paper' if paper else ''}"
    for name in sorted({*elsewhere, *IN_THE_PORTAL_ONLY} - set(STEPS)):
        yield f"{name} is no step"
    yield from _without_page()


def _without_page() -> Iterator[str]:
    for name, where in ON_ANOTHER_PAGE.items():
        if where not in STEPS and not _leads_somewhere(where):
            yield f"{name} is said to be taken at {where}, which is no address"
    for form in REGISTRY.values():
        if form.page and not _leads_somewhere(form.page, 1):
            yield f"The form of {form.key()} stands on {form.page}, which is no address"
        if not form.page:
            try:
                get_template(form.template)
            except TemplateDoesNotExist as error:
                yield f"The form of {form.key()} has no template {error}"


def _leads_somewhere(name: str, *args: object) -> bool:
    try:
        return bool(reverse(name, args=args))
    except NoReverseMatch:
        return False
