"""The pages on which acts of the sample world are taken that have no form of a step alone: draft, gate, portal, visit."""

import mimetypes
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model

from suggestions.actions.files import Upload
from suggestions.models import Suggestion
from tests.browser.visitor import WAIT, Visitor

Facts = dict[str, Any]
BUTTON = "#form-end button.button"


class Refusal(AssertionError):
    """A page did not take, or does not ask for, what the action takes."""


def home(suggestion: Suggestion) -> str:
    return f"/suggestions/{suggestion.pk}/"


def asks_for(visitor: Visitor, name: str) -> bool:
    return bool(visitor.page.locator(f'[name="{name}"]:not([type=hidden])').count())


def type_in(visitor: Visitor, name: str, value: object) -> None:
    """Types one fact in its field: days as ISO, rows by their keys, several of a list one by one."""
    if not asks_for(visitor, name):
        raise Refusal(f"{visitor.page.url} does not ask for {name}: {value}")
    several = isinstance(value, tuple | list | set | frozenset)
    for each in value if several else (value,):
        if isinstance(each, Model):
            each = each.pk
        visitor.put(name, each.isoformat() if isinstance(each, date) else each if each is True else str(each))


def is_empty(value: object) -> bool:
    """Tells whether a fact says nothing; a nought says something."""
    return value is None or value is False or value == "" or value == ()


def type_all(visitor: Visitor, facts: Facts) -> None:
    """Types what is not empty."""
    for name, value in facts.items():
        if not is_empty(value):
            type_in(visitor, name, value)


def name_of_field(visitor: Visitor, *names: str) -> str:
    """Returns the first of these fields that the page has."""
    return next((name for name in names if asks_for(visitor, name)), names[0])


def attach(visitor: Visitor, name: str, uploads: Iterable[Upload]) -> None:
    """Attaches files, each with its title where the page asks for one."""
    given = list(uploads)
    type_of = [mimetypes.guess_type(each.name)[0] or "" for each in given]
    for each in given:
        each.stream.seek(0)
    if not asks_for(visitor, name):
        raise Refusal(f"{visitor.page.url} takes no files as {name}")
    visitor.put(
        name,
        [
            {"name": each.name, "mimeType": mime, "buffer": each.stream.read()}
            for each, mime in zip(given, type_of, strict=True)
        ],
    )
    if asks_for(visitor, f"titles_{name}"):
        visitor.put(f"titles_{name}", "\n".join(each.title for each in given))


def send(visitor: Visitor, button: str = BUTTON) -> None:
    """Presses the button that sends a form; raises Refusal with what the page says against it."""
    found = visitor.page.locator(button)
    if not found.count():
        raise Refusal(f"{visitor.page.url} has no form: {visitor.page.inner_text('main')[:600]}")
    visitor.unfold(found)
    with visitor.page.expect_navigation():
        found.first.click()
    if errors := visitor.page.locator("main .error, main [role=alert]").all_inner_texts():
        raise Refusal(f"{visitor.page.url}: {errors}")


def press(visitor: Visitor, do: str) -> None:
    """Presses a button of rows, which shows the form again."""
    with visitor.page.expect_navigation():
        visitor.touch(visitor.page.locator(f'button[name="do"][value="{do}"]').first)


def open_draft(visitor: Visitor, facts: Facts) -> Suggestion:
    head = facts["head"]
    visitor.go("/suggestions/new/")
    visitor.put("kind", facts["kind"])
    names = ("title", "case_name", "industry", "case_source", "problem_category", "investigation_decided_on")
    type_all(visitor, {name: getattr(head, name) for name in (*names, "investigation_decided_by")})
    type_all(visitor, {"unit_words": head.unit.name, "members": facts["members"]})
    if asks_for(visitor, "department"):
        type_all(visitor, {"department": facts["department"]})
    press(visitor, "find")
    visitor.put("unit", head.unit.pk)
    _route(visitor, head)
    send(visitor)
    return Suggestion.objects.filter(title=head.title, procuratorate=facts["procuratorate"]).latest("pk")


def _route(visitor: Visitor, head: Any) -> None:
    """What the recipient is to the case, and the way to it where there are several."""
    type_all(visitor, {"addressed_as": head.addressed_as})
    if asks_for(visitor, "route"):
        type_all(visitor, {"route": head.route})


def save_draft(visitor: Visitor, facts: Facts) -> None:
    body = facts["body"]
    visitor.go(f"{home(facts['suggestion'])}draft/")
    _route(visitor, facts["head"])
    type_all(visitor, body.contents)
    while not asks_for(visitor, f"measures-{max(len(body.measures), 1) - 1}-text"):
        press(visitor, "measures:add")
    _measures(visitor, body.measures)
    type_all(visitor, body.values)
    send(visitor)


def _measures(visitor: Visitor, measures: Iterable[Any]) -> None:
    for number, each in enumerate(measures):
        _measure(visitor, number, each)


def _measure(visitor: Visitor, number: int, draft: Any) -> None:
    for name in ("text", "criterion", "legal_basis"):
        visitor.put(f"measures-{number}-{name}", getattr(draft, name))


def sign(visitor: Visitor, facts: Facts) -> None:
    visitor.go(f"{home(facts['suggestion'])}review/")
    visitor.put("decision", "pass")
    type_all(visitor, {"opinion": facts.get("opinion")})
    for key, is_given in (facts.get("verdicts") or {}).items():
        if asks_for(visitor, key):
            visitor.put(key, "yes" if is_given else "no")
        elif is_given:
            visitor.put("checklist", key)
    if resolution := facts.get("resolution"):
        type_all(
            visitor, {f"resolution_{name}": getattr(resolution, name) for name in ("decided_on", "number", "result")}
        )
        attach(visitor, "minutes", [resolution.minutes])
    send(visitor)


