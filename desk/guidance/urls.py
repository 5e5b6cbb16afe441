"""Addresses of circulars and of the collection of model letters."""

from django.urls import path

from desk.guidance import model_views, views

urlpatterns = [
    path("circulars/", views.listed, name="circulars"),
    path("circulars/new/", views.new, name="circular-new"),
    path("circulars/<key:pk>/", views.shown, name="circular"),
    path("circulars/<key:pk>/acknowledge/", views.acknowledge, name="circular-acknowledge"),
    path("models/", model_views.listed, name="model-letters"),
    path("models/from/<key:pk>/", model_views.new, name="model-letter-new"),
    path("models/<key:pk>/", model_views.shown, name="model-letter"),
    path("models/<key:pk>/take-out/", model_views.take_out, name="model-letter-take-out"),
]
