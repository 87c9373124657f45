"""The complaints of the demo school that are over, or have gone far. Everybody in them is invented."""

from incidents.complaints.abouts import About
from incidents.complaints.stages import Finding, Way
from incidents.kinds import Place

from .complaint_deeds import (
    answered,
    asked_for_the_next_stage,
    closed,
    confirmed,
    given,
    looked_into,
    noted,
    put_off,
    read,
    redirected,
    reopened,
    replied,
    taken_back,
    talked,
    understood,
    wrote,
)
from .complaint_shapes import Relation, Sent, parent

OVER = (
    Sent(
        "gate", 300, About.SCHOOL,
        "The side gate is locked at half past eight. With the pram I have to walk round the whole field, and then we "
        "are marked as late.",
        ((1, read()), (2, understood("The side gate is locked before everybody is in.", "Keep it open longer.")),
         (3, confirmed()), (4, looked_into()), (9, noted("Timed it on three mornings with Mrs Baxter.")),
         (12, answered(Finding.UPHELD, "You are right. On two of three mornings it was locked too early.",
                       "It stays open until 8:50. The late marks of those days are taken off.",
                       learning="Look at the gate before each winter.")),
         (30, closed("Closed. Thank you for telling us."))),
        said=parent("Colette Marsden", "Jonah Marsden", tried=["conversation", "letters"],
                    tried_words="I asked the office twice and wrote a letter.",
                    wish="That the gate stays open until a quarter to nine.", place=Place.IN_SCHOOL),
    ),
    Sent(
        "board", 262, About.BOARD,
        "Two of the last three meetings were not in the calendar. Nobody could come who did not know of them.",
        ((1, read("clerk")), (3, understood("Meetings were held that nobody was told of.", by="clerk")),
         (4, looked_into("clerk")),
         (14, answered(Finding.PARTLY, "One meeting was not in the calendar. The other was, two days late.",
                       "The clerk puts all dates of a year on the website in September.", by="clerk")),
         (32, closed("Closed.", by="clerk"))),
        said=parent("Winston Blakelock", relation=Relation.NEIGHBOUR, wish="A list of all dates."),
    ),
    Sent(
        "place", 215, About.SCHOOL,
        "My younger son did not get a place in Reception although his sister is in 2P.",
        ((1, read()),
         (2, redirected("The council, which gives out school places",
                        "You can appeal against its decision. The letter from the council says how, and by when."))),
        said=parent("Farida Nasser", "Sami Nasser", wish="A place for him."),
    ),
    Sent(
        "homework", 170, About.STAFF,
        "Homework was given on Thursday for Friday, three weeks in a row.",
        ((1, read()), (1, understood("Homework was given from one day to the next.")),
         (4, taken_back("I have talked with her. It is on Mondays now. Thank you."))),
        said=parent("Deborah Pryor", "Alfie Pryor", about_name="Mrs Tranter", tried=["conversation"],
                    tried_words="I meant to ring first.", wish="A few days for it."),
    ),
    Sent(
        "clerk", 120, About.CLERK,
        "I asked for the minutes of the summer three times. I got no answer at all.",
        ((2, read("chair")), (3, understood("You asked for the minutes and heard nothing.", by="chair")),
         (6, looked_into("chair")),
         (11, answered(Finding.UPHELD, "Your three letters went to an address that nobody read any more.",
                       "You have the minutes now. The old address answers with the new one.", by="chair")),
         (28, closed("Closed.", by="chair"))),
        said=parent("Gareth Llewellyn", tried=["letters"], tried_words="Three letters to the clerk.",
                    wish="The minutes, and a word why."),
    ),
)  # fmt: skip

