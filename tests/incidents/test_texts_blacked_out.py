"""Words can be blacked out of every text of an incident, and nobody reads them anywhere but who wrote them."""

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from django.urls import reverse

from audit.models import AuditEvent, Verb
from incidents.actions.blacking import black_out
from incidents.actions.faults import CannotBeSo
from incidents.actions.notes import add_note
from incidents.actions.steps import add_step, tick_step
from incidents.blacking import sign_of
from incidents.bundle import bundle_of
from incidents.case_file import case_file
from incidents.models import Case
from incidents.search import matching
from incidents.shown_words import ALL, OF_COMPLAINTS, AsRead, shown
from incidents.urls import urlpatterns
from incidents.walls import Standing
from people.models import Notification

from .made import about, again, report
from .pages import a_key, as_seen, page_of, send, text_of
from .written import written

# Texts that nobody types into a case: keys, the portal's own, what a draft or a letter for every case says.
NOT_OF_A_CASE = {
    "case.reference", "case.blacked_out", "incident.affected", "casestep.key", "caseclosure.outcomes",
    "caseperson.year_group", "evidencefile.kept_as", "evidencefile.content_type", "evidencefile.sha256_received",
    "evidencefile.sha256_kept", "caseletterwording.kind", "caseletterwording.text", "reportdraft.typed",
}  # fmt: skip
# Records beside the cases: of data breaches, requests about data with their bundles, which have blocks of their own,
# and the reports to governors, in which a check lets no name stand.
BESIDE = {
    "databreach.reference", "databreach.title", "breachentry.said", "governorsreport.content", "governorsreport.digest",
    "governorsreport.chain_head", "confidentialpart.content", "confidentialpart.digest",
    "confidentialpart.chain_head", "reportwords.text",
    "datarequest.reference", "datarequest.words", "datarequest.asker_name", "datarequest.asker_reach",
    "datarequest.about_name", "datarequest.about_reference", "datarequest.kept_from", "datarequestentry.said",
    "bundlepart.content", "bundlepart.opened", "bundlepart.sent_back_why", "databundle.kept_as", "databundle.sha256",
    "databundle.facts",
}  # fmt: skip
# The same of complaints; and who complained, which is shown to few or not at all (`Act.IDENTITY`), never blacked out.
NOT_OF_A_COMPLAINT = {
    "campaign.title", "complaint.tried", "complaint.name", "complaint.child_name", "complaint.email",
    "complaint.telephone", "complaint.postal", "complaint.language", "complaint.written_by", "hearing.companion",
    "panelmember.name", "panelmember.school", "receipt.digest", "mailedcode.digest", "complaintdraft.typed",
    "draftfile.name", "draftfile.kept_as", "draftfile.content_type", "draftfile.sha256_received",
    "draftfile.sha256_kept",
}  # fmt: skip
# Those that an incident can have; of complaints see `complaints/test_blacked_out.py`.
TEXTS = {one.key: one for one in ALL}


def canary(key: str) -> str:
    """A word that stands in one text alone."""
    return f"zq{list(TEXTS).index(key):02}canary"


CANARIES = [canary(key) for key in TEXTS]


def case_of(school, **more) -> Case:
    return written(lambda key: f"It was {canary(key)}, so.", reporter=school.reporter, by=school.handler, **more)


def found_in(content: str) -> set[str]:
    return {key for key in TEXTS if canary(key) in content}


def test_every_field_in_which_somebody_can_write_is_a_text_that_can_be_blacked_out():
    fields = {
        f"{model._meta.model_name}.{one.name}"
        for model in apps.get_app_config("incidents").get_models()
        for one in model._meta.concrete_fields
        if isinstance(one, CharField | TextField | JSONField) and not one.choices
    }

    assert fields - NOT_OF_A_CASE - NOT_OF_A_COMPLAINT - BESIDE == set(TEXTS) | {one.key for one in OF_COMPLAINTS}
    assert fields >= NOT_OF_A_CASE | NOT_OF_A_COMPLAINT | BESIDE


def _addresses(case: Case) -> list[str]:
    """Every address of the incidents that can be read, those about one about this one."""
    of_case = {
        "person": case.people.present().first().public_id,
        "step": case.steps.last().public_id,
        "kind": "removal",
    }
    found = []
    for pattern in urlpatterns:
        name, wanted = pattern.name, set(pattern.pattern.converters)
        if name.startswith("complaint"):
            continue
        rows = [case]
        if name.startswith("evidence") and name != "evidence-new":
            rows = list(case.evidence.all())
        elif name in {"referral", "referral-governor", "referral-decision"}:
            rows = list(case.referrals.all())
        if wanted <= {"public_id", *of_case}:
            keys = [of_case | {"public_id": row.public_id} for row in rows]
            found += [reverse(f"incidents:{name}", kwargs={one: key[one] for one in wanted}) for key in keys]
    return sorted(set(found))


