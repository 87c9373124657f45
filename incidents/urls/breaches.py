"""Data breaches: the list, one record, and what is said of it."""

from django.urls import path

from incidents.views import breach_lists, breach_posts, breaches

_OF = "incidents/breaches/<uuid:public_id>/"

urlpatterns = [
    path("incidents/breaches/", breach_lists.breach_list, name="breaches"),
    path("incidents/breaches/file/", breach_lists.breaches_file, name="breaches-file"),
    path("incidents/breaches/new/", breaches.breach_create, name="breach-new"),
    path("incidents/breaches/of-posts/<uuid:public_id>/", breach_posts.post_breach, name="post-breach"),
    path(_OF, breaches.breach_detail, name="breach"),
    path(f"{_OF}children/", breaches.breach_children, name="breach-children"),
    path(f"{_OF}<slug:part>/new/", breaches.breach_entry, name="breach-entry"),
    path("incidents/<uuid:public_id>/breach/", breaches.incident_breach, name="incident-breach"),
]
