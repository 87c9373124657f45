"""An address with a page that no test should accept."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from people.permissions import public


@public
def bad(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><html lang='en'><title>Bad</title></html>")


urlpatterns = [path("bad/", bad)]
