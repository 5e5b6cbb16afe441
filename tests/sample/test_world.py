"""Tests of the sample world: every state of every table occurs, chains hold, and a production installation has nobody of it."""

import re
from datetime import date, timedelta
from io import BytesIO

import filetype
import pypdf
import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError
from django.db import transaction
from django.db.models import F

from followups.models import Draw, Escalation, LaterDate, QualityReview, Support, Visit
from notices.actions import reminder_rules
from organs import clock, sample_people
from organs.models import Person, Procuratorate
from organs.origins import Origin
from organs.roles import Role
from sample import evidence, mulei, places, seals, walk
from sample.letters import LETTERS
from sample.stories import SAMPLES
from suggestions.actions import ledger
from suggestions.documents import completeness
from suggestions.models import (
    Amendment,
    Attachment,
    CasePaper,
    Clock,
    Clue,
    Copy,
    Correction,
    Event,
    Filing,
    Instruction,
    Investigation,
    InvestigationAct,
    JointSigning,
    Measure,
    NumberSeries,
    Objection,
    Opinion,
    Recusal,
    Service,
    Stationery,
    Suggestion,
)
from suggestions.models.suggestion import AXES
from suggestions.printing.seals import cleaned
from suggestions.rules import clues, duties, kinds, states
from suggestions.rules.service_channels import CHANNELS
from tests.sample.commands import printed

TABLES = states.STATES
RELATED_NAMES = {
    "filing": Filing,
    "instruction": Instruction,
    "joint": JointSigning,
    "copies": Copy,
    "opinion": Opinion,
    "paper": CasePaper,
    "recusal": Recusal,
    "investigation": Investigation,
    "inquiry": InvestigationAct,
    "objection": Objection,
    "amendment": Amendment,
    "correction": Correction,
    "escalation": Escalation,
    "visit": Visit,
    "later_date": LaterDate,
    "support": Support,
    "quality_review": QualityReview,
    "measure": Measure,
}


def samples():
    return Suggestion.objects.filter(origin=Origin.SAMPLE)


