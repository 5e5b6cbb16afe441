"""The headers that every answer carries beside Django's own, and what no cache may keep."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Nothing of a browser that no page of ours uses; passkeys are used on our own pages only.
PERMISSIONS = ", ".join(
    [
        *(f"{name}=()" for name in ("accelerometer", "browsing-topics", "camera", "display-capture")),
        *(f"{name}=()" for name in ("geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi")),
        *(f"{name}=()" for name in ("payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking")),
        *(f"publickey-credentials-{name}=(self)" for name in ("create", "get")),
    ]
)


class HeadersMiddleware:
    """Goes around all others, so that static files and refusals have the headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        # What is not a static file was made for one reader: with a session, or with a secret in its address.
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "private, no-store"
        return response
