"""The papers of a case beside its letter: made, printed, served, filed or answered, each with its clock."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.utils import translation

from desk.case import turns, waiting
from followups.conditions import closing_conditions
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.access import vacancies
from suggestions.actions import case_papers, drafting, examining, files
from suggestions.actions.case_papers import Draft
from suggestions.documents import document_facts
from suggestions.models import Suggestion
from suggestions.rules.case_papers import CASE_PAPERS, COURTS, PARTIES, PARTIES_IN_CHINESE, Awaits, parties_of
from suggestions.rules.term_rows import ENFORCEMENT
from tests import factories
from tests.factories import access, at, later, picture

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def make(w, suggestion, kind, who=None, on=None, **draft):
    on = on or later(1)
    row = CASE_PAPERS[kind]
    given = {"text": "甲事实" if row.text else "", "addressee": "乙县人民检察院" if row.addressee else "", **draft}
    return case_papers.make(
        access=access(who or w.handling, on),
        at=at(on),
        suggestion=suggestion,
        kind=kind,
        draft=Draft(**given),
        on=on,
    )


def clock_of(paper):
    return paper.suggestion.clocks.filter(about=f"casepaper:{paper.pk}").first()


def printed(suggestion, kind):
    document = suggestion.documents.get(kind=kind)
    pages = pypdf.PdfReader(io.BytesIO(files.place(document.blob_id).read_bytes())).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


def test_the_decision_to_open_a_case_is_served_within_seven_days(w):
    suggestion = factories.drafted(w, "public_interest")
    paper = make(w, suggestion, "opening_decision")
    assert (clock_of(paper).term, clock_of(paper).due_on) == ("pil_decision_service", later(8))
    assert "甲事实" in printed(suggestion, "opening_decision")
    with pytest.raises(Refused, match="service return"):
        case_papers.serve(
            access=access(w.handling, later(3)), at=at(later(3)), paper=paper, channel="direct", on=later(3)
        )
    case_papers.serve(
        access=access(w.handling, later(3)),
        at=at(later(3)),
        paper=paper,
        channel="direct",
        on=later(3),
        received_by="收发室",
        received_as="mail",
        evidence=(picture(),),
    )
    assert (paper.state, clock_of(paper).stopped_on) == ("served", later(3))
    assert suggestion.attachments.get(about=f"casepaper:{paper.pk}").shown_to == "both"
    with pytest.raises(Stale):
        case_papers.serve(
            access=access(w.handling, later(3)), at=at(later(3)), paper=paper, channel="post", on=later(3)
        )


@pytest.mark.parametrize(
    ("kind", "paper_kind", "term", "days"),
    [
        ("public_interest", "entrusted_investigation", "out_of_area", 30),
        ("retrial_civil", "entrusted_investigation", "out_of_area_court", 15),
        ("violation_administrative_trial", "entrusted_investigation", "out_of_area_court", 15),
        ("retrial_civil", "monitoring_notice", "monitoring_notice", 10),
    ],
)
def test_what_is_asked_has_its_clock_until_it_is_answered(w, kind, paper_kind, term, days):
    suggestion = factories.drafted(w, kind)
    by = w.manager if paper_kind == "monitoring_notice" else w.handling
    paper = make(w, suggestion, paper_kind, who=by)
    running = clock_of(paper)
    assert (running.term, running.started_on) == (term, later(1))
    assert later(1 + days) <= running.due_on <= later(1 + days + 8)
    answer = {"access": access(w.handling, later(9)), "at": at(later(9)), "paper": paper}
    with pytest.raises(Refused):
        case_papers.answer(**answer, text="已说明", on=later(0))
    case_papers.answer(**answer, text="已说明", on=later(9))
    assert (paper.state, paper.answer, clock_of(paper).stopped_on) == ("answered", "已说明", later(9))


@pytest.mark.parametrize(
    ("kind", "ground", "within"),
    [
        ("public_interest", "《人民检察院公益诉讼办案规则》第四十三条", "请在三十日内完成"),
        ("retrial_civil", "《人民检察院民事诉讼监督规则》第七十条", "请在收到本函之日起十五日内完成"),
        (
            "violation_administrative_trial",
            "《人民检察院行政诉讼监督规则》第六十六条",
            "请在收到本函之日起十五日内完成",
        ),
    ],
)
def test_what_is_entrusted_elsewhere_goes_by_a_letter_that_names_ground_and_days(w, kind, ground, within):
    suggestion = factories.drafted(w, kind)
    paper = make(w, suggestion, "entrusted_investigation")
    text = printed(suggestion, "entrusted_investigation").replace(" ", "")
    assert "委托调查函" in text and ground in text and within in text
    assert paper.addressee in text and paper.text in text
    assert suggestion.documents.get(kind="entrusted_investigation").shown_to == "internal"


@pytest.mark.parametrize("kind", sorted(ENFORCEMENT))
def test_the_fifteen_days_of_an_explanation_run_from_the_day_on_which_the_court_received_the_request(w, kind):
    suggestion = factories.served(w, kind)
    paper = make(w, suggestion, "enforcement_question", on=later(2))
    by = {"access": access(w.handling, later(9)), "at": at(later(9)), "paper": paper}
    assert paper.awaits_receipt and not suggestion.clocks.filter(about=f"casepaper:{paper.pk}").exists()
    with pytest.raises(Refused, match="received"):
        case_papers.answer(**by, text="已说明", on=later(8))
    with pytest.raises(Refused) as early:
        case_papers.reach(**by, on=later(1))
    assert early.value.field == "on"
    case_papers.reach(**by, on=later(6), evidence=(picture(),))
    running = clock_of(paper)
    assert (running.term, running.started_on, paper.received_on) == ("slack_enforcement", later(6), later(6))
    assert later(21) <= running.due_on <= later(29)
    with pytest.raises(Refused):
        case_papers.reach(**by, on=later(7))
    loaded = waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get()
    waits = waiting.waits(loaded)
    turn = turns.for_office(loaded, waits, vacant=vacancies.of([loaded], on=later(9)), today=later(9))
    owed = next(wait for wait in waits if wait.is_units)
    assert (owed.due_on, owed.clock) == (running.due_on, running) and "Answer: Request" in str(owed.what)
    assert turn.by == min(wait.due_on for wait in waits if wait.due_on)
    with pytest.raises(Refused) as early:
        case_papers.answer(**by, text="已说明", on=later(5))
    assert early.value.field == "on"
    case_papers.answer(**by, text="已说明", on=later(9))
    assert (paper.state, paper.answer, clock_of(paper).stopped_on) == ("answered", "已说明", later(9))


@pytest.mark.parametrize(
    ("kind", "fits", "not_here"),
    [
        ("retrial_civil", {"applicant", "other_party", "third_party"}, {"plaintiff", "enforcement_debtor"}),
        ("violation_civil_trial", {"plaintiff", "defendant"}, {"enforcement_applicant"}),
        ("violation_administrative_enforcement", {"enforcement_applicant", "enforcement_debtor"}, {"plaintiff"}),
    ],
)
def test_a_party_is_what_it_can_be_in_a_case_of_this_kind(w, kind, fits, not_here):
    assert fits <= set(parties_of(kind)) and not not_here & set(parties_of(kind))
    suggestion = factories.approved(w, kind)
    for role in sorted(not_here):
        with pytest.raises(Refused) as refused:
            make(w, suggestion, "party_notice", litigant=role, litigant_number=1)
        assert refused.value.field == "litigant"


def test_what_tells_the_parties_of_the_decision_is_not_dated_before_it(w):
    suggestion = factories.drafted(w, "violation_civil_trial", on=later(2))
    drafting.submit(access=access(w.handling, later(3)), at=at(later(3)), suggestion=suggestion)
    factories.sign_all(w, suggestion, later(4))
    for kind, facts in (
        ("party_notice", {"litigant": "applicant", "litigant_number": 1}),
        ("no_party_notice", {"text": "依职权监督"}),
    ):
        with pytest.raises(Refused, match=later(4).isoformat()) as refused:
            make(w, suggestion, kind, on=later(3), **facts)
        assert refused.value.field == "on"
        assert make(w, suggestion, kind, on=later(4), **facts)


def test_case_management_alone_sends_a_notice_of_process_monitoring(w):
    suggestion = factories.drafted(w, "retrial_civil")
    with pytest.raises(NotAllowed):
        make(w, suggestion, "monitoring_notice")
    assert make(w, suggestion, "monitoring_notice", who=w.manager).is_awaiting


def test_a_party_is_a_role_and_a_number_in_the_row_the_event_and_the_notice(w):
    suggestion = factories.served(w, "retrial_civil")
    with pytest.raises(Refused):
        make(w, suggestion, "party_notice", on=later(8), litigant="applicant", litigant_number=0)
    with pytest.raises(Refused):
        make(w, suggestion, "party_notice", on=later(8), litigant="somebody", litigant_number=1)
    paper = make(
        w,
        suggestion,
        "party_notice",
        on=later(8),
        litigant="applicant",
        litigant_number=2,
        text="张三",
        addressee="某路1号",
    )
    paper.refresh_from_db()
    assert (paper.litigant, paper.litigant_number, paper.text, paper.addressee) == ("applicant", 2, "", "")
    assert "申请人2（姓名或者名称见卷）" in printed(suggestion, "party_notice")
    assert suggestion.events.latest("seq").details == {
        "paper": "party_notice",
        "litigant": "applicant",
        "litigant_number": 2,
    }
    case_papers.hand_over(
        access=access(w.handling, later(9)), at=at(later(9)), paper=paper, channel="post", on=later(9)
    )
    assert (paper.state, paper.settled_on, paper.received_by) == ("served", later(9), "")
    assert set(PARTIES) == set(PARTIES_IN_CHINESE)


@pytest.mark.parametrize("kind", ["violation_civil_trial", "violation_administrative_enforcement"])
def test_every_letter_to_a_court_has_its_notice_to_the_parties(w, kind):
    assert CASE_PAPERS["party_notice"].kinds == COURTS
    suggestion = factories.approved(w, kind)
    paper = make(w, suggestion, "party_notice", litigant="applicant", litigant_number=1)
    assert paper.is_awaiting and "申请人1" in printed(suggestion, "party_notice")


def test_a_return_goes_with_each_paper_that_is_served_and_of_a_party_says_role_and_number_alone(w):
    opened = factories.drafted(w, "public_interest")
    make(w, opened, "opening_decision")
    said = printed(opened, "paper_return")
    assert all(
        words in said for words in ("立案决定书", "丙县市场监督管理局", "收到日期", "□法定代表人", "□主要负责人")
    )
    court = factories.approved(w, "violation_civil_trial")
    make(w, court, "party_notice", litigant="applicant", litigant_number=3)
    said = printed(court, "paper_return")
    assert "通知书" in said and "申请人3（姓名或者名称见卷）" in said and "人民路" not in said and "□" not in said
    assert court.documents.get(kind="paper_return").shown_to == "office"


def test_no_return_goes_with_a_paper_that_is_not_served(w):
    draft = factories.drafted(w, "retrial_civil")
    assert not draft.documents.filter(kind="paper_return").exists()


@pytest.mark.parametrize("kind", sorted(COURTS))
def test_the_return_of_a_letter_to_a_court_says_that_the_file_is_handed_over_with_it(w, kind):
    said = printed(factories.served(w, kind), "service_return")
    assert "连同案件卷宗移送" in said and "诉讼监督规则》" in said


def test_the_record_of_a_consultation_is_printed(w):
    suggestion = factories.drafted(w, "public_interest")
    paper = make(w, suggestion, "consultation_record", text="当面磋商整改期限")
    assert not paper.is_awaiting
    assert "当面磋商整改期限" in printed(suggestion, "consultation_record")


def test_the_report_that_ends_the_review_of_a_retrial_is_printed(w):
    suggestion = factories.opened(w, "retrial_administrative")
    make(w, suggestion, "review_report", text="原判决主要证据不足")
    assert "原判决主要证据不足" in printed(suggestion, "review_report")


def test_no_paper_is_made_out_of_place(w):
    draft = factories.drafted(w, "public_interest")
    for kind in ("conclusion_report", "party_notice", "enforcement_question"):
        with pytest.raises(Refused):
            make(w, draft, kind, proposal="end", litigant="applicant", litigant_number=1)
    with pytest.raises(Refused):
        make(w, draft, "opening_decision", text=" ")
    with pytest.raises(NotAllowed):
        make(w, draft, "opening_decision", who=w.head)


def test_a_later_find_is_merged_before_the_letter_is_issued(w):
    draft = factories.drafted(w, "public_interest")
    paper = make(w, draft, "later_find")
    assert not paper.is_awaiting and not draft.documents.filter(kind="later_find").exists()
    served = factories.served(w, "public_interest")
    with pytest.raises(Refused):
        make(w, served, "later_find", on=later(9))


def test_the_same_paper_is_not_made_twice_and_another_stands_beside_it(w):
    draft = factories.drafted(w, "public_interest")
    make(w, draft, "later_find")
    with pytest.raises(Refused) as refused:
        make(w, draft, "later_find", text="甲事实 ")
    assert refused.value.field == "on"
    make(w, draft, "later_find", text="乙事实")
    assert draft.papers.filter(kind="later_find").count() == 2


def test_a_return_that_was_not_made_with_its_paper_is_made_once_and_afterwards(w):
    suggestion = factories.served(w, "retrial_civil")
    paper = make(w, suggestion, "party_notice", on=later(8), litigant="applicant", litigant_number=1)
    case_papers.hand_over(
        access=access(w.handling, later(9)), at=at(later(9)), paper=paper, channel="post", on=later(9)
    )
    assert not case_papers.lacks_return(paper)
    suggestion.documents.filter(kind="paper_return").delete()
    moves = paper.moves
    case_papers.add_return(access=access(w.handling, later(10)), at=at(later(10)), paper=paper)
    assert "申请人1" in printed(suggestion, "paper_return")
    assert (paper.state, paper.moves) == ("served", moves) and suggestion.events.last().step == "add_return"
    with pytest.raises(Refused):
        case_papers.add_return(access=access(w.handling, later(10)), at=at(later(10)), paper=paper)
    report = suggestion.papers.get(kind="review_report")
    with pytest.raises(Refused):
        case_papers.add_return(access=access(w.handling, later(10)), at=at(later(10)), paper=report)


class TestPublicInterest:
    @pytest.fixture
    def served(self, w):
        suggestion = factories.served(w, "public_interest")
        examining.begin(access=access(w.handling, later(70)), at=at(later(70)), suggestion=suggestion)
        return suggestion

    @staticmethod
    def decide(w, action, suggestion, on, **more):
        action(access=access(w.chief, on), at=at(on, 14), suggestion=suggestion, reason="理由", **more)

    def test_the_chief_procurator_decides_on_the_report_of_this_round(self, w, served):
        with pytest.raises(Refused, match="report"):
            self.decide(w, examining.end, served, later(75), ground="protected")
        assert served.events.filter(step="end").count() == 0
        factories.reported(w, served, on=later(75))
        assert served.documents.get(kind="conclusion_report").shown_to == "internal"
        assert "终结案件" in printed(served, "conclusion_report")
        with pytest.raises(Refused, match="ground"):
            self.decide(w, examining.end, served, later(75), ground="")
        with pytest.raises(Refused, match=r"measure 1 \(Asked\), 2 \(Asked\)") as undone:
            self.decide(w, examining.end, served, later(75), ground="performed")
        assert undone.value.field == "ground" and "74" in undone.value.article
        served.measures.update(state="verified")
        self.decide(w, examining.end, served, later(75), ground="performed")
        assert served.events.get(step="end").details == {"ending_ground": "performed"}
        assert "第七十四条第一款第（三）项" in printed(served, "case_ending_decision").replace(" ", "")
        paper = served.papers.get(kind="ending_decision")
        assert paper.is_awaiting and "终结案件决定书" in printed(served, "paper_return")
        assert "A paper is open: Decision that the case ends." in [
            each.reason for each in closing_conditions.obstacles(served)
        ]

    @pytest.mark.slow
    def test_the_decision_that_the_case_ends_is_served_and_the_chief_procurator_closes(self, w):
        suggestion = factories.whole(w, "public_interest")
        served, closed = (
            suggestion.papers.get(kind="ending_decision"),
            suggestion.events.get(to_state="closed", track="case"),
        )
        assert (served.state, served.received_by, served.received_as) == ("served", "收发室", "mail")
        assert (closed.step, closed.actor_name) == ("close_pil", w.chief.name)
        event = suggestion.events.get(track="paper", step="serve")
        assert event.shown_to == "both"

    def test_suspension_and_resumption_are_filed_with_the_office_above(self, w, served):
        self.decide(w, examining.suspend, served, later(72))
        self.decide(w, examining.resume, served, later(80))
        for kind, made in (("suspension_decision", later(72)), ("resumption_decision", later(80))):
            paper = served.papers.get(kind=kind)
            assert (paper.made_on, paper.row.awaits, clock_of(paper).term) == (
                made,
                Awaits.FILING,
                f"{kind.removesuffix('_decision')}_filing",
            )
            with pytest.raises(Refused):
                case_papers.hand_over(
                    access=access(w.handling, later(82)), at=at(later(82)), paper=paper, channel="post", on=later(82)
                )
            case_papers.file(access=access(w.manager, later(82)), at=at(later(82)), paper=paper, on=later(82))
            case_papers.receive(access=access(w.higher, later(83)), at=at(later(83)), paper=paper)
            assert (paper.state, clock_of(paper).stopped_on) == ("received", later(82))

    def test_the_statement_of_claim_is_printed_or_uploaded_and_filed_in_five_days(self, w, served):
        factories.reported(w, served, on=later(75), proposal="sue")
        with pytest.raises(Refused, match="claims"):
            self.decide(w, examining.sue, served, later(75))
        self.decide(w, examining.sue, served, later(75), claims="责令依法履行职责", court="丙县人民法院")
        paper = served.papers.get(kind="statement_of_claim")
        assert clock_of(paper).term == "statement_of_claim_filing"
        assert later(80) <= clock_of(paper).due_on <= later(80) + timedelta(days=3)
        said = printed(served, "statement_of_claim").replace(" ", "")
        assert "责令依法履行职责" in said
        assert "此致丙县人民法院" in said.partition("请依法裁判")[2]

    def test_a_statement_of_claim_that_is_added_is_not_printed_again(self, w, served):
        factories.reported(w, served, on=later(75), proposal="sue")
        self.decide(w, examining.sue, served, later(75), statement_of_claim=(picture(),))
        paper = served.papers.get(kind="statement_of_claim")
        assert served.attachments.get(about=f"casepaper:{paper.pk}").shown_to == "office"
        assert not served.documents.filter(kind="statement_of_claim").exists()

    def test_what_counts_as_not_performed_is_noted_in_place_of_what_was(self, w, served):
        note = {"access": access(w.handling, later(75)), "at": at(later(75)), "suggestion": served}
        with pytest.raises(Refused):
            examining.note_unperformed(**note, grounds=("invented",))
        examining.note_unperformed(**note, grounds=("partial", "no_reply"), note="仅清运一处")
        noted = document_facts.noted_unperformed(served)
        assert (noted.keys, noted.note, noted.by) == (["no_reply", "partial"], "仅清运一处", w.handling.name)
        factories.reported(w, served, on=later(75), proposal="sue")
        assert "仅采取部分整改措施" in printed(served, "conclusion_report")
        examining.note_unperformed(**note, grounds=())
        assert document_facts.noted_unperformed(served).keys == []
