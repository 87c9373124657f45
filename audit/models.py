"""The record of everything: who did what to which record, and when."""

from django.conf import settings
from django.db import models

from .leaves import RowLeave as RowLeave  # a table of this app


class Verb(models.TextChoices):
    """The register of everything that is recorded. A new thing that happens gets its word here."""

    # people
    ROLE_GIVEN = "role.given", "Role given"
    ROLE_ENDED = "role.ended", "Role ended"
    ROLL_IMPORTED = "roll.imported", "Pupil list loaded"
    STAFF_IMPORTED = "staff.imported", "Staff list loaded"
    PUPIL_FLAGGED = "pupil.flagged", "Not to be published: set"
    PUPIL_UNFLAGGED = "pupil.unflagged", "Not to be published: taken off"
    CONTACT_LINKED = "contact.linked", "Parent’s account linked to a child"
    SETTING_CHANGED = "setting.changed", "Setting changed"
    RETENTION_RUN = "retention.run", "What was held long enough let go"
    ACCOUNT_INVITED = "account.invited", "Account invited"
    ACCOUNT_ENDED = "account.ended", "Account ended"
    ACCOUNT_REOPENED = "account.reopened", "Account opened again"
    ACCOUNT_EDITED = "account.edited", "Account details changed"
    ACCOUNT_MAILS_CHOSEN = "account.mails_chosen", "Which mails somebody wants: changed"
    ACCOUNTS_JOINED = "account.joined", "Two accounts joined"
    ROLE_PROPOSED = "role.proposed", "Role proposed"
    ROLE_DECLINED = "role.declined", "Role not confirmed"
    COVER_NAMED = "cover.named", "Cover named"
    CONTACT_SHUT_OUT = "contact.shut_out", "Court order: no account, no information"
    CONTACT_LET_IN = "contact.let_in", "Court order taken off"
    CONTACT_TOLD_APART = "contact.told_apart", "Court order: said who else of that name is meant"
    SIGNED_IN = "session.begun", "Signed in"
    SIGN_IN_REFUSED = "session.refused", "Sign-in refused"
    SESSIONS_ENDED = "session.ended", "Sessions ended"
    SECOND_STEP_CHANGED = "second_step.changed", "Second step changed"
    SECOND_STEP_RESET = "second_step.reset", "Second step taken off by the office"
    DEVICE_ENROLLED = "device.enrolled", "Class tablet set up"
    DEVICE_REVOKED = "device.revoked", "Class tablet taken out of use"
    CALENDAR_CHANGED = "calendar.changed", "School calendar changed"
    YEAR_STARTED = "year.started", "New school year prepared"
    YEAR_TAKEN_BACK = "year.taken_back", "New school year taken back"
    SCHOOL_ACCOUNT_CHANGED = "school_account.changed", "School account changed"
    MAIL_RETRIED = "mail.retried", "Mail sent again by hand"
    MORNING_MAILS_SENT = "mail.morning_sent", "Morning mails of a day written"
    ASSESSMENT_WORDED = "assessment.worded", "Words of the school for the impact assessment written"
    ASSESSMENT_SUBMITTED = "assessment.submitted", "Impact assessment put before the headteacher"
    ASSESSMENT_APPROVED = "assessment.approved", "Impact assessment approved"
    BACKUP_MADE = "backup.made", "Backup made"
    BACKUP_RESTORED = "backup.restored", "Backup restored"
    DRILL_HELD = "backup.drilled", "Restore drill held"
    BACKUP_COPY_SEEN = "backup.copy_seen", "Copy of the backups looked at"
    EVERYTHING_EXPORTED = "export.made", "Everything exported"
    DAMAGE_FOUND = "upkeep.damage_found", "Damage found in database or files"
    PERIOD_SET = "disposal.period_set", "How long a kind of record is kept: set"
    KEPT = "disposal.kept", "Kept: not to be destroyed"
    KEPT_LONGER = "disposal.kept_longer", "Kept: looked at again"
    KEPT_NO_LONGER = "disposal.kept_no_longer", "Kept no longer"
    DESTRUCTION_ASKED = "disposal.asked", "Destruction asked for"
    DESTRUCTION_DECLINED = "disposal.declined", "Destruction not confirmed, or asked for no longer"
    DESTROYED = "disposal.destroyed", "Destroyed on the word of two people"
    DESTROYED_AGAIN = "disposal.destroyed_again", "Destroyed again after a backup was put back"
    NAMES_GONE = "disposal.names_gone", "Names of somebody destroyed: blacked out where they had to wait"
    FREE_SPACE_CLEARED = "disposal.cleared", "Free space of the database written anew"
    DESTRUCTIONS_EXPORTED = "disposal.exported", "Record of destruction downloaded"
    CHAIN_CHECKED = "chain.checked", "Record checked"
    # consent
    PURPOSE_CHANGED = "purpose.changed", "Photo permission: list of places changed"
    PURPOSE_OUT_OF_USE = "purpose.out_of_use", "Photo permission: day of retiring a place has come"
    SURVEY_UPLOADED = "survey.uploaded", "Survey file uploaded"
    SURVEY_MAPPED = "survey.mapped", "Survey questions matched"
    SURVEY_IMPORTED = "survey.imported", "Survey saved"
    SURVEY_UNDONE = "survey.undone", "Survey taken back"
    SURVEY_CANCELLED = "survey.cancelled", "Survey left unsaved"
    ENTRY_SETTLED = "entry.settled", "Answer sorted out"
    ENTRY_REJECTED = "entry.rejected", "Answer put aside"
    ENTRY_REOPENED = "entry.reopened", "Answer to sort out opened again"
    ENTRY_OPENED = "entry.opened", "Answer to sort out or to decide opened"
    ENTRY_HANDED_ON = "entry.handed_on", "Answer to sort out or to decide, opened by nobody, handed on"
    COMMENT_READ = "comment.read", "Comment read"
    CONFLICT_DECIDED = "conflict.decided", "Unclear or differing answers decided"
    PAPER_RECORDED = "paper.recorded", "Paper answers recorded"
    REGISTER_EXPORTED = "register.exported", "Permission register downloaded"
    RECORD_READ = "record.read", "Full permission record read"
    CHECK_RECORDED = "check.recorded", "Check recorded"
    PERMISSION_STOPPED = "permission.stopped", "Photo permission stopped by a parent"
    PERMISSION_GRANTED = "permission.granted", "Photo permission given by a parent"
    ANSWER_ENTERED = "answer.entered", "Answer entered from a letter or call"
    CLASS_LIST_PRINTED = "class_list.printed", "Class list printed"
    NON_ANSWERS_EXPORTED = "non_answers.exported", "List of families without an answer downloaded"
    PHOTO_REQUEST_SENT = "photo_request.sent", "Request about a picture received"
    PHOTO_REQUEST_OPENED = "photo_request.opened", "Request about a picture opened"
    ROLE_HANDED_ON = "role.handed_on", "Role or account to confirm, decided by nobody, handed on"
    PHOTO_REQUEST_HANDED_ON = "photo_request.handed_on", "Request about a picture, opened by nobody, handed on"
    PHOTO_REQUEST_HANDLED = "photo_request.handled", "Request about a picture answered"
    POST_REGISTERED = "post.registered", "Picture posted"
    POST_HANDED = "post.handed", "Checked picture handed to an account holder"
    POST_NOT_POSTED = "post.not_posted", "Checked picture not posted after all"
    POST_TAKEN_DOWN = "post.taken_down", "Posted picture taken down"
    POST_OUT_STILL = "post.out_still", "Posted picture found to be out still"
    PICTURES_LOOKED_THROUGH = "pictures.looked_through", "Pictures on a school account looked through by hand"
    REMOVAL_LISTED = "removal.listed", "Pictures of a child to remove listed"
    REMOVAL_TICKED = "removal.ticked", "Pictures to remove: what became of one"
    REMOVAL_CORRECTED = "removal.corrected", "Pictures to remove: what was said of one taken back"
    REMOVAL_LOOKED = "removal.looked", "Pictures to remove: account looked through by hand"
    REMOVAL_RELEASED = "removal.released", "Pictures to remove: parents may see how far it is"
    REMOVAL_CALLED_OFF = "removal.called_off", "Pictures to remove: list called off"
    REMOVAL_OVERDUE_TOLD = "removal.overdue_told", "Pictures to remove: those told who are overdue"
    # what people ask about their data
    RIGHTS_RECEIVED = "rights.received", "Request about data received"
    RIGHTS_READ = "rights.read", "Request about data opened"
    RIGHTS_ADDED = "rights.added", "Request about data: something was done"
    RIGHTS_GATHERED = "rights.gathered", "Data of a person gathered"
    RIGHTS_PART_READ = "rights.part_read", "Part of a bundle opened"
    RIGHTS_PART_CHANGED = "rights.part_changed", "Part of a bundle: what is blacked out changed"
    RIGHTS_PART_RELEASED = "rights.part_released", "Part of a bundle released"
    RIGHTS_PART_SENT_BACK = "rights.part_sent_back", "Part of a bundle sent back"
    RIGHTS_PART_CHECKED = "rights.part_checked", "Part of a bundle checked by a second person"
    RIGHTS_BUNDLE_MADE = "rights.bundle_made", "Bundle of a person’s data put together"
    RIGHTS_BUNDLE_FETCHED = "rights.bundle_fetched", "Bundle of a person’s data downloaded"
    RIGHTS_BUNDLE_LET_GO = "rights.bundle_let_go", "Bundle of a person’s data let go"
    RIGHTS_REMINDED = "rights.reminded", "Those who look through parts of a bundle reminded"
    RIGHTS_RESTRICTED = "rights.restricted", "Use of a person’s data restricted, or not any more"
    TRAIL_EXPORTED = "record.trail_exported", "Trail of a record downloaded"
    # policies
    POLICY_DRAFTED = "policy.drafted", "Policy drafted"
    POLICY_EDITED = "policy.edited", "Draft of a policy changed"
    POLICY_COMMENTED = "policy.commented", "Comment on a draft"
    POLICY_COMMENT_SETTLED = "policy.comment_settled", "Comment on a draft settled"
    POLICY_SUBMITTED = "policy.submitted", "Policy sent to the governors"
    POLICY_TAKEN_BACK = "policy.taken_back", "Policy taken back to be changed"
    POLICY_CHANGES_REQUESTED = "policy.changes_requested", "Changes to a policy asked for"
    POLICY_APPROVED = "policy.approved", "Policy approved"
    POLICY_PUBLISHED = "policy.published", "Policy published"
    POLICY_WITHDRAWN = "policy.withdrawn", "Policy withdrawn"
    POLICY_DISCARDED = "policy.discarded", "Draft of a policy thrown away"
    RULE_NAMED = "rule.named", "Rule named on which the portal rests"
    POLICY_OWNER_NAMED = "policy.owner_named", "Policy: who looks after it in the portal"
    POLICY_DIGEST_SENT = "mail.digest_sent", "Weekly mail sent"
    DOCUMENT_CHANGED = "document.changed", "Related document changed"
    DOCUMENT_CHECKED = "document.checked", "Related document looked at"
    LAWS_PROPOSED = "laws.proposed", "Laws proposed to the governors"
    LAW_WITHDRAWN = "laws.withdrawn", "Proposal of a law taken back"
    LAWS_CONFIRMED = "laws.confirmed", "Laws confirmed by the governors"
    LAW_ENDED = "laws.ended", "Law taken off the list"
    PLATFORM_CHANGED = "platform.changed", "Platform and its age changed"
    NOTE_WRITTEN = "note.written", "School’s own note written"
    POINT_GIVEN = "point.given", "Point not settled: given to somebody"
    POLICY_READERS_SET = "policy.readers_set", "Who is asked to read a policy: changed"
    POLICY_ACKNOWLEDGED = "policy.acknowledged", "Policy read: agreed or not"
    POLICY_SHEET_RECORDED = "policy.sheet_recorded", "Signed sheet recorded"
    POLICY_READING_TOLD = "policy.reading_told", "Those who have to read a policy told"
    POLICY_READERS_REMINDED = "policy.readers_reminded", "Those who have not read a policy reminded"
    POLICY_REGISTER_EXPORTED = "policy.register_exported", "List of who has read a policy downloaded"
    CHECKUP_DONE = "checkup.done", "Privacy check-up done"
    CHECKUP_REMINDED = "checkup.reminded", "Staff reminded of the privacy check-up"
    LETTER_MADE = "letter.made", "Letter to a leaver made"
    LETTER_DELIVERED = "letter.delivered", "Letter to a leaver delivered"
    # incidents
    INCIDENT_REPORTED = "incident.reported", "Incident reported"
    INCIDENT_OPENED = "incident.opened", "Incident opened"
    INCIDENT_STATE_CHANGED = "incident.state_changed", "Incident: where it stands"
    INCIDENT_ASSIGNED = "incident.assigned", "Incident given to somebody"
    INCIDENT_UNASSIGNED = "incident.unassigned", "Incident taken back from somebody"
    INCIDENT_NOTED = "incident.noted", "Private note on an incident"
    INCIDENT_ANSWERED = "incident.answered", "Words about an incident left the school"
    INCIDENT_STEP_ADDED = "incident.step_added", "Incident: step added"
    INCIDENT_STEP_TICKED = "incident.step_ticked", "Incident: step taken, or not after all"
    INCIDENT_PERSON_LINKED = "incident.person_linked", "Incident: somebody linked"
    INCIDENT_PERSON_UNLINKED = "incident.person_unlinked", "Incident: somebody taken off"
    INCIDENT_HANDED_OVER = "incident.handed_over", "Incident handed over by the person it is about"
    INCIDENT_PARENTS_TOLD = "incident.parents_told", "Incident: whether parents were told"
    INCIDENT_TEST_ANSWERED = "incident.test_answered", "Incident: may the school act outside school hours"
    INCIDENT_BULLYING_TICKED = "incident.bullying_ticked", "Incident: Anti-bullying policy followed"
    INCIDENT_CLOSED = "incident.closed", "Incident closed"
    INCIDENT_REOPENED = "incident.reopened", "Incident opened again"
    INCIDENT_REFERRED = "incident.referred", "Governors asked about legal action"
    INCIDENT_REFERRAL_WITHDRAWN = "incident.referral_withdrawn", "Question about legal action taken back"
    INCIDENT_GOVERNOR_ASKED = "incident.governor_asked", "Governor asked about legal action"
    INCIDENT_ROUTED = "incident.routed", "Incident: whose it is, worked out again"
    INCIDENT_CORRECTED = "incident.corrected", "Facts of an incident corrected"
    INCIDENT_RULES_CHANGED = "incident.rules_changed", "Incident: rules that it is about"
    INCIDENT_SAFEGUARDING = "incident.safeguarding", "Incident marked as safeguarding, or not after all"
    INCIDENT_BLACKED_OUT = "incident.blacked_out", "Names in an incident blacked out"
    INCIDENT_PRINTED = "incident.printed", "Case file of an incident printed"
    INCIDENTS_EXPORTED = "incident.exported", "List of incidents downloaded"
    INCIDENT_LETTER_WORDED = "incident.letter_worded", "School’s own words for a letter changed"
    EVIDENCE_ADDED = "evidence.added", "Evidence added"
    EVIDENCE_OPENED = "evidence.opened", "Evidence opened"
    EVIDENCE_SEALED = "evidence.sealed", "Evidence sealed"
    EVIDENCE_DESTRUCTION_ASKED = "evidence.destruction_asked", "Destruction of sealed evidence asked for"
    EVIDENCE_DESTROYED = "evidence.destroyed", "Sealed evidence destroyed"
    INCIDENT_DUE_TOLD = "incident.due_told", "Those dealing with incidents told what is due"
    INCIDENT_LEGAL_DECIDED = "incident.legal_decided", "Governors decided about legal action"
    COMPLAINT_SENT = "complaint.sent", "Complaint received"
    COMPLAINT_OPENED = "complaint.opened", "Complaint opened"
    COMPLAINT_SORTED = "complaint.sorted", "Complaint: said whom it is about"
    COMPLAINT_ROUTED = "complaint.routed", "Complaint: whose it is, worked out again"
    COMPLAINT_REDIRECTED = "complaint.redirected", "Complaint: somebody else decides this"
    COMPLAINT_ACKNOWLEDGED = "complaint.acknowledged", "Complaint: they were told that we have it"
    COMPLAINT_STATE_CHANGED = "complaint.state_changed", "Complaint: where it stands"
    COMPLAINT_ASSIGNED = "complaint.assigned", "Complaint given to somebody"
    COMPLAINT_UNASSIGNED = "complaint.unassigned", "Complaint taken back from somebody"
    COMPLAINT_PERSON_LINKED = "complaint.person_linked", "Complaint: somebody linked"
    COMPLAINT_PERSON_UNLINKED = "complaint.person_unlinked", "Complaint: somebody taken off"
    COMPLAINT_HANDED_OVER = "complaint.handed_over", "Complaint handed over by the person it is about"
    COMPLAINT_NOTED = "complaint.noted", "Private note on a complaint"
    COMPLAINT_BLACKED_OUT = "complaint.blacked_out", "Words in a complaint blacked out"
    COMPLAINT_WRITTEN = "complaint.written", "Words to whoever complained"
    COMPLAINT_ADDED = "complaint.added", "Whoever complained added something"
    COMPLAINT_UNDERSTOOD = "complaint.understood", "Complaint: what was understood"
    COMPLAINT_DATE_REVISED = "complaint.date_revised", "Complaint: a promised day put off"
    COMPLAINT_ANSWERED = "complaint.answered", "Complaint answered"
    COMPLAINT_NEXT_STAGE = "complaint.next_stage", "Complaint: next stage asked for"
    COMPLAINT_WITHDRAWN = "complaint.withdrawn", "Complaint taken back"
    COMPLAINT_CLOSED = "complaint.closed", "Complaint closed"
    COMPLAINT_REOPENED = "complaint.reopened", "Complaint opened again"
    COMPLAINT_MAILS = "complaint.mails", "Complaint: mails stopped, or sent elsewhere"
    COMPLAINT_CODE_RENEWED = "complaint.code_renewed", "New access code for a complaint"
    COMPLAINT_PANEL_NAMED = "complaint.panel_named", "Governor named for a panel"
    COMPLAINT_PANEL_ENDED = "complaint.panel_ended", "Governor taken off a panel"
    COMPLAINT_HEARING = "complaint.hearing", "Meeting of a panel arranged"
    COMPLAINT_BUNDLE_MADE = "complaint.bundle_made", "Papers for a panel put together"
    COMPLAINT_BUNDLE_OPENED = "complaint.bundle_opened", "Papers for a panel read"
    COMPLAINT_PRINTED = "complaint.printed", "Complaint or letter printed"
    COMPLAINT_EXPORTED = "complaint.exported", "Register of complaints exported"
    COMPLAINT_CAMPAIGN = "complaint.campaign", "Complaints answered together"
    COMPLAINT_PLAN_MADE = "complaint.plan_made", "Plan for contact made"
    COMPLAINT_PLAN_ENDED = "complaint.plan_ended", "Plan for contact ended"
    COMPLAINT_INCIDENT = "complaint.incident", "Incident opened out of a complaint"
    BREACH_OPENED = "breach.opened", "Data breach record opened"
    BREACH_READ = "breach.read", "Data breach record read"
    BREACH_ADDED = "breach.added", "Added to a data breach record"
    BREACH_EXPORTED = "breach.exported", "List of data breaches downloaded"
    BREACH_DUE_TOLD = "breach.due_told", "Told that the 72 hours of a data breach run"
    COMPLAINT_DUE_TOLD = "complaint.due_told", "Those who answer complaints told what is due"
    REPORT_WORDED = "report.worded", "Words for the governors’ report written"
    REPORT_RELEASED = "report.released", "Governors’ report released"
    REPORT_PART_ADDED = "report.part_added", "Confidential part of a governors’ report added"


