"""Which mails somebody wants to get."""

from django import forms

from people.models.users import MorningMails


class OwnMailsForm(forms.Form):
    """The morning mail and the weekly one; what cannot wait is not asked about."""

    morning_mails = forms.ChoiceField(
        label="When do you want the morning mail?",
        help_text="It says what waits for you, in numbers and days.",
        choices=MorningMails.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two.", "invalid_choice": "Choose one of the two."},
    )
    weekly_mails = forms.BooleanField(
        label="Send me the weekly mail",
        help_text="The weekly mail goes to headteacher, chair, clerk, data-protection officer and whoever looks "
        "after a policy.",
        required=False,
    )
