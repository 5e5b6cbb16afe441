"""The addresses of each side as nginx is told them, from the tables of addresses: what is not among them does not reach us.

And what nginx itself refuses, or cannot pass on, in the words in which the gate refuses it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from procuracy.sides import HostSide, of_address
from procuracy.web import body_limits, refusal

FOLDER = Path("deploy/nginx")
PLACEHOLDER = re.compile(r"<(?:(\w+):)?\w+>")
HEADING = "# Written by `manage.py proxy_addresses`; a test says when it is out of date."


def walk(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yields each address as a regular expression, with its row."""
    for pattern in patterns:
        route = before + _expression(pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            yield route, pattern


def _expression(pattern: URLPattern | URLResolver) -> str:
    route = getattr(pattern.pattern, "_route", None)
    if route is None:  # an address that is written as a regular expression already
        return re.sub(
            r"\(\?P<\w+>", "(?:", pattern.pattern.regex.pattern.removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        )
    parts, end = [], 0
    for found in PLACEHOLDER.finditer(route):
        parts += [re.escape(route[end : found.start()]), get_converters()[found[1] or "str"].regex]
        end = found.end()
    return "".join([*parts, re.escape(route[end:])])


def written(side: HostSide | None) -> str:
    """The locations of one side, or of both: one for each size of body, with all addresses that take it."""
    by_limit: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for expression, row in walk(get_resolver().url_patterns):
        if side is None or of_address(row.callback, row.name) in {None, side}:
            limit = body_limits.of_view(row.callback, row.name)
            by_limit[limit, getattr(row.callback, "policy", "everybody") == "everybody"].append(expression)
    lines = [HEADING]
    for (limit, is_open), expressions in sorted(by_limit.items()):
        lines += [
            "",
            f'location ~ "^/(?:{"|".join(sorted(expressions))})$" {{',
            f"    client_max_body_size {-(-limit // 1024)}k;",
            *(["    limit_req zone=procuracy_open burst=40 nodelay;"] if is_open else []),
            "    include procuracy/pass.conf;",
            "}",
        ]
    return "\n".join(lines) + "\n"


def refusals() -> str:
    """Which page nginx shows for what it answers itself."""
    pages = "".join(f"error_page {status:d} /proxy-refusals/{status:d}.html;\n" for status in refusal.BY_PROXY)
    return (
        f"{HEADING}\n\n{pages}"
        + """
location ^~ /proxy-refusals/ {
    internal;
    alias /etc/nginx/procuracy/refusals/;
    # Else the page about a body that is too large is refused for that body.
    client_max_body_size 0;
    add_header Cache-Control "no-store" always;
    add_header X-Content-Type-Options "nosniff" always;
}
"""
    )


def files() -> dict[Path, str]:
    """What the files of addresses and refusals should hold."""
    names = {
        "addresses-office.conf": HostSide.OFFICE,
        "addresses-portal.conf": HostSide.PORTAL,
        "addresses-both.conf": None,
    }
    pages = {FOLDER / f"refusals/{status:d}.html": refusal.page(status).decode() for status in refusal.BY_PROXY}
    return (
        {FOLDER / name: written(side) for name, side in names.items()} | {FOLDER / "refusals.conf": refusals()} | pages
    )