@pytest.mark.slow
@pytest.mark.django_db
class TestLoaded:
    """All that is read from one loading."""

    @pytest.mark.parametrize("track", sorted(TABLES))
    def test_every_state_of_every_table_occurs(self, sample_world, track):
        if track in AXES:
            found = set(samples().values_list(AXES[track], flat=True))
        else:
            rows = RELATED_NAMES[track].objects.filter(suggestion__origin=Origin.SAMPLE)
            found = set(rows.values_list("state", flat=True))
        assert found == set(TABLES[track])

    def test_every_kind_every_gate_and_every_mode_of_service_occurs(self, sample_world):
        assert set(samples().values_list("kind", flat=True)) == set(kinds.KINDS)
        assert set(samples().exclude(gate="").values_list("gate", flat=True)) == {"policy", "head", "decision"}
        served = Service.objects.filter(succeeded=True)
        assert set(served.values_list("mode", flat=True)) == set(CHANNELS)
        assert Service.objects.filter(succeeded=False).count() >= 2

    def test_it_holds_what_pages_must_show_beside_the_states(self, sample_world):
        draft = samples().get(title=LETTERS["funeral-price"].title)
        assert completeness.missing(suggestion=draft, letter=draft.letter, on=clock.today())
        assert samples().filter(document_state="issued", announced_on__isnull=False).exists()
        assert set(Clue.objects.values_list("state", flat=True)) == set(clues.STATES)
        assert samples().filter(investigations__state="ordered", investigation_acts__state="entered").exists()
        assert samples().filter(case_state="open", round=2).count() >= 2
        assert Objection.objects.filter(is_late=True).exists()
        assert samples().filter(versions__version=2, versions__pdf__isnull=False).exists()
        assert samples().filter(closing_proposed=True).exists()
        assert {each.rung_row.tells_unit for each in Escalation.objects.filter(state__in=["sent", "answered"])} == {
            True,
            False,
        }
        assert LaterDate.objects.filter(state="agreed").exclude(agreed_on=F("wanted_on")).exists()
        assert Clock.objects.filter(term="examination_pil", derivation__prolonged__0__isnull=False).exists()
        assert any(opinion.disagrees_elsewhere for opinion in Opinion.objects.all())
        assert Event.objects.filter(from_paper=True, attachments__isnull=False).exists()
        assert samples().filter(assessments__countersigned_at__isnull=True, assessments__returned_at=None).exists()

    def test_duties_are_late_due_soon_due_later_and_one_look_back_is_due_today(self, sample_world):
        today = clock.today()
        due = Clock.objects.running().filter(term__startswith="reply")
        assert due.filter(due_on__lt=today).exists()
        assert due.filter(due_on__range=(today, today + timedelta(days=14))).exists()
        assert due.filter(due_on__gt=today + timedelta(days=30)).exists()
        assert Clock.objects.running().filter(term="look_back", due_on=today).exists()
        assert Clock.objects.running().filter(term="promise", due_on__lt=today).exists()

    def test_every_duty_has_its_ladder_of_reminding(self, sample_world):
        assert set(reminder_rules.in_force(None)) == set(duties.REMINDED)

    def test_a_draw_shows_drawn_and_left_out_cases_and_what_came_of_the_look_backs(self, sample_world):
        draw = Draw.objects.get()
        assert set(draw.cases.values_list("standing", flat=True)) == {"drawn", "in_frame", "excluded"}
        assert set(draw.cases.exclude(exclusion="").values_list("exclusion", flat=True)) == {
            "recent",
            "planned",
            "by_hand",
        }
        drawn = [case.suggestion for case in draw.cases.drawn()]
        looked_at = [each for each in drawn if each.look_backs.filter(recorded_at__gt=draw.drawn_at).exists()]
        assert (len(drawn), len(looked_at)) == (3, 2)
        assert printed("draw_again", str(draw.pk))[-1].startswith("the same 3 of 4")

    def test_every_chain_holds(self, sample_world):
        assert printed("verify_ledger")[-1].endswith(" 0 breaks")
        assert (
            sum(suggestion.seq for suggestion in samples())
            == Event.objects.filter(suggestion__origin=Origin.SAMPLE).count()
        )

    def test_a_changed_event_is_found(self, sample_world):
        with transaction.atomic():
            event = Event.objects.filter(step="serve").first()
            Event.objects.filter(pk=event.pk).update(canonical=event.canonical.replace("serve", "withdraw"))
            with pytest.raises(CommandError, match="breaks"):
                printed("verify_ledger")
            assert ledger.breaks(event.suggestion)
            transaction.set_rollback(True)

    def test_nothing_lies_in_the_future_and_nobody_acts_at_a_weekend(self, sample_world):
        moments = Event.objects.filter(suggestion__origin=Origin.SAMPLE).values_list("recorded_at", "occurred_on")
        assert all(at <= clock.now() and on <= clock.today() for at, on in moments)
        acts = moments.exclude(actor_name=ledger.BY_TIME.name)
        assert all(clock.civil_day(at).weekday() < 5 for at, _on in acts)

    def test_the_origins_stay_apart(self, sample_world):
        assert samples().count() == len(SAMPLES) + 1
        assert Suggestion.objects.filter(origin=Origin.PUBLISHED).count() == 107
        assert not Suggestion.objects.filter(origin=Origin.LIVE).exists()
        assert not samples().exclude(unit__origin=Origin.SAMPLE).exists()
        both = Suggestion.objects.filter(title=LETTERS[mulei.LETTER].title, procuratorate__code="652328")
        assert set(both.values_list("origin", flat=True)) == {Origin.SAMPLE, Origin.PUBLISHED}

    def test_every_level_and_line_is_there_with_a_series_for_every_kind(self, sample_world):
        places = Procuratorate.objects.filter(origin=Origin.SAMPLE)
        assert set(places.values_list("level", flat=True)) == {"supreme", "provincial", "prefecture", "basic"}
        assert {"territorial", "xpcc"} <= set(places.values_list("line_id", flat=True))
        assert NumberSeries.objects.count() == places.count() * len(kinds.KINDS)

    def test_every_procuratorate_has_its_stationery_with_a_specimen_of_a_seal_and_one_a_red_head(self, sample_world):
        found = Stationery.objects.filter(procuratorate__origin=Origin.SAMPLE).select_related("procuratorate")
        assert (
            found.count()
            == Procuratorate.objects.filter(
                origin=Origin.SAMPLE, code__in=[place.code for place in places.PLACES]
            ).count()
        )
        assert [each.procuratorate.code for each in found if each.head == "red"] == [places.RED_HEADED]
        assert all(each.printing_office == f"{each.procuratorate.name}办公室" for each in found)
        assert len({each.seal_id for each in found}) == found.count()

    def test_who_reads_late_still_has_unread_notices_and_old_ones_are_read(self, sample_world):
        notices = Person.objects.get(username="prosecutor").notices
        assert notices.filter(read_at__isnull=True).exists()
        assert notices.filter(read_at__isnull=False).exists()

    def test_loading_again_changes_nothing(self, sample_world):
        before = Event.objects.count()
        assert "nothing was changed" in printed("load_sample_world")[-1]
        assert Event.objects.count() == before

    def test_every_sample_person_is_listed_with_the_password_that_opens(self, sample_world):
        lines = [line.split("\t") for line in printed("sample_accounts")]
        assert all(len(line) == 4 and all(line) for line in lines)
        assert {line[0] for line in lines} == set(Person.objects.values_list("username", flat=True))
        assert {line[1] for line in lines} == {sample_people.PASSWORD}
        assert authenticate(None, username="prosecutor", password=lines[0][1]).name == "承办检察官甲"
        assert set(Role.values) == set(Person.objects.values_list("posts__role", flat=True))

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_mulei_is_walked_from_complaint_to_suit_with_an_article_at_each_step(self, sample_world, language):
        lines = printed("walk_sample", language=language)
        rows = [line.split("\t") for line in lines if re.match(r"\d{4}-\d\d(-\d\d)?\t", line)]
        events = rows[1:]
        assert rows[0][0] == "2019-10"
        assert len(events) == walk.case().seq
        assert all(len(row) == 4 and all(row) for row in events)
        assert [row[0] for row in events] == sorted(row[0] for row in events)
        days = {row[0] for row in events}
        assert {each.isoformat() for each in mulei.PUBLISHED_DAYS} <= days
        assert {"2020-01-06", "2021-08-12"} <= days
        clocks = [line.split("\t") for line in lines if "→ 20" in line]
        assert [line[0] for line in clocks[:3]] == [
            "2019-11-01 → 2020-01-02",
            "2019-11-11 → 2019-11-18",
            "2019-11-11 → 2020-01-13",
        ]

    def test_mulei_stands_where_the_story_leaves_it(self, sample_world):
        case = walk.case()
        assert (case.document_state, case.reply_state, case.case_state, case.round) == ("served", "adequate", "open", 2)
        assert case.examination_state == "sued"
        assert list(case.measures.values_list("state", flat=True)) == ["rebounded", "verified"]
        assert case.closed_on is None
        assert Event.objects.get(suggestion=case, step="close_pil").occurred_on == date(2020, 1, 6)

    def test_every_file_that_came_with_a_step_stands_in_its_event_as_it_was_received(self, sample_world):
        """Whichever action attached it: the digest of what was sent is under the chain."""
        rows = Attachment.objects.filter(event__isnull=False).select_related("event")
        assert len({(row.event.track, row.event.step) for row in rows}) >= 5
        missing = [
            f"{row.event.track}.{row.event.step}: {row.name}"
            for row in rows
            if not row.received or row.received not in str(row.event.details.get("received", "")).split()
        ]
        assert missing == []


