"""The application that Granian runs: the gate in front of Django."""

from procuracy.wsgi import application as django

# The models can be read only when that was made.
from procuracy.web import threads  # isort: skip
from procuracy.web.gate import BodyGate  # isort: skip

application = BodyGate(django, size=threads.size_from_environment("WEB_THREADS", 4))
