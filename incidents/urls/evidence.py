"""Files that belong to an incident."""

from django.urls import path

from incidents.views import evidence, evidence_ending

_OF = "incidents/evidence/<uuid:public_id>/"

urlpatterns = [
    path("incidents/<uuid:public_id>/evidence/new/", evidence.evidence_create, name="evidence-new"),
    path(_OF, evidence.evidence_file, name="evidence"),
    path(f"{_OF}sealing/", evidence.evidence_seal, name="evidence-sealing"),
    path(f"{_OF}destruction/", evidence_ending.destruction, name="evidence-destruction"),
    path(
        f"{_OF}destruction/confirmation/", evidence_ending.destruction_confirm, name="evidence-destruction-confirmation"
    ),
]
