"""The incidents of the demo school before this autumn. Everybody in them is invented."""

from incidents.kinds import Affected, Kind, Place
from incidents.outcomes import Outcome as O
from incidents.walls import Standing

from .incident_deeds import (
    Answer,
    closed,
    decided,
    given,
    noted,
    opened,
    referred,
    sent,
    stepped,
    tested,
    ticked,
    told_parents,
)
from .incident_shapes import Part, Told, Who, about, child, typed

LONG_AGO = (
    Told(
        340, Kind.PHOTO_EVENT, "Nativity play on a public page",
        "A picture with five children on stage stands on a parent's public page, with first names.",
        ((1, opened()), (1, sent("The parent, by letter", "Please take the picture down: other families asked us to.")),
         (3, stepped(3)), (4, told_parents()), (6, closed(O.REMOVED, O.CONVERSATION, why="Taken down the same day."))),
        place=Place.EVENT, event="Nativity play", platform="Facebook", rules="C1",
        affected=(Affected.PUPIL, Affected.PARENT),
        people=(child("Daisy Hartley"), child("Kai Leung"), typed("The father of a pupil in 4K", Standing.PARENT)),
    ),
    Told(
        320, Kind.MOBILE_PHONE, "A phone filmed in the changing room",
        "Two girls saw a phone held over the door. It was switched off when I asked for it. Nothing was on it.",
        ((0, opened("dsl")), (1, told_parents("dsl")), (2, noted("The phone was checked with his mother.", "dsl")),
         (8, closed(O.PARENT_SPOKEN_TO, O.SANCTION, why="His mother keeps the phone at home.", by="dsl",
                     why_discipline="It was a changing room, whatever the rule calls itself."))),
        by="Tranter", place=Place.IN_SCHOOL, at="14:20", rules="B2", people=(child("Reggie Cartwright", Part.SUBJECT),),
    ),
    Told(
        290, Kind.STAFF_USE, "A teacher's public page says what the class was like",
        "I wrote about my day on my own page and did not think that parents read it. I have taken it down.",
        ((1, opened()), (2, noted("Came by herself. Nobody is named in it.")),
         (5, closed(O.LOW_LEVEL, O.TRAINING, why="Told openly. Advice given; no pattern."))),
        by="Pervez", is_self_report=True, platform="Facebook", rules="A5",
    ),
    Told(
        262, Kind.POSTED_COMPLAINT, "Complaint about the car park, with a threat",
        "The post ends with what he would do to whoever parks there again. Two parents showed it to me.",
        ((0, opened()), (1, tested(threatens="It names a colleague and says when she goes home.")),
         (1, noted("Rang the police on 101.")), (3, sent("Its author, by letter", "Bring your complaint to us.")),
         (12, closed(O.POLICE, O.PLATFORM, why="Taken down; the police spoke to him."))),
        at="21:40", platform="Facebook", rules="C2 C3", beyond=("threat",), affected=(Affected.COLLEAGUE,),
        people=(typed("A father in 2P", Standing.PARENT), Who(Part.AFFECTED, Standing.STAFF, "Rowbotham", True)),
    ),
    Told(
        231, Kind.IMPERSONATION, "An account with the school's crest",
        "It calls itself the school's own and invites children to send pictures.",
        ((0, opened()), (1, stepped(2)), (2, tested(reputation="Families take it for ours.")),
         (4, referred("The platform does not answer; it came back twice.",
                      "An account bears the school's crest and asks children for pictures. It was reported three "
                      "times in a week and came back under other names.")),
         (25, decided(Answer.YES, "The board asks its solicitor to write to the platform.")),
         (60, closed(O.REMOVED, O.LEGAL, O.PLATFORM, why="Gone since the solicitor's letter."))),
        by="office", platform="Instagram", account="@todwick.primary.real", affected=(Affected.SCHOOL,),
        people=(typed("@todwick.primary.real", Standing.ACCOUNT),),
    ),
    Told(
        205, Kind.BULLYING, "A group chat without one of them",
        "Six children of the class have a chat about her coat. She has not wanted to come in since Monday.",
        ((0, opened("dsl")), (0, given("Kayode")), (1, told_parents("dsl")), (2, stepped(2, "dsl")),
         (5, noted("Talked with all six, one by one.", "dsl")), (14, ticked("dsl")), (15, stepped(2, "dsl")),
         (16, tested("Three of them would not sit with her.", by="dsl")),
         (16, closed(O.CONVERSATION, O.PARENT_SPOKEN_TO, why="It has stopped; asked again after a fortnight.",
                     by="dsl"))),
        by="Kayode", at="19:30", platform="WhatsApp", rules="D2 B2",
        people=(child("Rosa Munteanu"), child("Ilham Jama", Part.SUBJECT)),
    ),
    Told(
        180, Kind.CONTACT, "Messages at night from a pupil's mother",
        "She writes to me at night about homework. I have not answered and would like help.",
        ((1, opened()), (2, sent("The mother, by telephone", "Please use the office; it is read every morning.")),
         (4, closed(O.ADVICE, why="She uses the office now."))),
        by="Merrick", platform="WhatsApp", rules="A1", people=(typed("The mother of a pupil in 1M", Standing.PARENT),),
    ),
    Told(
        160, Kind.INAPPROPRIATE, "A governor's posts before the vote",
        "He writes about an item of the closed part of the agenda.",
        ((2, opened("clerk")), (6, noted("He had taken it for public.", "clerk")),
         (20, closed(O.CONVERSATION, why="He has taken it down and apologised to the board.", by="clerk"))),
        by="vicechair", people=(about("governor", Standing.GOVERNOR),), platform="X",
    ),
)  # fmt: skip
