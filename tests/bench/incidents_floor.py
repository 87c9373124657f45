"""The floor of a list: the least that a page of fifty rows does. No person, no middleware, one query, one template."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from incidents.models import Case

ROWS = 50
PAGE = """<!doctype html><html lang="en"><title>Floor</title><table>
{% for case in cases %}<tr><td>{{ case.reference }}</td>
<td>{{ case.title }}</td><td>{{ case.incident.kind }}</td><td>{{ case.state }}</td><td>{{ case.received_on }}</td>
<td>{{ case.due_on }}</td></tr>{% endfor %}</table></html>"""
template = engines["django"].from_string(PAGE)


def page(request: HttpRequest) -> HttpResponse:
    cases = Case.objects.select_related("incident").order_by("-reported_at", "-pk")[:ROWS]
    return HttpResponse(template.render({"cases": cases}))


urlpatterns = [path("floor/", page)]
