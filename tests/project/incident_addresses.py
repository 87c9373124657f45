"""The portal with an address for each page of incidents that start pages and tabs lead to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from incidents.urls import urlpatterns as built
from todwick_portal import urls


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


PAGES = {"incidents": "", "new": "new/", "mine": "mine/", "referrals": "referrals/"}
_incidents = [path(f"incidents/{end}", _page, name=name) for name, end in PAGES.items()]
urlpatterns = [path("", include(([*_incidents, *built], "incidents"))), *urls.urlpatterns]
handler404 = urls.handler404
