"""Addresses of drafting, review, the service slip and the filings that wait for the own office."""

from django.urls import path

from desk.office import drafts_views, filings_views, leaving_views, reviews_views, slips_views

urlpatterns = [
    path("suggestions/new/", drafts_views.new, name="draft-new"),
    path("suggestions/<key:pk>/draft/", drafts_views.draft, name="draft"),
    path("suggestions/<key:pk>/draft/revisions/", drafts_views.revisions, name="draft-revisions"),
    path("suggestions/<key:pk>/draft/preview.pdf", drafts_views.preview_pdf, name="draft-pdf"),
    path("suggestions/<key:pk>/review/", reviews_views.review, name="review"),
    path("suggestions/<key:pk>/service-slip/", slips_views.service_slip, name="service-slip"),
    path("suggestions/<key:pk>/service-slip/preview.pdf", leaving_views.slip, name="service-slip-preview"),
    path("suggestions/<key:pk>/electronic-consent.pdf", leaving_views.electronic_consent, name="electronic-consent"),
    path("suggestions/<key:pk>/before-it-leaves/", leaving_views.before, name="before-leaving"),
    path("filings/", filings_views.filings, name="filings"),
]
