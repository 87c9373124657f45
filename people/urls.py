"""Pupil and staff lists: looking things up, and loading them."""

from django.urls import URLPattern

app_name = "people"

urlpatterns: list[URLPattern] = []
