"""The addresses of what is due, kept and destroyed. No name stands in one."""

from django.urls import path

from . import lists, records, views

app_name = "disposal"
ONE = "due/<slug:slug>/<slug:key>/"
urlpatterns = [
    path("", lists.overview, name="overview"),
    path("due/<slug:slug>/", lists.due_list, name="due"),
    path(ONE, views.record, name="record"),
    path(f"{ONE}keeping/", views.keeping, name="keeping"),
    path(f"{ONE}keeping/review/", views.keeping_review, name="keeping-review"),
    path(f"{ONE}keeping/ending/", views.keeping_ending, name="keeping-ending"),
    path(f"{ONE}request/", views.asking, name="asking"),
    path(f"{ONE}request/confirmation/", views.confirmation, name="confirmation"),
    path(f"{ONE}request/refusal/", views.refusal, name="refusal"),
    path("kept/", lists.kept_list, name="kept"),
    path("periods/", lists.periods, name="periods"),
    path("periods/<slug:slug>/", lists.period_edit, name="period"),
    path("somebody/", lists.somebody, name="somebody"),
    path("records/", records.record_list, name="records"),
    path("records/file/", records.record_file, name="records-file"),
]
