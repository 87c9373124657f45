"""The addresses of upkeep. `/upkeep/` and `/upkeep/backups/` are stable (`docs/contract.md`)."""

from django.urls import path

from . import views

app_name = "upkeep"
urlpatterns = [
    path("", views.state, name="state"),
    path("backups/", views.backups, name="backups"),
    path("backups/backups.pdf", views.backups_pdf, name="backups-pdf"),
    path("backups/copies/new/", views.copy_create, name="copy-new"),
]
