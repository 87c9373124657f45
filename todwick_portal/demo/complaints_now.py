"""The complaints of the demo school that somebody waits for, or whose day is near. Everybody in them is invented."""

from incidents.complaints.abouts import About
from incidents.complaints.stages import ReachBy, Source, Way
from incidents.kinds import Place

from .complaint_deeds import given, looked_into, noted, read, sent_twice, understood
from .complaint_shapes import Relation, Sent, caller, parent

WAITING = (
    Sent(
        "shouting", 14, About.STAFF,
        "My son says that he is shouted at in front of the class when he does not know an answer. He has begun to say "
        "that he is ill on Mondays.",
        ((1, read()), (2, understood("He is shouted at in front of others, and is afraid of Mondays.",
                                     "That it stops, and that he can go to somebody.")),
         (3, looked_into()), (4, given("dsl")), (6, noted("Sat in two lessons. Talked with four children.", "dsl"))),
        in_school_days=True,
        said=parent("Bronwen Ashby", "Lewis Ashby", about_name="Mr Kayode", tried=["conversation"],
                    tried_words="I talked with him at parents’ evening. He said that he has a loud voice.",
                    wish="That it stops.", is_name_withheld=True, place=Place.IN_SCHOOL),
    ),
    Sent(
        "again", 13, About.STAFF,
        "My son says that he is shouted at in front of the class. I sent this yesterday and do not know if it came.",
        ((3, read()), (3, sent_twice("shouting", "Yours of the day before came, and somebody looks into it."))),
        in_school_days=True,
        said=parent("Bronwen Ashby", "Lewis Ashby", about_name="Mr Kayode", wish="That it stops."),
    ),
    Sent(
        "data", 11, About.DATA,
        "A list with the telephone numbers of all parents of 5T was sent to the whole class. Mine is on it. I gave it "
        "for emergencies only.",
        ((1, read("dpo")), (2, understood("Your number went to the whole class.", "Who has it, and why.", "dpo")),
         (3, looked_into("dpo"))),
        said=parent("Tomasz Wilk", "Hania Wilk", tried=["letters"], tried_words="I wrote back to the same letter.",
                    wish="To know who got it, and that it does not happen again."),
    ),
    Sent(
        "toilets", 7, About.SCHOOL,
        "The locks in the toilets by the hall have been broken since the half-term. Children hold the door for each "
        "other.",
        ((1, read()), (2, understood("The locks are broken, and children cannot shut the door."))),
        said={"is_anonymous": True, "relation": Relation.PARENT, "wish": "Locks that shut.",
              "happened_when": "since the half-term", "place": Place.IN_SCHOOL},
    ),
    Sent(
        "letter", 6, About.CHAIR, "",
        ((1, read("clerk")),),
        recorded_by="office",
        said={"source": Source.LETTER, "is_on_paper": True, "name": "Edith Broomhead",
              "relation": Relation.NEIGHBOUR, "postal": "14 Orchard Lane, Todwick", "reach_by": ReachBy.POST},
    ),
    Sent(
        "coat", 5, About.SCHOOL,
        "Reggie’s coat is gone from the pegs, the third thing this year. Nobody could tell me who looks after the "
        "pegs of 5T.",
        ((1, read()), (3, understood("Three things of his are gone, and nobody looks after the pegs.",
                                     "That somebody does, and that the coat is looked for."))),
        by="parent",
        said={"name": "Leanne Cartwright", "relation": Relation.PARENT, "child_name": "Reggie Cartwright",
              "tried": ["conversation", "letters"], "tried_words": "His teacher, then the office.",
              "wish": "The coat, or somebody who looks after the pegs.", "place": Place.IN_SCHOOL},
    ),
    Sent(
        "unsure", 2, About.UNSURE,
        "When I rang about the trip I was told one thing, and the letter says another. I do not know who decides it.",
        said=parent("Samina Akhtar", "Bilal Akhtar", wish="To know what holds."),
    ),
    Sent(
        "head", 2, About.HEAD,
        "I asked three times for a talk about my daughter’s class. Each time he said next week, and then he had no "
        "time. On the playground he told me in front of others that I should be patient.",
        said=parent("Joanna Whitlow", "Martha Whitlow", tried=["conversation", "letters"],
                    tried_words="I wrote to the office, and I spoke to Mr Penrose twice.",
                    wish="A talk, with a day that holds. And that he does not say such things before others.",
                    place=Place.IN_SCHOOL),
    ),
    Sent(
        "call", 1, About.CHILD,
        "Mój syn boi się iść do szkoły. My son is afraid to go to school. Two older boys wait for him at the gate.",
        said=caller("Agnieszka Sroka", "01709 555 0191", child_name="Filip Sroka", way=Way.CONCERN,
                    wants_interpreter=True, language="Polish", wish="Please ring me. I am free after three."),
    ),
)  # fmt: skip
