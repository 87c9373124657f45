"""Every fault of a form is told in our words, whichever form it is: what to do, in plain English."""

from django import forms

from todwick_portal.form_errors import NO_DAY, NO_HOUR, NOT_CHOSEN


class _Form(forms.Form):
    name = forms.CharField(max_length=3)
    kind = forms.ChoiceField(choices=[("a", "A")])
    day = forms.DateField()
    hour = forms.TimeField()
    own = forms.CharField(max_length=3, error_messages={"max_length": "Three letters, please."})


def test_what_is_too_long_is_told_how_long_it_may_be():
    form = _Form({"name": "four", "kind": "a", "own": "four"})

    assert form.errors["name"] == ["Write it in at most 3 letters. Now there are 4."]
    assert form.errors["own"] == ["Three letters, please."]


def test_what_was_left_out_is_told_to_be_filled_in_or_chosen():
    form = _Form({"kind": "z"})

    assert form.errors["name"] == ["Fill this in."]
    assert form.errors["kind"] == [NOT_CHOSEN]
    assert _Form({}).errors["kind"] == [NOT_CHOSEN]


def test_what_is_no_day_and_no_hour_is_told_how_to_write_one():
    form = _Form({"day": "2026-02-31", "hour": "25:00"})

    assert form.errors["day"] == [NO_DAY]
    assert form.errors["hour"] == [NO_HOUR]
