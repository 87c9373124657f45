"""What is typed about a request about data: how it is recorded, and each thing that is done with it."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms

from incidents.actions.data_requests import Asked
from incidents.models import DataRequest, DataRequestEntry, Right
from incidents.rights.words import AfterRestriction, Ground, Mended
from people.models import DataRestriction, Pupil

from .request_fields import choice_field, day_field, line_field, text_field
from .writing import KeyedForm

Kind = DataRequestEntry.Kind
NAME = 160


WITHOUT_RECORD = [one for one in Right.choices if one[0] != Right.RECORD]


class RequestForm(KeyedForm):
    """A request that came by letter, mail, call or word."""

    right = choice_field("What do they ask for?", Right.choices, "Choose what they ask for.")
    way = choice_field(
        "How did it come?",
        [one for one in DataRequest.Way.choices if one[0] != DataRequest.Way.PORTAL],
        "Choose how it came.",
        "Any way counts, to anybody in school, and nobody has to name a law.",
    )
    received_on = day_field("On which day did it come?", "The month runs from this day, holidays too.")
    asker_name = line_field("Who asks?", missing="Write who asks.", longest=NAME)
    asked_as = choice_field("As what?", DataRequest.AskedAs.choices, "Choose as what they ask.")
    asker_reach = line_field("How can they be reached?", "The way in which they want the answer.")
    about_name = line_field("Whose data?", "The name as they said it.", missing="Write about whom.", longest=NAME)
    about_reference = line_field(
        "Reference of a complaint", "Where they complained without an account: from their receipt.", longest=20
    )
    words = text_field("What they ask, in their words", "So that the search can be as wide or narrow as they mean it.")

    def __init__(self, data: Any = None, *, has_record: bool, **kwargs: Any) -> None:
        """`has_record`: whether parents may ask this school for the educational record."""
        super().__init__(data, **kwargs)
        if not has_record:
            cast(forms.ChoiceField, self.fields["right"]).choices = WITHOUT_RECORD

    @property
    def asked(self) -> Asked:
        """What was typed."""
        said = self.cleaned_data
        return Asked(
            Right(said["right"]), DataRequest.Way(said["way"]), said["received_on"], said["words"],
            DataRequest.AskedAs(said["asked_as"]), said["asker_name"], said["about_name"], said["asker_reach"],
            said["about_reference"],
        )  # fmt: skip


class OwnRequestForm(KeyedForm):
    """What somebody signed in asks about their own data, or their child's."""

    about = choice_field("Whose data?", (), "Choose whose data.")
    right = choice_field("What would you like?", Right.choices, "Choose what you would like.")
    words = text_field(
        "Anything you want to say to it?",
        "Such as: only this school year, or what is wrong and how it should read. You may leave it empty.",
    )

    def __init__(self, data: Any = None, *, children: list[Pupil], has_record: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.children = {child.public_id.hex: child for child in children}
        self.has_record = has_record
        about = cast(forms.ChoiceField, self.fields["about"])
        about.choices = [("me", "My own"), *((key, f"Those of {child}") for key, child in self.children.items())]
        if not children:
            self.initial.setdefault("about", "me")
        if not (children and has_record):
            cast(forms.ChoiceField, self.fields["right"]).choices = WITHOUT_RECORD

    @property
    def pupil(self) -> Pupil | None:
        return self.children.get(self.cleaned_data["about"])


class RequestEntryForm(KeyedForm):
    """One thing that was done with a request. `kind` is what it is kept as."""

    kind: ClassVar[Kind]
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, request: DataRequest, **kwargs: Any) -> None:
        super().__init__(data, initial={"revision": request.revision}, **kwargs)

    @property
    def as_seen(self) -> int:
        """The revision on the page that was sent; without one, a revision that no request has."""
        found = self.cleaned_data.get("revision")
        return -1 if found is None else found

    @property
    def said(self) -> Mapping[str, Any]:
        """What was typed, as an entry holds it."""
        mine = {name: value for name, value in self.cleaned_data.items() if name not in {"form_key", "revision"}}
        return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in mine.items()}


class IdentityAskedForm(RequestEntryForm):
    """They were asked who they are."""

    kind = Kind.IDENTITY_ASKED
    on = day_field("On which day did you ask?", "Ask only where you have a reason to doubt, and at once.")
    how = line_field("What did you ask for?", missing="Write what you asked for.")


class IdentityForm(RequestEntryForm):
    """How the school knows who asks."""

    kind = Kind.IDENTITY
    how = choice_field(
        "How do you know who they are?",
        [one for one in DataRequest.Identity.choices if one[0] and one[0] != DataRequest.Identity.ACCOUNT],
        "Choose how you know.",
        "Keep no copy of a document.",
    )
    on = day_field("On which day was it shown?")


