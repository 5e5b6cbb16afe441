"""NUL, half characters and other encodings are answered 400 in words, wherever they come in; no page meets them."""

import io

import pytest
from django.core import signals
from django.test import Client, RequestFactory

from procuracy import wsgi

pytestmark = pytest.mark.django_db
NUL = "\x00"


@pytest.fixture
def client(w):
    signed_in = Client(headers={"accept-language": "en"})
    signed_in.force_login(w.handling, backend="organs.sign_in.PersonBackend")
    return signed_in


def assert_in_words(answer):
    assert answer.status_code == 400
    assert b"cannot be read" in answer.content


@pytest.mark.parametrize(
    "address", ["/suggestions/?q=%00", "/suggestions/?%00=1", "/suggestions/%00/", "/calendar/%00.ics", "/?next=a%00"]
)
def test_nul_in_an_address(client, address):
    assert_in_words(client.get(address))


def test_nul_in_a_field_is_taken_out_and_the_text_around_it_kept(client):
    answer = client.post("/suggestions/new/", {"title": f"督促{NUL}整治"})
    assert answer.status_code == 422  # the rest of the form is missing
    assert "督促整治" in answer.content.decode()


def test_nul_in_the_name_of_a_field_or_a_file(client):
    assert_in_words(client.post("/suggestions/new/", {f"ti{NUL}tle": "a"}))
    assert_in_words(client.post("/suggestions/new/", {f"fi{NUL}le": io.BytesIO(b"a")}))


def test_nul_before_signing_in(w):
    stranger = Client(headers={"accept-language": "en"})
    assert stranger.post("/sign-in/", {"username": f"a{NUL}", "password": "b"}).status_code == 200
    assert_in_words(stranger.post("/sign-in/", {f"user{NUL}name": "a", "password": "b"}))


def test_nul_in_a_cookie_and_in_a_header(client):
    assert_in_words(client.get("/desk/", headers={"cookie": 'sessionid="abcdefgh\\000ijklmnop"'}))
    assert_in_words(client.get("/desk/", headers={"user-agent": f"a{NUL}b"}))


@pytest.mark.parametrize("charset", ["hex", "unicode_escape", "utf-7", "utf-16", "undefined", "rot13"])
def test_a_body_in_another_encoding(client, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert_in_words(client.generic("POST", "/suggestions/new/", b"title=%5Cud800", content_type=kind))


def test_half_a_character_from_an_encoding_that_has_them(client):
    """What a multipart body of “unicode_escape” would have been read as."""
    body = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n\\ud800\r\n--x--\r\n'
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    assert_in_words(client.generic("POST", "/suggestions/new/", body, content_type=kind))


@pytest.mark.parametrize("kind", ["text/plain; charset=hex", "a" * 20_000, "text/plain; charset=unicode_escape"])
def test_the_server_meets_no_kind_of_body_that_cannot_be_read(db, kind, monkeypatch):
    """Django would fail before it has a request that it could answer."""
    for signal in (signals.request_started, signals.request_finished):
        monkeypatch.setattr(signal, "send", lambda *_given, **_options: [])  # the test keeps its connection
    answered = []
    environ = RequestFactory().get("/sign-in/", {"q": "a"}).META | {"CONTENT_TYPE": kind}
    body = b"".join(wsgi.application(environ, lambda status, headers: answered.append(status)))
    assert answered == ["400 Bad Request"]
    assert "无法识别" in body.decode()


def test_a_part_of_a_body_that_names_an_encoding(client):
    body = b"--x\r\nContent-Disposition: form-data; name*=hex''title\r\n\r\na\r\n--x--\r\n"
    answer = client.generic("POST", "/suggestions/new/", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code < 500


def test_what_people_write_is_let_through(client):
    assert client.get("/suggestions/", {"q": "检察建议 😀 \u202e"}).status_code == 200
    kind = "application/x-www-form-urlencoded; charset=UTF-8"
    assert client.generic("POST", "/suggestions/new/", b"title=a", content_type=kind).status_code != 400
