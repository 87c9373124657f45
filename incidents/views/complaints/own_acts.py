"""What whoever complained does: write, add files, answer what was understood, go on, take it back, mails, a copy."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from incidents.actions.complaint_going_on import ask_next_stage, change_mails, make_formal, say_not_settled, take_back
from incidents.actions.complaint_words import add_files, answer_understanding, write_to_school
from incidents.complaint_own_page import own_page
from incidents.forms.complaint_status import (
    CorrectionForm,
    FilesForm,
    MailsForm,
    MessageForm,
    OtherMailsForm,
    TakeBackForm,
    WhyForm,
    form_key_of,
)

from .own import Mine
from .own_acting import TEMPLATES, acted, sent, urls_of
from .own_panel import decision, panel

WRITTEN = "Sent. Those who deal with it are told by e-mail that you wrote."


def page(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Where it stands, what was said both ways, and what can be done now."""
    found = own_page(mine.author)
    shown = found["understanding"]
    context = {
        **found, "mine": mine, "urls": urls_of(mine), "message_form": MessageForm(),
        "correction_form": CorrectionForm(initial={"shown": shown.sign}) if shown else None,
    }  # fmt: skip
    return render(request, f"{TEMPLATES}/own.html", context)


def copy(request: HttpRequest, mine: Mine) -> HttpResponse:
    """All of it on one page to print or save."""
    context = {**own_page(mine.author), "mine": mine, "urls": urls_of(mine)}
    return render(request, f"{TEMPLATES}/copy.html", context)


def message(request: HttpRequest, mine: Mine) -> HttpResponse:
    """*Write to us*."""
    form = MessageForm(sent(request))
    return acted(
        request, mine, "message", form, WRITTEN,
        lambda: write_to_school(author=mine.author, text=form.cleaned_data["text"], form_key=form_key_of(form)),
    )  # fmt: skip


def files(request: HttpRequest, mine: Mine) -> HttpResponse:
    """*Add a file*, made safe before it is kept."""
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()

    def keep() -> int:
        said = form.cleaned_data
        return add_files(author=mine.author, files=said["evidence"], note=said["note"], form_key=said["form_key"])

    return acted(request, mine, "files", form, "Added. Those who deal with it are told by e-mail.", keep)


def understanding(request: HttpRequest, mine: Mine) -> HttpResponse:
    """*Yes, that is right*, or *No, put it right* with words."""
    latest = mine.case.complaint.understandings.first()
    is_right = request.POST.get("answer") == "yes"
    if request.method != "POST":
        form = CorrectionForm(initial={"shown": latest.sign if latest else ""})
    else:
        form = CorrectionForm(request.POST)
        form.fields["correction"].required = not is_right
    said = "Thank you. We go by that." if is_right else "Thank you. We have what you put right."
    return acted(
        request, mine, "understanding", form, said,
        lambda: answer_understanding(
            author=mine.author, shown=form.cleaned_data["shown"], is_right=is_right,
            correction=form.cleaned_data["correction"],
        ),
        {"understanding": latest},
    )  # fmt: skip


def stage(request: HttpRequest, mine: Mine) -> HttpResponse:
    """*Ask for the next stage*, with why."""
    return _going_on(request, mine, "stage", ask_next_stage, "You asked for the next stage. It is kept, and they know.")


def formal(request: HttpRequest, mine: Mine) -> HttpResponse:
    """*Make it a formal complaint*."""
    return _going_on(request, mine, "formal", make_formal, "It is a formal complaint now.")


def reopening(request: HttpRequest, mine: Mine) -> HttpResponse:
    """*This is not settled*."""
    return _going_on(request, mine, "reopening", say_not_settled, "It is open again, and they know.")


def withdrawal(request: HttpRequest, mine: Mine) -> HttpResponse:
    """*Take my complaint back*: asked once more."""
    return _going_on(request, mine, "withdrawal", take_back, "You took your complaint back.", TakeBackForm)


def mails(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Where mails about it go, or that none go."""
    kept = mine.case.complaint.email
    if mine.by_code:  # who has the code alone does not learn the address
        form: MailsForm = OtherMailsForm(sent(request), has_address=bool(kept))
    else:
        form = MailsForm(sent(request), initial={"email": kept})
    return acted(
        request, mine, "mails", form, "Kept.",
        lambda: change_mails(author=mine.author, address=form.cleaned_data["email"]),
    )  # fmt: skip


def _going_on(
    request: HttpRequest, mine: Mine, act: str, do: Callable[..., Any], said: str, form_class: Any = WhyForm
) -> HttpResponse:
    form = form_class(sent(request))
    return acted(
        request, mine, act, form, said,
        lambda: do(author=mine.author, why=form.cleaned_data["why"], form_key=form_key_of(form)),
    )  # fmt: skip


ACTS: dict[str, Callable[[HttpRequest, Mine], HttpResponse]] = {
    "message": message,
    "files": files,
    "understanding": understanding,
    "stage": stage,
    "formal": formal,
    "reopening": reopening,
    "withdrawal": withdrawal,
    "mails": mails,
    "copy": copy,
    "panel": panel,
    "decision": decision,
}
