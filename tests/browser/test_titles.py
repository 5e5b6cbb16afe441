"""A title in Chinese breaks between words, and a short label of a clock never breaks, on a phone and at a desk."""

import pytest
from django.urls import reverse

from suggestions.models import Suggestion
from tests import factories
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Words of the field that a browser does not know whole, or of which it knows only a part.
WORDS = ("燃气", "入户", "自行车", "窨井盖", "督促", "检察建议", "整治", "消防", "车棚")
TITLE = "督促整治燃气入户安全检查与电动自行车充电车棚消防隐患、窨井盖缺失问题的检察建议"
# Words of which two characters stand on two lines.
BROKEN = """(words) => {
  const title = document.querySelector("h1");
  const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT), signs = [];
  while (texts.nextNode()) [...texts.currentNode.data].forEach((sign, at) => {
    const range = document.createRange();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + 1);
    signs.push({ sign, top: Math.round(range.getBoundingClientRect().top) });
  });
  const text = signs.map(({ sign }) => sign).join("");
  return words.filter((word) => {
    const at = text.indexOf(word);
    return at >= 0 && new Set(signs.slice(at, at + word.length).map(({ top }) => top)).size > 1;
  });
}"""
LABELS = """() => [...document.querySelectorAll(".clock__head span")].filter((label) => {
  const range = document.createRange();
  range.selectNodeContents(label);
  const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
  return label.innerText.trim().length <= 4 && lines.size > 1;
}).map((label) => label.innerText)"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_word_of_a_title_is_broken_at_any_width_of_a_phone(browser, live_server, language):
    draft = factories.drafted(factories.world())
    Suggestion.objects.filter(pk=draft.pk).update(title=TITLE)
    visitor = Visitor(browser, live_server.url, language=language).sign_in("handling")
    visitor.go(reverse("draft", args=[draft.pk]))
    assert visitor.page.locator("h1.by-words").count() == 1
    assert visitor.page.locator("h1").inner_text() == TITLE
    broken = {}
    for width in range(320, 560, 10):
        visitor.page.set_viewport_size({"width": width, "height": 844})
        if found := visitor.page.evaluate(BROKEN, list(WORDS)):
            broken[width] = found
    assert broken == {}
    visitor.leave()


def test_a_short_label_of_a_clock_stands_on_one_line(browser, live_server):
    letter = factories.served(factories.world())
    visitor = Visitor(browser, live_server.url, language="zh").sign_in("handling")
    visitor.go(reverse("suggestion", args=[letter.pk]))
    assert visitor.page.locator(".clock__head span").count()
    visitor.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    visitor.page.evaluate(
        "document.querySelectorAll('.clock__head span').forEach((label) => { label.textContent = '本院'; })"
    )
    visitor.page.evaluate(
        "document.querySelectorAll('.clock__head b').forEach((duty) => { duty.textContent += '，对被建议单位的异议作出答复并送达决定书'; })"
    )
    for width in (390, 1440):
        visitor.page.set_viewport_size({"width": width, "height": 844})
        assert visitor.page.evaluate(LABELS) == []
    visitor.leave()