def _read_everywhere(client, school, case) -> str:
    """What everybody reads on every page about a case, in the files and in what is put together for others."""
    pages = [bundle_of(case), str(case_file(case, school.head, [])), str(list(Notification.objects.values()))]
    for who in (school.head, school.dsl, school.chair):
        client.force_login(again(who))
        pages += [_content(client.get(address)) for address in _addresses(case)]
        pages += [_content(client.get("/dashboard/")), _content(client.get("/audit/"))]
        pages.append(_content(client.post(reverse("incidents:file", args=[case.public_id]))))
        pages.append(_content(client.post(reverse("incidents:incidents-file"), {"form": "csv"})))
    return "\n".join(pages)


def _content(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


@pytest.mark.parametrize("is_decided", [True, False], ids=["decided", "before the governors"])
def test_once_blacked_out_nobody_else_reads_it_on_any_page(client, school, is_decided):
    case = case_of(school, is_decided=is_decided)
    before = found_in(_read_everywhere(client, school, case))
    everywhere = {key for key in TEXTS if is_decided or not key.startswith("legaldecision.")}

    assert before == everywhere
    black_out(case=case, phrases=[canary(key) for key in everywhere], reason="Not for all.", by=again(school.head))

    assert found_in(_read_everywhere(client, school, Case.objects.get(pk=case.pk))) == set()


def test_the_search_finds_none_of_the_words(school):
    case = case_of(school)
    found = {key for key in TEXTS if matching(Case.objects.all(), canary(key)).cases.exists()}
    black_out(case=case, phrases=CANARIES, reason="Not for all.", by=again(school.head))

    assert found == {"case.title", "incident.words", "caseperson.name"}
    assert not [key for key in TEXTS if matching(Case.objects.all(), canary(key)).cases.exists()]


@pytest.mark.parametrize("key", TEXTS)
def test_what_is_somebodys_own_stays_whole_for_them_and_what_is_nobodys_own_is_gone(school, key):
    case = case_of(school)
    typed = TEXTS[key]
    black_out(case=case, phrases=[canary(key)], reason="Not for all.", by=again(school.head))
    case = Case.objects.get(pk=case.pk)
    rows = [row for row in typed.rows(case) if canary(key) in getattr(row, typed.column)]
    writer = school.reporter if key == "incident.words" else school.handler

    assert bool(rows) == typed.stays
    for row in typed.rows(case):
        whole = shown(row, typed.column, writer)
        assert "█" * len(canary(key)) in shown(row, typed.column, school.head) or "canary" not in whole
        assert canary(key) not in shown(row, typed.column, None)
    assert all((canary(key) in shown(row, typed.column, writer)) == bool(typed.writer) for row in rows)


def test_words_blacked_out_keep_their_shape_and_who_wrote_them_reads_them_still(client, school):
    case = report(school.reporter)
    note = add_note(case=case, text="Reece said no. Ask reece again.", form_key=a_key(), by=school.dsl)

    where = sign_of(f"entrytext.text.{note.pk}")

    refused = send(client, school.head, "blacking-out", case.public_id, phrases="Ruth", where=where, reason="Named.")
    send(client, school.head, "blacking-out", case.public_id, phrases="Reece", where=where, reason="Named.")

    assert refused.status_code == 400
    for_head = text_of(page_of(client, school.head, "incident", case.public_id))
    assert "█████ said no. Ask █████ again." in for_head
    assert "Reece" not in for_head
    assert "Reece said no." in text_of(page_of(client, school.dsl, "incident", case.public_id))
    event = AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_BLACKED_OUT).get()
    assert event.details == {"places": 2}


def test_words_blacked_out_are_blacked_out_in_the_printed_file_too(client, school):
    case = report(school.reporter)
    add_note(case=case, text="Reece was calm.", form_key=a_key(), by=school.dsl)
    black_out(case=case, phrases=["Reece"], reason="Named.", by=school.head)

    for printing in (school.head, school.dsl):
        assert "Reece" not in text_of(send(client, printing, "file", case.public_id))


def test_who_reported_it_still_reads_the_own_words(client, school):
    case = report(school.reporter, words="Zebedee hid it.")
    black_out(case=case, phrases=["Zebedee"], reason="Named.", by=school.head)

    assert "Zebedee hid it." in text_of(page_of(client, school.reporter, "own", case.public_id))
    assert "Zebedee" not in text_of(page_of(client, school.head, "incident", case.public_id))


