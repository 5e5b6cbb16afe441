"""One whole story through a real browser: from the first draft to a rebound and its second round (issue 2, items 1 to 7)."""

from datetime import timedelta

import pytest

from notices.actions import delivering
from organs import clock
from organs.models import Person, Unit
from suggestions.actions import ledger
from suggestions.models import Suggestion
from suggestions.rules.kinds import QUALITIES
from tests import factories
from tests.browser import paper_slip
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "关于完善校外培训机构预收费监管的检察建议"
UNIT = "丙县校外培训管理服务中心"


@pytest.fixture
def people(browser, live_server):
    """Returns a function that signs a person in at a browser of the person's own."""
    factories.world()
    visitors: list[Visitor] = []

    def person(username: str) -> Visitor:
        visitors.append(Visitor(browser, live_server.url).sign_in(username))
        return visitors[-1]

    person.stranger = lambda: Visitor(browser, live_server.url)
    yield person
    for visitor in visitors:
        visitor.leave()


def test_one_suggestion_from_the_draft_to_a_rebound_and_its_second_round(people):
    prosecutor = people("handling")
    suggestion = draft(people, prosecutor)
    gates(people, prosecutor, suggestion)
    issue_and_serve(people, prosecutor, suggestion)
    unit = unit_answers_and_replies(people, prosecutor, suggestion)
    judge(people, prosecutor, suggestion)
    unit_claims(unit, suggestion)
    verify_and_close(people, prosecutor, suggestion)
    rebound(people, prosecutor, suggestion)
    supervise(people, suggestion)
    assert ledger.breaks(Suggestion.objects.get(pk=suggestion.pk)) == []


def home(suggestion: Suggestion) -> str:
    return f"/suggestions/{suggestion.pk}/"


def do(visitor: Visitor, suggestion: Suggestion, words: str, *, press: str = "", **fields: object) -> None:
    """Opens the page of the suggestion, follows a step by its words, fills it in and presses its button."""
    visitor.go(home(suggestion))
    visitor.follow(words)
    visitor.fill(**fields)
    visitor.press(press or words)


def draft(people, prosecutor: Visitor) -> Suggestion:
    """Item 1: a prosecutor opens a suggestion to a unit that is not registered yet, and hears what is missing."""
    prosecutor.pictures("desk-empty")
    prosecutor.follow("Open a suggestion")
    prosecutor.fill(
        kind="social_governance",
        title=TITLE,
        unit_words=UNIT,
        case_name="培训机构停业退费案",
        industry="教育培训",
        members=Person.objects.get(username="second").pk,
    )
    prosecutor.press("Find")
    prosecutor.put("unit", "new")
    prosecutor.fill(new_unit_name=UNIT, new_unit_kind="government_department", new_unit_address="丙县人民路8号")
    prosecutor.press("Open the draft")
    suggestion = Suggestion.objects.get(title=TITLE)
    prosecutor.press("Save and submit to: Department head")
    prosecutor.reads("Provisions, Art. 16(2)(2)")
    prosecutor.follow("Ask for the decision to investigate")
    prosecutor.fill(reason="多家培训机构停业，预收费用无法退还。")
    prosecutor.press("Ask for the decision to investigate")
    do(people("chief"), suggestion, "Decide on the investigation", result="ordered", reason="应当调查核实。")
    prosecutor.go(f"{home(suggestion)}draft/")
    prosecutor.fill(
        source="本院在办理案件中发现。",
        facts="经调查核实，辖区多家培训机构停业后无法退还预收费用。",
        problems="预收费资金未纳入监管账户，存在管理漏洞。",
        objection_amount=10,
        reply_amount=2,
        conclusion_report="经调查终结，建议向主管单位制发检察建议。",
        governance_ground="2",
    )
    while prosecutor.page.locator('[name="measures-1-text"]').count() == 0:
        prosecutor.press("Add a measure")
    for number, (text, criterion) in enumerate(
        (("将预收费全部纳入监管账户", "在册机构全部签订监管协议"), ("建立停业预警和退费机制", "机制文件印发并公布"))
    ):
        prosecutor.put(f"measures-{number}-text", text)
        prosecutor.put(f"measures-{number}-criterion", criterion)
        prosecutor.put(f"measures-{number}-legal_basis", "《校外培训机构财务管理办法》第十条")
    prosecutor.press("Save")
    prosecutor.reads("Ready to submit")
    prosecutor.pictures("draft")
    prosecutor.press("Save and submit to: Department head")
    suggestion.refresh_from_db()
    assert suggestion.document_state == "in_review"
    return suggestion


