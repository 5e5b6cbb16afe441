"""Every sample case of public interest, retrial, trial and enforcement opens, and each of its documents says what it is."""

import io
from collections import Counter
from pathlib import Path

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from organs.models import Person
from organs.origins import Origin
from suggestions.models import Suggestion
from suggestions.rules.case_papers import COURTS, PIL

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def cases(sample_world: Path, settings: Settings) -> list[Suggestion]:
    settings.FILES = sample_world
    rows = Suggestion.objects.filter(origin=Origin.SAMPLE, kind__in=PIL | COURTS).order_by("pk")
    return list(rows.select_related("handling_prosecutor", "letter").prefetch_related("documents"))


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    return client


def bare(text: str) -> str:
    return "".join(text.split())


def test_there_is_a_case_of_each_kind(cases):
    assert {case.kind for case in cases} == PIL | COURTS
    found = Counter("public interest" if case.kind in PIL else "courts" for case in cases)
    assert found["public interest"] >= 29 and found["courts"] >= 6


def test_each_case_opens_and_each_document_of_it_names_its_title_and_the_letter_its_number(cases):
    opened: Counter[str] = Counter()
    for case in cases:
        reader = client_of(case.handling_prosecutor)
        page = reader.get(reverse("suggestion", args=[case.pk]))
        assert page.status_code == 200 and case.title in page.content.decode(), case
        for document in case.documents.all():
            answer = reader.get(reverse("document", args=[document.pk]))
            assert answer.status_code == 200, (case, document.title)
            pages = pypdf.PdfReader(io.BytesIO(b"".join(answer))).pages
            said = bare("".join(each.extract_text() for each in pages))
            assert bare(document.title) in said, (case, document.title, said[:300])
            if document.kind == "letter":
                assert bare(case.letter.document_number) in said, case
            opened[document.kind] += 1
    assert set(opened) >= {
        *("letter", "service_return", "paper_return", "record_filing"),
        *("opening_decision", "conclusion_report", "case_ending_decision", "statement_of_claim", "review_report"),
        *("suit_withdrawal", "claims_change", "entrusted_investigation"),
        *("party_notice", "enforcement_question", "result_review"),
    }
