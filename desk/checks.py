"""System checks of the pages: what must not be forgotten when a step, a form or an address is added."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from desk.steps import step_coverage


@register()
def check_step_forms(**_: Any) -> list[CheckMessage]:
    """Every step that a person takes has a form on each side that takes it, and every form has its page."""
    hint = "Write its form in desk/steps/forms, or say in desk/steps/step_coverage.py where it is taken."
    return [Error(f"{fault}.", hint=hint, id="desk.E001") for fault in step_coverage.faults()]


@register()
def check_policies(**_: Any) -> list[CheckMessage]:
    """Every address says who may enter, by a guard of desk/guards.py on its view."""
    undeclared = [name for name, view in addresses(get_resolver("desk.urls").url_patterns) if not policy_of(view)]
    hint = "Put office_only, unit_only, with_post, signed_in or for_everybody of desk/guards.py on the view."
    return [Error(f"The address {name} declares no policy.", hint=hint, id="desk.E002") for name in undeclared]


def addresses(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[tuple[str, Any]]:
    """Yields every address with its view: its name, or its pattern where it has none."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern.name or str(pattern.pattern), pattern.callback


def policy_of(view: Any) -> str:
    return getattr(view, "policy", "")