class MayAskForm(RequestEntryForm):
    """Whether they may ask this for that person."""

    kind = Kind.MAY_ASK
    may = forms.TypedChoiceField(
        label="May they ask this for that person?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text="For a child: somebody with parental responsibility, as the contact list says, and no court order.",
        error_messages={"required": "Choose yes or no.", "invalid_choice": "Choose yes or no."},
    )
    child = line_field(
        "A child who understands what is asked is asked first. What did they say?",
        "No age is fixed in England; from about 12 most do. Leave it empty where the child is too young.",
    )
    reason = line_field("How do you know?", missing="Write how you know.")


class ScopeAskedForm(RequestEntryForm):
    """They were asked what is meant."""

    kind = Kind.SCOPE_ASKED
    on = day_field("On which day did you ask?", "The clock stands still from then until they answer.")
    what = text_field("What did you ask?", missing="Write what you asked.")


class ScopeForm(RequestEntryForm):
    """They said what is meant."""

    kind = Kind.SCOPE
    on = day_field("On which day did they answer?", "The clock goes on from then.")
    what = text_field("What do they want?", missing="Write what they want.")


class ExtendedForm(RequestEntryForm):
    """Two more months, because it is complex."""

    kind = Kind.EXTENDED
    reason = text_field("Why does it take longer?", missing="Write why it takes longer. They must hear it.")
    told_on = day_field("On which day were they told, with the reason?", "They must hear it within the first month.")


class RestrictedForm(RequestEntryForm):
    """The use of data is restricted."""

    kind = Kind.RESTRICTED
    scope = line_field(
        "Of which data?",
        "It stands beside the child or the account until the restriction ends: such as the permission of this year. Of "
        "a child nothing is published meanwhile, whatever you write here.",
        missing="Write of which data.",
    )


class LiftedForm(RequestEntryForm):
    """The restriction ends."""

    kind = Kind.LIFTED
    pictures = choice_field(
        "What holds for pictures of the child from now on?",
        AfterRestriction.choices,
        "Choose what holds for pictures of the child from now on.",
        "A mark of its own, and another restriction, stay in any case.",
    )
    reason = text_field("Why does it end, and how were they told before?", missing="Write why, and how they were told.")

    def __init__(self, data: Any = None, *, request: DataRequest, **kwargs: Any) -> None:
        super().__init__(data, request=request, **kwargs)
        if not DataRestriction.objects.running().filter(reference=request.reference).exclude(pupil=None).exists():
            del self.fields["pictures"]


class MendedForm(RequestEntryForm):
    """Something was put right, or not."""

    kind = Kind.MENDED
    came_to = choice_field("What became of it?", Mended.choices, "Choose what became of it.")
    reason = text_field("What was put right, or why not?", missing="Write what was put right, or why not.")


class HandedForm(RequestEntryForm):
    """The bundle was handed over."""

    kind = Kind.HANDED
    on = day_field("On which day?")
    how = line_field("How?", "Such as: on paper in school, or by a link that only they can open.", missing="Write how.")
    to = line_field("To whom?", missing="Write to whom.")


class AnsweredForm(RequestEntryForm):
    """The request is answered."""

    kind = Kind.ANSWERED
    on = day_field("On which day?")
    text = text_field("What were they told?", missing="Write what they were told.")


class RefusedForm(RequestEntryForm):
    """The request is refused."""

    kind = Kind.REFUSED
    ground = choice_field("On which ground?", Ground.choices, "Choose the ground.")
    reason = text_field("Why?", missing="Write why. They must hear it.")
    told_on = day_field("On which day were they told?")
    told_rights = forms.BooleanField(
        label="They were told that they may complain to the school and to the ICO, and may go to court",
        error_messages={"required": "Tell them so; then tick."},
    )


class TakenBackForm(RequestEntryForm):
    """Whoever asked takes it back."""

    kind = Kind.WITHDRAWN
    on = day_field("On which day?")
    reason = line_field("How do you know?", missing="Write how you know.")


class RequestNoteForm(RequestEntryForm):
    """Anything else."""

    kind = Kind.NOTE
    text = text_field("Your note", "Whoever it is about can ask to see it.", missing="Write your note.")


class WhoseForm(forms.Form):
    """A person by the name, to be found in the school's lists."""

    name = line_field("Name", "Two letters are enough.", missing="Type two letters of the name.")


# The last part of an address: what is said there.
FORMS: dict[str, type[RequestEntryForm]] = {
    "identity-asked": IdentityAskedForm,
    "identity": IdentityForm,
    "may-ask": MayAskForm,
    "meaning-asked": ScopeAskedForm,
    "meaning": ScopeForm,
    "longer": ExtendedForm,
    "restriction": RestrictedForm,
    "restriction-over": LiftedForm,
    "mending": MendedForm,
    "handing-over": HandedForm,
    "answer": AnsweredForm,
    "refusal": RefusedForm,
    "taking-back": TakenBackForm,
    "notes": RequestNoteForm,
}