def pass_at_the_head(head: Visitor) -> None:
    head.fill(decision="pass")
    for quality in QUALITIES:
        head.put("checklist", quality)
    head.press("Record")


def gates(people, prosecutor: Visitor, suggestion: Suggestion) -> None:
    """Item 2: each gate finds the draft on its desk; one returns it with reasons, the edit is shown by word."""
    delivering.deliver(at=clock.now())
    head, policy = people("head"), people("policy")
    head.reads(TITLE)
    head.go(f"{home(suggestion)}review/")
    pass_at_the_head(head)
    policy.go("/desk/")
    policy.reads(TITLE)
    policy.pictures("desk-reviewer")
    policy.go(f"{home(suggestion)}review/")
    policy.pictures("review")
    policy.fill(decision="return", reason="请补充法律依据的条款项。")
    policy.press("Record")
    prosecutor.go(f"{home(suggestion)}draft/")
    prosecutor.put("measures-0-legal_basis", "《校外培训机构财务管理办法》第十二条第二款")
    prosecutor.press("Save and submit to: Department head")
    head.go(f"{home(suggestion)}review/")
    pass_at_the_head(head)
    policy.go(f"{home(suggestion)}review/")
    policy.fill(decision="pass", opinion="必要、合法、说理充分。", necessity="yes", legality="yes", reasoning="yes")
    policy.press("Record")
    chief = people("chief")
    chief.reads(TITLE)
    chief.go(f"{home(suggestion)}review/")
    chief.fill(decision="pass")
    chief.press("Record")
    suggestion.refresh_from_db()
    assert suggestion.document_state == "approved"


def issue_and_serve(people, prosecutor: Visitor, suggestion: Suggestion) -> None:
    """Items 3 and 4: number and PDF once, the service slip with its one-time link, service, filing on record."""
    office = people("registrar")
    do(office, suggestion, "Issue the letter")
    suggestion.refresh_from_db()
    office.reads(suggestion.letter.document_number)
    do(
        prosecutor,
        suggestion,
        "Record the service in writing",
        press="Record the service in writing",
        mode="direct",
        signed_by="收发室",
        signed_as="mail",
    )
    suggestion.refresh_from_db()
    assert suggestion.document_state == "served"
    case_manager = people("manager")
    do(case_manager, suggestion, "Send for record-filing")
    higher = people("higher")
    higher.go("/filings/")
    higher.reads(TITLE)
    do(higher, suggestion, "Review: no remark")
    prosecutor.go(home(suggestion))
    prosecutor.pictures("suggestion-served")


def unit_answers_and_replies(people, prosecutor: Visitor, suggestion: Suggestion) -> Visitor:
    """Item 5: the unit comes in by the one-time link, reads why that day, answers each measure and replies."""
    unit = people.stranger()
    unit.go(paper_slip.one_time_link(prosecutor, suggestion.pk))
    unit.pictures("portal-enter")
    unit.fill(name="联络员丁", username="peixun", password1="a-password-of-its-own", password2="a-password-of-its-own")
    unit.press("Open the account and sign in")
    unit.reads(TITLE)
    unit.pictures("portal-inbox")
    unit.go(f"/portal/letters/{suggestion.pk}/")
    unit.pictures("portal-letter")
    today = clock.today()
    for number, measure in enumerate(suggestion.measures.order_by("position")):
        way = ("accepted", "other_way")[number]
        unit.put(f"m{measure.pk}-attitude", way)
        unit.put(f"m{measure.pk}-promised_{way}", (today + timedelta(days=20)).isoformat())
        unit.put(f"m{measure.pk}-text_{way}", "已制定方案，按期完成。")
    unit.press("Save and preview the reply")
    unit.pictures("portal-reply")
    unit.fill(signed_by="主任甲", signed_by_title="主任", text="我单位高度重视。", confirm=True)
    unit.press("Send the reply")
    suggestion.refresh_from_db()
    assert suggestion.reply_state == "received"
    return unit


