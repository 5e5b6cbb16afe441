"""A visit is planned, moved, called off or held; its record lands on the measures, whole or not at all, and never twice."""

import io
import uuid

import pypdf
import pytest

from followups.actions import answering, urging, visiting
from followups.actions.answering import Paper
from followups.actions.visit_results import Signed
from followups.actions.visiting import LookDraft
from followups.models import Visit
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import files, ledger
from tests import factories
from tests.factories import access, at, later, picture
from tests.followups import visits

pytestmark = pytest.mark.slow


@pytest.fixture
def suggestion(w):
    suggestion = factories.served(w)
    factories.answered(w, suggestion)
    return suggestion


@pytest.fixture
def visit(w, suggestion):
    return visits.planned(w, suggestion)


def claim(w, measure, *, by=None):
    """Lets the unit claim a measure itself, or lets somebody of the office record the claim from paper."""
    answering.claim(
        access=access(by or w.liaison, later(8)),
        at=at(later(8)),
        measure=measure,
        on=later(8),
        text="已完成",
        evidence=() if by else (picture(),),
        paper=Paper(scan=(picture(),)) if by else None,
    )


def texts(document) -> str:
    pages = pypdf.PdfReader(io.BytesIO(files.place(document.blob_id).read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


class TestPlanning:
    def test_a_plan_names_people_and_criteria_and_is_the_offices_own(self, w, suggestion, visit):
        assert (visit.state, visit.planned_on, visit.visited_on) == ("planned", later(12), None)
        assert set(visit.people.all()) == {w.handling, w.assistant}
        assert [look.criterion for look in visit.looks.all()] == ["八家门店停止销售", "培训覆盖八家门店"]
        event = suggestion.events.get(track="visit", step="plan")
        assert event.shown_to == "office"
        assert not suggestion.documents.filter(kind="visit_record").exists()

    @pytest.mark.parametrize("who", ["registrar", "chief", "outsider", "supervisor", "liaison", "administrator"])
    def test_it_is_for_the_cases_own_people(self, w, suggestion, who):
        with pytest.raises(NotAllowed):
            visits.planned(w, suggestion, who=getattr(w, who))
        assert not suggestion.visits.exists()

    def test_a_colleague_of_the_case_group_may_plan(self, w, suggestion):
        assert visits.planned(w, suggestion, who=w.second).planned_by == w.second

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"means": "rumour"}, "means"),
            ({"on": later(9)}, "on"),
            ({"place": " "}, "place"),
            ({"people": ()}, "people"),
            ({"looks": ()}, "looks"),
        ],
    )
    def test_a_plan_with_a_gap_is_refused_at_its_field(self, w, suggestion, facts, field):
        with pytest.raises(Refused) as refused:
            visits.planned(w, suggestion, **facts)
        assert refused.value.field == field

    def test_nobody_of_another_office_or_of_the_unit_takes_part_for_the_office(self, w, suggestion):
        for stranger in (w.outsider, w.liaison, w.administrator):
            with pytest.raises(Refused) as refused:
                visits.planned(w, suggestion, people=(w.handling.pk, stranger.pk))
            assert refused.value.field == "people"

    def test_a_measure_is_looked_at_once(self, w, suggestion):
        look = LookDraft(measure=suggestion.measures.first(), criterion="")
        with pytest.raises(Refused):
            visits.planned(w, suggestion, looks=(look, look))

    def test_before_service_there_is_nothing_to_visit(self, w):
        with pytest.raises(Refused):
            visits.planned(w, factories.issued(w))

    def test_it_is_late_the_day_after_when_nothing_was_recorded(self, w, visit):
        assert not visit.is_late(on=later(12))
        assert visit.is_late(on=later(13))
        visits.record(w, visit)
        assert not Visit.objects.get(pk=visit.pk).is_late(on=later(13))


