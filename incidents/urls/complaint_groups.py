"""Complaints about one thing, put together by whoever owns all of them."""

from django.urls import path

from incidents.views.complaints import groups

_ALL = "complaints/groups/"
_OF = "complaints/groups/<uuid:group>/"

urlpatterns = [
    path(_ALL, groups.group_list, name="complaint-groups"),
    path(f"{_ALL}new/", groups.group_create, name="complaint-group-new"),
    path(_OF, groups.group_detail, name="complaint-group"),
    path(f"{_OF}add/", groups.group_add, name="complaint-group-add"),
    path(f"{_OF}answer/", groups.group_answer, name="complaint-group-answer"),
    path(f"{_OF}words/", groups.group_words, name="complaint-group-words"),
    path(f"{_OF}complaints/<uuid:public_id>/removal/", groups.group_removal, name="complaint-group-removal"),
]
