"""The incidents of the demo school of the last weeks. Everybody in them is invented."""

from incidents.kinds import Affected, Kind, Place
from incidents.models import State as S
from incidents.outcomes import Outcome as O
from incidents.walls import Standing

from .incident_deeds import (
    closed,
    given,
    moved,
    opened,
    planned,
    referred,
    reopened,
    stepped,
    tested,
    told_parents,
)
from .incident_shapes import Part, Told, about, child, typed

THESE_WEEKS = (
    Told(
        22, Kind.BULLYING, "Songs about a boy",
        "They sing what was in the chat. He laughs with them and then does not eat.",
        ((0, opened()), (1, told_parents()), (2, given("teacher")), (3, stepped(1)),
         (4, tested(disturbs="It is sung at lunch.")), (6, moved(S.WORKING)),
         (8, planned("Ask his mother how the weekend was", 10, "dsl"))),
        by="Dyson", at="20:10", platform="WhatsApp", rules="D2 B2",
        people=(child("Theo Zając"), child("Callum Brennan", Part.SUBJECT), child("Finn O'Hara", Part.SUBJECT)),
    ),
    Told(
        19, Kind.AI_ALTERED, "A class picture made into another",
        "A pupil was sent it by somebody she does not know, who asks for money. I have not looked at it.",
        ((0, opened("dsl")), (0, stepped(4, "dsl")), (0, told_parents("dsl")), (1, moved(S.WAITING, "dsl"))),
        by="Baxter", child_at_risk=True, platform="Snapchat", people=(child("Harriet Lockwood"),),
        affected=(Affected.PUPIL,),
    ),
    Told(
        16, Kind.COMMENT, "Untrue words about the cook",
        "It says that the kitchen was shut by the council. It was not.",
        ((1, opened()), (2, tested(reputation="Families asked the office whether it is true.")),
         (4, referred("It is shared again and again and hurts somebody who works here.",
                      "Posts say that the kitchen was shut by the council, which is untrue. They were reported to the "
                      "platform four times and are shared on."))),
        by="office", platform="Facebook", rules="C3 D3", beyond=("false",), affected=(Affected.COLLEAGUE,),
        people=(typed("Todwick Talk", Standing.ACCOUNT),),
    ),
    Told(
        13, Kind.PHOTO_EVENT, "Harvest festival, shared again",
        "The picture that was taken down in October stands there once more.",
        ((1, opened()), (2, told_parents()), (3, closed(O.REMOVED, why="Taken down again.")),
         (8, reopened("It is back since last night."))),
        place=Place.EVENT, event="Harvest festival", platform="Facebook", rules="C1",
        people=(child("Percy Sutcliffe"),),
    ),
    Told(
        8, Kind.STAFF_USE, "Friends with parents of the class",
        "A colleague has become friends online with three parents of the class. It may be nothing.",
        ((1, opened()), (2, planned("Talk over rule A1 with him, no more than that", 5))),
        by="Tranter", platform="Facebook", rules="A1", people=(about("Kayode"),),
    ),
    Told(
        5, Kind.MOBILE_PHONE, "A watch that takes pictures",
        "It is allowed as a watch. At break it was used for pictures.",
        ((1, opened("dsl")),), by="Rowbotham", place=Place.IN_SCHOOL, at="10:40", rules="B2",
        people=(child("Haris Mahmood", Part.SUBJECT),),
    ),
    Told(
        2, Kind.THREAT, "A message under the newsletter",
        "Somebody writes what should happen to whoever wrote it. The office has hidden it.",
        by="office", at="22:05", platform="Facebook", account="Todwick Talk", affected=(Affected.COLLEAGUE,),
        people=(typed("Todwick Talk", Standing.ACCOUNT),), rules="C3",
    ),
    Told(
        1, Kind.PHOTO_SHARED, "Class picture of 3H in a chat of parents",
        "The picture from our trip was meant for the newsletter. It stands in a chat with a joke under it.",
        at="18:15", platform="WhatsApp", rules="A11 C1", affected=(Affected.PUPIL, Affected.PARENT),
        people=(child("Ava Lockwood"), child("Ben Armitage"), typed("The mother of a pupil in 3H", Standing.PARENT)),
    ),
)  # fmt: skip
