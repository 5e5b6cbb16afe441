"""What browsers report of the content policy, as counts: which directive, and whether own, inline or foreign; nothing else is kept.

A report names the page, what was blocked and a piece of it: none of that is kept, for it may be a person's case.
"""

import json
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from redis import RedisError

from desk.guards import for_everybody

LARGEST = 16 * 1024  # bytes
MOST_A_MINUTE = 60  # reports of everybody together; what comes beyond is not looked at
KEPT_FOR = 7 * 24 * 3600  # seconds from the first of a kind
DIRECTIVES = (
    *(f"{name}-src" for name in ("default", "script", "style", "img", "font", "connect", "media", "object", "frame")),
    *("script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "worker-src", "manifest-src"),
    *("base-uri", "form-action", "frame-ancestors", "other"),
)
KINDS = ("inline", "eval", "data", "own", "foreign", "other")


@csrf_exempt
@for_everybody
@require_POST
def received(request: HttpRequest) -> HttpResponse:
    """Counts one report; answers the same to whatever is sent, also without a cache."""
    try:
        if int(request.headers.get("Content-Length") or 0) <= LARGEST and _is_within_rate():
            for directive, kind in read(request.body[:LARGEST], own_host=request.get_host()):
                _count(f"csp:{directive}:{kind}", KEPT_FOR)
    except RedisError:
        pass  # a count is missing, and no page waits
    return HttpResponse(status=204)


received.body_limit = LARGEST


def read(body: bytes, *, own_host: str) -> list[tuple[str, str]]:
    """Returns directive and kind of the reports in a body, each one of the known names; empty when it is no report."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return []
    reports = said if isinstance(said, list) else [said]
    found = []
    for report in reports[:10]:
        inner = (report.get("csp-report") or report.get("body")) if isinstance(report, dict) else None
        if isinstance(inner, dict):
            directive = str(inner.get("effective-directive") or inner.get("effectiveDirective") or "")
            blocked = str(inner.get("blocked-uri") or inner.get("blockedURL") or "")
            found.append((directive if directive in DIRECTIVES else "other", _kind(blocked, own_host)))
    return found


def _kind(blocked: str, own_host: str) -> str:
    if blocked in {"inline", "eval", "data"}:
        return blocked
    try:
        address = urlsplit(blocked)
    except ValueError:
        return "other"
    if address.scheme in {"http", "https"}:
        return "own" if address.netloc == own_host else "foreign"
    return "data" if address.scheme == "data" else "other"


def _count(key: str, kept_for: int) -> int:
    cache.add(key, 0, timeout=kept_for)
    try:
        return cache.incr(key)
    except ValueError:
        return 0  # it ran out between the two


def _is_within_rate() -> bool:
    return _count("csp:of-this-minute", 60) <= MOST_A_MINUTE


def counts() -> list[tuple[str, str, int]]:
    """Returns directive, kind and how often of all that was reported lately, the most frequent first; empty without a cache."""
    keys = {f"csp:{directive}:{kind}": (directive, kind) for directive in DIRECTIVES for kind in KINDS}
    try:
        found = cache.get_many(keys)
    except RedisError:
        return []
    return sorted(((*keys[key], count) for key, count in found.items() if count), key=lambda row: (-row[2], row[:2]))
