"""The address of the mail server: each form of it gives what Django asks for, and a wrong one says what to write instead."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import mailers as django_mailers
from pytest_django.fixtures import Settings

from procuracy import mailers


def server_of(settings: Settings, url: str):
    """Returns the mailer that Django makes of an address, without asking any server."""
    settings.MAILERS = mailers.configuration(url)
    return django_mailers.create_connection("default")


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl", "name", "word"),
    [
        ("smtp://mail.example", "mail.example", 25, False, False, "", ""),
        ("smtp://10.0.0.7:2525", "10.0.0.7", 2525, False, False, "", ""),
        ("smtp://[::1]:2525", "::1", 2525, False, False, "", ""),
        ("smtp+tls://name:word@mail.example", "mail.example", 587, True, False, "name", "word"),
        ("smtp+tls://name:word@mail.example:25", "mail.example", 25, True, False, "name", "word"),
        ("smtp+ssl://name:word@mail.example", "mail.example", 465, False, True, "name", "word"),
        ("smtp+tls://a%40b.cn:p%23w%2Fx+y%3A@mail.example", "mail.example", 587, True, False, "a@b.cn", "p#w/x+y:"),
    ],
)
def test_an_address_names_server_port_secrecy_and_sign_in(settings, url, host, port, tls, ssl, name, word):
    server = server_of(settings, url)
    assert (server.host, server.port, server.use_tls, server.use_ssl) == (host, port, tls, ssl)
    assert (server.username, server.password, server.timeout) == (name, word, mailers.TIME_LIMIT)


def test_mails_can_be_left_in_a_folder(settings, tmp_path):
    assert server_of(settings, f"filemail://{tmp_path}/mails").file_path == str(tmp_path / "mails")


def test_without_an_address_nothing_is_sent():
    assert mailers.configuration("") == mailers.OFF


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mail.example", "cannot be read"),
        ("mail.example:587", "cannot be read"),
        ("https://mail.example", "cannot be read"),
        ("smtp://mail.example:port", "cannot be read"),
        ("smtp://mail.example:99999", "cannot be read"),
        ("smtp://name:s3cret#word@mail.example", "cannot be read"),
        ("smtp://name:s3cret/word@mail.example", "cannot be read"),
        ("smtp://", "names no mail server"),
        ("smtp://name:s3cret@", "names no mail server"),
        ("smtp://name@mail.example", "a name without a password"),
        ("smtp://:s3cret@mail.example", "a password without a name"),
        ("filemail://", "names no folder"),
        ("filemail://folder/mails", "names no folder"),
    ],
)
def test_a_wrong_address_says_what_to_write_and_no_password(url, said):
    with pytest.raises(ImproperlyConfigured) as refused:
        mailers.configuration(url)
    assert said in str(refused.value)
    assert "s3cret" not in str(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
