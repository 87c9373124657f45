"""Addresses of data protection, under /data-protection/."""

from django.urls import path

from . import views

app_name = "data"
urlpatterns = [
    path("", views.index, name="index"),
    path("outgoing/", views.outgoing_page, name="outgoing"),
    path("processing/", views.processing_page, name="processing"),
    path("processing.pdf", views.processing_pdf, name="processing-pdf"),
    path("processing.csv", views.processing_csv, name="processing-csv"),
    path("assessment/", views.assessment, name="assessment"),
    path("assessment.pdf", views.assessment_pdf, name="assessment-pdf"),
    path("assessment/words/<slug:part>/", views.assessment_words, name="assessment-words"),
    path("assessment/submission/", views.submission, name="submission"),
    path("assessment/<int:number>/", views.version, name="version"),
    path("assessment/<int:number>/assessment.pdf", views.version_pdf, name="version-pdf"),
    path("assessment/<int:number>/approval/", views.approval, name="approval"),
]
