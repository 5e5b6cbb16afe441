"""What an address asks for and a list does not know: it is named, and never dropped in silence."""

import pytest

from tests.insights import worlds

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NAMED = "address asks for something that this page does not know"


@pytest.fixture
def w(db):
    return worlds.world()


@pytest.fixture
def get(client, w):
    def page(path: str, person=None):
        client.force_login(person or w.supervisor)
        return client.get(path, headers={"accept-language": "en"})

    return page


@pytest.mark.parametrize("path", ["/suggestions/", "/units/", "/analysis/", "/duties/"])
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("stat=open", "“stat” is no condition of this page."),
        ("origin=nowhere", "“nowhere” is nothing that “origin” can be."),
        ("utm_source=mail&kind=", "“utm_source” is no condition of this page."),
    ],
)
def test_an_unknown_condition_is_named_and_nothing_is_shown_in_its_place(get, path, query, words):
    response = get(f"{path}?{query}")
    page = response.content.decode()
    assert response.status_code == 400
    assert NAMED in page and words in page
    assert not response.context.get("rows") and "row-link" not in page


@pytest.mark.parametrize(
    "query", ["figure=nothing", "figure=issued&part=nothing", "unit=nobody", "stage=nowhere", "due=soon"]
)
def test_a_value_that_a_condition_cannot_have_shows_no_list(get, query):
    response = get(f"/suggestions/?{query}")
    page = response.content.decode()
    assert not response.context["rows"]
    assert NAMED in page or 'class="error"' in page
    assert get(f"/suggestions/export.csv?{query}").status_code == 404


@pytest.mark.parametrize("query", ["duty=nothing&age=late", "duty=nothing"])
def test_an_unknown_duty_is_named(get, query):
    assert "“nothing” is nothing that “duty” can be." in get(f"/duties/?{query}").content.decode()


def test_what_was_typed_right_stays_when_the_rest_is_taken_out(get):
    response = get("/suggestions/?kind=social_governance&stat=open&after=x")
    assert response.context["faults"].without == "?kind=social_governance"
    assert get("/suggestions/?kind=social_governance").status_code == 200


@pytest.mark.parametrize("path", ["/suggestions/", "/units/", "/analysis/", "/duties/"])
def test_pages_and_empty_conditions_are_known(get, path):
    assert get(path).status_code == 200
    assert get(f"{path}?after=abc&origin=").status_code == 200


@pytest.mark.parametrize("path", ["/setup/people/", "/setup/units/"])
def test_set_up_names_it_too(get, w, path):
    assert NAMED in get(f"{path}?stat=open", w.administrator).content.decode()
    assert get(f"{path}?q=x&after=", w.administrator).status_code == 200
