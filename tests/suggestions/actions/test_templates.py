"""Templates of documents: what may be one, its versions, who writes them, and that nothing printed ever changes."""

from types import SimpleNamespace

import pytest

from followups.documents.document_kinds import KINDS
from organs.actions import procuratorates
from organs.models import SetupEvent
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.actions import documents, drafting, files, templates
from suggestions.documents import composing, content, template_checks
from suggestions.documents.document_kinds import LETTER
from suggestions.models import DocumentTemplate
from suggestions.printing import typesetting
from tests import factories

pytestmark = pytest.mark.slow

REPLY = KINDS["reply"]
#: The line that letter_with adds.
NEXT = composing.text_that_came_along("letter").count("\n") + 1
OWN = composing.text_that_came_along("letter").replace("为此，", "鉴于上述情况，")


@pytest.fixture
def w(w: SimpleNamespace) -> SimpleNamespace:
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.county)
    w.above = factories.person("above", "管理员丁", Role.ADMINISTRATOR, procuratorate=w.prefecture)
    return w


def write(w: SimpleNamespace, who: str = "local", **facts: object) -> DocumentTemplate:
    given = {
        "kind": LETTER,
        "procuratorate": w.county,
        "heading": LETTER.heading,
        "text": OWN,
        "reason": "按本院格式。",
    }
    return templates.write(access=factories.access(getattr(w, who)), at=factories.at(), **(given | facts))


def faults(kind_key: str = "letter", **given: str) -> str:
    """Returns what is said of a template of a kind, "" when it can be used."""
    kind = KINDS[kind_key]
    came = {"heading": kind.heading, "text": composing.text_that_came_along(kind_key)}
    try:
        templates.checked(kind=kind, **(came | given))
    except Refused as refused:
        assert refused.field == next(iter(given), "text")
        return str(refused)
    return ""


def named(line: int, said: str) -> bool:
    """Tells whether a refusal names a line."""
    return f"第{line}行" in said or f"Line {line}:" in said


def letter_with(line: str) -> str:
    return f"{composing.text_that_came_along('letter')}{line}\n"


class TestWhatMayBeOne:
    @pytest.mark.parametrize(
        ("key", "name"), [(key, name) for key, kind in KINDS.items() for name in sorted({key, *kind.texts.values()})]
    )
    def test_what_came_with_the_software_is_usable_and_kept_as_it_is(self, key, name):
        text = composing.text_that_came_along(name)
        assert template_checks.usable(KINDS[key], heading=KINDS[key].heading, text=text) == (KINDS[key].heading, text)

    def test_every_faulty_line_is_named_at_once(self):
        said = faults(text=letter_with("{无此}\n[未闭合\n| 无栏目\n{建议}\n{序}、无列表\n{附件}、{落款}"))
        lines = [number for number in range(1, 40) if named(number, said)]
        assert lines == list(range(NEXT, NEXT + 6))

    @pytest.mark.parametrize(
        "line",
        [
            "{{ suggestion.title }}",
            "{% include 'x' %}",
            "{% 案件名称 %}",
            "{被建议单位.__class__}",
            "{suggestion.letter.recipient_name}",
            "{建议.text}",
            "{0}",
            "{}",
            "{检察院!r}",
            "{检察院:>20}",
        ],
    )
    def test_nothing_but_the_allow_list_is_filled(self, line):
        assert named(NEXT, faults(text=letter_with(line)))

    def test_markup_is_printed_as_text(self, w):
        write(w, text=letter_with('<script>alert(1)</script><img src="file:///etc/passwd">&lt;'))
        version = factories.drafted(w).letter
        shown = typesetting.preview(composing.letter(version))
        assert "<script" not in shown and "<img" not in shown
        assert "&lt;script&gt;alert(1)" in shown

    @pytest.mark.parametrize(
        "gone", ["{异议告知}\n", "{回复要求}\n", "{查明的事实和证据}\n", "{序}、{建议.内容}[（依据：{建议.依据}）]\n"]
    )
    def test_what_the_kind_asks_for_must_be_named(self, gone):
        name = gone.partition("、")[2] or gone
        text = composing.text_that_came_along("letter").replace(gone, "")
        assert name.partition("}")[0] in faults(text=text)

    def test_of_the_measures_what_is_asked_must_be_named(self):
        text = composing.text_that_came_along("letter").replace("{建议.内容}", "{建议.依据}")
        assert "{建议.内容}" in faults(text=text)

    def test_what_must_be_filled_is_not_left_out_with_another_place(self):
        text = composing.text_that_came_along("letter").replace(
            "{异议告知}\n{回复要求}", "[{异议告知}{其他事项}]\n{回复要求}"
        )
        assert "异议告知" in faults(text=text)

    def test_a_signed_document_keeps_its_signature_and_an_unsigned_one_takes_none(self):
        assert "{落款}" in faults(text=composing.text_that_came_along("letter").replace("{落款}\n", ""))
        assert "落款" in faults("service_return", text=composing.text_that_came_along("service_return") + "{落款}")
        assert "落款" in faults(text=letter_with("{落款}"))
        assert "抄送" in faults("reply", text=composing.text_that_came_along("reply") + "{抄送}")

    @pytest.mark.parametrize("character", ["\x00", "\x0b", "\u202e", "\u2028", "\x85"])
    def test_control_characters_are_refused_with_their_line(self, character):
        assert named(NEXT, faults(text=letter_with(f"甲{character}乙")))

    def test_what_no_face_can_draw_is_refused_with_its_line(self):
        said = faults(text=letter_with("整改\U0001f95b市场"))
        assert named(NEXT, said) and "\U0001f95b" in said

    @pytest.mark.parametrize(
        "heading",
        [
            "",
            "字" * 61,
            "{无此}",
            "# 标题",
            "> 标题",
            "{落款}",
            "{建议.内容}",
            "[{标题}]",
            "甲\n乙",
            "{标题}",
            "甲\x07",
        ],
    )
    def test_a_title_is_one_line_with_words_of_its_own(self, heading):
        assert faults(heading=heading)

    def test_line_ends_and_invisible_marks_are_unified(self):
        heading, text = template_checks.usable(
            LETTER, heading=" 检察建议书\u200b", text="\n\r\n" + OWN.replace("\n", "  \r\n") + "\n\n"
        )
        assert (heading, text) == ("检察建议书", OWN)

    def test_too_long_is_refused(self):
        assert "20000" in faults(text=letter_with("字" * 20_000))


