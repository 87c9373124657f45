"""Text and Markdown documents of our own, each with what it really says. Nothing in them comes from a school."""

import textwrap

from .truths import Sample, sample


def markdown() -> Sample:
    content = """# Video Lessons Policy

Lessons by video are *lessons*: the same rules hold.

## Who teaches

This part applies to all staff.

- Staff **must** use the school's own account.
- Under no circumstances may staff record a child.
    1. not the face
    2. not the voice
- It is recommended that staff do not teach from a bedroom.

## Children at home

Audience: pupils

1. Pupils should sit where a grown-up can hear them.
2. No pupil may share the link.

| Time | Rule |
|------|------|
| Before | Parents need to test the sound. |
| After | Parents ought to log out. |

***

See the [Behaviour Policy](https://school.example/behaviour) and `help`.
"""
    truth = """
title: Video Lessons Policy
A | Who teaches | 1 | staff
  A1 | must | staff | Staff **must** use the school's own account.
  A2 | under_no_circumstances | staff | Under no circumstances may staff record a child.
    - not the face
    - not the voice
  A3 | recommended_not | staff | It is recommended that staff do not teach from a bedroom.
B | Children at home | 1 | pupils
  B1 | should | pupils | Pupils should sit where a grown-up can hear them.
  B2 | must_not | pupils | No pupil may share the link.
  B3 | must | parents | Before: Parents need to test the sound.
  B4 | should | parents | After: Parents ought to log out.
"""
    said = """
Lessons by video are *lessons*: the same rules hold.
This part applies to all staff.
Audience: pupils
Time; Rule
See the Behaviour Policy and help.
"""
    return sample("video.md", content.encode(), truth, said)


def old_windows() -> Sample:
    """Windows-1252, lines of 72 signs, words parted at their ends, headings in capitals."""
    content = """SCHOOL WEBSITE POLICY

This policy was agreed by the governors – after a long evening – and says
what may stand on the school’s website. It is reviewed every second sum-
mer.

WHAT STAFF PUT THERE

• Staff must check each “new” page with the office before it is put
  on-line, even where only one word was changed.
• Staff should write in plain English. Long words keep busy fami-
  lies from reading.
• The names of children are never written beside their pictures. Anti-
  bullying week is no exception.

WHAT PARENTS SEND US

• Parents may only send pictures of their own children.
• Parents are encouraged to tell us when something is out of date.
"""
    truth = """
title: SCHOOL WEBSITE POLICY
A | WHAT STAFF PUT THERE | 1 | staff
  A1 | must | staff | Staff must check each “new” page with the office before it is put on-line, even where only one word was changed.
  A2 | should | staff | Staff should write in plain English. Long words keep busy families from reading.
  A3 | information | staff | The names of children are never written beside their pictures. Anti-bullying week is no exception.
B | WHAT PARENTS SEND US | 1 | parents
  B1 | only_if | parents | Parents may only send pictures of their own children.
  B2 | should | parents | Parents are encouraged to tell us when something is out of date.
"""  # noqa: E501
    said = """
This policy was agreed by the governors – after a long evening – and says what may stand on the school’s website.
It is reviewed every second summer.
"""
    return sample("website.txt", content.replace("\n", "\r\n").encode("cp1252"), truth, said)


def contents_and_feet() -> Sample:
    """A contents list, and page feet between the halves of sentences."""
    content = """Games and Chat Policy

Contents

1. Why we have this policy ........ 2
2. Children .............. 3
3. Families ....... 4

1. Why we have this policy

Children play together after school, and we would like these hours to be
Games and Chat Policy                                            Page 1 of 3

happy ones. The school does not watch what is played.

2. Children

2.1 Pupils must not use another child's name in

Games and Chat Policy                                            Page 2 of 3

a game.
2.2 Pupils should tell an adult when a stranger writes.

3. Families

3.1 Parents should know how old a game says a player has to be.
Games and Chat Policy                                            Page 3 of 3
"""
    truth = """
title: Games and Chat Policy
1 | Why we have this policy | 1 | all
  1.1 | information | all | Children play together after school, and we would like these hours to be happy ones.
  1.2 | information | all | The school does not watch what is played.
2 | Children | 1 | pupils
  2.1 | must_not | pupils | Pupils must not use another child's name in a game.
  2.2 | should | pupils | Pupils should tell an adult when a stranger writes.
3 | Families | 1 | parents
  3.1 | should | parents | Parents should know how old a game says a player has to be.
"""
    return sample("games.txt", content.encode("utf-8-sig"), truth, "Games and Chat Policy Page 2 of 3")