GONE_FAR = (
    Sent(
        "picture", 38, About.SCHOOL,
        "My daughter stood on the front page of the newsletter. I had said no to the newsletter. I found "
        "it because a neighbour congratulated us.",
        ((1, read()), (1, given("Baxter", knows_who=True)),
         (2, understood("Her picture was in the newsletter although you had said no.", "Take it down and say sorry.")),
         (3, confirmed("It was on the website too, not only on paper.")), (4, looked_into()),
         (5, wrote("On which day did you see it on the website?", asks=True)), (6, replied("On the 3rd, at night.")),
         (15, answered(Finding.PARTLY, "The newsletter was our mistake, and we are sorry. On the website we found no "
                       "picture of her.", "The newsletter was taken back from the website the same day.",
                       private="The list in use was from before the survey.",
                       learning="Use the check, not a printed list.")),
         (22, asked_for_the_next_stage("I saw it on the website myself. Nobody asked the neighbour who saw it too."))),
        said=parent("Oluchi Eze", "Adaeze Eze", tried=["newsletters", "conversation"],
                    tried_words="I talked with Miss Hallam at the gate. She said that she would ask.",
                    wish="That all copies go, and a word to her.", place=Place.ONLINE),
    ),
    Sent(
        "football", 44, About.STAFF,
        "My son was left out of the team because he was late once. The bus was late, not he.",
        ((1, read()), (3, understood("He was left out because of one morning.")), (4, looked_into()),
         (11, answered(Finding.NOT_UPHELD, "The team was chosen a week before that morning.",
                       private="The list is dated.")),
         (20, closed("Closed.")),
         (34, reopened("You sent us the letter about the team. Its date is not the one we were told."))),
        said=parent("Marek Dudek", "Szymon Dudek", about_name="A coach of the football club",
                    wish="That somebody asks the bus company."),
    ),
    Sent(
        "lunch", 31, About.SCHOOL,
        "My daughter came home hungry four times. When 3H comes in last there is nothing left but bread.",
        ((1, read()), (2, understood("Those who eat last get too little.", "That there is enough for all.")),
         (3, confirmed()), (4, looked_into()),
         (14, put_off(7, "The cook was away for a week, and we want to hear her.")),
         (23, answered(Finding.UPHELD, "On four days too little was cooked. Nobody told the kitchen that 3H had grown.",
                       "The office gives the kitchen the numbers each Monday. Classes take turns to eat first.",
                       learning="Numbers for the kitchen are part of each new pupil list."))),
        by="parent",
        said={"name": "Leanne Cartwright", "relation": Relation.PARENT, "child_name": "Poppy Cartwright",
              "tried": ["conversation"], "tried_words": "The office said that they would pass it on.",
              "wish": "Enough for everybody, whoever comes last.", "place": Place.IN_SCHOOL},
    ),
    Sent(
        "governor", 16, About.GOVERNOR,
        "At the summer fair he told other parents what my son’s teacher had said about him in a meeting.",
        ((2, read("clerk")), (3, understood("A governor told others what was said in a meeting.", by="clerk")),
         (6, talked("He remembers a talk about the school in general. He is sorry that a name was heard.", "clerk")),
         (8, wrote("Would you like to meet him with me? You need not.", "clerk", asks=True))),
        said=parent("Ines Carvalho", "Tiago Carvalho", about_name="Mr Samuel Adeyemi",
                    wish="That he says sorry, and does not do it again."),
    ),
    Sent(
        "bags", 24, About.CHILD,
        "My daughter’s bag was emptied into the mud twice by the same boy.",
        ((1, read()), (1, talked("Rang her mother the same day. Talked with both children, one by one.")),
         (6, answered(Finding.SETTLED, "We talked it over with you, and he has said sorry.",
                      "Ms Dyson stands by the pegs at home time until the end of term."))),
        said=parent("Hafsa Rahmani", "Dunya Rahmani", way=Way.CONCERN, wants_call=True, telephone="01709 555 0188",
                    tried=["conversation"], wish="That somebody looks.", place=Place.IN_SCHOOL),
    ),
)  # fmt: skip
