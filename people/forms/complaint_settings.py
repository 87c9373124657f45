"""What the school sets about its complaints: a field for each key, in the order in which a complaint goes."""

from collections.abc import Callable

from django import forms

from people.settings import Key

from .setting_fields import bounded, tick

OF_COMPLAINTS: dict[Key, Callable[[], forms.Field]] = {
    Key.COMPLAINT_ANONYMOUS: tick(
        "Somebody may complain without a name", "A complaint without a name can still be looked into."
    ),
    Key.COMPLAINTS_TO_CLERK: tick(
        "Every complaint goes to the clerk first",
        "The clerk then passes each one on. Else the portal chooses by what a complaint is about.",
    ),
    Key.COMPLAINT_MONTHS: bounded(
        Key.COMPLAINT_MONTHS,
        "After how many months is somebody asked why it comes so late?",
        "They are asked and never refused.",
    ),
    Key.COMPLAINT_ACKNOWLEDGE_DAYS: bounded(
        Key.COMPLAINT_ACKNOWLEDGE_DAYS,
        "Within how many school days does somebody hear that you have it?",
        "The form says so before it is sent.",
    ),
    Key.COMPLAINT_ANSWER_DAYS: bounded(
        Key.COMPLAINT_ANSWER_DAYS, "Within how many school days is it answered?", "The form says this too."
    ),
    Key.COMPLAINT_NEXT_STAGE_DAYS: bounded(
        Key.COMPLAINT_NEXT_STAGE_DAYS,
        "How many school days has somebody to ask for the next stage?",
        "It counts from the answer.",
    ),
    Key.COMPLAINT_CLOSING_DAYS: bounded(
        Key.COMPLAINT_CLOSING_DAYS,
        "How many school days before the last of them are they reminded?",
        "Once, by mail, if they gave an address.",
    ),
    Key.COMPLAINT_PANEL_DAYS: bounded(
        Key.COMPLAINT_PANEL_DAYS,
        "Within how many school days does a panel meet?",
        "It counts from the day on which the next stage was asked for.",
    ),
    Key.COMPLAINT_LETTER_DAYS: bounded(
        Key.COMPLAINT_LETTER_DAYS,
        "Within how many school days after a panel does its letter go out?",
        "Its papers go out as many school days before it, and never less than five.",
    ),
    Key.COMPLAINT_DATA_DAYS: bounded(
        Key.COMPLAINT_DATA_DAYS,
        "Within how many days does somebody hear about a complaint on their personal data?",
        "These are days of the calendar, in the holidays too. The law allows thirty.",
    ),
    Key.COMPLAINT_DAYS_AGREED: tick(
        "These are the days of our own complaints procedure",
        "Tick it once somebody has put the two beside each other.",
    ),
    Key.IS_ACADEMY: tick(
        "The school is an academy",
        "In an academy one of every panel is somebody who has no part in running the school, and nobody asks for the "
        "educational record: that right is for maintained schools.",
    ),
}
