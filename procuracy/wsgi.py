"""The WSGI application that Granian or another server runs."""

import os

from django.core.wsgi import get_wsgi_application

from procuracy import rooms, unreadable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")

application = unreadable.guarded(get_wsgi_application())

from procuracy import production  # noqa: E402 the apps are loaded by then

production.refuse_to_start_with_sample_people()
rooms.warm()
