"""The privacy statement for one kind of reader: a child, a parent, somebody who works or governs here."""

from collections.abc import Callable

from people.settings import Key, number
from todwick_portal.papers.documents import Document, Part, facts, points, words
from todwick_portal.papers.periods import Kept, Own, all_kept

from .contacts import how_to_complain, who_answers


def for_children(own: Own) -> Document:
    """In words for a child of primary age, to be read alone or with a grown-up (Children’s code: transparency)."""
    school = own[Key.SCHOOL_NAME]
    return Document(
        "Privacy, for children",
        "You can read this alone, or ask a grown-up to read it with you.",
        (
            Part(
                "what",
                "What is this?",
                words(
                    f"{school} has a website for grown-ups. On it the school writes down some things about you.",
                ),
            ),
            Part(
                "pictures",
                "Pictures of you",
                [
                    points(
                        "Before the school shows a picture of you, it asks your mum, dad or carer.",
                        "They can say yes or no. They can change their mind at any time.",
                        "You can say no too. Tell a teacher. They listen.",
                        "If the answer is no, your picture is not used. If it is out already, the school takes it "
                        "down.",
                    )
                ],
            ),
            Part(
                "kept",
                "What the school writes down",
                [
                    points(
                        "Your name and your class.",
                        "What your family said about pictures.",
                        "If something bad happens online and somebody tells the school: what happened, so that "
                        "grown-ups can help.",
                    )
                ],
            ),
            Part(
                "reads",
                "Who can see it",
                [
                    points(
                        "Only grown-ups in school who need it to look after you.",
                        "Your teacher sees only Yes, No, or Ask the office.",
                        "Nobody can buy it. There are no adverts. Nobody watches what you do.",
                    )
                ],
            ),
            Part(
                "rights",
                "What you can do",
                [
                    points(
                        "You can ask: what do you know about me?",
                        "You can say: that is wrong, please put it right.",
                        "You can say: please do not use my picture.",
                        "Tell your teacher, or somebody at home, or any grown-up in school. You will not get into "
                        "trouble.",
                    )
                ],
            ),
            Part(
                "worried",
                "If you are worried",
                words(
                    "Tell a grown-up you trust. You can also ring Childline: 0800 1111. It costs nothing, day and "
                    "night.",
                ),
            ),
        ),
    )


def for_parents(own: Own) -> Document:
    """What a parent or carer wants to know first."""
    hours = number(dict(own), Key.REMOVAL_HOURS)
    gives = "give or stop" if own[Key.PARENTS_MAY_GIVE] else "stop"
    return Document(
        "Privacy, for parents and carers",
        "What we keep about you and your child here, and what you can do about it.",
        (
            Part(
                "pictures",
                "Pictures of your child",
                [
                    points(
                        "We ask for each place on its own. No answer means no.",
                        f"With an account you {gives} a permission on your own page, at any hour. Without one: the "
                        "page on pictures, a call or a letter.",
                        f"A stop counts from the next question on. What is out comes down within {hours} hours; what "
                        "is printed cannot be called back.",
                        "If parents answer differently, the answer is no until it is settled.",
                        "You see your own answers. What the other parent said, or whether, you are not told.",
                    )
                ],
            ),
            Part(
                "kept",
                "What we keep about you",
                [
                    points(
                        "From the school’s list: your name, how you can be reached, whose parent you are.",
                        "What you answered, when, and which words you were asked in. It is never written over.",
                        f"A remark of yours beside an answer: {_low(all_kept(own)[Kept.COMMENTS])}.",
                        "A complaint of yours, with the answers. You may complain without a name.",
                    )
                ],
            ),
            Part(
                "reads",
                "Who reads it",
                [
                    points(
                        "Answers: office, headteacher, safeguarding lead. Teachers read Yes, No or Ask the office.",
                        "A complaint: the form says who, before you send it. Whom it is about never does.",
                        "Other parents: nothing.",
                    )
                ],
            ),
            Part("who", "Whom to ask", [who_answers(own)]),
            Part("complain", "To complain", how_to_complain(own)),
        ),
    )


def for_staff(own: Own) -> Document:
    """What those who work or govern here want to know first."""
    times = all_kept(own)
    hours = number(dict(own), Key.SIGNED_IN_HOURS)
    return Document(
        "Privacy, for staff and governors",
        "What this portal keeps about you, and who reads it.",
        (
            Part(
                "kept",
                "What is kept about you",
                [
                    points(
                        "Name, title, work address, job title, your roles from when to when.",
                        "Your password as a digest that nobody can read back; your second step, sealed.",
                        "Where you are signed in: address of the device, kind of browser, times. A sign-in ends after "
                        f"{hours} hours.",
                        "What you did here, and that you opened an incident, a complaint or a child’s full answers.",
                        "Which policy you have read, and whether you agree. Of your privacy check-up the day alone.",
                    )
                ],
            ),
            Part(
                "not",
                "What is not",
                [
                    points(
                        "Nobody sees how long you work here, or what you look at on public pages.",
                        "Nothing is read of your own accounts on social media.",
                        "Your second step is on your own device: no fingerprint or face comes here.",
                    )
                ],
            ),
            Part(
                "reads",
                "Who reads it",
                [
                    points(
                        "Your account: you, office, headteacher, chair of governors.",
                        "Where you are signed in: you alone.",
                        "What you did: those who may read the thing that you did it with.",
                        "An incident or complaint about you: others, never you, while it is looked into. You are told "
                        "of it by a person, as the school’s procedures say.",
                    )
                ],
            ),
            Part(
                "ground",
                "On what ground",
                words(
                    "The public task of the school, and its duties by law to keep data safe and to show that it does "
                    "(UK GDPR, Articles 6(1)(c), 6(1)(e) and 32).",
                ),
            ),
            Part(
                "how-long",
                "For how long",
                [
                    facts(
                        ("Account and roles", times[Kept.ACCOUNTS]),
                        ("Mails to you", times[Kept.MAIL]),
                        ("The record", times[Kept.RECORD]),
                    )
                ],
            ),
            Part("who", "Whom to ask", [who_answers(own)]),
            Part("complain", "To complain", how_to_complain(own)),
        ),
    )


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


READERS: dict[str, tuple[str, Callable[[Own], Document]]] = {
    "children": ("For children", for_children),
    "parents": ("For parents and carers", for_parents),
    "staff": ("For staff and governors", for_staff),
}
