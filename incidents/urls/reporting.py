"""Reporting an incident, what was begun, and one's own reports."""

from django.urls import path

from incidents.views import naming, reported, reporting

_DRAFT = "incidents/new/<uuid:key>/"

urlpatterns = [
    path("incidents/new/", reporting.new, name="new"),
    path(f"{_DRAFT}what/", reporting.what, name="report-what"),
    path(f"{_DRAFT}danger/", reporting.danger, name="report-danger"),
    path(f"{_DRAFT}criticism/", reporting.stopped, name="report-stopped"),
    path(f"{_DRAFT}people/", naming.people, name="report-people"),
    path(f"{_DRAFT}check/", reporting.check, name="report-check"),
    path(f"{_DRAFT}sent/", reported.sent, name="report-sent"),
    path(f"{_DRAFT}letting-go/", reported.draft_dropping, name="draft-dropping"),
    path("incidents/mine/", reported.mine, name="mine"),
    path("incidents/mine/<uuid:public_id>/", reported.own, name="own"),
]
