"""Word documents of our own, each with what it really says. Nothing in them comes from a school."""

from . import word_files as w
from .truths import Sample, sample

_p, _r = w.paragraph, w.run


def numbered_lists() -> Sample:
    """Title style, headings that Word counts, clauses by a style, sub-items, page header and footer."""
    content = w.document(
        _p(_r("Phones and Cameras Policy"), "Title"),
        _p(_r("Our phones are useful and distracting at once."), ""),
        _p(_r("Phones of staff"), "Heading1", 0, 2),
        _p(_r("Staff must keep their phones in a locker during lessons."), "Clause"),
        _p(_r("Staff should not give their private number to families."), "Clause"),
        _p(_r("A phone may only be used in an emergency if:"), "Clause"),
        _p(_r("somebody is hurt;"), "", 2, 2),
        _p(_r("the office does not answer."), "", 2, 2),
        _p(_r("Cameras of visitors"), "Heading1", 0, 2),
        _p(_r("Visitors must not take pictures on the site."), "Clause"),
        _p(_r("The office lends a school camera."), "Clause"),
        header1=_p(_r("Meadow Lane Primary")),
        footer1=_p(_r("Page ") + w.field("PAGE", "3") + _r(" of ") + w.field("NUMPAGES", "4")),
    )
    truth = """
title: Phones and Cameras Policy
1 | Phones of staff | 1 | staff
  1.1 | must | staff | Staff must keep their phones in a locker during lessons.
  1.2 | should_not | staff | Staff should not give their private number to families.
  1.3 | only_if | staff | A phone may only be used in an emergency if:
    - somebody is hurt;
    - the office does not answer.
2 | Cameras of visitors | 1 | visitors
  2.1 | must_not | visitors | Visitors must not take pictures on the site.
  2.2 | information | visitors | The office lends a school camera.
"""
    said = """
Our phones are useful and distracting at once.
Meadow Lane Primary
"""
    return sample("numbered.docx", content, truth, said)


def tables() -> Sample:
    """A table of rules with a heading row, a frame of one cell, headings that are only bold."""
    content = w.document(
        _p(_r("Online Safety Agreement", bold=True)),
        w.table([_p(_r("This agreement was written by the school council.")) + _p(_r("It is short on purpose."))]),
        _p(_r("For pupils", bold=True)),
        w.table(
            ["When", "What"],
            ["In lessons", "Pupils must ask before they open a website."],
            ["At break", "Tablets are not allowed outside."],
        ),
        _p(_r("For parents and carers", bold=True)),
        w.table(
            [
                _p(_r("At home"))
                + _p(_r("Parents should look at the privacy settings with their child."), "", 0)
                + _p(_r("Parents are advised not to share passwords."), "", 0)
            ]
        ),
    )
    truth = """
title: Online Safety Agreement
A | For pupils | 1 | pupils
  A1 | must | pupils | In lessons: Pupils must ask before they open a website.
  A2 | must_not | pupils | At break: Tablets are not allowed outside.
B | For parents and carers | 1 | parents
  B1 | should | parents | Parents should look at the privacy settings with their child.
  B2 | recommended_not | parents | Parents are advised not to share passwords.
"""
    said = """
This agreement was written by the school council.
It is short on purpose.
When; What
At home
"""
    return sample("tables.docx", content, truth, said)


def tracked_changes() -> Sample:
    """Insertions kept; deletions, moved-away text, a deleted row and a deleted end of a paragraph never come back."""
    content = w.document(
        _p(_r("Social Media Policy"), "Title"),
        _p(_r("A. Staff"), "Heading1"),
        _p(_r("Staff must ") + w.deleted("never ") + w.inserted("not ") + _r("answer parents at night."), "", 0),
        _p(w.deleted("Staff may follow pupils back on any site."), "", 0, mark="del"),
        _p(w.moved_away("Staff should log out of shared tablets."), "", 0, mark="moveFrom"),
        _p(_r("Staff should keep "), "", 0, mark="del"),
        _p(_r("two accounts apart."), "", 0),
        _p(w.moved_here("Staff should log out of shared tablets."), "", 0),
        _p(_r("B. Governors"), "Heading1"),
        w.table(
            ["Post", "Governors must not speak for the board on their own pages."],
            ["Old", "Governors may post minutes at once."],
            ["Share", "Governors are strongly discouraged from joining parents’ groups."],
            deleted_rows=(1,),
        ),
        comments=f'<w:comment w:id="0">{_p(_r("Is this still right?"))}</w:comment>',
    )
    truth = """
title: Social Media Policy
A | Staff | 1 | staff
  A1 | must_not | staff | Staff must not answer parents at night.
  A2 | should | staff | Staff should keep two accounts apart.
  A3 | should | staff | Staff should log out of shared tablets.
B | Governors | 1 | governors
  B1 | must_not | governors | Post: Governors must not speak for the board on their own pages.
  B2 | strongly_discouraged | governors | Share: Governors are strongly discouraged from joining parents’ groups.
"""
    gone = ("never not", "follow pupils back", "minutes at once")
    return sample("tracked.docx", content, truth, "Is this still right?", gone)