class TestMovingAndCallingOff:
    def move(self, w, visit, to=None, reason="对方负责人出差", who=None, expected_moves=None):
        visiting.move(
            access=access(who or w.second, later(11)),
            at=at(later(11)),
            visit=visit,
            to=to or later(15),
            reason=reason,
            expected_moves=expected_moves,
        )

    def test_a_moved_visit_keeps_every_former_day_with_its_reason(self, w, visit):
        self.move(w, visit)
        self.move(w, visit, to=later(20), reason="道路封闭")
        kept = [(row.former_on, row.reason) for row in visit.former_days.all()]
        assert kept == [(later(12), "对方负责人出差"), (later(15), "道路封闭")]
        assert Visit.objects.get(pk=visit.pk).planned_on == later(20)

    def test_a_move_needs_a_reason_another_day_and_one_to_come(self, w, visit):
        for facts, field in (({"reason": " "}, "reason"), ({"to": later(12)}, "to"), ({"to": later(10)}, "to")):
            with pytest.raises(Refused) as refused:
                self.move(w, visit, **facts)
            assert refused.value.field == field
        with pytest.raises(NotAllowed):
            self.move(w, visit, who=w.head)
        assert not visit.former_days.exists()

    def test_two_who_move_from_the_same_page_do_not_both(self, w, visit):
        self.move(w, visit, expected_moves=0)
        with pytest.raises(Stale):
            self.move(w, visit, to=later(16), expected_moves=0)

    def test_a_visit_that_was_held_without_a_plan_is_not_moved(self, w, suggestion):
        held = urging.record_visit(
            access=access(w.handling, later(11)),
            at=at(later(11)),
            suggestion=suggestion,
            means="visit",
            on=later(11),
            findings="属实",
        )
        with pytest.raises(Stale):
            self.move(w, held)
        assert not held.former_days.exists()

    def test_a_visit_is_called_off_with_a_reason_and_then_neither_moved_nor_held(self, w, visit):
        call_off = {"access": access(w.handling, later(11)), "at": at(later(11)), "visit": visit}
        with pytest.raises(Refused):
            visiting.call_off(**call_off, reason="")
        visiting.call_off(**call_off, reason="单位已撤并")
        assert (visit.state, visit.called_off_because) == ("called_off", "单位已撤并")
        with pytest.raises(Stale):
            self.move(w, visit)
        with pytest.raises(Stale, match="单位已撤并"):
            visits.record(w, visit)


class TestRecording:
    def test_findings_land_on_the_measures_and_the_record_is_printed_and_kept(self, w, suggestion, visit):
        found = visits.record(
            w,
            visit,
            visits.result(1, found="partly", text="两家门店仍有售卖", photos=(visits.photo(),)),
            findings="单位表示月底前完成。",
            next_step="月底复查",
        )
        assert (found.state, found.visited_on, found.place) == ("held", later(12), "丙县鲜乳一条街")
        assert [(look.found, look.follow) for look in found.looks.all()] == [("partly", ""), ("in_order", "")]
        assert [measure.state for measure in suggestion.measures.all()] == ["accepted", "accepted"]
        photo = suggestion.attachments.get(about=f"visitedmeasure:{found.looks.first().pk}")
        said = texts(found.document)
        for words in ("部分落实", "两家门店仍有售卖", "八家门店停止销售", "承办检察官甲、检察官助理甲", photo.blob_id):
            assert words in said
        assert "科长王科长（键入姓名）" in said
        assert found.document.shown_to == photo.shown_to == "office"
        assert ledger.breaks(suggestion.__class__.objects.get(pk=suggestion.pk)) == []

    def test_a_claim_that_was_seen_to_be_true_is_verified_on_site(self, w, suggestion, visit):
        claim(w, suggestion.measures.first())
        visits.record(w, visit, visits.result(1, follow="verify"))
        measure = suggestion.measures.first()
        row = measure.verifications.get()
        assert (measure.state, measure.verified_on, row.method) == ("verified", later(12), "on_site")
        assert (row.verified_by, row.finding) == (w.handling, "第1项已经落实，台账齐全。")

    def test_who_recorded_the_claim_does_not_verify_it_and_nothing_of_the_record_stays(self, w, suggestion, visit):
        claim(w, suggestion.measures.first(), by=w.handling)
        before = suggestion.__class__.objects.get(pk=suggestion.pk).seq
        with pytest.raises(NotAllowed, match="recorded the claim") as refused:
            visits.record(w, visit, visits.result(1, follow="verify"))
        assert refused.value.field == "follow-1"
        assert Visit.objects.get(pk=visit.pk).state == "planned"
        assert suggestion.__class__.objects.get(pk=suggestion.pk).seq == before
        visits.record(w, visit, visits.result(1, follow="verify"), who=w.second)
        assert suggestion.measures.first().state == "verified"

    def test_a_claim_that_was_seen_to_be_false_is_sent_back_to_the_unit(self, w, suggestion, visit):
        claim(w, suggestion.measures.first())
        visits.record(w, visit, visits.result(1, found="not_done", text="门店照常售卖", follow="send_back"))
        measure = suggestion.measures.first()
        assert (measure.state, measure.sent_back.get().reason) == ("accepted", "门店照常售卖")

    @pytest.mark.parametrize(
        ("found", "follow"), [("partly", "verify"), ("unseen", "send_back"), ("in_order", "send_back")]
    )
    def test_what_does_not_follow_from_the_finding_is_refused(self, w, suggestion, visit, found, follow):
        claim(w, suggestion.measures.first())
        with pytest.raises(Refused) as refused:
            visits.record(w, visit, visits.result(1, found=found, follow=follow))
        assert refused.value.field == "follow-1"

    def test_where_nothing_is_claimed_nothing_is_verified(self, w, visit):
        with pytest.raises(Refused) as refused:
            visits.record(w, visit, visits.result(1, follow="verify"))
        assert refused.value.field == "follow-1"

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"on": later(13)}, "on"),
            ({"looks": ()}, None),
            ({"unit": Signed()}, "unit_name"),
            (
                {"unit": Signed(name="王科长", picture=files.Upload("a.pdf", io.BytesIO(b"%PDF-1.4\n")))},
                "signature_unit",
            ),
            ({"evidence": (files.Upload("a.txt", io.BytesIO(b"words")),)}, "files"),
        ],
    )
    def test_a_record_with_a_gap_is_refused_at_its_field(self, w, visit, facts, field):
        with pytest.raises(Refused) as refused:
            visits.record(w, visit, **facts)
        assert refused.value.field == field

    @pytest.mark.parametrize(("facts", "field"), [({"found": "fine"}, "found-2"), ({"text": " "}, "text-2")])
    def test_every_measure_needs_a_finding_in_words(self, w, visit, facts, field):
        with pytest.raises(Refused) as refused:
            visits.record(w, visit, visits.result(2, **facts))
        assert refused.value.field == field

    @pytest.mark.parametrize("who", ["head", "registrar", "outsider", "liaison", "chief"])
    def test_it_is_for_the_cases_own_people(self, w, visit, who):
        with pytest.raises(NotAllowed):
            visits.record(w, visit, who=getattr(w, who))

    def test_both_sides_sign_by_hand_by_name_or_on_paper(self, w, suggestion, visit):
        drawn = Signed(name="王科长", picture=visits.photo("signature.png", form="PNG", size=(60, 20), orientation=1))
        found = visits.record(w, visit, unit=drawn)
        rows = {row.side: row for row in found.signatures.all()}
        assert (rows["unit"].way, rows["unit"].picture.blob.media_type) == ("drawn", "image/png")
        assert (rows["office"].way, rows["office"].name) == ("typed", "承办检察官甲")
        assert rows["unit"].picture.blob_id in texts(found.document)

    def test_a_scan_of_what_was_signed_on_paper_follows_later(self, w, suggestion, visit):
        found = visits.record(w, visit, unit=Signed(), is_on_paper=True)
        assert [row.way for row in found.signatures.all()] == ["paper"]
        visiting.add_scan(access=access(w.second, later(13)), at=at(later(13)), visit=found, scan=(picture(),))
        scan = suggestion.attachments.get(about=f"visit:{found.pk}")
        assert scan.event.step == "add_scan"
        with pytest.raises(Refused):
            visiting.add_scan(access=access(w.second, later(13)), at=at(later(13)), visit=found, scan=())

    def test_why_the_unit_did_not_sign_is_kept(self, w, visit):
        found = visits.record(w, visit, unit=Signed(), unsigned_because="负责人拒绝签名")
        assert [row.side for row in found.signatures.all()] == ["office"]
        assert "负责人拒绝签名" in texts(found.document)


