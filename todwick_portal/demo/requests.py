"""What was asked about pictures without an account: one request answered, one that waits for the office."""

from uuid import UUID, uuid5

from consent.actions.requests import Asked, Outcome, handle_request, send_request
from consent.models import PhotoRequest
from people.models import User

_FORMS = UUID("6f1c5d0e-6a55-4f0b-9d35-2b7f3a1f9c10")
_AGREED = Asked(
    child_name="Mabel Hinchliffe",
    class_name="RB",
    asked_by="Sally Hinchliffe",
    relationship="mother",
    message="I cannot remember what I ticked in September. Was it everything?",
)
_TAKE_DOWN = Asked(
    child_name="Percy Sutcliffe",
    class_name="1M",
    asked_by="Percy's grandmother",
    where="Newsletter on the website, the one about the harvest festival, page 2.",
    message="He was crying in it, poor lamb. Could you use another one?",
)


def ask_what_is_agreed() -> None:
    """A mother who has forgotten what she ticked."""
    _send(PhotoRequest.Kind.AGREED, _AGREED)


def answer_what_is_agreed(office: User) -> None:
    """The office rings her back."""
    answered = PhotoRequest.objects.get(kind=PhotoRequest.Kind.AGREED)
    note = "Rang the number we have. Read out her own answers: yes to everything. She is content."
    handle_request(request=answered, outcome=Outcome.ANSWERED, note=note, by=office)


def ask_to_take_down() -> None:
    """A picture to be taken down, still to be answered. It holds no child back: that is left to who looks on."""
    _send(PhotoRequest.Kind.TAKE_DOWN, _TAKE_DOWN)


def _send(kind: PhotoRequest.Kind, asked: Asked) -> None:
    send_request(kind=kind, asked=asked, form_key=uuid5(_FORMS, kind))
