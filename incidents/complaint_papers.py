"""A letter about a complaint on paper: set and tagged as every paper of the school (decision record 14)."""

from django.utils import timezone

from people.pdf import pieces
from people.pdf.pieces import Paper
from policies.papers.front import on_paper
from policies.papers.wording import paragraphs

from .letters import signed
from .models import Case


def paper_of_complaint_letter(case: Case, text: str, made_at: object, school: str) -> Paper:
    """A letter that is made: with the day on which it was, whenever it is printed. `text` as its reader may see it;
    its words stay words, whatever signs they hold."""
    day, said = timezone.localdate(made_at), signed(text, school)  # type: ignore[arg-type]
    return Paper(
        title=f"Letter {case.reference}",
        school=school,
        day=day,
        over=on_paper(day),
        pieces=[pieces.room(2), *paragraphs(said["words"]), pieces.room(3), *paragraphs(said["name"])],
        foot=(f"{school}. {case.reference}.",),
        is_letter=True,
    )
