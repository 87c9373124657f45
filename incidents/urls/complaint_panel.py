"""Stage 2 of a complaint: panels, for whoever arranges one or sits on it; its papers, for who puts them together."""

from django.urls import path

from incidents.views.complaints import panel, panel_acts, panel_without, papers

_OF = "complaints/panels/<uuid:public_id>/"
_COMPLAINT = "complaints/<uuid:public_id>/"

urlpatterns = [
    path("complaints/panels/", panel.panel_list, name="complaint-panels"),
    path(_OF, panel.panel_detail, name="complaint-panel"),
    path(f"{_OF}people/", panel_acts.panel_naming, name="complaint-panel-naming"),
    path(f"{_OF}people/<slug:sign>/removal/", panel_acts.panel_removal, name="complaint-panel-removal"),
    path(f"{_OF}leaving/", panel_acts.panel_leaving, name="complaint-panel-leaving"),
    path(f"{_OF}days/", panel_acts.panel_days, name="complaint-panel-days"),
    path(f"{_OF}day/", panel_acts.panel_day, name="complaint-panel-day"),
    path(f"{_OF}papers/", panel.panel_papers, name="complaint-panel-papers"),
    path(f"{_OF}without-papers/", panel_without.without_papers, name="complaint-panel-without-papers"),
    path(f"{_OF}decision/", panel_acts.panel_decision, name="complaint-panel-decision"),
    path(f"{_OF}words/", panel_acts.panel_words, name="complaint-panel-words"),
    path(f"{_COMPLAINT}papers/", papers.papers, name="complaint-papers"),
    path(f"{_COMPLAINT}panel-letter/", papers.panel_letter, name="complaint-panel-letter"),
]