def give_back(visitor: Visitor, facts: Facts) -> None:
    visitor.go(f"{home(facts['suggestion'])}review/")
    visitor.fill(decision="return", reason=facts["reason"])
    send(visitor)


def serve(visitor: Visitor, facts: Facts, step: str = "document.serve") -> None:
    """In writing, or by proclamation with whoever was invited."""
    reading, service = facts.get("proclamation"), dict(vars(facts["service"]))
    papers, mode = service.pop("papers"), service.pop("mode")
    address = f"{home(facts['suggestion'])}do/{step}"
    visitor.go(f"{address}.proclamation/0/" if reading else f"{address}/0/")
    if reading:
        service |= {name: value for name, value in vars(reading).items() if name != "invited"}
        for number, each in enumerate(reading.invited):
            if not asks_for(visitor, f"invited-{number}-name"):
                press(visitor, "invited:add")
            for name, value in vars(each).items():
                visitor.put(f"invited-{number}-{name}", value)
    else:
        visitor.put("mode", mode)
    type_all(visitor, service)
    attach(visitor, "papers", papers)
    send(visitor)


def serve_withdrawal(visitor: Visitor, facts: Facts) -> None:
    serve(visitor, facts, "document.serve_withdrawal")


def open_letter(visitor: Visitor, facts: Facts) -> None:
    visitor.go(f"/portal/letters/{facts['suggestion'].pk}/")


def prepare_answer(visitor: Visitor, facts: Facts) -> None:
    measure, draft = facts["measure"], facts["draft"]
    visitor.go(f"/portal/letters/{measure.suggestion_id}/")
    way = draft.attitude
    visitor.put(f"m{measure.pk}-attitude", way)
    type_all(visitor, {f"m{measure.pk}-promised_{way}": draft.promised_on, f"m{measure.pk}-text_{way}": draft.text})
    send(visitor, '#answers-end button[value=""]')


def reply(visitor: Visitor, facts: Facts) -> None:
    draft = facts["draft"]
    visitor.go(f"/portal/letters/{facts['suggestion'].pk}/reply/")
    type_all(visitor, {name: getattr(draft, name) for name in ("signed_by", "signed_by_title", "reference", "text")})
    attach(visitor, "attachments", draft.attachments)
    visitor.put("confirm", True)
    send(visitor)


def plan_copy(visitor: Visitor, facts: Facts) -> None:
    visitor.go(f"{home(facts['suggestion'])}do/copies.plan/0/")
    visitor.fill(unit_words=facts["unit"].name, ground=facts["ground"])
    send(visitor)  # one unit bears the whole name


def propose_modification(visitor: Visitor, facts: Facts) -> None:
    """Leaves out what is dropped, then rewords by the row of each measure, and adds what is new."""
    body, cause = facts["body"], facts["cause"]
    visitor.go(f"{home(facts['suggestion'])}do/amendment.propose.modify/0/")
    kept = {str(each.id) for each in body.measures if each.id}
    for gone in [row for row in _rows(visitor) if row not in kept]:
        press(visitor, f"measures:remove:{_rows(visitor).index(gone)}")
    for each in body.measures:
        if each.id is None:
            press(visitor, "measures:add")
        rows = _rows(visitor)
        _measure(visitor, rows.index(str(each.id)) if each.id else len(rows) - 1, each)
    if cause.objection or cause.instruction:
        key = f"objection-{cause.objection.pk}" if cause.objection else f"instruction-{cause.instruction.pk}"
        visitor.put("cause", key)
    type_all(visitor, {"reasons": facts["reasons"], **body.contents})
    send(visitor)


def _rows(visitor: Visitor) -> list[str]:
    """Returns the key of the measure of each row; "" where it is new."""
    found = visitor.page.locator('[name^="measures-"][name$="-id"]')
    return [each.input_value() for each in found.all()]


def record_visit(visitor: Visitor, facts: Facts) -> None:
    """The record of a planned visit, with the unit's signature drawn on the page."""
    held = facts["held"]
    visitor.go(f"/visits/{facts['visit'].pk}/form/")
    for look in held.looks:
        type_all(visitor, {f"found-{look.number}": look.found, f"text-{look.number}": look.text})
        if look.follow:
            visitor.put(f"follow-{look.number}", look.follow)
        attach(visitor, f"photos-{look.number}", look.photos)
    # The page proposes the day of the phone, which the application's clock does not move.
    type_all(visitor, {"on": held.on, "next_step": held.next_step, "present": held.present})
    visitor.fill(unit_name=held.unit.name, unit_title=held.unit.title)
    _draw(visitor, "signature_unit")
    visitor.found("button", "Send the record").click()
    answer = visitor.page.locator("#visit-words", has_text="Sent.").or_(
        visitor.page.locator("#visit-refusals", has_text=re.compile(r"\S"))
    )
    answer.locator("visible=true").first.wait_for(timeout=2 * WAIT)
    if refusals := visitor.page.locator("#visit-refusals").inner_text():
        raise Refusal(f"{visitor.page.url}: {refusals}")


def _draw(visitor: Visitor, name: str) -> None:
    canvas = visitor.page.locator(f'[data-pad="{name}"] canvas')
    canvas.scroll_into_view_if_needed()
    box, mouse = canvas.bounding_box(), visitor.page.mouse
    mouse.move(box["x"] + 30, box["y"] + 60)
    mouse.down()
    mouse.move(box["x"] + 160, box["y"] + 30, steps=5)
    mouse.up()
    visitor.page.wait_for_timeout(300)