class TestVersions:
    def test_a_version_is_added_with_its_reason_and_left_in_the_trace(self, w):
        first, second = write(w), write(w, text=OWN + "另附说明。\n", reason="补充说明。")
        assert (first.number, second.number) == (1, 2)
        assert second.made_by == w.local
        assert composing.in_force(kind=LETTER, procuratorate=w.county) == second
        event = SetupEvent.objects.first()
        assert (event.verb, event.subject_id) == ("write template", str(second.pk))
        assert event.changes["version"] == ["1", "2"]
        assert event.details == {"place": w.county.name, "document": "letter", "reason": "补充说明。"}

    def test_a_lower_procuratorate_inherits_until_it_writes_its_own(self, w):
        higher = write(w, "above", procuratorate=w.prefecture)
        assert composing.in_force(kind=LETTER, procuratorate=w.county) == higher
        assert composing.in_force(kind=LETTER, procuratorate=w.province).pk is None
        own = write(w, text=OWN + "本院另附说明。\n")
        write(w, "above", procuratorate=w.prefecture, text=OWN + "上级另附说明。\n")
        assert composing.in_force(kind=LETTER, procuratorate=w.county) == own

    @pytest.mark.parametrize(
        ("facts", "field"), [({"reason": " "}, "reason"), ({"reason": "字" * 1001}, "reason"), ({"text": ""}, "text")]
    )
    def test_each_refusal_stands_at_its_field(self, w, facts, field):
        with pytest.raises(Refused) as refusal:
            write(w, **facts)
        assert refusal.value.field == field
        assert not DocumentTemplate.objects.exists()

    def test_the_same_text_again_is_no_version(self, w):
        with pytest.raises(Refused, match=r"没有改动|Nothing"):
            write(w, text=composing.text_that_came_along("letter"))
        write(w)
        with pytest.raises(Refused, match=r"没有改动|Nothing"):
            write(w)

    def test_the_way_back_to_the_software_is_a_version_too(self, w):
        write(w)
        back = write(w, text=composing.text_that_came_along("letter"))
        assert (back.number, back.procuratorate) == (2, w.county)

    @pytest.mark.parametrize("who", ["chief", "handling", "liaison", "registrar"])
    def test_nobody_but_an_administrator_writes(self, w, who):
        with pytest.raises(NotAllowed):
            write(w, who)

    def test_nor_does_an_administrator_of_another_place(self, w):
        with pytest.raises(NotAllowed):
            write(w, procuratorate=w.sibling)
        with pytest.raises(NotAllowed):
            write(w, procuratorate=w.prefecture)

    def test_a_closed_procuratorate_takes_none(self, w):
        procuratorates.close(access=None, at=factories.at(), procuratorate=w.sibling, on=factories.DAY)
        with pytest.raises(Refused):
            write(w, "administrator", procuratorate=w.sibling)


