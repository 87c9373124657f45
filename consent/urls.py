"""Addresses of photo permission."""

from django.urls import include, path

from .views import (
    check,
    checks,
    classes,
    decisions,
    imports,
    matching,
    mine,
    paper,
    photos,
    pupils,
    register,
    requests,
    review,
)

app_name = "consent"

_under_consent = [
    path("check/", check.check, name="check"),
    path("checks/", checks.check_list, name="recorded-checks"),
    path("checks/new/", checks.check_create, name="recorded-check-new"),
    path("checks/<uuid:public_id>/", checks.check_detail, name="recorded-check"),
    path("classes/", classes.class_list, name="classes"),
    path("classes/<str:code>/", classes.class_detail, name="class"),
    path("pupils/<uuid:public_id>/", pupils.pupil_detail, name="pupil"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/new/", matching.import_create, name="import-new"),
    path("imports/<uuid:public_id>/", imports.import_detail, name="import"),
    path("imports/<uuid:public_id>/mapping/", matching.mapping_edit, name="mapping"),
    path("imports/<uuid:public_id>/file/", matching.file_create, name="file"),
    path("imports/<uuid:public_id>/preview/", imports.preview, name="preview"),
    path("imports/<uuid:public_id>/confirmation/", imports.confirmation_create, name="confirmation"),
    path("imports/<uuid:public_id>/cancellation/", imports.cancellation_create, name="cancellation"),
    path("imports/<uuid:public_id>/undoing/", imports.undoing_create, name="undoing"),
    path("review/", review.review_list, name="review"),
    path("review/<uuid:public_id>/", review.entry_detail, name="entry"),
    path("review/<uuid:public_id>/reopening/", review.reopening_create, name="reopening"),
    path("review/children/<uuid:public_id>/", decisions.decision_create, name="decision"),
    path("paper/", paper.paper_classes, name="paper"),
    path("paper/<str:code>/", paper.paper_create, name="paper-class"),
    path("questions/", register.questions, name="questions"),
    path("register/", register.register_download, name="register"),
    path("mine/", mine.mine, name="mine"),
    path("mine/<uuid:public_id>/stop/", mine.stop_create, name="stop"),
    path("mine/<uuid:public_id>/allow/<slug:slug>/", mine.giving_create, name="giving"),
    path("requests/", requests.request_list, name="requests"),
    path("requests/<uuid:public_id>/", requests.request_detail, name="photo-request"),
]

urlpatterns = [
    path("consent/", include(_under_consent)),
    path("photos/", photos.photos, name="photos"),
    path("photos/<slug:kind>/", photos.photo_request_new, name="photo-request-new"),
    path("photos/<slug:kind>/sent/", photos.photo_request_sent, name="photo-request-sent"),
]
