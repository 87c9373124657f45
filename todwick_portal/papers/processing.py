"""The records of processing (UK GDPR, Article 30), out of the activities, the settings and what holds today."""

from collections.abc import Iterator, Mapping
from io import StringIO

from defusedcsv import csv

from people.settings import Key

from .activities import ACTIVITIES
from .documents import Block, Document, Part, facts, grid
from .live import facts_of_today
from .measures import MEASURES
from .outgoing import backups, ways
from .periods import PERIODS, Kept, Own, all_kept
from .shape import Activity

LEAD = "Each thing for which the school uses personal data here, as the portal does it (UK GDPR, Article 30)."
# Tables whose files lie in a storage for files, where one is set up.
WITH_FILES = {"incidents.EvidenceFile", "incidents.DraftFile", "incidents.DataBundle", "policies.RelatedDocument"}
HEADS = ("Activity", "Purpose", "Lawful basis", "People", "Data", "Readers", "Recipients", "Kept", "Security measures")


def document(own: Own) -> Document:
    """The whole record of processing, as it stands now."""
    kept = all_kept(own)
    parts = [Part("school", "Who answers for it", who_answers(own))]
    parts += [Part(one.key, one.title, _of(one, own, kept), is_folded=True) for one in ACTIVITIES]
    parts.append(Part("kept", "How long each thing is kept", [_periods(kept)], is_folded=True))
    parts.append(Part("measures", "Security measures", [_measures(own)], is_folded=True))
    parts.append(Part("today", "As it stands today", [facts(*facts_of_today(own))], is_folded=True))
    return Document("Records of processing", LEAD, parts)


def who_answers(own: Own) -> list[Block]:
    """The school, its data-protection officer, who keeps the server: what is filled in, and the word *gap* where "
    "not."""
    rows = (
        ("School", own[Key.SCHOOL_NAME]),
        ("Address", own[Key.SCHOOL_ADDRESS]),
        ("Registered with the ICO as", own[Key.ICO_NUMBER]),
        ("Data-protection officer", own[Key.DPO_NAME]),
        ("To be reached at", ", ".join(filter(None, (own[Key.DPO_EMAIL], own[Key.DPO_PHONE])))),
        ("Who keeps the server", own[Key.SERVER_KEPT_BY]),
        ("Where it stands", own[Key.SERVER_PLACE]),
    )
    return [facts(*((name, text or "Gap: not filled in yet") for name, text in rows))]


def recipients_of(one: Activity) -> str:
    """Who gets something of it outside the school: only what is set up now."""
    out = [f"{way.what} ({way.where})" for way in ways() if way.is_out and way.key in {*one.recipients, "database"}]
    if WITH_FILES & {*one.models}:
        out += [f"{way.what} ({way.where})" for way in ways() if way.key == "storage"]
    if "backups" in one.recipients and backups():
        out.append("sealed backups, to whoever holds the private key")
    return "; ".join(out) or "Nobody outside the school"


def _of(one: Activity, own: Own, times: Mapping[Kept, str]) -> list[Block]:
    kept = "; ".join(f"{PERIODS[key].what}: {_low(times[key])}" for key in one.kept)
    rows = (
        ("Purpose", one.purpose),
        ("Lawful basis", _basis(one, own)),
        ("Special kinds of data", one.special or "None on purpose"),
        ("People", one.people),
        ("Data", one.data),
        ("Who reads it in school", one.readers),
        ("Who gets it outside", recipients_of(one)),
        ("Outside the United Kingdom", "Nothing by the portal itself; ask whoever is named above as a recipient."),
        ("Kept", kept),
        ("Measures", "; ".join(MEASURES[key].title for key in one.measures)),
    )
    return [facts(*rows)]


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _basis(one: Activity, own: Own) -> str:
    """The school's own words on photo permission stand before ours."""
    said = own[Key.PERMISSION_BASIS].strip() if one.key == "permission" else ""
    return f"{said} {one.basis}".strip()


def _periods(times: Mapping[Kept, str]) -> Block:
    rows = [(period.what, times[key], period.goes) for key, period in PERIODS.items()]
    return grid(("What", "How long", "Then it goes"), rows)


def _measures(own: Own) -> Block:
    return grid(("Measure", "How it stands"), [(one.title, one.says(own)) for one in MEASURES.values()])


def as_csv(own: Own) -> str:
    """One line an activity, in the order of the page. What the school typed is no formula in a spreadsheet program."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADS)
    writer.writerows(_lines(own))
    return written.getvalue()


def _lines(own: Own) -> Iterator[tuple[str, ...]]:
    times = all_kept(own)
    for one in ACTIVITIES:
        kept = "; ".join(f"{PERIODS[key].what}: {times[key]}" for key in one.kept)
        measures = "; ".join(MEASURES[key].title for key in one.measures)
        basis = " ".join(filter(None, (_basis(one, own), one.special)))
        yield one.title, one.purpose, basis, one.people, one.data, one.readers, recipients_of(one), kept, measures


def nothing_said(own: Own) -> list[str]:
    """What of the school is not filled in, in words; none where all is."""
    wanted = {
        Key.SCHOOL_ADDRESS: "the postal address of the school",
        Key.OFFICE_EMAIL: "the e-mail address of the office",
        Key.OFFICE_PHONE: "the telephone number of the office",
        Key.DPO_NAME: "the name of the data-protection officer",
        Key.DPO_EMAIL: "the e-mail address of the data-protection officer",
        Key.ICO_NUMBER: "the registration number with the ICO",
        Key.SERVER_KEPT_BY: "who keeps the server",
        Key.SERVER_PLACE: "where the server stands",
        Key.PERMISSION_BASIS: "why the school asks for permission, in its own words",
    }
    return [said for key, said in wanted.items() if not own[key].strip()]
