"""The record of processing: each thing for which personal data is used here, tied to the tables that hold it.

A test walks every table of the portal: each belongs to an activity, or stands in `NOBODY` with the reason why it holds
nobody’s data. So a new table cannot come in without its line here.
"""

from .activities_of_cases import CASES
from .activities_of_people import PEOPLE
from .activities_of_pictures import PICTURES
from .shape import Activity

ACTIVITIES: tuple[Activity, ...] = (*PICTURES, *PEOPLE, *CASES)

# Tables that hold nobody's data.
NOBODY: dict[str, str] = {
    "people.Term": "days of a school year",
    "people.Closure": "days of a school year",
    "people.SchoolYear": "days of a school year",
    "people.SchoolClass": "names of classes; who is in one stands elsewhere",
    "people.SchoolSetting": "what the school set for itself; names of posts and published numbers",
    "consent.Purpose": "places where pictures go",
    "consent.SurveyQuestion": "the wording of a question",
    "policies.Section": "the wording of a policy",
    "policies.Rule": "the wording of a policy",
    "policies.RuleVersion": "the wording of a policy",
    "policies.CommunicationMethod": "the wording of a policy",
    "policies.OpenPoint": "the wording of a policy",
    "policies.AcknowledgementDuty": "which kind of reader is asked, no person",
    "policies.Platform": "platforms and their ages",
    "audit.ChainCheck": "counts and seals",
    "audit.RowLeave": "leave for one deed on one row, gone with its transaction",
    "people.UpkeepCheck": "what the worker found when it looked at database, files and certificate",
    "auth.Permission": "made by the framework, not used",
    "auth.Group": "made by the framework, not used",
    "contenttypes.ContentType": "names of tables",
    "socialaccount.SocialApp": "made by a library, not used: the settings hold the services",
}