def test_the_evidence_is_real_pictures_and_papers_and_differs_by_name():
    paper, picture = evidence.scan("送达回证"), evidence.photo("现场照片")
    (page,) = pypdf.PdfReader(BytesIO(paper.stream.getvalue())).pages
    assert "Sample scan" in page.extract_text()
    assert filetype.guess(picture.stream.getvalue()).mime == "image/png"
    assert evidence.photo("另一张").stream.getvalue() != picture.stream.getvalue()


def test_a_seal_is_drawn_alike_for_the_same_name_and_stands_on_transparent_ground():
    drawn = seals.sample_seal("木垒哈萨克自治县人民检察院")
    assert drawn == seals.sample_seal("木垒哈萨克自治县人民检察院") != seals.sample_seal("奇台县人民检察院")
    assert cleaned(BytesIO(drawn)).startswith(b"\x89PNG")


def test_the_letters_speak_of_institutions_and_each_is_used_once():
    used = [sample.letter for sample in SAMPLES]
    assert len(used) == len(set(used))
    assert set(used) | {mulei.LETTER} == set(LETTERS)
    assert len({letter.title for letter in LETTERS.values()}) == len(LETTERS)
    for letter in LETTERS.values():
        assert all(part.strip() for part in (letter.source, letter.facts, letter.problems))
        assert all(all(part.strip() for part in measure) for measure in letter.measures)
