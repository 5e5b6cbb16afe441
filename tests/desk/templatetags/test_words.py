"""The filters and tags that every template has without loading."""

import datetime
import re

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from desk.templatetags import words
from tests.desk import component_examples


def rendered(source: str, **context: object) -> str:
    """Returns the source rendered as a template."""
    return Template(source).render(Context(context))


def test_days_stand_in_a_time_element() -> None:
    day = datetime.date(2020, 1, 13)
    assert rendered("{{ d|day }}", d=day) == '<time datetime="2020-01-13">2020-01-13</time>'
    assert rendered("{{ d|partial_date:'month' }}", d=day) == '<time datetime="2020-01">2020-01</time>'
    with translation.override("zh-hans"):
        assert rendered("{{ d|long_day }}", d=day) == '<time datetime="2020-01-13">2020年1月13日 星期一</time>'
        assert rendered("{{ d|week_day }}", d=day) == '<time datetime="2020-01-13">2020-01-13 周一</time>'


@pytest.mark.parametrize(
    "name", ["day", "long_day", "week_day", "month_day", "moment", "number", "short_hash", "file_size"]
)
def test_what_is_not_there_is_a_dash(name: str) -> None:
    assert rendered("{{ value|" + name + " }}", value=None) == "—"


def test_zero_is_a_number_and_not_a_dash() -> None:
    assert rendered("{{ value|number }}", value=0) == "0"


def test_the_words_from_today_take_today_from_the_page() -> None:
    context = {"due": component_examples.day("2021-08-27"), "today": component_examples.TODAY}
    with translation.override("zh-hans"):
        assert rendered("{{ due|from_today:today }}", **context) == "还有8天"


def test_the_sprite_has_exactly_the_symbols_that_may_be_drawn() -> None:
    sprite = (settings.BASE_DIR / "templates/components/sprite.html").read_text()
    assert set(re.findall(r'<symbol id="i-(\w+)"', sprite)) == words.ICONS


def test_a_misspelt_symbol_is_refused_aloud() -> None:
    with pytest.raises(LookupError, match="chekc"):
        rendered('{% icon "chekc" %}')


@pytest.mark.parametrize(
    ("is_open", "begins"), [(False, '<details class="fold">'), (True, '<details class="fold" open>')]
)
def test_a_part_is_folded_under_its_heading_with_how_much_there_is(is_open: bool, begins: str) -> None:
    source = '{% fold "Timeline" anchor="timeline" count=3 is_open=is_open %}<p>{{ word }}</p>{% endfold %}'
    shown = rendered(source, is_open=is_open, word="a<b")
    assert begins in shown
    assert '<h2 id="h-timeline">Timeline</h2><b class="count">3</b></summary>' in shown
    # an address with #timeline points into what is closed, and so opens it
    assert '<section id="timeline" aria-labelledby="h-timeline"><p>a&lt;b</p></section>' in shown


def test_a_field_joins_label_help_error_and_control() -> None:
    form = component_examples.ServiceForm(data={"served_on": "yesterday"})
    with translation.override("en"):
        shown = rendered("{% field form.served_on %}", form=form)
    assert '<label for="id_served_on">送达日期 <span class="required" aria-hidden="true">*</span></label>' in shown
    assert 'id="id_served_on_helptext"' in shown
    assert 'id="id_served_on_error"' in shown
    assert 'aria-describedby="id_served_on_helptext id_served_on_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'class="control control--short"' in shown


def test_choices_share_a_legend_and_each_has_its_own_label() -> None:
    shown = rendered("{% field form.method %}", form=component_examples.ServiceForm())
    assert "<legend>方式" in shown
    assert shown.count('<label class="choice" for="id_method_') == 2


def test_only_what_may_be_left_empty_is_marked() -> None:
    with translation.override("en"):
        assert "(optional)" in rendered("{% field form.place %}", form=component_examples.ServiceForm())
        assert "(optional)" not in rendered("{% field form.reason %}", form=component_examples.ServiceForm())
        assert "(optional)" not in rendered("{% field form.consents %}", form=component_examples.ServiceForm())


def test_a_text_begins_with_four_lines_unless_the_form_says_otherwise() -> None:
    assert 'rows="4"' in rendered("{% field form.reason %}", form=component_examples.ServiceForm())


def test_what_was_typed_is_escaped() -> None:
    form = component_examples.ServiceForm(data={"place": "<script>alert(1)</script>"})
    assert "<script>" not in rendered("{% field form.place %}", form=form)