class Actor(models.TextChoices):
    """What kind of hand did it."""

    USER = "user", "a signed-in person"
    PUBLIC = "public", "somebody without an account"
    COMMAND = "command", "a command on the server"
    WORKER = "worker", "the background worker"


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, target: models.Model):
        """The events of one record, oldest first."""
        return self.filter(target_model=target._meta.label_lower, target_id=str(target.pk))


class AuditEvent(models.Model):
    """One thing that happened. Append-only, in a chain: each event seals the one before it.

    The target is named by label and key, not by a foreign key, so that keeping the trail never blocks
    erasing a pupil (UK GDPR, art. 17). `details` holds statuses, counts and keys; never names or free text.
    `seal` is an HMAC over all other fields and the seal before (security 2.6).
    """

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=60, choices=Verb)
    actor = models.CharField(max_length=10, choices=Actor)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    target_model = models.CharField(max_length=100)
    target_id = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    key_id = models.CharField(max_length=16)
    previous_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["target_model", "target_id"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.at:%Y-%m-%d %H:%M} {self.verb} {self.target_model} {self.target_id}"


class ChainCheck(models.Model):
    """One look at the whole chain: whether it held, how long it was, and its last seal (security 2.6)."""

    at = models.DateTimeField()
    is_whole = models.BooleanField()
    events = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {'whole' if self.is_whole else 'broken'}"

    @classmethod
    def is_last_broken(cls) -> bool:
        """Whether the last look found that the record does not hold. False where nobody looked yet."""
        return cls.objects.values_list("is_whole", flat=True).first() is False
