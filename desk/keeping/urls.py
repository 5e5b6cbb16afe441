"""The addresses of kept text and of files that wait, for either side."""

from django.urls import path

from desk.keeping import views

urlpatterns = [
    path("", views.kept, name="kept-text"),
    path("file/", views.file_chosen, name="kept-file"),
    path("file/<uuid:key>/", views.file_piece, name="kept-piece"),
]