def test_in_one_text_it_goes_wherever_that_text_stands_again_and_nowhere_else(school):
    case = report(school.reporter, words="Zebedee was there.")
    step = add_step(case=case, text="Ring Zebedee", owner=None, due_on=None, by=school.head)
    tick_step(step=step, is_done=True, by=school.head)
    black_out(case=case, phrases=["Zebedee"], where=sign_of(f"casestep.text.{step.pk}"), reason="Named.", by=school.dsl)
    step.refresh_from_db()

    assert step.text == "Ring ███████"
    case = Case.objects.get(pk=case.pk)
    assert AsRead(case.timeline.get(kind="step"), school.dsl).what == "Done: Ring ███████"
    assert shown(case.incident, "words", school.dsl) == "Zebedee was there."


def test_in_one_text_the_name_of_a_person_stays_on_the_list_of_people(school):
    case = report(school.reporter, about(None, Standing.OTHER, "Kim Ash"))
    note = add_note(case=case, text="Kim Ash hit Reece.", form_key=a_key(), by=school.head)
    where = sign_of(f"entrytext.text.{note.pk}")

    black_out(case=case, phrases=["Kim Ash"], where=where, reason="Not for all.", by=again(school.dsl))

    assert case.people.subjects().get().name == "Kim Ash"


def test_the_reason_does_not_say_the_word_again(school):
    case = report(school.reporter, words="Zebedee was there.")

    with pytest.raises(CannotBeSo):
        black_out(case=case, phrases=["Zebedee"], reason="Zebedee’s mother asked.", by=school.head)


def test_a_word_that_was_blacked_out_is_not_there_to_be_guessed(school):
    case = report(school.reporter, words="Zebedee was there.")
    black_out(case=case, phrases=["Zebedee"], reason="Named.", by=school.head)

    with pytest.raises(CannotBeSo, match="Not found there"):
        black_out(case=case, phrases=["Zebedee"], reason="Again.", by=school.dsl)


def test_more_words_of_a_text_are_blacked_out_later_and_the_first_stay_so(school):
    case = report(school.reporter, words="Zebedee and Kim were there.")
    for name in ("Zebedee", "Kim"):
        black_out(case=Case.objects.get(pk=case.pk), phrases=[name], reason="Named.", by=school.head)

    assert shown(Case.objects.get(pk=case.pk).incident, "words", school.head) == "███████ and ███ were there."


def test_the_deed_is_kept_with_its_reason_and_without_the_words(client, school):
    case = report(school.reporter, words="Zebedee was there, and Zebedee again.")
    answer = send(client, school.head, "blacking-out", case.public_id, phrases="Zebedee", where="", reason="Named.")

    assert answer.status_code == 302
    event = AuditEvent.objects.about(case).get(verb=Verb.INCIDENT_BLACKED_OUT)
    assert event.details == {"places": 2}
    entry = case.timeline.first()
    assert (entry.what, entry.typed.text) == ("Words blacked out in 2 places.", "Named.")


def test_a_text_is_chosen_by_what_it_is_called_and_how_it_begins(client, school):
    case = report(school.reporter, words="Zebedee was there.")
    note = add_note(case=case, text="Ash was calm.", form_key=a_key(), by=school.head)
    client.force_login(school.head)
    address = reverse("incidents:blacking-out", args=[case.public_id])
    page = client.get(address, {"where": sign_of(f"entrytext.text.{note.pk}")}).content.decode()
    wrong = client.post(address, {"phrases": "Ash", "where": "entrytext.text.0", "reason": "Named."})

    assert "What was reported: Zebedee was there." in page
    assert f'value="{sign_of(f"entrytext.text.{note.pk}")}" selected' in page
    assert wrong.status_code == 400
    assert "that text is not there any more" in wrong.content.decode()


def test_a_form_shows_blocks_and_sent_again_it_brings_no_word_back(client, school):
    case = case_of(school)
    black_out(case=case, phrases=CANARIES, reason="Not for all.", by=again(school.head))
    step = case.steps.last()
    form = page_of(client, school.head, "step", case.public_id, step.public_id).context["form"]
    typed = {"text": form.initial["text"], "owner": "", "due_on": ""}
    answer = send(client, school.head, "step", case.public_id, step.public_id, **typed, **as_seen(case))
    step.refresh_from_db()

    assert answer.status_code == 302
    assert step.text == "It was ██████████, so."
