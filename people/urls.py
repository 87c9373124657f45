"""Pupils, and loading the lists they come from. No name stands in an address."""

from django.urls import path

from .views import calendar, covers, families, lists, mail, pupils, school, second_step_resets, years
from .views.accounts import changes, listing, roles

app_name = "people"

urlpatterns = [
    path("", pupils.pupil_list, name="pupils"),
    path("classes/none/", pupils.without_class, name="without-class"),
    path("classes/<path:code>/", pupils.class_detail, name="class"),
    path("pupils/<uuid:public_id>/", pupils.pupil_detail, name="pupil"),
    path("pupils/<uuid:public_id>/flag/", pupils.flag_create, name="flag-new"),
    path("pupils/<uuid:public_id>/flag/removal/", pupils.flag_removal, name="flag-removal"),
    path("pupils/<uuid:public_id>/court-order/", families.court_order, name="court-order"),
    path("school/", school.school, name="school"),
    path("settings/", school.settings, name="settings"),
    path("me/", school.me, name="me"),
    path("contacts/", families.contact_list, name="contacts"),
    path("cover/", covers.cover_list, name="cover"),
    path("cover/<int:pk>/ending/", covers.cover_ending, name="cover-ending"),
    path("roles/", roles.proposal_list, name="proposals"),
    path("roles/<int:pk>/ending/", roles.role_ending, name="role-ending"),
    path("roles/<uuid:public_id>/decision/", roles.proposal_decision, name="proposal-decision"),
    path("roles/<uuid:public_id>/withdrawal/", roles.proposal_withdrawal, name="proposal-withdrawal"),
    path("accounts/", listing.account_list, name="accounts"),
    path("accounts/new/", listing.account_create, name="account-new"),
    path("accounts/<int:pk>/", listing.account_detail, name="account"),
    path("accounts/<int:pk>/edit/", changes.account_edit, name="account-edit"),
    path("accounts/<int:pk>/invitation/", changes.invitation, name="account-invitation"),
    path("accounts/<int:pk>/joining/", changes.joining, name="account-joining"),
    path("accounts/<int:pk>/ending/", changes.ending, name="account-ending"),
    path("accounts/<int:pk>/reopening/", changes.reopening, name="account-reopening"),
    path("accounts/<int:pk>/roles/new/", roles.role_create, name="role-new"),
    path("accounts/<int:pk>/second-step/", second_step_resets.reset, name="second-step-reset"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/lessons/", calendar.lesson_times_edit, name="lesson-times"),
    path("calendar/<int:year>/", calendar.calendar_year, name="calendar-year"),
    path("years/", years.years, name="years"),
    path("years/<int:year>/dates/", years.year_dates, name="year-dates"),
    path("years/<int:year>/classes/", years.year_classes, name="year-classes"),
    path("years/<int:year>/teachers/", years.year_teachers, name="year-teachers"),
    path("years/<int:year>/preview/", years.year_preview, name="year-preview"),
    path("years/<int:year>/taking-back/", years.year_taking_back, name="year-taking-back"),
    path("mail/", mail.mail_list, name="mails"),
    path("mail/<uuid:public_id>/", mail.mail_detail, name="mail"),
    path("mail/<uuid:public_id>/sending/", mail.mail_sending, name="mail-sending"),
    path("lists/", lists.load_list, name="lists"),
    path("lists/new/", lists.load_create, name="list-new"),
    path("lists/<uuid:public_id>/", lists.load_detail, name="list"),
    path("lists/<uuid:public_id>/columns/", lists.columns_edit, name="list-columns"),
    path("lists/<uuid:public_id>/confirmation/", lists.load_confirmation, name="list-confirmation"),
    path("lists/<uuid:public_id>/cancellation/", lists.load_cancellation, name="list-cancellation"),
]
