"""Addresses of the draws for looking back."""

from django.urls import path

from desk.draws import views

urlpatterns = [
    path("", views.listed, name="draws"),
    path("new/", views.new, name="draw-new"),
    path("<int:pk>/", views.shown, name="draw"),
    path("<int:pk>/print/", views.printed, name="draw-print"),
    path("<int:pk>/frame.csv", views.export, name="draw-export"),
]