class TestKindsOfSuggestion:
    """A template belongs to a document and a kind of suggestion; the most specific one holds."""

    def held(self, w, kind: str) -> DocumentTemplate:
        return composing.in_force(kind=LETTER, procuratorate=w.county, suggestion_kind=kind)

    def test_what_is_written_for_all_kinds_holds_where_a_kind_has_none_of_its_own(self, w):
        own = write(w)
        assert self.held(w, "social_governance") == own
        assert self.held(w, "retrial_civil").text == composing.text_that_came_along("retrial_letter")

    def test_what_is_written_for_one_kind_holds_for_it_alone_and_counts_by_itself(self, w):
        general = write(w)
        special = write(w, suggestion_kind="social_governance", text=OWN + "本类另附说明。\n")
        assert (special.number, special.suggestion_kind) == (1, "social_governance")
        assert self.held(w, "social_governance") == special
        assert [self.held(w, kind) for kind in ("other", "")] == [general, general]
        assert factories.drafted(w).letter.template == special
        details = SetupEvent.objects.first().details
        assert (details["document"], details["suggestion_kind"]) == ("letter", "social_governance")

    def test_a_higher_ones_for_the_kind_goes_before_the_own_one_for_all(self, w):
        write(w)
        higher = write(w, "above", procuratorate=w.prefecture, suggestion_kind="retrial_civil")
        assert self.held(w, "retrial_civil") == higher

    def test_the_way_back_to_that_for_all_is_a_version_too(self, w):
        write(w, suggestion_kind="social_governance")
        came = composing.text_that_came_along("letter")
        assert write(w, suggestion_kind="social_governance", text=came).number == 2
        with pytest.raises(Refused, match=r"没有改动|Nothing"):
            write(w, suggestion_kind="other", text=came)

    def test_what_comes_along_is_kept_for_its_kind(self, w):
        retrial, other = factories.drafted(w, "retrial_civil").letter, factories.drafted(w).letter
        assert (retrial.template.suggestion_kind, other.template.suggestion_kind) == ("retrial_civil", "")
        assert write(w, suggestion_kind="retrial_civil", expected_change=0).number == 1


class TestTwoAtOnce:
    def test_of_two_who_saw_the_same_version_the_later_is_told(self, w):
        write(w, expected_change=0)
        with pytest.raises(Stale):
            write(w, text=OWN + "另一人的说明。\n", expected_change=0)
        assert DocumentTemplate.objects.get().text == OWN

    def test_a_version_of_a_higher_one_meanwhile_is_seen_too(self, w):
        write(w, "above", procuratorate=w.prefecture)
        with pytest.raises(Stale):
            write(w, text=OWN + "本院的说明。\n", expected_change=0)

    def test_keeping_what_came_along_is_no_change_by_somebody(self, w):
        factories.drafted(w)
        assert DocumentTemplate.objects.get(kind="letter").procuratorate is None
        assert write(w, expected_change=0).number == 1


class TestWhatWasPrinted:
    def test_a_printed_document_keeps_its_bytes_and_template_when_the_template_changes(self, w):
        suggestion = factories.issued(w)
        document = suggestion.documents.get(kind="letter")
        former = document.template
        write(w)
        document.refresh_from_db()
        assert document.template == former
        printed = files.place(document.blob_id).read_bytes()
        assert documents.print_again(document, kind=LETTER).pdf == printed

    def test_a_document_printed_later_bears_the_new_template(self, w):
        own = write(w)
        document = factories.issued(w).documents.get(kind="letter")
        assert document.template == own
        assert documents.print_again(document, kind=LETTER).pdf == files.place(document.blob_id).read_bytes()

    def test_a_letter_in_review_keeps_its_template_and_its_signatures(self, w):
        suggestion = factories.at_policy(w)
        digest, former = content.digest(suggestion.letter), suggestion.letter.template
        verdicts = {"necessity": True, "legality": True, "reasoning": True}
        factories.sign(w, suggestion, w.policy, verdicts=verdicts, opinion="同意。")
        own = write(w)
        suggestion.refresh_from_db()
        assert suggestion.letter.template == former
        assert content.digest(suggestion.letter) == digest
        assert suggestion.letter.approvals.filter(voided_at__isnull=True).exists()
        assert factories.drafted(w).letter.template == own

    def test_a_draft_takes_the_new_one_at_its_next_save(self, w):
        suggestion = factories.drafted(w)
        own = write(w)
        suggestion.letter.refresh_from_db()
        assert suggestion.letter.template != own
        drafting.save(
            access=factories.access(w.handling),
            at=factories.at(),
            suggestion=suggestion,
            head=factories.head(w),
            body=factories.body(),
        )
        suggestion.letter.refresh_from_db()
        assert suggestion.letter.template == own
