"""Addresses of photo permission."""

from django.urls import include, path

from .views import (
    check,
    classes,
    decisions,
    imports,
    letters,
    matching,
    mine,
    paper,
    photos,
    places,
    pupils,
    register,
    requests,
    review,
    sheets,
    unanswered,
)

app_name = "consent"

_under_consent = [
    path("check/", check.check, name="check"),
    path("classes/", classes.class_list, name="classes"),
    path("classes/<str:code>/", classes.class_detail, name="class"),
    path("classes/<str:code>/lists/new/", sheets.sheet_create, name="sheet-new"),
    path("class-lists/<str:sealed>/", sheets.sheet_detail, name="sheet"),
    path("non-answers/", unanswered.non_answers, name="non-answers"),
    path("non-answers/file/", unanswered.non_answers_download, name="non-answers-file"),
    path("pupils/<uuid:public_id>/", pupils.pupil_detail, name="pupil"),
    path("pupils/<uuid:public_id>/answers/new/", letters.answer_create, name="answer-new"),
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
    path("places/", places.place_list, name="purposes"),
    path("places/new/", places.place_create, name="purpose-new"),
    path("places/accounts/<uuid:public_id>/", places.account_places, name="account-places"),
    path("places/<slug:slug>/", places.place_edit, name="purpose"),
    path("places/<slug:slug>/retiring/", places.retiring, name="purpose-retiring"),
    path("places/<slug:slug>/return/", places.returning, name="purpose-return"),
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
