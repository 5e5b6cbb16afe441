"""A company that has a telephone and nothing else, in Chinese: from the paper slip to the closing of its case (issue 12)."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest

from followups.actions import closing
from organs import clock
from organs.actions import units
from organs.models import Person
from suggestions.actions import ledger
from suggestions.models import Suggestion
from tests import factories
from tests.browser import paper_slip
from tests.browser.visitor import PHONE, Visitor
from tests.suggestions.phone_photographs import photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-password-of-its-own"
PICTURE = {"name": "IMG_0417.jpg", "mimeType": "image/jpeg", "buffer": photograph()}


@pytest.fixture
def w() -> SimpleNamespace:
    """The county, and a company to which it writes for the first time."""
    found = SimpleNamespace(**vars(factories.world()))
    found.unit = units.register(
        access=None,
        at=factories.at(),
        name="丙县鲜源乳品有限公司",
        kind="enterprise",
        origin=found.origin,
        address="丙县工业路9号",
    )
    return found


@pytest.fixture
def office(browser, live_server, w) -> Iterator[Visitor]:
    visitor = Visitor(browser, live_server.url).sign_in("handling")
    yield visitor
    visitor.leave()


@pytest.fixture
def phone(browser, live_server) -> Iterator[Visitor]:
    visitor = Visitor(browser, live_server.url, language="zh", locale="zh-CN", **PHONE)
    yield visitor
    visitor.leave()


def test_a_company_with_a_phone_alone_comes_from_the_slip_to_the_closing(w, office, phone):
    today = clock.today()
    letter = factories.served(w, on=today)
    page = f"/portal/letters/{letter.pk}/"
    joins_by_the_slip(phone, paper_slip.one_time_link(office, letter.pk))
    reads(phone, letter, page)
    answers(phone, letter)
    reports_with_a_photograph(phone, letter)
    replies(phone, letter)
    factories.filed(w, letter, today)
    letter.refresh_from_db()
    factories.judged(w, letter, today)
    claims_the_other(phone, letter, page)
    verifies_and_closes(w, office, letter)
    phone.go(page)
    phone.picture("phone-closed")
    phone.reads(phone.words("Closed"))
    assert ledger.breaks(Suggestion.objects.get(pk=letter.pk)) == []


def joins_by_the_slip(phone: Visitor, address: str) -> None:
    phone.go(address)
    phone.picture("phone-slip")
    phone.fill(name="联络员丁", username="xianyuan", password1=PASSWORD, password2=PASSWORD)
    phone.press("Open the account and sign in")
    phone.picture("phone-inbox")
    assert Person.objects.get(username="xianyuan").posts.get().unit.name == "丙县鲜源乳品有限公司"


def reads(phone: Visitor, letter: Suggestion, page: str) -> None:
    with phone.page.expect_navigation():
        phone.touch(phone.page.locator("main").get_by_role("link", name=letter.title).first)
    assert phone.page.url.split("#")[0].endswith(page)
    phone.picture("phone-letter")
    for measure in letter.measures.all():
        phone.reads(measure.text.text)
    phone.press("Confirm receipt")
    letter.refresh_from_db()
    assert letter.acknowledged_at is not None


def answers(phone: Visitor, letter: Suggestion) -> None:
    """The first measure was done in the meantime, the second is promised; both are saved, and neither is sent yet."""
    first, second = letter.measures.all()
    today = clock.today()
    phone.put(f"m{first.pk}-attitude", "done_since")
    phone.put(f"m{first.pk}-done_on", today.isoformat())
    phone.put(f"m{first.pk}-text_done_since", "八家门店均已停售散装生鲜乳。")
    phone.put(f"m{second.pk}-attitude", "accepted")
    phone.put(f"m{second.pk}-promised_accepted", (today + timedelta(days=20)).isoformat())
    phone.picture("phone-answers")


def reports_with_a_photograph(phone: Visitor, letter: Suggestion) -> None:
    """The photograph goes with the answer of the first measure; what it says of its place stays with the company."""
    first = letter.measures.first()
    phone.press("Save and preview the reply")
    phone.put(f"evidence_{first.pk}", [PICTURE])
    phone.page.get_by_text(phone.words("Received and not saved yet: saved with the form.")).wait_for()
    phone.picture("phone-reply")


def replies(phone: Visitor, letter: Suggestion) -> None:
    phone.fill(signed_by="经理甲", signed_by_title="总经理", text="我公司高度重视。", confirm=True)
    phone.press("Send the reply")
    phone.picture("phone-sent")
    letter.refresh_from_db()
    assert letter.reply_state == "received"
    assert [measure.state for measure in letter.measures.all()] == ["claimed", "accepted"]
    assert "IMG_0417.jpg" in [each.name for each in letter.attachments.all()]


def claims_the_other(phone: Visitor, letter: Suggestion, page: str) -> None:
    second = letter.measures.last()
    phone.go(page)
    with phone.page.expect_navigation():
        link = phone.page.locator(f'a[href="{page}do/measure.claim/{second.pk}/"]').first
        phone.unfold(link)
        phone.touch(link)
    phone.fill(text="已对八家门店开展培训。", files=[PICTURE])
    phone.page.get_by_text(phone.words("Received and not saved yet: saved with the form.")).wait_for()
    phone.picture("phone-claim")
    phone.press("Claim it done")
    assert {measure.state for measure in letter.measures.all()} == {"claimed"}


def verifies_and_closes(w: SimpleNamespace, office: Visitor, letter: Suggestion) -> None:
    home = f"/suggestions/{letter.pk}/"
    for _measure in letter.measures.all():
        office.go(home)
        office.follow("Verify")
        office.fill(method="on_paper", finding="照片与台账相符。", files=True)
        office.press("Verify")
    office.go(home)
    office.follow("Propose closing")
    office.fill(
        rectified="两项措施均已完成。",
        industry_governance="已在全县推开。",
        long_term_mechanism="已建立长效机制。",
        risk="medium",
        risk_reason="盛装器具容易换回。",
    )
    office.press("Propose closing")
    # The head's own page is walked through in test_story.py.
    closing.close(access=factories.access(w.head, clock.today()), at=clock.now(), suggestion=letter)
    letter.refresh_from_db()
    assert letter.case_state == "closed"
