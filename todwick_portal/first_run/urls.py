"""The guide of the first days."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.first_run, name="first-run"),
    path("test-mail/", views.test_mail, name="first-run-mail"),
    path("<slug:step>/not-for-us/", views.aside, name="first-run-aside"),
]
