"""Each kind of public interest, retrial, trial and enforcement through a real browser, from an empty draft to its closed case (issue 13)."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta

import pypdf
import pytest

from organs import clock
from organs.models import Unit
from sample.seals import sample_seal
from suggestions.actions import files, ledger, stationery
from suggestions.models import Suggestion
from suggestions.rules.case_papers import COURTS, PIL
from suggestions.rules.kinds import KINDS
from tests import factories
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "督促依法办理案件的检察建议"
REPORT = "审查查明原审认定事实的主要证据不足，建议依法提出检察建议。"
People = Callable[[str], Visitor]


@pytest.fixture
def people(browser, live_server) -> Iterator[People]:
    """Returns a function that gives the browser of a person, who signs in the first time."""
    w = factories.world()
    factories.court(w)
    picture = files.Upload("院印.png", io.BytesIO(sample_seal(w.county.name)))
    stationery.write(
        access=None,
        at=factories.at(),
        procuratorate=w.county,
        head="plain",
        mark="",
        printing_office="",
        seal=picture,
    )
    visitors: dict[str, Visitor] = {}

    def of(username: str) -> Visitor:
        if username not in visitors:
            visitors[username] = Visitor(browser, live_server.url).sign_in(username)
        return visitors[username]

    yield of
    for visitor in visitors.values():
        visitor.leave()


@pytest.mark.parametrize("kind", sorted(PIL | COURTS))
def test_a_suggestion_of_the_kind_comes_from_an_empty_draft_to_its_end_by_forms_alone(people, kind):
    suggestion = drafted(people, kind)
    approved(people, suggestion)
    issued_and_served(people, suggestion)
    if kind in COURTS:
        parties_told(people, suggestion)
    answered_and_judged(people, suggestion)
    done(people, suggestion)
    if kind in PIL:
        examined(people, suggestion)
    closed(people, suggestion)
    assert ledger.breaks(Suggestion.objects.get(pk=suggestion.pk)) == []
    for name, text in documents_of(people("handling"), suggestion).items():
        assert name in text


def home(suggestion: Suggestion) -> str:
    return f"/suggestions/{suggestion.pk}/"


def step(visitor: Visitor, suggestion: Suggestion, name: str, press: str, *, about: int = 0, **fields: object) -> None:
    """Opens the form of a step, fills it in and presses its button; the case as it then is, is read again."""
    visitor.go(f"{home(suggestion)}do/{name}/{about}/")
    visitor.fill(**fields)
    visitor.press(press)
    suggestion.refresh_from_db()


def drafted(people: People, kind: str) -> Suggestion:
    """A prosecutor opens the case, writes the letter, and makes the papers that come before it."""
    prosecutor = people("handling")
    unit = Unit.objects.get(name="丙县人民法院" if kind in COURTS else "丙县市场监督管理局")
    prosecutor.go("/suggestions/new/")
    prosecutor.fill(
        kind=kind,
        title=TITLE,
        unit_words=unit.name,
        case_name="甲监督案",
    )
    prosecutor.press("Find")
    prosecutor.put("unit", unit.pk)
    prosecutor.press("Open the draft")
    suggestion = Suggestion.objects.get(title=TITLE)
    step(prosecutor, suggestion, "investigation.ask", "Ask for the decision to investigate", reason="甲行为可能违法。")
    investigation = suggestion.investigations.get()
    decided = {"result": "ordered", "reason": "应当调查核实。"}
    step(
        people("chief"),
        suggestion,
        "investigation.decide",
        "Decide on the investigation",
        about=investigation.pk,
        **decided,
    )
    prosecutor.go(f"{home(suggestion)}draft/")
    rules = KINDS[kind].versions[-1]
    prosecutor.fill(
        source="本院在履行职责中发现。",
        facts="经审查查明甲事实。",
        problems="甲行为违反法律规定。",
        reply_amount={"retrial_court": 3, "reply_enforcement": 3, "reply_trial": 1}.get(rules.reply, 2),
        **{
            "measures-0-text": "依法纠正甲行为",
            "measures-0-criterion": "已经纠正",
            "measures-0-legal_basis": "《甲法》",
        },
    )
    if rules.has_objection_period:
        prosecutor.put("objection_amount", 10)
    if not rules.report_paper:
        prosecutor.put("conclusion_report", REPORT)
    prosecutor.press("Save")
    if rules.report_paper:
        prosecutor.follow("Report that concludes the review")
        prosecutor.fill(text=REPORT)
        prosecutor.press("Write the report that concludes the review")
    if kind in PIL:
        step(
            prosecutor,
            suggestion,
            "paper.make.opening_decision",
            "Record the decision to open the case",
            text="甲行为损害公共利益。",
        )
        serves(prosecutor, suggestion, "opening_decision")
    prosecutor.go(f"{home(suggestion)}draft/")
    prosecutor.reads("Ready to submit")
    prosecutor.press("Save and submit to: Department head")
    suggestion.refresh_from_db()
    assert suggestion.document_state == "in_review"
    return suggestion


def serves(prosecutor: Visitor, suggestion: Suggestion, kind: str) -> None:
    """Serves a paper on the organ."""
    paper = suggestion.papers.get(kind=kind)
    step(
        prosecutor,
        suggestion,
        "paper.serve",
        "Record the service of a paper",
        about=paper.pk,
        channel="direct",
        received_by="收发室",
        received_as="mail",
    )


def approved(people: People, suggestion: Suggestion) -> None:
    """The head passes it; the chief procurator decides, or the committee by its resolution and minutes."""
    by_committee = suggestion.rules.gates[-1].by_resolution
    passes(people("head"), suggestion)
    if by_committee:
        passes(
            people("secretary"),
            suggestion,
            resolution_decided_on=clock.today().isoformat(),
            resolution_number="检委会〔2026〕9号",
            resolution_result="同意提出再审检察建议",
            minutes=True,
        )
    else:
        passes(people("chief"), suggestion)
    suggestion.refresh_from_db()
    assert suggestion.document_state == "approved"


def passes(signer: Visitor, suggestion: Suggestion, **fields: object) -> None:
    signer.go(f"{home(suggestion)}review/")
    signer.fill(decision="pass", **fields)
    suggestion.refresh_from_db()
    for quality in suggestion.rules.gate(suggestion.gate).checklist:
        signer.put("checklist", quality)
    signer.press("Record")


def issued_and_served(people: People, suggestion: Suggestion) -> None:
    """Number and seal at issue, service on the unit or handing over to the court, and filing with the office above."""
    step(people("registrar"), suggestion, "document.issue", "Issue the letter")
    step(
        people("handling"),
        suggestion,
        "document.serve",
        # To a court under rules of its own the letter is handed over, 移送 (CIV21 Art. 122, ADM21 Art. 128, EXEC16 Art. 17).
        "Record that the letter was handed over to the court"
        if suggestion.rules.recipient_last
        else "Record the service in writing",
        mode="direct",
        signed_by="收发室",
        signed_as="mail",
    )
    assert suggestion.document_state == "served"
    filing = suggestion.filings.get()
    step(people("manager"), suggestion, "filing.file", "Send for record-filing", about=filing.pk)


def parties_told(people: People, suggestion: Suggestion) -> None:
    """The desk says that the parties are to be told; the notice is made and reaches the applicant."""
    prosecutor = people("handling")
    prosecutor.go("/desk/")
    prosecutor.reads("Tell the parties of the decision")
    step(
        prosecutor,
        suggestion,
        "paper.make.party_notice",
        "Write a notice to a party",
        litigant="applicant",
        litigant_number=1,
    )
    paper = suggestion.papers.get(kind="party_notice")
    step(
        prosecutor,
        suggestion,
        "paper.hand_over",
        "Record that a notice reached the party",
        about=paper.pk,
        channel="post",
    )


def answered_and_judged(people: People, suggestion: Suggestion) -> None:
    """The recipient promises and replies; the reply is judged and countersigned."""
    unit, measure = people("liaison"), suggestion.measures.get()
    unit.go(f"/portal/letters/{suggestion.pk}/")
    unit.put(f"m{measure.pk}-attitude", "accepted")
    unit.put(f"m{measure.pk}-promised_accepted", (clock.today() + timedelta(days=20)).isoformat())
    unit.put(f"m{measure.pk}-text_accepted", "已着手办理。")
    unit.press("Save and preview the reply")
    unit.fill(signed_by="负责人甲", signed_by_title="负责人", text="我单位高度重视。", confirm=True)
    unit.press("Send the reply")
    prosecutor = people("handling")
    prosecutor.go(home(suggestion))
    prosecutor.follow("Judge the reply")
    prosecutor.fill(verdict="adequate", reasons="回复说明了措施和期限。")
    prosecutor.put(f"verdict-{measure.pk}", "adopted")
    prosecutor.press("Put it to the department head")
    head = people("head")
    head.go(home(suggestion))
    head.follow("Countersign the judgement")
    head.press("Countersign the judgement")
    suggestion.refresh_from_db()
    assert suggestion.reply_state == "adequate"


def done(people: People, suggestion: Suggestion) -> None:
    """The recipient claims the measure done with evidence, and the office verifies it."""
    measure = suggestion.measures.get()
    unit = people("liaison")
    unit.go(f"/portal/letters/{suggestion.pk}/do/measure.claim/{measure.pk}/")
    unit.fill(text="已经办理。", files=True)
    unit.press("Claim it done")
    step(
        people("handling"),
        suggestion,
        "measure.verify",
        "Verify",
        about=measure.pk,
        method="on_site",
        finding="情况属实。",
        files=True,
    )


def examined(people: People, suggestion: Suggestion) -> None:
    """Whether to sue is examined; on the report the chief procurator decides that the case ends, and the organ is told."""
    prosecutor = people("handling")
    step(prosecutor, suggestion, "examination.begin", "Begin to examine whether to sue")
    step(
        prosecutor,
        suggestion,
        "paper.make.conclusion_report",
        "Write the report that concludes the examination",
        text="公益得到有效保护。",
        proposal="end",
    )
    step(
        people("chief"),
        suggestion,
        "examination.end",
        "End the examination",
        ground="protected",
        reason="公益得到有效保护。",
    )
    serves(prosecutor, suggestion, "ending_decision")


def closed(people: People, suggestion: Suggestion) -> None:
    suffix, decider = ("_pil", "chief") if suggestion.kind in PIL else ("", "head")
    step(
        people("handling"),
        suggestion,
        f"case.propose_closing{suffix}",
        "Propose closing",
        rectified="已经办理。",
        industry_governance="已开展。",
        long_term_mechanism="已建立。",
        risk="medium",
        risk_reason="同类问题曾经出现。",
    )
    step(people(decider), suggestion, f"case.close{suffix}", "Close the case")
    assert suggestion.case_state == "closed"


def documents_of(reader: Visitor, suggestion: Suggestion) -> dict[str, str]:
    """Opens every document of the case; returns the text of each by its title, both without spaces."""
    found = {}
    for document in suggestion.documents.all():
        answer = reader.context.request.get(f"{reader.site}/documents/{document.pk}/")
        assert answer.status == 200, document.title
        pages = pypdf.PdfReader(io.BytesIO(answer.body())).pages
        found["".join(document.title.split())] = "".join("".join(page.extract_text().split()) for page in pages)
    assert suggestion.current_letter.document_number in found["".join(suggestion.rules.document.split())]
    return found
