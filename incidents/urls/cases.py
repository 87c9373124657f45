"""One incident: its page, and what is done with it."""

from django.urls import path

from incidents.views import cases, deciding, facts, papers, people, steps, writing

_OF = "incidents/<uuid:public_id>/"

urlpatterns = [
    path("incidents/letters/", papers.letter_list, name="letters"),
    path("incidents/letters/<slug:kind>/", papers.letter_wording, name="letter-wording"),
    path(_OF, cases.incident_detail, name="incident"),
    path(f"{_OF}state/", cases.incident_state, name="state"),
    path(f"{_OF}dealing/new/", cases.assignment_create, name="assignment-new"),
    # By the account: the number of an assignment would tell, by the gaps, of cases that are somebody else’s.
    path(f"{_OF}dealing/<int:pk>/end/", cases.assignment_end, name="assignment-ending"),
    path(f"{_OF}about-me/", cases.about_me, name="about-me"),
    path(f"{_OF}notes/new/", writing.note_create, name="note-new"),
    path(f"{_OF}words/new/", writing.words_create, name="words-new"),
    path(f"{_OF}letters/<slug:kind>/", writing.letter, name="letter"),
    path(f"{_OF}black-out/", writing.blacking_out, name="blacking-out"),
    path(f"{_OF}steps/new/", steps.step_create, name="step-new"),
    path(f"{_OF}steps/<uuid:step>/", steps.step_edit, name="step"),
    path(f"{_OF}steps/<uuid:step>/tick/", steps.step_tick, name="step-tick"),
    path(f"{_OF}people/new/", people.person_create, name="person-new"),
    path(f"{_OF}people/<uuid:person>/removal/", people.person_removal, name="person-removal"),
    path(f"{_OF}people/<uuid:person>/parents/", people.parents_told, name="parents-told"),
    path(f"{_OF}correction/", facts.correction, name="correction"),
    path(f"{_OF}rules/", facts.rules_edit, name="rules"),
    path(f"{_OF}safeguarding/", facts.safeguarding, name="safeguarding"),
    path(f"{_OF}out-of-hours/", deciding.out_of_hours, name="out-of-hours"),
    path(f"{_OF}anti-bullying/", deciding.bullying, name="bullying"),
    path(f"{_OF}closing/", deciding.closing, name="closing"),
    path(f"{_OF}reopening/", deciding.reopening, name="reopening"),
    path(f"{_OF}referral/", deciding.referral_create, name="referral-new"),
    path(f"{_OF}referral/withdrawal/", deciding.referral_withdrawal, name="referral-withdrawal"),
    path(f"{_OF}file/", papers.incident_file, name="file"),
]
