"""The addresses of the record. `/audit/` is stable (`docs/contract.md`)."""

from django.urls import path

from . import views

app_name = "record"
urlpatterns = [
    path("", views.events, name="events"),
    path("head/", views.head, name="head"),
    path("chain/", views.chain, name="chain"),
    path("chain/check/", views.check, name="check"),
    path("trail/<slug:kind>/<slug:key>/", views.trail, name="trail"),
    path("trail/<slug:kind>/<slug:key>/file/", views.trail_file, name="trail-file"),
]
