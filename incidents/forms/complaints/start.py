"""Page 1, before you start: a call, a complaint, or how personal data was used."""

from django import forms

from incidents.complaints.abouts import About
from incidents.complaints.stages import Way

DATA = "data"
WAYS = [
    (Way.CONCERN.value, "Please call me"),
    (Way.COMPLAINT.value, "I want to make a complaint"),
    (DATA, "It is about how you used facts about me or my child"),
]
HELP = {
    Way.CONCERN.value: "You are worried about something and want to talk first. You can still complain later.",
    Way.COMPLAINT.value: "You want us to look into something. You do not have to talk to us first.",
    DATA: "Such as a letter to the wrong address, or a list of names that was shown. It has days of its own.",
}


class StartForm(forms.Form):
    """What somebody wants. A concern is not a complaint, and nobody is made to begin with one."""

    way = forms.ChoiceField(
        label="What would you like?",
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you would like.", "invalid_choice": "Choose one of the three."},
    )

    @property
    def chosen(self) -> Way:
        """As what it is kept: what is about personal data is a complaint."""
        return Way.CONCERN if self.cleaned_data["way"] == Way.CONCERN else Way.COMPLAINT

    @property
    def about(self) -> About | None:
        """Whom it is about, as far as that follows."""
        return About.DATA if self.cleaned_data["way"] == DATA else None
