"""The data-protection impact assessment (UK GDPR, Article 35): what the portal does, and what people say to it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from incidents.governing.sealing import sealed_text
from people.models import AssessmentWords, DataAssessment
from people.settings import Key
from policies.papers.front import on_paper

from .activities import ACTIVITIES
from .documents import Block, Cell, Document, Part, facts, grid, points, said, words
from .live import facts_of_today
from .measures import MEASURES
from .outgoing import ways
from .periods import PERIODS, Own, all_kept
from .processing import who_answers
from .risks import RISKS, Grave, Likely, Risk, level

Words = Mapping[str, AssessmentWords]
Written = AssessmentWords.Part
LEAD = "What this portal may mean for the people whose data it holds, what is done about it, and who agreed."
NOTHING = {
    Written.NEED: "Gap: the school has not written yet why it chose this way.",
    Written.CONSULTED: "Gap: nobody has written yet who was asked: staff, parents, children, governors.",
    Written.FURTHER: "The school has named no further risk.",
    Written.ADVICE: "Gap: the data-protection officer has not advised yet.",
}
WHY = (
    "The portal holds data of children, allegations and complaints, for a whole school. Children cannot judge what it "
    "means for them, and a mistake may put one in danger. So the school looks at the risks before it uses it, and "
    "again when something changes."
)
NECESSARY = (
    "Each kind of data serves one purpose named below, and is read by those who need it for that purpose alone.",
    "Paper and mailboxes, which it takes the place of, show nobody who read them, forget what was stopped, and keep "
    "everything for ever.",
    "A parent can stop a permission at any hour; it counts with the next question. Nobody has to say why.",
    "Nobody is judged by a program: what is unclear counts as no until a person decides.",
    "Whoever asks what is held about them is answered out of the portal: it shows what was kept, decided and read.",
)


def document(own: Own, written: Words) -> Document:
    """The assessment as it stands now: facts of the portal, risks, and the words of the school."""
    return Document(
        "Data-protection impact assessment",
        LEAD,
        (
            Part("need", "1. Why it is needed", [*words(WHY), *_said(written, Written.NEED)]),
            Part("school", "2. Who answers for it", who_answers(own)),
            Part("processing", "3. What is done with data", [*_activities(own)], is_folded=True),
            Part("consulted", "4. Who was asked", _said(written, Written.CONSULTED)),
            Part("necessary", "5. Is it needed, and no more than needed?", [points(*NECESSARY)]),
            Part("risks", "6. Risks, measures and what is left", [*_risks(own), *_said(written, Written.FURTHER)]),
            Part("measures", "7. The measures, and where they show", [_measures(own)], is_folded=True),
            Part("today", "8. As it stood on the day of this version", [facts(*facts_of_today(own))], is_folded=True),
            Part("advice", "9. Advice of the data-protection officer", _said(written, Written.ADVICE)),
        ),
    )


def with_decision(one: DataAssessment) -> dict[str, Any]:
    """A frozen version with what the headteacher decided on it, once that is so. What was frozen stays as it was."""
    frozen = one.said
    if not one.is_approved:
        return frozen
    approval = one.approval
    line = f"Approved by {approval.approved_by} on {on_paper(localdate(approval.approved_at))}."
    decided = Part("decision", "10. Decision of the headteacher", [*words(line), *said(approval.decision)])
    return frozen | {"parts": [*frozen["parts"], asdict(decided)]}


def text_of(own: Own, written: Words) -> str:
    """The one text that is frozen and of which the fingerprint is taken."""
    return sealed_text(document(own, written).as_dict())


def _said(written: Words, part: Written) -> list[Block]:
    one = written.get(part)
    if one is None or not one.text:
        return words(NOTHING[part])
    return said(one.text, f"{one.written_by}, {on_paper(localdate(one.written_at))}")


def _activities(own: Own) -> Iterator[Block]:
    times = all_kept(own)
    rows = [
        (one.title, one.purpose, one.data, "; ".join(f"{PERIODS[key].what}: {times[key]}" for key in one.kept))
        for one in ACTIVITIES
    ]
    yield grid(("Activity", "What for", "Data", "Kept"), rows)
    out = [f"{way.what}: {way.where}" for way in ways() if way.is_out]
    yield from words("What leaves the server:" if out else "Nothing leaves the server as it is set up now.")
    yield points(*out)
    basis = own[Key.PERMISSION_BASIS].strip()
    yield from words(f"Why the school asks for permission, in its own words: {basis}" if basis else "")


def _risks(own: Own) -> Iterator[Block]:
    heads = ("What may happen", "Without measures", "Measures", "With them", "What is left")
    yield grid(heads, [_row(risk) for risk in RISKS])


def _row(risk: Risk) -> tuple[Cell, ...]:
    measures = "; ".join(MEASURES[key].title for key in risk.measures)
    return f"{risk.title}. {risk.happens}", _in_words(*risk.before), measures, _in_words(*risk.after), risk.left


def _in_words(likely: Likely, grave: Grave) -> str:
    """
    >>> _in_words(Likely.POSSIBLE, Grave.GRAVE)
    'possible, grave: high'
    """
    return f"{likely.name.lower()}, {grave.name.lower()}: {level(likely, grave)}"


def _measures(own: Own) -> Block:
    rows = [(one.title, one.says(own), _place(one.route)) for one in MEASURES.values()]
    return grid(("Measure", "How it stands", "Where it shows"), rows)


def _place(route: str) -> str:
    """The address of the page on which a measure shows, as words: not every reader may open it. Else that tests hold
    it."""
    return reverse(route) if route else "Held by a test of the portal"
