"""Looking for a child, and marking one as not to be published."""

from django import forms


class SearchForm(forms.Form):
    """Looking for a child. What is typed is posted: names stand in no address."""

    name = forms.CharField(
        label="Name of a child", max_length=100, error_messages={"required": "Write a name, or a part of one."}
    )


class FlagForm(forms.Form):
    """Marking a child as not to be published."""

    reason = forms.CharField(
        label="Why is this child not to be published?",
        help_text="Only the headteacher and the safeguarding lead can read this. Everybody else sees the mark alone.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Write the reason, in a few words."},
    )
