"""What the frame of every page needs: who is signed in, today, navigation, language. Counts nothing and asks no database."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk.request import Request
from organs import clock
from organs.access import Access
from organs.roles import ADMINISTRATIVE_ROLES, Role
from pending.rules import browser_keys

OWN_NAMES = {"zh-hans": "中文", "en": "English"}


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """One entry of the navigation; `count` is shown when there is something to count."""

    label: str
    href: str
    is_current: bool
    count: int = 0


class PageFrame:
    """The links of the frame, found only when a template asks; an address that a site lacks is left out."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.access: Access | None = getattr(request, "access", None)
        self.here = request.get_full_path()

    @property
    def base(self) -> str:
        """The template that pages for either side extend: the person's own side, plain when signed out."""
        if self.access is None:
            return "base_plain.html"
        return "base_portal.html" if self.access.is_unit else "base_office.html"

    @cached_property
    def home(self) -> str:
        return address("home") or "/"

    @cached_property
    def portal(self) -> str:
        return address("portal") or "/"

    @cached_property
    def set_language(self) -> str:
        return address("set_language")

    @cached_property
    def sign_out(self) -> str:
        return address("sign-out")

    @cached_property
    def kept_as(self) -> str:
        """Under which name this browser hides what the person typed; empty where it was never asked to."""
        if self.access is None:
            return ""
        value = self.request.COOKIES.get(browser_keys.cookie_name(person_id=self.access.person_id), "")
        return browser_keys.owner(person_id=self.access.person_id, value=value) if value else ""

    @cached_property
    def own_page(self) -> str:
        return address("account")

    @cached_property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Each language under its own name, so that it can be found by those who read only it."""
        return [(code, OWN_NAMES.get(code, code), code == get_language()) for code, _name in settings.LANGUAGES]

    @cached_property
    def navigation(self) -> list[NavigationItem]:
        """The pages of the prosecutors' side that this person may open."""
        if self.access is None or not self.access.is_office:
            return []
        entries = [
            ("desk", _("Desk")),
            ("suggestion-list", _("Suggestions")),
            ("unit-list", _("Units")),
            ("dashboard", _("Analysis")),
        ]
        if self.access.has(*ADMINISTRATIVE_ROLES):
            entries.append(("setup", _("Set-up")))
        elif any(post.depth == 1 for post in self.access.holding(Role.CASE_MANAGER)):
            entries.append(("background", _("Background work")))
        items = [
            NavigationItem(label=label, href=href, is_current=self.is_under(href))
            for name, label in entries
            if (href := address(name))
        ]
        unread = getattr(self.request, "inbox_count", 0)
        if unread and items:  # beside the desk, and never its number: what was told is not what is to be done
            inbox = NavigationItem(label=_("Unread"), href=f"{address('desk')}#inbox", is_current=False, count=unread)
            items.insert(1, inbox)
        return items

    def is_under(self, href: str) -> bool:
        """Returns whether the page asked for is this one or lies below it."""
        path = self.request.path
        return path == href or (href != "/" and path.startswith(href))


def frame(request: Request) -> dict[str, object]:
    """Returns the context of base.html and its children."""
    return {
        "frame": PageFrame(request),
        "access": getattr(request, "access", None),
        "today": clock.today(),
        "footnote": footnote(getattr(request, "access", None)),
    }


def footnote(access: Access | None) -> str:
    """Returns the line that stands under every page that a sample person sees."""
    if access is None or access.origin != "sample":
        return ""
    return _(
        "Sample installation. Except for what was published, the people, numbers and days on these pages are invented."
    )


def address(name: str) -> str:
    """Returns the address of a page by its name, empty when this site has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
