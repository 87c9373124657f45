"""Many incidents at once: the list, its files, figures."""

from django.urls import path

from incidents.views import lists, statistics

urlpatterns = [
    path("incidents/", lists.incident_list, name="incidents"),
    path("incidents/file/", lists.incidents_file, name="incidents-file"),
    path("incidents/statistics/", statistics.incident_statistics, name="statistics"),
]
