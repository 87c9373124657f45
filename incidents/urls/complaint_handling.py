"""Complaints, for those who answer them: the list, one complaint, and what is done with it."""

from django.urls import path

from incidents.views.complaints import (
    answering,
    blacking,
    dealing,
    files,
    files_ending,
    handling,
    incidents,
    lists,
    plans,
    sorting,
    writing,
)

_OF = "complaints/<uuid:public_id>/"
_FILE = "complaints/evidence/<uuid:public_id>/"

urlpatterns = [
    path("complaints/", lists.complaint_list, name="complaints"),
    path("complaints/file/", lists.complaints_file, name="complaints-file"),
    path("complaints/figures/", lists.complaint_figures, name="complaint-figures"),
    path(_FILE, files.complaint_file, name="complaint-evidence"),
    path(f"{_FILE}sealing/", files.complaint_file_seal, name="complaint-evidence-sealing"),
    path(f"{_FILE}destruction/", files_ending.destruction, name="complaint-evidence-destruction"),
    path(
        f"{_FILE}destruction/confirmation/",
        files_ending.destruction_confirm,
        name="complaint-evidence-destruction-confirmation",
    ),
    path(_OF, handling.complaint_detail, name="complaint"),
    path(f"{_OF}evidence/new/", files.complaint_files_add, name="complaint-evidence-new"),
    path(f"{_OF}acknowledgement/", answering.acknowledgement, name="complaint-acknowledgement"),
    path(f"{_OF}talk/", answering.talk, name="complaint-talk"),
    path(f"{_OF}looking/", answering.looking, name="complaint-looking"),
    path(f"{_OF}answer/", answering.answer, name="complaint-answer"),
    path(f"{_OF}closing/", answering.closing, name="complaint-closing"),
    path(f"{_OF}reopening/", answering.reopening, name="complaint-reopening"),
    path(f"{_OF}next-stage/", answering.next_stage, name="complaint-next-stage"),
    path(f"{_OF}words/", writing.words_create, name="complaint-words"),
    path(f"{_OF}notes/new/", writing.note_create, name="complaint-note"),
    path(f"{_OF}black-out/", blacking.blacking_out, name="complaint-blacking-out"),
    path(f"{_OF}date/", writing.date_revision, name="complaint-date"),
    path(f"{_OF}letter/", writing.letter, name="complaint-letter"),
    path(f"{_OF}dealing/new/", dealing.dealing_create, name="complaint-dealing"),
    path(f"{_OF}dealing/<int:pk>/end/", dealing.dealing_end, name="complaint-dealing-ending"),
    path(f"{_OF}people/new/", dealing.person_create, name="complaint-person"),
    path(f"{_OF}people/<uuid:person>/removal/", dealing.person_removal, name="complaint-person-removal"),
    path(f"{_OF}about-me/", dealing.about_me, name="complaint-about-me"),
    path(f"{_OF}sorting/", sorting.sorting, name="complaint-sorting"),
    path(f"{_OF}redirection/", sorting.redirection, name="complaint-redirection"),
    path(f"{_OF}already/", sorting.already, name="complaint-already"),
    path(f"{_OF}plan/", plans.plan_create, name="complaint-plan"),
    path(f"{_OF}plan/<uuid:plan>/", plans.plan_review, name="complaint-plan-review"),
    path(f"{_OF}plan/<uuid:plan>/ending/", plans.plan_ending, name="complaint-plan-ending"),
    path(f"{_OF}incident/", incidents.incident_out_of, name="complaint-incident"),
]
