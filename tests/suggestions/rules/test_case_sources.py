"""How a case came to notice: a code, which a public report tells by its words or not at all."""

import pytest

from suggestions.rules import case_sources


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("群众反映部分门店出售的生鲜乳变质", "demand"),
        ("办理民事监督案件中发现", "own_case"),
        ("2025年5月大数据法律监督模型比对发现", "model"),
        ("人大代表建议转交（代表建议与检察建议衔接转化）", "transfer"),
        ("2023年6月20日媒体报道；2023年6月28日立案", "media"),
        ("河湖“四乱”问题梳理排查", ""),
        ("", ""),
    ],
)
def test_a_report_tells_its_source_by_its_words_or_not_at_all(words, key):
    assert case_sources.told_by(words) == key


def test_a_class_of_cases_is_a_source():
    assert "case_class" in dict(case_sources.options())
    assert case_sources.told_by("类案检索中归纳的同类问题") == "case_class"
