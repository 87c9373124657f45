"""The way back to a complaint for whoever complained: by code, or signed in. And the office's new code after a call."""

from django.urls import path

from incidents.views.complaints import codes, mine, own_acts, status
from incidents.views.complaints.own import by_code, signed_in

_CODE = "complaints/status/"
_MINE = "complaints/mine/"
# The last part of an address: what is made or shown there.
_PARTS = {act: act for act in own_acts.ACTS} | {"message": "messages", "stage": "next-stage"}

urlpatterns = [
    path(_CODE, status.complaint_status, name="complaint-status"),
    path(f"{_CODE}code/", status.mail_code, name="complaint-mail-code"),
    path(f"{_CODE}code/typed/", status.mailed_code, name="complaint-mailed-code"),
    path(f"{_CODE}leaving/", status.leaving, name="complaint-leaving"),
    path(f"{_CODE}mine/", by_code(own_acts.page), name="complaint-own"),
    *(
        path(f"{_CODE}mine/{_PARTS[act]}/", by_code(view, act), name=f"complaint-own-{act}")
        for act, view in own_acts.ACTS.items()
    ),
    path(_MINE, mine.complaints_mine, name="complaints-mine"),
    path(f"{_MINE}<uuid:public_id>/", signed_in(own_acts.page), name="complaint-mine"),
    *(
        path(f"{_MINE}<uuid:public_id>/{_PARTS[act]}/", signed_in(view), name=f"complaint-mine-{act}")
        for act, view in own_acts.ACTS.items()
    ),
    path("complaints/codes/", codes.complaint_codes, name="complaint-codes"),
]
