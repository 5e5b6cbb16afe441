"""The addresses of the pages: accounts, the prosecutors' side, the recipients' portal, analysis, Set-up.

The portal is a tree of its own, so that it can run on another host than the prosecutors' side (design 5.11).
"""

from importlib.util import find_spec

from django.urls import include, path

AREAS = (("", "accounts"), ("", "office"), ("portal/", "portal"), ("analysis/", "analysis"), ("setup/", "setup"))

urlpatterns = [
    path(prefix, include(f"desk.{area}.urls")) for prefix, area in AREAS if find_spec(f"desk.{area}.urls")
]
