"""The incidents of the demo school up to a month ago. Everybody in them is invented."""

from incidents.kinds import Affected, Kind, Place
from incidents.models import State as S
from incidents.outcomes import Outcome as O
from incidents.walls import Standing

from .incident_deeds import (
    Answer,
    closed,
    decided,
    moved,
    noted,
    opened,
    planned,
    referred,
    stepped,
    told_parents,
)
from .incident_shapes import Part, Told, about, child, typed

THIS_AUTUMN = (
    Told(
        75, Kind.ACCOUNT_MISUSE, "The school's account liked a party's post",
        "The like was there for an hour on Sunday. I think the phone was not locked.",
        ((1, opened()), (2, stepped(2)), (3, closed(O.ADVICE, O.NOT_KNOWN, why="The phone has a lock now."))),
        by="office", platform="X", account="@todwickprimary", rules="A2 A8", people=(about("Merrick"),),
    ),
    Told(
        62, Kind.STAFF_USE, "Comment on a parent's page",
        "A colleague answered under a post about the trip and named the child.",
        ((1, opened()), (2, noted("Sharing this is not an accusation. She knows that it was shared.")),
         (3, stepped(3)), (4, told_parents()),
         (9, closed(O.LOW_LEVEL, O.NOT_KNOWN, why="A slip. Advice given and understood."))),
        by="Baxter", platform="Facebook", rules="A5 A8", people=(about("Dyson"), child("Olive Ransome")),
    ),
    Told(
        55, Kind.PUPIL_ACCOUNT, "A child in Year 3 has an account",
        "He told the class that he has two hundred followers.",
        ((2, opened("dsl")), (4, told_parents("dsl")), (5, closed(O.ADVICE, why="His parents close it.", by="dsl"))),
        place=Place.IN_SCHOOL, at="10:15", platform="TikTok", rules="B1",
        people=(child("Jacob Sorrell", Part.SUBJECT),),
    ),
    Told(
        48, Kind.PHOTO_UNPERMITTED, "A child without permission in the newsletter",
        "Page 3 shows a child for whom I find no yes. It went out yesterday.",
        ((0, opened()), (0, stepped(3)), (1, told_parents()), (1, stepped(2)),
         (6, closed(O.REMOVED, O.ADVICE, why="Taken out of the file; judged with the data-protection officer."))),
        by="office", place=Place.IN_SCHOOL, at="09:30", platform="Newsletter", rules="A11",
        people=(child("Wren Varley"),), affected=(Affected.PUPIL,),
    ),
    Told(
        44, Kind.IMPERSONATION, "An account in a teacher's name",
        "It bears my name and last year's class picture. It is not mine.",
        ((1, opened()), (1, stepped(1)), (3, noted("The platform took it down on the second day.")),
         (10, referred("She asks that the school finds out who it was.",
                       "An account bore the name of somebody who works here and a picture of a class. The platform "
                       "took it down on the second day.")),
         (24, decided(Answer.NO, "It is gone, and the board would not learn more.")),
         (26, closed(O.REMOVED, O.LEGAL, why="The governors decided against legal action."))),
        by="Tranter", platform="Instagram", rules="D4", people=(typed("@mrs.tranter.5t", Standing.ACCOUNT),),
    ),
    Told(
        40, Kind.CONTACT, "The headteacher answered a parent from his own account",
        "The answer names two families. I did not know to whom to bring this.",
        ((1, opened("chair")), (3, noted("Talked with him on Tuesday. He had both apps open.", "chair")),
         (9, moved(S.WORKING, "chair")), (12, planned("Ask whether both families were told", 7, "chair", "chair"))),
        by="Feldman", platform="Facebook", rules="A4", people=(about("head", Standing.HEAD),),
    ),
    Told(
        33, Kind.OTHER, "The chair's holiday picture with pupils",
        "Two pupils stand beside her at the beach. Their mother put it up first.",
        ((2, opened("vicechair")), (4, closed(O.NOTHING_FURTHER, why="Their mother had asked her.", by="vicechair"))),
        by="office", platform="Facebook", people=(about("chair", Standing.CHAIR),),
    ),
    Told(
        30, Kind.INAPPROPRIATE, "Minutes sent to the wrong list",
        "The draft minutes went to all parents for ten minutes.",
        ((1, opened("chair")), (7, closed(O.TRAINING, why="The list was renamed.", by="chair"))),
        by="office", people=(about("clerk", Standing.CLERK),),
    ),
    Told(
        26, Kind.OTHER, "Headteacher and chair in one post",
        "A former parent writes that the two of them hide something. A colleague asked me to bring it to somebody.",
        ((3, opened("clerk")), (5, moved(S.WAITING, "clerk"))), by="Rowbotham", platform="Facebook",
        people=(about("head", Standing.HEAD), about("chair", Standing.CHAIR)),
    ),
)  # fmt: skip
