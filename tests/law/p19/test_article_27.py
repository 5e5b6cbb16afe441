"""P19 Art. 27: what case management does with all suggestions together."""

from insights.figures import FIGURES
from suggestions.rules.term_rows import TERMS, Status
from tests.law.rules import also


@also(
    "tests/desk/office/test_duties_views.py::test_every_live_duty_of_the_terms_is_queued_on_its_side",
    "tests/suggestions/actions/test_case_papers.py::test_case_management_alone_sends_a_notice_of_process_monitoring",
)
def test_every_duty_of_a_live_term_is_watched():
    """27 (process): The case-management department monitors the process (流程监控)."""
    assert {term.owes.value for term in TERMS if term.status is Status.LIVE} == {"office", "unit", "court"}


@also("tests/insights/test_figures.py::test_every_number_is_the_length_of_the_list_it_opens")
def test_every_figure_is_defined_in_words():
    """27 (statistics): It keeps classified statistics and analyses them; the software ranks no office by them."""
    assert len(FIGURES) > 1
    assert all(str(figure.definition).strip() for figure in FIGURES.values())
