"""What changed, who reads it and what they say."""

from django.urls import path

from policies.views import acknowledgements as kept
from policies.views import acknowledging, comparing

_OF = "policies/<slug:slug>"

urlpatterns = [
    path(f"{_OF}/compare/", comparing.compare, name="compare"),
    path(f"{_OF}/acknowledgement/", acknowledging.acknowledgement, name="acknowledgement"),
    path(f"{_OF}/acknowledgements/", kept.acknowledgements, name="acknowledgements"),
    path(f"{_OF}/acknowledgements/reminder/", kept.reminder, name="reminder"),
    path(f"{_OF}/acknowledgements/register.csv", kept.register, name="acknowledgement-register"),
    path(f"{_OF}/acknowledgements/readers/", kept.readers, name="readers"),
    path(f"{_OF}/acknowledgements/sheet/", kept.signed_sheet, name="signed-sheet"),
]
