"""One person at one browser: signs in, follows links and fills in forms by their words, and takes pictures of pages."""

from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from tests import factories

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")

PICTURES = Path(settings.BASE_DIR) / "var" / "screenshots"
WIDTHS = (1440, 390)
LANGUAGES = {"en": "en", "zh": "zh-hans"}
WAIT = 20_000
PAPER = {"name": "证明.png", "mimeType": "image/png", "buffer": factories.PNG}
# A telephone as most people of units have one.
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


class Visitor:
    """Works in English, since the source strings are, or in `language`: buttons and links are named in English all the same.

    `device` is what kind of browser it is, as Playwright describes one; pictures are taken in both languages.
    """

    def __init__(self, browser, site: str, *, language: str = "en", **device: object) -> None:
        self.site = site
        self.device = {"viewport": {"width": 1440, "height": 900}, **device}
        self.context = browser.new_context(accept_downloads=True, **self.device)
        self.context.set_default_timeout(WAIT)
        self.page = self.context.new_page()
        self.speak(language)

    def speak(self, language: str) -> None:
        self.language = language
        self.context.add_cookies([{"name": "django_language", "value": LANGUAGES[language], "url": self.site}])

    def words(self, words: str) -> str:
        """Returns what the page says for words of the source."""
        with translation.override(LANGUAGES[self.language]):
            return gettext(words)

    def touch(self, found) -> None:
        """Clicks, or taps where there is no mouse."""
        (found.tap if self.device.get("has_touch") else found.click)()

    def sign_in(self, username: str, password: str = factories.PASSWORD) -> "Visitor":
        self.go("/sign-in/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.press("Sign in")
        return self

    def go(self, path: str) -> None:
        answer = self.page.goto(self.site + path)
        assert answer is not None and answer.status < 400, f"{path}: {answer and answer.status}"

    def press(self, words: str) -> None:
        """Presses the button with these words, waits for the page that answers, and asserts that it shows no error."""
        with self.page.expect_navigation():
            self.touch(self.found("button", words))
        errors = self.page.locator("main .error, main [role=alert]").all_inner_texts()
        assert not errors, f"{words} at {self.page.url}: {errors}"

    def follow(self, words: str) -> None:
        """Follows the link with these words."""
        with self.page.expect_navigation():
            self.touch(self.found("link", words))

    def found(self, role: str, words: str):
        """Returns the first link or button with these words, and unfolds what hides it."""
        name = self.words(words)
        shown = self.page.get_by_role(role, name=name, exact=True)
        if not shown.count():
            self.unfold(self.page.get_by_role(role, name=name, exact=True, include_hidden=True))
        return shown.first

    def fill(self, **fields: object) -> None:
        """Fills in fields by name: text, days, choices and files, as a person would."""
        for name, value in fields.items():
            self.put(name, value)

    def put(self, name: str, value: object) -> None:
        """Fills in one field; a radio or check box is ticked, a list chosen from, files attached."""
        found = self.page.locator(f'[name="{name}"]:not([type=hidden])')
        self.unfold(found)
        kind = found.first.evaluate("element => element.type || element.tagName.toLowerCase()")
        if kind == "radio" or (kind == "checkbox" and value is not True):
            self.page.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind == "checkbox":
            found.first.check()
        elif kind.startswith("select"):
            found.first.select_option(str(value))
        elif kind == "file":
            found.first.set_input_files(value if isinstance(value, list) else [PAPER])
        else:
            found.first.fill(str(value))

    def unfold(self, found) -> None:
        """Opens the folded parts around something by their headings, as a person would, the outermost first."""
        closed = found.first.locator("xpath=ancestor::details[not(@open)]")
        while found.count() and closed.count():
            self.touch(closed.first.locator("> summary"))

    def reads(self, words: str) -> None:
        """Asserts that the page says this."""
        said = self.page.inner_text("main")
        assert words in said, f"{self.page.url} does not say: {words}\n{said}"

    def pictures(self, name: str) -> None:
        """Takes the present page at both widths and in both languages, and stays where it is."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        here, spoken = self.page.url.partition("#")[0], self.language
        for language in ("zh", "en"):
            self.speak(language)
            self.page.goto(here)
            for width in WIDTHS:
                self.page.set_viewport_size({"width": width, "height": 900})
                self.page.screenshot(path=str(PICTURES / f"{name}-{width}-{language}.png"), full_page=True)
                beyond = self.page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert beyond <= 0, f"{name} is {beyond} px too wide at {width} px in {language}"
        self.page.set_viewport_size(self.device["viewport"])
        self.speak(spoken)

    def picture(self, name: str) -> None:
        """Takes the present page as it stands, and asserts that nothing of it lies beyond its edge."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)
        beyond = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{name} is {beyond} px too wide"

    def leave(self) -> None:
        self.context.close()


def faults(visitor: Visitor) -> list[str]:
    """Returns what axe finds against WCAG 2.1 AA."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(visitor.page, options={"runOnly": {"type": "tag", "values": list(WCAG)}})
    return [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found.response["violations"]]