def notes_and_boxes() -> Sample:
    """Footnotes and endnotes at their place, a text box once, links, fields, soft hyphens, hidden text."""
    link = f'<w:hyperlink r:id="x">{_r("our website")}</w:hyperlink>'
    foot = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="7"/></w:r>'
    content = w.document(
        _p(_r("Guidance on Messages"), "Title"),
        _p(w.field('TOC \\o "1-2"', "Groups of parents\t1"), "TOC1"),
        _p(_r("Groups of parents"), "Heading1"),
        _p(_r("Families meet in groups of their own.") + w.text_box("Be kind: write what you would say.")),
        _p(_r("Parents should ask before they add somebody.") + foot, "", 0),
        _p(_r("Parents must not share what they read on ") + link + _r("\u00ad with strangers."), "", 0),
        _p(_r("Messages of the school"), "Heading1"),
        _p(_r("All mess") + "<w:r><w:softHyphen/></w:r>" + _r("ages will be sent before six o’clock.") + end, "", 0),
        _p(_r("Only the office writes to a whole class.") + _r(" draft 4", hidden=True), "", 0),
        footnotes=(
            f'<w:footnote w:type="separator" w:id="0">{_p("")}</w:footnote>'
            f'<w:footnote w:id="2">{_p(_r("A yes in another group is no yes."))}</w:footnote>'
            f'<w:footnote w:id="3">{_p(_r("Nobody points to this note."))}</w:footnote>'
        ),
        endnotes=f'<w:endnote w:id="7">{_p(_r("In an emergency at any hour."))}</w:endnote>',
    )
    truth = """
title: Guidance on Messages
A | Groups of parents | 1 | all
  A1 | should | parents | Parents should ask before they add somebody.
  A2 | must_not | parents | Parents must not share what they read on our website with strangers.
B | Messages of the school | 1 | all
  B1 | must | all | All messages will be sent before six o’clock.
  B2 | information | all | Only the office writes to a whole class.
"""
    said = """
Families meet in groups of their own.
Be kind: write what you would say.
A yes in another group is no yes.
In an emergency at any hour.
draft 4
"""
    return sample("notes.docx", content, truth, said, ("Nobody points to this note",))


def lists_in_lists() -> Sample:
    """Three depths of bullets, and a sub-heading with its own list."""
    content = w.document(
        _p(_r("Tablets Policy"), "Title"),
        _p(_r("Using tablets"), "Heading1"),
        _p(_r("Pupils must treat tablets with care:"), "", 0),
        _p(_r("two hands when walking"), "", 1),
        _p(_r("no food near them, which means"), "", 1),
        _p(_r("no drinks either"), "", 2),
        _p(_r("Pupils may only print with permission."), "", 0),
        _p(_r("Tablets at home"), "Heading2"),
        _p(_r("Families are asked not to install anything."), "", 0),
        _p(_r("Losing tablets"), "Heading1"),
        _p(_r("A lost tablet has to be reported the same day."), "", 0),
    )
    truth = """
title: Tablets Policy
A | Using tablets | 1 | all
  A1 | must | pupils | Pupils must treat tablets with care:
    - two hands when walking
    - no food near them, which means
    - no drinks either
  A2 | only_if | pupils | Pupils may only print with permission.
A.1 | Tablets at home | 2 | all
  A.1.1 | should_not | parents | Families are asked not to install anything.
B | Losing tablets | 1 | all
  B1 | must | all | A lost tablet has to be reported the same day.
"""
    return sample("nested.docx", content, truth, "")
