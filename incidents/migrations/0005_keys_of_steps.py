"""A proposed step is known by a key, so that its words may be changed. Those proposed before are known by their words."""

from typing import Any

from django.db import migrations, models

# As they were proposed until now: what somebody worded anew since then is a step like any other.
WORDED = {
    "Note where the picture is and when it was seen; do not copy it more than needed": "note_the_place",
    "Look up whether permission existed at that moment": "look_up_permission",
    "Ask for it to be taken down, and note when it was": "ask_to_take_down",
    "Tell the parents of each child in it": "tell_parents_pictured",
    "Judge with the data-protection officer within 72 hours whether it must be reported to the ICO": "judge_for_the_ico",
    "Talk to the child affected, and ask what they want to happen": "talk_to_child",
    "Tell the parents of the children in it": "tell_parents",
    "Follow the Anti-bullying policy": "anti_bullying",
    "Ask again after two weeks whether it has stopped": "ask_again",
    "Tell the family: do not pay, do not answer, do not copy or send the picture on": "do_not_pay",
    "Tell the safeguarding lead at once, without looking at the picture": "safeguarding_lead",
    "Ring the police; on danger now, 999": "ring_police",
    "Report it to the Internet Watch Foundation (Report Remove, with the child)": "report_remove",
    "Take down the original pictures it was made from": "take_down_originals",
    "Judge whether anybody is in danger now": "judge_danger",
    "Decide with the chair of governors about the police": "decide_police",
    "Report the account to the platform": "report_account",
    "Tell those whom it pretends to be": "tell_pretended",
    "Talk to the parents about the age for it": "age_for_it",
    "Invite the author to the official complaint form": "invite_author",
    "Change the password of the account": "change_password",
    "Talk to the account's holders in school": "talk_to_holders",
    "Have a conversation, not discipline": "conversation",
    "Talk to the person, and write down what they say": "about_staff",
    "Judge against the four limbs of the harm threshold; if met, ring the LADO within one working day": "lado",
}


def know_by_key(apps: Any, schema_editor: Any) -> None:
    steps = apps.get_model("incidents", "CaseStep").objects.filter(added_by=None)
    for text, key in WORDED.items():
        steps.filter(text=text).update(key=key)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0004_withdrawals_and_second_people")]

    operations = [
        migrations.AddField(
            model_name="casestep",
            name="key",
            field=models.CharField(
                blank=True,
                help_text="Of `incidents.steps.Proposed`; empty where somebody typed the step.",
                max_length=30,
            ),
        ),
        migrations.RunPython(know_by_key, migrations.RunPython.noop),
    ]