def judge(people, prosecutor: Visitor, suggestion: Suggestion) -> None:
    """Item 6: the reply is judged with an outcome per measure, and countersigned by the head."""
    prosecutor.go(home(suggestion))
    prosecutor.follow("Judge the reply")
    prosecutor.pictures("judge")
    prosecutor.fill(verdict="adequate", reasons="回复逐项说明了措施和期限。")
    for name in names_of(prosecutor, "verdict-"):
        prosecutor.put(name, "adopted")
    prosecutor.press("Put it to the department head")
    head = people("head")
    do(head, suggestion, "Countersign the judgement")
    suggestion.refresh_from_db()
    assert suggestion.reply_state == "adequate"


def names_of(visitor: Visitor, beginning: str) -> list[str]:
    """Returns the names of the fields of a page that begin so, each once."""
    found = visitor.page.evaluate(
        "beginning => [...document.querySelectorAll('main [name]')].map(e => e.name).filter(n => n.startsWith(beginning))",
        beginning,
    )
    return list(dict.fromkeys(found))


def unit_claims(unit: Visitor, suggestion: Suggestion) -> None:
    """Item 5, continued: the unit claims each measure done, with evidence."""
    for measure in suggestion.measures.order_by("position"):
        unit.go(f"/portal/letters/{suggestion.pk}/do/measure.claim/{measure.pk}/")
        unit.fill(text="已经完成，见附件。", files=True)
        unit.press("Claim it done")
    assert set(suggestion.measures.values_list("state", flat=True)) == {"claimed"}


def verify_and_close(people, prosecutor: Visitor, suggestion: Suggestion) -> None:
    """Item 6, continued: each claim is verified; the head closes the case with a look-back day."""
    for _number in range(2):
        prosecutor.go(home(suggestion))
        prosecutor.follow("Verify")
        prosecutor.fill(method="on_site", finding="现场核实，情况属实。", files=True)
        prosecutor.press("Verify")
    do(
        prosecutor,
        suggestion,
        "Propose closing",
        rectified="两项措施均已完成。",
        industry_governance="已在全县推开。",
        long_term_mechanism="已建立长效机制。",
        risk="medium",
        risk_reason="盛装器具容易换回。",
    )
    head = people("head")
    do(head, suggestion, "Close the case")
    suggestion.refresh_from_db()
    assert suggestion.case_state == "closed"
    prosecutor.go(home(suggestion))
    prosecutor.pictures("suggestion-closed")


def rebound(people, prosecutor: Visitor, suggestion: Suggestion) -> None:
    """Item 6, end: another person looks back, finds a rebound, and the case is open again for its second round."""
    second = people("second")
    second.go(home(suggestion))
    second.follow("Look back")
    second.pictures("look-back")
    second.fill(basis="实地走访三家机构并查阅台账。")
    founds = names_of(second, "found-")
    for name, value in zip(founds, ("rebounded", "holding"), strict=True):
        second.put(name, value)
    for name in names_of(second, "text-"):
        second.put(name, "走访发现的情况。")
    second.press("Look back")
    suggestion.refresh_from_db()
    assert (suggestion.case_state, suggestion.round) == ("open", 2)
    do(prosecutor, suggestion, "Ask again", reason="预收费再次脱离监管，请整改。", reply_days=30)
    suggestion.refresh_from_db()
    assert suggestion.reply_state == "awaited"
    prosecutor.go(home(suggestion))
    prosecutor.pictures("suggestion-second-round")


def supervise(people, suggestion: Suggestion) -> None:
    """Item 7: a supervisor above sees the case and the dashboard, where a number opens exactly its list."""
    supervisor = people("supervisor")
    supervisor.go("/suggestions/")
    supervisor.reads(TITLE)
    supervisor.pictures("suggestions")
    supervisor.go("/analysis/")
    supervisor.pictures("dashboard")
    supervisor.go(f"/units/{Unit.objects.get(name=UNIT).pk}/")
    supervisor.reads(TITLE)
    supervisor.pictures("unit")
