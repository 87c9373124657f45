"""Whose data a request asks for: the child, account and contact entries that are that person; names and cases."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from incidents.finding_people import accounts_called, is_called
from incidents.models import Case, CasePerson, Complaint, DataBreach, DataRequest
from incidents.sorts import Sort
from people.about_person import Person
from people.models import PupilContact, User
from people.names import fold, without_title
from people.roles import Role

from .third_parties import Finder, Names, everybody, names_of_pupil, plain_ways

OFFICER_POSTS = ("data protection officer", "dpo")


def person_of(request: DataRequest) -> Person:
    """The person. A grown-up with an account is all of its contact entries; one without is every entry of the same name
    and address. Two queries at most."""
    if request.about_pupil:
        return Person(pupil=request.about_pupil)
    user = request.about_user or (request.about_contact.user if request.about_contact else None)
    found = Q(pk=request.about_contact_id) if request.about_contact_id else Q(pk__in=[])
    if user:
        found |= Q(user=user)
    contact = request.about_contact
    if contact and contact.folded_email:
        found |= Q(folded_name=contact.folded_name, folded_email=contact.folded_email)
    return Person(user=user, contacts=tuple(PupilContact.objects.filter(found).select_related("pupil").order_by("pk")))


def emails_of(person: Person) -> set[str]:
    """Every address that is the person's own."""
    found = {one.email for one in person.contacts if one.email}
    return found | ({person.user.email} if person.user else set())


def linked_cases(person: Person) -> QuerySet[Case]:
    """The cases in which the person is linked, still or earlier: by the lists, or by a name that somebody typed."""
    links = CasePerson.objects.order_by()
    found = links.filter(pupil=person.pupil) if person.pupil else links.none()
    if person.user:
        found |= links.filter(user=person.user)
    names = {without_title(one.name) for one in person.contacts}
    if names:
        typed = links.filter(pupil=None, user=None).values_list("pk", "name")
        found |= links.filter(pk__in=[key for key, name in typed if without_title(name) in names])
    return Case.objects.filter(pk__in=found.values("case"))


def is_theirs_by_reference(person: Person, request: DataRequest) -> bool:
    """Whether the complaint that was quoted bears the name of whoever asks, or of the person: a reference is no secret.
    One without a name is nobody's by its reference."""
    if request.about_case is None or request.about_case.sort != Sort.COMPLAINT:
        return False
    name = without_title(request.about_case.complaint.name)
    names = {without_title(request.asker_name), *(without_title(one.name) for one in person.contacts)}
    if person.user:
        names.add(without_title(f"{person.user.forename} {person.user.surname}"))
    if not request.is_listed:
        names.add(without_title(request.about_name))
    return bool(name) and name in names


def own_cases(person: Person, request: DataRequest) -> QuerySet[Case]:
    """The incidents and complaints that the person brought: signed in, by an address of theirs, or by the reference
    together with the name of whoever complained."""
    found = Q(pk=request.about_case_id) if is_theirs_by_reference(person, request) else Q(pk__in=[])
    if person.user:
        found |= Q(reported_by=person.user)
    emails = Q(pk__in=[])
    for email in emails_of(person):
        emails |= Q(email__iexact=email)
    complaints = Complaint.objects.filter(emails, is_anonymous=False).order_by().values("pk")
    return Case.objects.filter(found | Q(pk__in=complaints))


def breaches_with(person: Person) -> QuerySet[DataBreach]:
    """The data breaches in which the child is."""
    return DataBreach.objects.filter(pupils__pupil=person.pupil) if person.pupil else DataBreach.objects.none()


@dataclass(frozen=True)
class Own:
    """The names and ways by which a person is known. `family`: names of those beside whom they stand on the lists."""

    names: Names
    ways: frozenset[str]
    titles: frozenset[str]
    is_child: bool
    family: tuple[str, ...] = ()


def own_of(person: Person, request: DataRequest) -> Own:
    """The person's own names, and those of whoever asks for them: to them they tell nothing new."""
    names, ways, titles = Names(), emails_of(person), set()
    if person.pupil:
        pupil = person.pupil
        names.add(f"{pupil.legal_forename} {pupil.middle_names}", pupil.legal_surname)
        names.add(pupil.legal_forename, pupil.legal_surname)
        names.add(pupil.called, pupil.called_surname)
    for user in filter(None, (person.user, request.asked_by)):
        names.add(user.forename, user.surname)
        titles.add(fold(user.title))
        ways.add(user.email)
    for one in (*person.contacts, *_asking(request)):
        names.add_whole(one.name)
        ways.add(one.email)
    if not person.pupil:
        names.add_whole(request.about_name)
    names.add_whole(request.asker_name)
    if request.about_case and is_theirs_by_reference(person, request):
        complaint = request.about_case.complaint
        names.add_whole(complaint.name)
        ways |= {complaint.email, complaint.telephone}
    is_child = person.pupil is not None
    return Own(names, plain_ways(ways), frozenset(titles - {""}), is_child, _family_of(person))


def _family_of(person: Person) -> tuple[str, ...]:
    """Names of everybody on the contact lists of the child or the children, and of the other children of these. Two
    queries."""
    children = [person.pupil.pk] if person.pupil else [one.pupil_id for one in person.contacts]
    beside = list(PupilContact.objects.filter(pupil__in=children))
    same = Q(pk__in=[one.pk for one in beside])
    for one in beside:
        same |= Q(user=one.user_id) if one.user_id else Q(pk__in=[])
        same |= Q(folded_name=one.folded_name, folded_email=one.folded_email) if one.folded_email else Q(pk__in=[])
    theirs = PupilContact.objects.filter(same).select_related("pupil")
    return (*(one.name for one in beside), *(name for one in theirs for name in names_of_pupil(one.pupil)))


def _asking(request: DataRequest) -> list[PupilContact]:
    """The entries beside the child that are whoever asks: their own address tells them nothing new."""
    if request.about_pupil is None:
        return []
    name, user = without_title(request.asker_name), request.asked_by_id
    beside = PupilContact.objects.filter(pupil=request.about_pupil)
    return [one for one in beside if (user and one.user_id == user) or without_title(one.name) == name]


def finder_for(own: Own, more: list[str] | None = None) -> Finder:
    """What finds others in the texts of this person; `more` are names that stand in one case."""
    near = Names()
    for name in (*(more or ()), *own.family):
        near.add_whole(name)
    return Finder(everybody(more or ()), own.names, own.ways, own.titles, own.is_child, frozenset(near.every))


def people_called(name: str) -> list[User]:
    """The accounts that a typed name or post may mean, the data-protection officer among them: incidents know no such
    post, and the officer read a request of or about themself until somebody said whose it is."""
    officers = list(User.objects.holding(Role.DPO))
    by_post = any(post in fold(name.replace("-", " ")) for post in OFFICER_POSTS)
    return [*accounts_called(name), *(one for one in officers if by_post or is_called(one, name))]


def roles_kept_from(*users: User | None) -> str:
    """The roles that do not read a request of or about these people: those that they hold today."""
    held = {role for user in users if user for role in user.roles}
    return " ".join(sorted(str(role) for role in held & {Role.HEAD, Role.OFFICE, Role.DPO}))
