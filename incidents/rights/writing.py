"""A bundle as files: one zip with a PDF, the data as JSON and as CSV. Its shape stands in docs/contract.md."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from defusedcsv import csv as safe_csv
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from incidents.models import BundlePart, DataRequest
from people.about_record import rows_beside
from people.pdf import pieces as pdf
from people.pdf.pieces import Column, Paper
from people.pdf.rendering import NoPaper, rendered
from people.regulator import ICO, ICO_PHONE, ICO_SITE

from .files import Enclosed
from .pieces import LEFT_OUT, Exempt, as_it_goes, black_spans, by_row, counted, file_stands, files_counted, in_words
from .subjects import person_of

FORMAT = 1
BESIDE = "Mails about cases, and deeds in cases"
FEW_FACTS, SHORT = 4, 60  # a section of rows that are so short is a table
README = """This is what the school’s portal holds about {name}, put together on {day} for the request {reference}.

bundle.pdf   to read (where the data are long: one for each part)
bundle.json  the same as data, for programs
csv/         the same as tables, one for each heading
files/       files of incidents and complaints, where some are enclosed

A black block (█████) stands for somebody else’s name, address or number, however long that is. What was withheld whole
is counted at the end of bundle.pdf with the reason the law gives. Files that belong to an incident or complaint are
listed under it: there stands which of them are enclosed, and why one is not. Mails about cases to an account, and deeds
in cases, are a file of its own: whoever has an account fetches it signed in, beside this one.

If you think that something is missing or wrong, ask the school. You may complain to the school and to the
{ico}, {ico_site}, {ico_phone}, and you may go to court.
"""

Kept = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """The bytes of the zip, and how much of it was blacked out or withheld."""

    content: bytes
    facts: Kept


def write_bundle(
    request: DataRequest, parts: Sequence[BundlePart], school: str, files: Mapping[str, Enclosed]
) -> Written:
    """The bundle of these parts as it goes to the person, with the files that go along by their keys. Raises NoPaper
    only where no part at all could be set."""
    told = [_part(part, files) for part in parts if not part.withheld]  # of one withheld whole the count alone tells
    facts = _facts(parts)
    return Written(_zipped(request, told, facts, school, [*files.values()]), facts)


def write_beside(request: DataRequest, school: str) -> bytes:
    """A file of its own for the person alone: what nobody looks through, since it holds no word of anybody."""
    return _zipped(request, [_beside(request)], _facts([]), school)


def _zipped(request: DataRequest, told: list[Kept], facts: Kept, school: str, files: Sequence[Enclosed] = ()) -> bytes:
    data = _data(request, told, facts, school) | {"files": [_listed(one) for one in files]}
    papers = _papers(request, told, facts, school)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        day = f"{timezone.localdate():%-d %B %Y}"
        words = README.format(
            name=request.about_name,
            day=day,
            reference=request.reference,
            ico=ICO,
            ico_site=ICO_SITE,
            ico_phone=ICO_PHONE,
        )
        archive.writestr("README.txt", words)
        archive.writestr("bundle.json", json.dumps(data, ensure_ascii=False, indent=1))
        for name, content in papers.items():
            archive.writestr(name, content)
        for name, text in _tables(told):
            archive.writestr(name, text)
        for one in files:
            archive.writestr(one.name, one.content)
    return file.getvalue()


def _listed(file: Enclosed) -> Kept:
    return {"name": file.name, "type": file.content_type, "bytes": len(file.content), "sha256": file.sha256}


def _part(part: BundlePart, files: Mapping[str, Enclosed]) -> Kept:
    """A part as it goes: each row of each heading, with the final text of each fact."""
    rows: dict[str, list[list[Kept]]] = {one["key"]: [] for one in part.content.get("sections", ())}
    for section, row in by_row(part.pieces):
        rows.setdefault(section, []).append([_fact(piece, part.opened, files) for piece in row])
    titles = {one["key"]: one["title"] for one in part.content.get("sections", ())}
    sections = [{"key": key, "title": titles.get(key, key), "rows": found} for key, found in rows.items()]
    return {"title": part.title, "kind": str(part.kind), "sections": sections}


def _fact(piece: Kept, opened: Kept, files: Mapping[str, Enclosed]) -> Kept:
    text = as_it_goes(piece, opened)
    if text is None:
        return {"label": piece["label"], "withheld": piece["withheld"]["why"]}
    found: Kept = {"label": piece["label"], "text": text}
    if "file" in piece:
        name = files[piece["file"]].name if piece.get("enclosed") else ""
        return found | {"text": f"{text}. {file_stands(piece, name)}."} | ({"file": name} if name else {})
    return found | ({"blacked_out": True} if black_spans(piece, opened) else {})


def _beside(request: DataRequest) -> Kept:
    rows = [
        [{"label": label, "text": in_words(value)} for label, value in row.items() if in_words(value)]
        for row in rows_beside(person_of(request))
    ]
    return {"title": BESIDE, "kind": "beside", "sections": [{"key": "beside", "title": BESIDE, "rows": rows}]}


def _facts(parts: Sequence[BundlePart]) -> Kept:
    each = [counted(part.pieces, part.opened, part.withheld) for part in parts]
    why: dict[str, int] = {}
    for one in each:
        for ground, count in one["withheld"].items():
            why[ground] = why.get(ground, 0) + count
    return {
        "pieces": sum(one["pieces"] for one in each), "blacked_out": sum(one["blacked_out"] for one in each),
        "withheld": why, "files": files_counted(piece for part in parts if not part.withheld for piece in part.pieces),
    }  # fmt: skip


def _data(request: DataRequest, told: list[Kept], facts: Kept, school: str) -> Kept:
    return {
        "format": FORMAT, "school": school, "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "request": {
            "reference": request.reference, "right": str(request.right), "received_on": request.received_on.isoformat(),
            "about": request.about_name,
        },
        "parts": told, "counts": facts,
    }  # fmt: skip


def _tables(told: list[Kept]) -> list[tuple[str, str]]:
    """A CSV file for each heading under which something stands, every fact that it has a column; safe to open."""
    found = []
    for number, part in enumerate(told, 1):
        for section in part["sections"]:
            labels = list(dict.fromkeys(fact["label"] for row in section["rows"] for fact in row))
            if not labels:
                continue
            text = io.StringIO()
            writer = safe_csv.writer(text, quoting=csv.QUOTE_MINIMAL)
            writer.writerow(labels)
            for row in section["rows"]:
                said = {fact["label"]: _cell(fact) for fact in row}
                writer.writerow([said.get(label, "") for label in labels])
            found.append((f"csv/{number}-{slugify(part['title'])}-{section['key']}.csv", "\ufeff" + text.getvalue()))
    return found


def _cell(fact: Kept) -> str:
    return f"(withheld: {Exempt(fact['withheld']).label})" if "withheld" in fact else str(fact["text"])


def _papers(request: DataRequest, told: list[Kept], facts: Kept, school: str) -> dict[str, bytes]:
    """The PDF; where it is too long for one, one for each part, and of a part that is too long by itself none."""
    try:
        return {"bundle.pdf": rendered(_paper(request, told, facts, school))}
    except NoPaper:
        papers: dict[str, bytes] = {}
        for number, part in enumerate(told, 1):
            try:
                papers[f"bundle-{number}.pdf"] = rendered(_paper(request, [part], facts, school))
            except NoPaper:
                continue
        if not papers:
            raise
        return papers


def _paper(request: DataRequest, told: list[Kept], facts: Kept, school: str) -> Paper:
    found = []
    for part in told:
        found.append(pdf.heading(part["title"]))
        for section in part["sections"]:
            found.append(pdf.heading(section["title"], 2))
            found += _rows(section["rows"]) or [pdf.text("Nothing is held here.")]
    found += [pdf.heading("What was blacked out or withheld"), *_withheld(facts), *_beside_the_data()]
    return Paper(
        title=f"What the school’s portal holds about {request.about_name}",
        school=school,
        day=timezone.localdate(),
        over=f"{request.reference}, received on {request.received_on:%-d %B %Y}",
        lead="Blocks stand for other people’s names, addresses and numbers, however long those are.",
        pieces=found,
        foot=(f"{school}. {request.reference}.",),
    )


def _beside_the_data() -> list[Kept]:
    """What article 15(1) asks beside the data: the school's own statement says it."""
    statement = f"{settings.SITE_URL}{reverse('privacy')}"
    return [
        pdf.heading("What the data are for"),
        pdf.text(
            "The privacy statement says what the school uses these data for, where they come from, who gets them, how "
            "long they are kept and which rights you have: ",
            pdf.link(statement, pdf.plain(statement)),
        ),
    ]


