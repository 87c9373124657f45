"""Who looks after the demo school: a role that waits for a second person, cover for two, settings, a court order."""

import datetime as dt

from people.actions.accounts import create_account, invite
from people.actions.court_orders import Reason, shut_out
from people.actions.covers import name_cover
from people.actions.proposals import change_role
from people.actions.settings import change_settings
from people.actions.test_mail import send_test_mail
from people.models import PupilContact, User
from people.roles import Role
from people.settings import Key

SHUT_OUT = "segun.afolabi@families.example"  # the father of one child, of whom the rest of the story says nothing
SETTINGS = {
    Key.OFFICE_PHONE: "01709 555 0146",
    Key.LEAD_PHONE: "01709 555 0151",
    Key.LEAD_COVER_PHONE: "01709 555 0152",
    Key.CHAIR_PHONE: "01709 555 0153",
    Key.LADO_PHONE: "01709 555 0160",
    Key.OFFICE_EMAIL: "office@todwick.example",
    Key.PERMISSION_BASIS: "Permission of a parent or carer, which can be stopped at any time.",
    Key.COMPLAINT_DAYS_AGREED: "yes",
    Key.WITHOUT_LOOK: "The demonstration shows the portal’s own look.",
    Key.WITHOUT_BACKUPS: "Everybody in the demonstration is made up, so there is nobody to lose.",
    Key.SCHOOL_ADDRESS: "1 School Lane, Todwick, S00 0AA",
    Key.DPO_NAME: "Harriet Swann",
    Key.DPO_EMAIL: "dpo@todwick.example",
    Key.DPO_PHONE: "01709 555 0170",
    Key.SERVER_KEPT_BY: "the school itself",
    Key.SERVER_PLACE: "the server room of the school, England",
}


def settle_in(office: User) -> None:
    """The first day: what the office fills in about the school, a mail to itself, and whom it invites to sign in."""
    change_settings(values=SETTINGS, by=office)
    send_test_mail(by=office)
    for user in User.objects.holding(Role.STAFF).filter(invited_at=None, last_login=None).order_by("pk"):
        invite(user=user, by=office)


def shut_out_a_father(dsl: User) -> None:
    """A court order about one contact."""
    for contact in PupilContact.objects.filter(email=SHUT_OUT, ends_on=None):
        shut_out(contact=contact, reason=Reason.COURT_ORDER, by=dsl)


def look_after(people: dict[str, User], today: dt.date) -> None:
    """The office has asked for a new governor, whom nobody has confirmed yet; the deputy stands in for the head next
    week, the vice-chair for the chair. Nobody stands in for the safeguarding lead: that is missing, and said."""
    head, chair, office = people["head"], people["chair"], people["office"]
    new = create_account(
        email="rosalind.thwaite@todwick.example", by=office, title="Ms", forename="Rosalind", surname="Thwaite"
    )
    invite(user=new, by=office)
    change_role(user=new, role=Role.GOVERNOR, by=office)
    begins = today + dt.timedelta(days=7 - today.weekday())
    last = begins + dt.timedelta(days=4)
    post = head.assignments.get(role=Role.HEAD)
    name_cover(assignment=post, user=people["teacher"], starts_on=begins, ends_on=last, by=head)
    post = chair.assignments.get(role=Role.CHAIR)
    name_cover(assignment=post, user=people["vicechair"], starts_on=begins, ends_on=last, by=chair)
