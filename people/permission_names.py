"""Everything that somebody may be allowed to do, each by its name. Who is allowed what: `permissions.py`."""

from enum import StrEnum


class Permission(StrEnum):
    """A thing someone may do, named `app_label.verb_noun` as `User.has_perm` expects."""

    HOME = "people.view_home"
    PEOPLE_VIEW = "people.view_people"
    ROLL_IMPORT = "people.import_roll"
    FLAG_REASON_VIEW = "people.view_flag_reason"
    FLAG_SET = "people.set_flag"
    ACCOUNT_MANAGE = "people.manage_accounts"
    ACCOUNT_END = "people.end_account"
    ROLE_CHANGE = "people.change_role"
    ROLE_CONFIRM = "people.confirm_role"
    COURT_ORDER = "people.set_court_order"
    SECOND_STEP_RESET = "people.reset_second_step"
    COVER_NAME = "people.name_cover"
    CALENDAR_EDIT = "people.edit_calendar"
    SETTINGS_EDIT = "people.edit_settings"
    GIVING_ALLOW = "people.allow_giving"  # parents may give permission in the portal, not only stop it (B10)
    SCHOOL_ACCOUNT_VIEW = "people.view_school_accounts"
    SCHOOL_ACCOUNT_EDIT = "people.edit_school_accounts"
    DEVICE_ENROL = "people.enrol_device"
    MAIL_VIEW = "people.view_mail"
    DISPOSAL_OPEN = "people.open_disposal"  # what is due, kept, destroyed: of which records, each kind says
    RETENTION_REVIEW = "people.review_retention"  # of pupils, accounts and loads; cases by the relation to each
    RETENTION_SET = "people.set_retention"
    DATA_PAPERS = "people.read_data_papers"  # records of processing, impact assessment
    ASSESSMENT_ADVISE = "people.advise_on_assessment"  # and put one before the headteacher
    ASSESSMENT_APPROVE = "people.approve_assessment"
    OUTGOING_VIEW = "people.view_outgoing"
    CONSENT_CHECK = "consent.check_consent"
    CONSENT_KEEP = "consent.keep_check"  # record a check, make a class list: under one's own name, so no tablet does
    CONSENT_RECORD_VIEW = "consent.view_record"
    CONSENT_CORRECT = "consent.correct_record"
    CONSENT_IMPORT = "consent.import_survey"
    CONSENT_EXPORT = "consent.export_register"
    POLICY_DRAFT_VIEW = "policies.view_draft"
    POLICY_DRAFT_EDIT = "policies.edit_draft"  # write, import, send to the governors
    POLICY_APPROVE = "policies.approve_version"  # the chair; the clerk records the board's decision
    POLICY_PUBLISH = "policies.publish_version"
    POLICY_ACKNOWLEDGE = "policies.acknowledge_version"
    POLICY_ACKNOWLEDGED_NAMES = "policies.view_acknowledged_names"
    POLICY_ACKNOWLEDGED_FIGURES = "policies.view_acknowledged_figures"
    POLICY_REMIND = "policies.remind_readers"  # and say who is asked to read it
    POLICY_SHEET_RECORD = "policies.record_signed_sheet"
    POLICY_DESK = "policies.view_desk"  # what waits in the policies, points not settled with their owners, reviews
    POLICY_LISTS_EDIT = "policies.edit_lists"  # documents, platforms, notes, owners of gaps
    STATUTE_CONFIRM = "policies.confirm_statutes"
    PRIVACY_CHECKUP = "policies.do_privacy_checkup"
    PRIVACY_CHECKUP_NAMES = "policies.view_privacy_checkups"
    LEAVER_LETTER = "policies.write_leaver_letter"
    CONSENT_FIGURES = "consent.view_figures"
    CONSENT_OWN = "consent.view_own_children"
    PHOTO_REQUEST_ANSWER = "consent.answer_request"
    INCIDENT_REPORT = "incidents.report_incident"
    INCIDENT_READ = "incidents.read_incident"  # which ones, the relation to each says
    INCIDENT_LEAD = "incidents.lead_incident"
    INCIDENT_REFERRED = "incidents.read_referral"  # what governors read before they decide on legal action
    INCIDENT_FIGURES = "incidents.view_figures"
    INCIDENT_LETTERS = "incidents.word_letters"
    COMPLAINT_OWN = "incidents.view_own_complaints"
    COMPLAINT_READ = "incidents.read_complaint"  # which ones, the relation to each says
    COMPLAINT_LEAD = "incidents.lead_complaint"
    COMPLAINT_RECORD = "incidents.record_complaint"  # on somebody's behalf, and a new access code after a call
    COMPLAINT_PANEL = "incidents.sit_on_panel"
    COMPLAINT_FIGURES = "incidents.view_complaint_figures"
    DATA_BREACH = "incidents.keep_data_breach"  # not of one that is about oneself
    REPORT_READ = "incidents.read_governors_report"
    REPORT_MAKE = "incidents.make_governors_report"
    REPORT_CONFIDENTIAL = "incidents.read_confidential_part"  # never the head, whatever else they are
    REPORT_CONFIDENTIAL_ADD = "incidents.add_confidential_part"
    UPKEEP_VIEW = "people.view_upkeep"  # how the portal is doing, its backups and drills
    UPKEEP_NOTE = "people.note_upkeep"  # where a copy of the backups lies
    DATA_REQUEST_OWN = "incidents.ask_about_own_data"
    DATA_REQUEST_KEEP = "incidents.keep_data_requests"  # never of oneself, nor of whoever holds one's own post
    DATA_PART_READ = "incidents.look_through_bundle_part"  # which ones, the reader of each case says
    AUDIT_TRAIL = "audit.read_trail"
    AUDIT_VERIFY = "audit.verify_chain"
    AUDIT_HEAD = "audit.read_head_accesses"
