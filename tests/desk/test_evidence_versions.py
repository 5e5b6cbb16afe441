"""A later file says which it replaces: both stay readable on both sides, and what was found on the earlier one cites it still."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse

from followups.actions import answering, verifying
from organs import clock
from organs.refusals import Refused, Stale
from suggestions.actions import files
from suggestions.actions.files import Upload
from suggestions.models import Attachment
from tests import factories
from tests.desk.portal.portal_pages import browser
from tests.factories import access
from tests.suggestions.real_files import PLAIN_PDF, ofd, word_in_order

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OFD, WORD = ofd(), word_in_order()


@pytest.fixture
def w(db):
    return factories.world()


@pytest.fixture
def case(w):
    """A case whose first measure was shown by one file three days ago."""
    suggestion = factories.served(w, on=clock.today() - timedelta(days=9))
    factories.answered(w, suggestion, on=clock.today() - timedelta(days=5))
    show(w, suggestion.measures.first(), Upload("验收单.pdf", io.BytesIO(PLAIN_PDF)), days=3)
    return suggestion


def show(w, measure, *uploads: Upload, replaces: Attachment | None = None, days: int = 0, by=None):
    at = clock.now() - timedelta(days=days)
    return answering.log_progress(
        access=access(by or w.liaison, clock.civil_day(at)),
        at=at,
        measure=measure,
        on=clock.civil_day(at),
        text="补充材料。",
        evidence=uploads,
        replaces=replaces,
    )


def later(name: str = "验收单（盖章）.ofd", content: bytes = OFD) -> Upload:
    return Upload(name, io.BytesIO(content))


def page_of(person, address: str) -> str:
    return " ".join(browser(person).get(address, headers={"accept-language": "en"}).content.decode().split())


def card(page: str, measure) -> str:
    return page.partition(f'id="measure-{measure.pk}"')[2].partition("</article>")[0]


def test_both_sides_read_the_later_one_and_the_earlier_one_folded_under_it(w, case):
    measure, earlier = case.measures.first(), case.attachments.get(name="验收单.pdf")
    show(w, measure, later(), replaces=earlier)
    assert case.attachments.get(name="验收单（盖章）.ofd").replaces == earlier
    day = clock.civil_day(earlier.added_at).isoformat()
    for person, name in ((w.handling, "suggestion"), (w.liaison, "portal-letter")):
        page = page_of(person, reverse(name, args=[case.pk]))
        folded = f'<summary>earlier version of {day}</summary><a href="{reverse("file", args=[earlier.pk])}" download>验收单.pdf</a>'
        assert "验收单（盖章）.ofd</a>" + f'<details class="earlier">{folded}' in card(page, measure)
        assert page.count("earlier version of") == 2  # and in the list of all files
        assert browser(person).get(reverse("file", args=[earlier.pk])).status_code == 200


def test_the_record_names_the_earlier_file_by_day_and_digest(w, case):
    earlier = case.attachments.get(name="验收单.pdf")
    show(w, case.measures.first(), later(), replaces=earlier)
    event = case.events.order_by("-seq").first()
    day = clock.civil_day(earlier.added_at).isoformat()
    assert (event.details["replaces"], event.details["replaces_on"]) == (earlier.received, day)
    assert f"replaces the file of {day}" in page_of(w.handling, reverse("suggestion", args=[case.pk]))


def test_what_was_found_on_the_earlier_file_is_not_found_on_the_later_one(w, case):
    measure, earlier = case.measures.first(), case.attachments.get(name="验收单.pdf")
    answering.claim(
        access=access(w.liaison), at=clock.now(), measure=measure, on=clock.today(), text="已完成。", evidence=()
    )
    verifying.send_back(
        access=access(w.handling, clock.today()),
        at=clock.now(),
        measure=measure,
        reason="验收单没有盖章。",
        suffices="盖章的验收单。",
    )
    before = vars(Attachment.objects.get(pk=earlier.pk)) | {"_state": None}
    show(w, measure, later(), replaces=earlier)
    words = f"later than the verdict of {clock.today().isoformat()}, which was given on the earlier version"
    for person, name in ((w.handling, "suggestion"), (w.liaison, "portal-letter")):
        assert words in card(page_of(person, reverse(name, args=[case.pk])), measure)
    assert vars(Attachment.objects.get(pk=earlier.pk)) | {"_state": None} == before


def test_a_chain_of_versions_shows_the_last_and_folds_all_others(w, case):
    measure, first = case.measures.first(), case.attachments.get(name="验收单.pdf")
    show(w, measure, later(), replaces=first)
    second = case.attachments.get(name="验收单（盖章）.ofd")
    show(w, measure, later("第三稿.docx", WORD), replaces=second)
    shown = card(page_of(w.liaison, reverse("portal-letter", args=[case.pk])), measure)
    assert shown.count("earlier version of") == 2
    assert shown.index("第三稿.docx") < shown.index("验收单（盖章）.ofd") < shown.index("验收单.pdf")


def test_a_file_is_replaced_once_by_one_other_file_of_the_same_measure_and_side(w, case):
    measure, other = case.measures.order_by("position")[:2]
    earlier = case.attachments.get(name="验收单.pdf")
    for uploads in ((), (later(), later("又一份.docx", WORD)), (Upload("同一份.pdf", io.BytesIO(PLAIN_PDF)),)):
        with pytest.raises(Refused) as refused:
            show(w, measure, *uploads, replaces=earlier)
        assert refused.value.field == "files"
    with pytest.raises(Refused) as refused:
        show(w, other, later(), replaces=earlier)
    assert refused.value.field == "replaces"
    (ours,) = files.attach(
        files=[later("核查.docx", WORD)], suggestion=case, about=f"measure:{measure.pk}", shown_to="both",
        added_by_id=w.handling.pk, at=clock.now(),
    )  # fmt: skip
    with pytest.raises(Refused):
        show(w, measure, later(), replaces=ours)
    show(w, measure, later(), replaces=earlier)
    with pytest.raises(Stale):
        show(w, measure, later("再一份.docx", WORD), replaces=earlier)
    assert Attachment.objects.exclude(replaces=None).count() == 1


def test_the_form_offers_what_stands_and_what_comes_on_paper_replaces_too(w, case):
    measure, earlier = case.measures.first(), case.attachments.get(name="验收单.pdf")
    address = reverse("portal-step", args=[case.pk, "measure.log_progress", measure.pk])
    form = browser(w.liaison).get(address).context["form"]
    assert [row.pk for row in form.fields["replaces"].queryset] == [earlier.pk]
    other = case.measures.order_by("position")[1]
    address = reverse("portal-step", args=[case.pk, "measure.log_progress", other.pk])
    assert "replaces" not in browser(w.liaison).get(address).context["form"].fields
    address = reverse("paper-step", args=[case.pk, "measure.log_progress", measure.pk])
    sent = {"on": clock.today().isoformat(), "text": "补交盖章件。", "replaces": earlier.pk}
    scan = io.BytesIO(OFD)
    scan.name = "盖章件.ofd"
    answer = browser(w.handling).post(address, sent | {"files": scan, "moves": measure.moves})
    assert answer.status_code == 302, answer.context["form"].errors
    assert case.attachments.get(name="盖章件.ofd").replaces == earlier