class TestTheSameRecordAgain:
    def test_the_same_key_again_is_the_same_visit_and_changes_nothing(self, w, suggestion, visit):
        key = uuid.uuid4()
        visits.record(w, visit, key=key)
        seq = suggestion.__class__.objects.get(pk=suggestion.pk).seq
        again = visits.record(w, visit, visits.result(1, found="not_done", text="另一内容"), key=key)
        assert (again.pk, again.key) == (visit.pk, key)
        assert again.looks.first().found == "in_order"
        assert suggestion.__class__.objects.get(pk=suggestion.pk).seq == seq
        assert suggestion.documents.filter(kind="visit_record").count() == 1

    def test_another_key_is_a_second_record_and_refused_by_name(self, w, visit):
        visits.record(w, visit)
        with pytest.raises(Stale, match="承办检察官甲"):
            visits.record(w, visit)

    def test_a_key_belongs_to_one_visit(self, w, suggestion, visit):
        key = uuid.uuid4()
        visits.record(w, visit, key=key)
        with pytest.raises(Refused, match="another visit"):
            visits.record(w, visits.planned(w, suggestion), key=key)

    def test_who_may_not_record_learns_nothing_by_a_key(self, w, visit):
        key = uuid.uuid4()
        visits.record(w, visit, key=key)
        with pytest.raises(NotAllowed):
            visits.record(w, visit, key=key, who=w.outsider)


def test_the_same_contact_is_planned_once_and_another_one_beside_it(w):
    suggestion = factories.served(w)
    visits.planned(w, suggestion)
    with pytest.raises(Refused) as refused:
        visits.planned(w, suggestion)
    assert refused.value.field == "on"
    visits.planned(w, suggestion, place="另一处现场")
    assert suggestion.visits.count() == 2
