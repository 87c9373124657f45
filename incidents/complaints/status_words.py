"""Where a complaint stands, in words for whoever complained: plain, without a name, by post only (D8)."""

import datetime as dt
from dataclasses import dataclass, replace

from people.roles import Role

from .stages import ENDED, Finding, Progress, Stage

WHO: dict[str, str] = {
    Role.HEAD: "the headteacher",
    Role.CHAIR: "the chair of governors",
    Role.VICE_CHAIR: "the vice-chair of governors",
    Role.CLERK: "the clerk to the governors",
    Role.DPO: "the data-protection officer",
}
PANEL = "a panel of governors"
STAGES: dict[str, str] = {
    Stage.INFORMAL: "A talk first",
    Stage.ONE: "Stage 1: the school looks into it",
    Stage.TWO: "Stage 2: a panel of governors",
}
# The state, and what comes next. {who} is the post of whoever has it, {Who} the same at the start of a sentence.
WORDS: dict[str, tuple[str, str]] = {
    Progress.RECEIVED: ("We’ve got it", "{Who} reads it and writes to you."),
    Progress.ACKNOWLEDGED: ("{Who} has read it", "{Who} looks into it. Then you get an answer."),
    Progress.TALKING: ("We have talked with you", "{Who} looks for a way to settle it."),
    Progress.LOOKING: ("{Who} is looking into it", "You get an answer: what we found, why, and what we will do."),
    Progress.ANSWERED: ("We have answered", "Read our answer. If you are not content, you can go on."),
    Progress.NEXT_ASKED: (
        "You asked for the next stage",
        "The clerk to the governors arranges it and writes to you. Nobody decides who has dealt with it before.",
    ),
    Progress.PANEL: ("A panel of governors has it", "The panel reads it, hears you and the school, and decides."),
    Progress.CLOSED: ("It is closed", "Nothing more happens, unless you tell us that it is not settled."),
    Progress.WITHDRAWN: ("You took it back", "Nothing more happens. What you wrote is kept."),
    Progress.REDIRECTED: ("Somebody else decides this", "Read below who can decide it, and how to reach them."),
    Progress.ALREADY: ("It is closed", "It is the same as another one of yours. Read below which."),
}
NO_STAGE_AFTER = ("We have answered", "Read our answer. Below it stands what you can do next.")
DECIDED = ("A panel has decided", "This was the last stage in school. Read below what you can do after it.")
FINDINGS: dict[str, str] = {
    Finding.UPHELD: "Upheld: we agree with you.",
    Finding.PARTLY: "Partly upheld: we agree with some of it.",
    Finding.NOT_UPHELD: "Not upheld: we do not agree.",
    Finding.SETTLED: "Settled by a talk.",
}
# What each promised day is for.
BY = {
    Progress.RECEIVED: "You hear from us by",
    Progress.NEXT_ASKED: "The panel meets by",
    Progress.PANEL: "The panel meets by",
}
NO_DAY = ENDED | {Progress.ANSWERED}
HEARD_FIRST = frozenset({Progress.RECEIVED})


@dataclass(frozen=True)
class Stands:
    """What stands at the top of the page. `by` says what `day` is for; there may be none. `late` is after that day."""

    state: str
    next: str
    who: str
    stage: str
    by: str
    day: dt.date | None
    late: bool


def who_has_it(owner_role: str, *, at_panel: bool) -> str:
    """The post of whoever has it, never a name.

    >>> who_has_it(Role.CHAIR, at_panel=False), who_has_it(Role.HEAD, at_panel=True)
    ('the chair of governors', 'a panel of governors')
    """
    return PANEL if at_panel else WHO.get(owner_role, "the school")


def stands(
    progress: str,
    stage: str,
    who: str,
    acknowledge_by: dt.date,
    answer_by: dt.date,
    today: dt.date,
    *,
    is_last: bool = False,
) -> Stands:
    """Where it stands, what comes next and by when. `is_last`: no stage in school follows the answer.

    >>> found = stands("received", "one", "the headteacher", dt.date(2026, 10, 20), dt.date(2026, 11, 10),
    ...                dt.date(2026, 10, 13))
    >>> found.state, found.next, found.day.day
    ('We’ve got it', 'The headteacher reads it and writes to you.', 20)
    """
    is_decided = stage == Stage.TWO and progress in {Progress.ANSWERED, Progress.CLOSED}
    said = DECIDED if is_decided else NO_STAGE_AFTER if is_last and progress == Progress.ANSWERED else WORDS[progress]
    state, after = (text.format(who=who, Who=_big(who)) for text in said)
    day = None if progress in NO_DAY else acknowledge_by if progress in HEARD_FIRST else answer_by
    return Stands(
        state=state,
        next=after,
        who=_big(who),
        stage=STAGES[stage],
        by=BY.get(Progress(progress), "You get an answer by") if day else "",
        day=day,
        late=bool(day and day < today),
    )


def with_panel(found: Stands, said: str, letter_by: dt.date | None, today: dt.date) -> Stands:
    """The same for one that is with a panel: `said` is what comes next, empty where that is known already; `letter_by`
    the day of its letter, once its meeting has a day."""
    if letter_by is None:
        return replace(found, next=said or found.next)
    return replace(found, next=said or found.next, by="You get its letter by", day=letter_by, late=letter_by < today)


def _big(words: str) -> str:
    return words[:1].upper() + words[1:]
