"""The portal as its first release left it: the tables of then, filled through the models of then.

The repository keeps the first release as its first migrations. Every one of its tables gets rows here, of each kind
that people made: roles, classes, contacts, lists, surveys with answers, decisions, answers to sort out, a policy in
force.
"""

import datetime as dt
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from audit import chain, triggers
from people.roles import Role

FIRST = [(app, "0001_initial") for app in ("people", "consent", "audit", "policies")]
OTHERS = ("sessions", "account", "mfa", "usersessions", "socialaccount", "django_tasks_database")
MOMENT = dt.datetime(2026, 9, 7, 18, 32, 11, 123456, tzinfo=dt.UTC)
DAY = dt.date(2026, 9, 1)
YEAR = 2026
AT_ONCE = 5000
PLACES = {"website": "School website", "facebook": "Facebook", "x_twitter": "X (Twitter)"}


def make(pupils: int = 30) -> None:
    """The tables of the first release in the new, empty database of the current portal, and rows in each of them."""
    executor = MigrationExecutor(connection)
    leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in OTHERS]
    state = executor.migrate([*FIRST, *leaves])
    call_command("createcachetable", verbosity=0)
    _Release(state.apps, pupils).fill()
    triggers.install()
    triggers.remove_wording()  # those came later


class _Release:
    def __init__(self, apps: Any, count: int) -> None:
        self.get = apps.get_model
        self.count = count

    def fill(self) -> None:
        self.users = {role: self._user(role) for role in Role}
        self.head, self.office = self.users[Role.HEAD], self.users[Role.OFFICE]
        self._school()
        self._children()
        self._lists()
        self._survey()
        self._answers()
        self._to_sort_out()
        self._policy()
        self._record()

    def _add(self, app: str, model: str, /, **fields: Any) -> Any:
        return self.get(app, model).objects.create(**fields)

    def _user(self, role: Role) -> Any:
        user = self._add("people", "User", email=f"{role}@school.example", forename="Idris", surname=f"Penrose {role}")
        self._add("people", "RoleAssignment", user=user, role=str(role), starts_on=DAY)
        return user

    def _school(self) -> None:
        self._add("people", "SchoolSetting", key="school_name", value="Todwick Primary School")
        self._add("people", "SchoolYear", starts_in=YEAR, starts_on=DAY, ends_on=dt.date(YEAR + 1, 8, 31))
        self.classes = [
            self._add("people", "SchoolClass", school_year=YEAR, code=f"{year}H", year_groups=[str(year)])
            for year in range(1, 7)
        ]
        self._add("people", "ClassTeacher", school_class=self.classes[0], user=self.users[Role.STAFF], starts_on=DAY)

    def _children(self) -> None:
        pupil, contact = self.get("people", "Pupil"), self.get("people", "PupilContact")
        self.pupils = pupil.objects.bulk_create(
            [
                pupil(
                    admission_number=f"{n:06d}", legal_forename=f"Esmé {n}", legal_surname="O’Brien", year_group="3",
                    do_not_publish=n % 10 == 9, do_not_publish_reason="A court order." if n % 10 == 9 else "",
                    left_on=dt.date(2026, 7, 21) if n % 15 == 14 else None,
                )
                for n in range(self.count)
            ], batch_size=AT_ONCE,
        )  # fmt: skip
        member = self.get("people", "ClassMembership")
        member.objects.bulk_create(
            [member(pupil=one, school_class=self.classes[n % 6], starts_on=DAY) for n, one in enumerate(self.pupils)],
            batch_size=AT_ONCE,
        )
        parent = self.users[Role.PARENT]
        contact.objects.bulk_create(
            [
                contact(
                    pupil=one, name=f"Nadia O’Brien {n}", email=f"nadia{n}@families.example", relationship="Mother",
                    has_parental_responsibility=n % 12 != 11, starts_on=DAY, user=parent if n == 0 else None,
                )
                for n, one in enumerate(self.pupils)
            ], batch_size=AT_ONCE,
        )  # fmt: skip

    def _lists(self) -> None:
        self._add("people", "RollImport", kind="pupils", status="applied", school_year=YEAR, file_name="roll.csv",
                  sha256="a" * 64, counts={"new": self.count}, applied_at=MOMENT, by=self.office)  # fmt: skip
        self._add("people", "RollMapping", kind="pupils", headings_sha256="b" * 64, columns={"0": "upn"},
                  confirmed_by=self.office)  # fmt: skip

    def _survey(self) -> None:
        self.places = [
            self._add("consent", "Purpose", slug=slug, label=label, position=place, kind="platform")
            for place, (slug, label) in enumerate(PLACES.items())
        ]
        self.survey = self._add(
            "consent", "SurveyImport", school_year=YEAR, status="applied", file_name="survey.csv", sha256="c" * 64,
            counts={"rows": self.count}, applied_at=MOMENT, applied_by=self.office, uploaded_by=self.office,
        )  # fmt: skip
        for place in self.places:
            self._add("consent", "SurveyQuestion", survey=self.survey, purpose=place, wording=f"{place.label}?")
        self._add(
            "consent", "SurveyMapping", headings_sha256="d" * 64, mapping={"layout": "wide"}, confirmed_by=self.office
        )
        waiting = self._add("consent", "SurveyImport", school_year=YEAR, status="uploaded", file_name="second.csv")
        self._add("consent", "StagedSurvey", survey=waiting, expires_at=MOMENT + dt.timedelta(days=14))

    def _answers(self) -> None:
        response, answer = self.get("consent", "ConsentResponse"), self.get("consent", "ConsentAnswer")
        self.responses = response.objects.bulk_create(
            [
                response(
                    survey=self.survey, pupil=pupil, school_year=YEAR, record=n + 2, answered_at=MOMENT,
                    answered_precision="second", respondent_key=f"nadia{n}@families.example",
                    respondent_name=f"Nadia O’Brien {n}", respondent_email=f"nadia{n}@families.example",
                )
                for n, pupil in enumerate(self.pupils)
            ], batch_size=AT_ONCE,
        )  # fmt: skip
        values = ("yes", "no", "yes", "", "unclear")
        answer.objects.bulk_create(
            [
                answer(response=one, purpose=place, value=values[(n + number) % 5])
                for n, one in enumerate(self.responses)
                for number, place in enumerate(self.places)
            ],
            batch_size=AT_ONCE,
        )
        self._add("consent", "ConsentRetraction", response=self.responses[1], by=self.head)
        self._add("consent", "ConsentDecision", pupil=self.pupils[2], purpose=self.places[0], school_year=YEAR,
                  value="no", reason="Asked by telephone.", decided_by=self.head, decided_at=MOMENT)  # fmt: skip

    def _to_sort_out(self) -> None:
        entry = self._add(
            "consent", "ReviewEntry", survey=self.survey, record=99, identity="e" * 64, reason="no_match",
            child_text="Wren Penrose", class_text="3H", respondent_name="Robin", answers={"website": "yes"},
        )  # fmt: skip
        self._add("consent", "ReviewWaiting", entry=entry, pupil=self.pupils[3])
        self._add("consent", "ReviewEntry", survey=self.survey, record=100, identity="f" * 64, kind="comment",
                  comment="Please ring me.", pupil=self.pupils[4], status="settled", settled_at=MOMENT,
                  settled_by=self.office)  # fmt: skip

    def _policy(self) -> None:
        policy = self._add("policies", "Policy", slug="social-media", title="Social Media")
        version = self._add(
            "policies", "PolicyVersion", policy=policy, number=1, status="published", lead="Kind and careful.",
            approved_by=self.users[Role.CHAIR], approved_by_text="Full governing body", approved_on=DAY,
            minute_reference="7/26", published_at=MOMENT, effective_from=DAY,
            drafted_by=self.head, review_due_on=dt.date(2027, 9, 1),
        )  # fmt: skip
        section = self._add("policies", "Section", version=version, code="A", order=1, title="Accounts")
        rules = []
        for order in (1, 2):
            rule = self._add("policies", "Rule", policy=policy, code=f"A{order}")
            rules.append(
                self._add("policies", "RuleVersion", version=version, rule=rule, section=section, order=order,
                          text="Ask before you post.", strength="must", audiences=["staff"])
            )  # fmt: skip
        self._add("policies", "OpenPoint", version=version, order=1, text="Who looks after X?", waits_for="Governors")
        self._add("policies", "CommunicationMethod", version=version, slug="letter", order=1, name="Letter",
                  how_to_use="To the office.")  # fmt: skip
        code = self._add("policies", "RelatedDocument", title="Code of conduct", url="https://school.example/code")
        rules[0].related.add(code)

    def _record(self) -> None:
        """Events, sealed as the first release sealed them."""
        event, last, rows = self.get("audit", "AuditEvent"), chain.BEGINNING, []
        for sequence in range(1, max(3, self.count // 10) + 1):
            fields = {
                "sequence": sequence, "at": MOMENT, "verb": "role.given", "actor": "user", "by_id": self.head.pk,
                "target_model": "people.user", "target_id": str(self.head.pk),
                "details": {"role": "head", "ends": None}, "key_id": chain.key_id(), "previous_seal": last,
            }  # fmt: skip
            last = chain.seal(fields)
            rows.append(event(**fields, seal=last))
        event.objects.bulk_create(rows, batch_size=AT_ONCE)
