from django.db import migrations, models


def field() -> models.BooleanField:
    return models.BooleanField("a person made sure of parental responsibility", default=False)


class Migration(migrations.Migration):
    """Who sorted an answer out may have ticked that its respondent has parental responsibility, or may not.

    It was not kept until now: what was sorted out before counts as not ticked, and is asked about where the
    respondent has no parental responsibility.
    """

    dependencies = [("consent", "0005_checks_and_requests")]

    operations = [
        migrations.AddField("consentresponse", "respondent_confirmed", field()),
        migrations.AddField("reviewentry", "respondent_confirmed", field()),
    ]
