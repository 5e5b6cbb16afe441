"""What the web server loads is there under its name: nothing else of the quick tests imports it."""

from procuracy import asgi
from procuracy.web.gate import BodyGate


def test_the_server_gets_the_gate_in_front_of_django():
    assert isinstance(asgi.application, BodyGate)
