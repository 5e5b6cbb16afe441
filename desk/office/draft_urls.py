"""Addresses of drafting, review, the service slip and the filings that wait for the own office."""

from django.urls import path

from desk.office import drafts_views, filings_views, reviews_views, slips_views

urlpatterns = [
    path("suggestions/new/", drafts_views.new, name="draft-new"),
    path("suggestions/<int:pk>/draft/", drafts_views.draft, name="draft"),
    path("suggestions/<int:pk>/draft/revisions/", drafts_views.revisions, name="draft-revisions"),
    path("suggestions/<int:pk>/draft/preview.pdf", drafts_views.preview_pdf, name="draft-pdf"),
    path("suggestions/<int:pk>/review/", reviews_views.review, name="review"),
    path("suggestions/<int:pk>/service-slip/", slips_views.service_slip, name="service-slip"),
    path("filings/", filings_views.filings, name="filings"),
]