def rules_in_paragraphs() -> Sample:
    """No bullets at all: headings of one line, rules as sentences, in UTF-16."""
    content = """Smart watches

Aims

We want everybody to look at each other more than at their wrists. A watch is a fine thing.

Pupils

Pupils should leave smart watches at home. Where a watch is needed for health, the office must be told in writing. Watches with a camera are forbidden.

Visitors and parent helpers

Visitors are asked to switch their watches to silent. They may only film with the agreement of the headteacher.
"""  # noqa: E501
    truth = """
title:
A | Aims | 1 | all
B | Pupils | 1 | pupils
  B1 | should | pupils | Pupils should leave smart watches at home.
  B2 | must | pupils | Where a watch is needed for health, the office must be told in writing.
  B3 | must_not | pupils | Watches with a camera are forbidden.
C | Visitors and parent helpers | 1 | visitors helpers
  C1 | should | visitors | Visitors are asked to switch their watches to silent.
  C2 | only_if | visitors helpers | They may only film with the agreement of the headteacher.
"""
    said = """
Smart watches
We want everybody to look at each other more than at their wrists.
A watch is a fine thing.
"""
    return sample("watches.txt", content.encode("utf-16"), truth, said)


def clauses() -> Sample:
    """Clauses 1.2.3 with parts (a) and (b), two of them without a heading between."""
    content = """CODE OF CONDUCT ON LINE

1 Introduction
1.1 This code was written with the staff and the parents.
1.2 It holds on every device.

2 Staff
2.1 Accounts
2.1.1 Staff must use a password that nobody can guess.
2.1.2 Staff must not:
(a) lend their account;
(b) write passwords on paper.
2.1.3 Former staff are not allowed to keep a school account.
2.2 Messages
2.2.1 Messages to families should be read by a colleague first.

3 Governors
3.1 Governors shall use the board's mailbox only.
3.2 It is compulsory to report a lost device.
"""
    truth = """
title: CODE OF CONDUCT ON LINE
1 | Introduction | 1 | all
  1.1 | information | all | This code was written with the staff and the parents.
  1.2 | information | all | It holds on every device.
2 | Staff | 1 | staff
2.1 | Accounts | 2 | staff
  2.1.1 | must | staff | Staff must use a password that nobody can guess.
  2.1.2 | must_not | staff | Staff must not:
    - lend their account;
    - write passwords on paper.
  2.1.3 | must_not | staff | Former staff are not allowed to keep a school account.
2.2 | Messages | 2 | staff
  2.2.1 | should | staff | Messages to families should be read by a colleague first.
3 | Governors | 1 | governors
  3.1 | must | governors | Governors shall use the board's mailbox only.
  3.2 | must | governors | It is compulsory to report a lost device.
"""
    return sample("code.txt", content.encode(), truth, "")


_SAYS = (
    ("must", "must keep the {thing} of day {n} in the cupboard by the door"),
    ("must_not", "must not lend the {thing} of day {n} to anybody from another school"),
    ("should", "should count the {thing} of day {n} before they go home in the afternoon"),
    ("should_not", "should not leave the {thing} of day {n} on a table where small children can reach it"),
    ("only_if", "may only borrow the {thing} of day {n} after a word with the office"),
    ("strongly_discouraged", "are strongly discouraged from taking the {thing} of day {n} on a trip"),
)
_WHO = (("Staff", "staff"), ("Pupils", "pupils"), ("Parents", "parents"), ("Governors", "governors"))
_THINGS = ("tablet", "camera", "laptop", "microphone", "projector")


def forty_pages() -> Sample:
    """Forty pages of wrapped text: 20 areas, 400 rules, a foot on each page, wherever it falls."""
    lines, truth = ["Equipment Policy", ""], ["title: Equipment Policy"]
    for area in range(1, 21):
        people, code = _WHO[area % 4]
        lines += ["", f"{area}. {people} and the {_THINGS[area % 5]}", ""]
        truth.append(f"{area} | {people} and the {_THINGS[area % 5]} | 1 | {code}")
        for rule in range(1, 21):
            strength, says = _SAYS[(area + rule) % 6]
            text = f"{people} {says.format(thing=_THINGS[rule % 5], n=rule)}, and this holds in every week of the "
            text += "school year, in the hall as much as in the classrooms and out in the playground."
            lines += [*textwrap.wrap(f"{area}.{rule} {text}", 78), ""]
            truth.append(f"  {area}.{rule} | {strength} | {code} | {text}")
    paged, page = [], 0
    for at, line in enumerate(lines):
        paged.append(line)
        if at % 41 == 40:
            page += 1
            paged += ["", f"Meadow Lane Primary School    Page {page} of 41", ""]
    return sample("equipment.txt", "\n".join(paged).encode(), "\n".join(truth), "")
