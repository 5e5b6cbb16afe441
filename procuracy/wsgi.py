"""The WSGI application that Granian or another server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")

application = get_wsgi_application()
