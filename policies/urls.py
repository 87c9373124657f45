"""The addresses of the public policy pages (contract 6)."""

from django.urls import path

from . import views

app_name = "policies"

urlpatterns = [
    path("policies/", views.library, name="library"),
    path("policies/<slug:slug>/", views.policy_detail, name="policy"),
    path("policies/<slug:slug>/rules/<slug:code>/", views.rule_detail, name="rule"),
    path("policies/<slug:slug>/for/<slug:audience>/", views.audience_detail, name="audience"),
]
