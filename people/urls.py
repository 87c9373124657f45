"""Pupils, and loading the lists they come from. No name stands in an address."""

from django.urls import path

from .views import lists, pupils, second_step_resets

app_name = "people"

urlpatterns = [
    path("", pupils.pupil_list, name="pupils"),
    path("classes/none/", pupils.without_class, name="without-class"),
    path("classes/<path:code>/", pupils.class_detail, name="class"),
    path("pupils/<uuid:public_id>/", pupils.pupil_detail, name="pupil"),
    path("pupils/<uuid:public_id>/flag/", pupils.flag_create, name="flag-new"),
    path("pupils/<uuid:public_id>/flag/removal/", pupils.flag_removal, name="flag-removal"),
    path("accounts/<int:pk>/second-step/", second_step_resets.reset, name="second-step-reset"),
    path("lists/", lists.load_list, name="lists"),
    path("lists/new/", lists.load_create, name="list-new"),
    path("lists/<uuid:public_id>/", lists.load_detail, name="list"),
    path("lists/<uuid:public_id>/columns/", lists.columns_edit, name="list-columns"),
    path("lists/<uuid:public_id>/confirmation/", lists.load_confirmation, name="list-confirmation"),
    path("lists/<uuid:public_id>/cancellation/", lists.load_cancellation, name="list-cancellation"),
]
