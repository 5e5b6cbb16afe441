"""Addresses of the draws for looking back."""

from django.urls import path

from desk.draws import views

urlpatterns = [
    path("", views.listed, name="draws"),
    path("new/", views.new, name="draw-new"),
    path("<key:pk>/", views.shown, name="draw"),
    path("<key:pk>/print/", views.printed, name="draw-print"),
    path("<key:pk>/committee-evaluation/", views.committee_evaluation, name="draw-committee-evaluation"),
    path("<key:pk>/panel-evaluation/", views.panel_evaluation, name="draw-panel-evaluation"),
    path("<key:pk>/frame.csv", views.export, name="draw-export"),
]