def _rows(rows: list[list[Kept]]) -> list[Kept]:
    labels = list(dict.fromkeys(fact["label"] for row in rows for fact in row))
    is_short = all(len(_cell(fact)) <= SHORT and "\n" not in _cell(fact) for row in rows for fact in row)
    if len(rows) > 1 and len(labels) <= FEW_FACTS and is_short:
        cells = [{fact["label"]: _cell(fact) for fact in row} for row in rows]
        return [pdf.table([Column(label) for label in labels], [[row.get(one, "") for one in labels] for row in cells])]
    return [pdf.facts([(fact["label"], _paragraphs(_cell(fact))) for fact in row]) for row in rows if row]


def _paragraphs(words: str) -> list[Kept]:
    return [pdf.text(line) for line in words.split("\n") if line.strip()] or [pdf.text("")]


def _withheld(facts: Kept) -> list[Kept]:
    said = [pdf.text(f"In {facts['blacked_out']} of {facts['pieces']} facts something about others is blacked out.")]
    said += _of_files(facts["files"])
    total = sum(facts["withheld"].values())
    if not total:
        return [*said, pdf.text("Nothing was withheld whole.")]
    rows = [[str(Exempt(ground).label), str(count)] for ground, count in facts["withheld"].items()]
    table = pdf.table([Column("Withheld, because", 4), Column("How many", 1, is_number=True)], rows)
    rights = f"You may complain to the school and to the {ICO}, and you may go to court."
    return [*said, table, pdf.text(rights)]


def _of_files(files: Kept) -> list[Kept]:
    left = sum(files["left_out"].values())
    if not files["enclosed"] + left:
        return []
    why = [f"{count}: {dict(LEFT_OUT)[ground]}" for ground, count in files["left_out"].items() if ground]
    words = f"Of {files['enclosed'] + left} files that are listed {files['enclosed']} are enclosed."
    return [pdf.text(f"{words} Left out are {'; '.join(why)}." if why else words)]
