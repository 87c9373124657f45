"""One incident: its page, and what is done with it."""

from django.urls import path

from incidents.views import cases

_OF = "incidents/<uuid:public_id>/"

urlpatterns = [
    path(_OF, cases.incident_detail, name="incident"),
]
