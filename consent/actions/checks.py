"""A check is recorded: what was asked of a picture and what was answered, by what holds at that moment."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import answer_words, bulk, checking
from consent.checking import Use
from consent.effective import Word
from consent.evidence import answers_of, statuses_of
from consent.faults import AnswerChanged, ConsentFault
from consent.models import CheckedChild, RecordedCheck, Shut
from consent.models.checks import new_code
from consent.namesakes import called
from consent.nowhere import nowhere
from consent.shown import Judged, judge_now
from people.models import Pupil, User
from policies.models import Feature
from policies.rule_uses import rule_in_force

LOOK_AGAIN = "Since you looked, the answer has changed. Look again, then record."


@transaction.atomic
def record_check(*, pupils: Sequence[Pupil], use: Use, shown: str, key: UUID, by: User) -> RecordedCheck:
    """Keep a check as evidence: the question, each child's word, and what it rested on (requirements 6.1, 3).

    It is judged anew in here, while nobody else writes an answer: a permission stopped after the page was shown is
    never recorded as given. `shown` is the stamp of the page's answer, `key` that page's own; the same page sent
    twice is one record. Raises AnswerChanged where the answer is another now, ConsentFault without a child or
    before the year's survey is in.
    """
    bulk.one_writer_at_a_time()
    public_id = uuid5(key, f"{by.pk} {shown}")
    if kept := RecordedCheck.objects.filter(public_id=public_id).first():
        return kept
    judged = _judge_anew({pupil.pk for pupil in pupils}, use, shown, by)
    check = _keep(judged, public_id, by)
    slug, verdict = use.destination.slug, str(check.verdict)
    record(
        Verb.CHECK_RECORDED, target=check, by=by, destination=slug, children=len(judged.pupils), verdict=verdict
    )  # fmt: skip
    return check


def _judge_anew(numbers: set[int], use: Use, shown: str, by: User) -> Judged:
    """What holds now, if that is what was shown. The children are held: *not to be published* is seen or waits."""
    list(Pupil.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk").values("pk"))
    judged = judge_now(by, numbers, use)
    if not judged.register.asked or not numbers:
        raise ConsentFault("There is nothing to record before this year’s answers are loaded and children are chosen.")
    if len(judged.pupils) != len(numbers) or judged.stamp != shown:
        raise AnswerChanged(LOOK_AGAIN)
    return judged


def _keep(judged: Judged, public_id: UUID, by: User) -> RecordedCheck:
    use, register, words = judged.use, judged.register, judged.words
    is_all = set(words.values()) == {Word.YES}
    updated_at = judged.lists.updated_at
    check = RecordedCheck.objects.create(
        public_id=public_id, code=_free_code(), school_year=register.school_year, destination=use.destination,
        account_id=use.destination.account_id, what=use.what, names=use.names,
        verdict=RecordedCheck.Verdict.ALL if is_all else RecordedCheck.Verdict.NOT_ALL,
        answer=_sentence(judged), rule_version=rule_in_force(Feature.PHOTOS, register.day), **_nowhere(judged),
        list_updated_on=timezone.localdate(updated_at) if updated_at else None, recorded_by=by,
    )  # fmt: skip
    needed = checking.involved(register, use)
    CheckedChild.objects.bulk_create(
        CheckedChild(
            check_record=check, pupil=pupil, word=words[pupil.pk],
            statuses=statuses_of(register, pupil, needed), answers=answers_of(register, pupil, needed),
        )
        for pupil in judged.pupils
    )  # fmt: skip
    return check


def _nowhere(judged: Judged) -> dict[str, Any]:
    """Why nothing goes out there, if so, and the rule that says it: a yes of the parents does not help then."""
    shut = judged.register.shut(judged.use.destination)
    rule = rule_in_force(Feature.ACCOUNTS, judged.register.day) if shut is Shut.NO_ACCOUNT else None
    return {"nowhere": shut or "", "account_rule_version": rule}


def _sentence(judged: Judged) -> str:
    """The words that the page shows: why nothing goes out there, else the answer for these children."""
    if why := nowhere(judged.register, checking.wanted_for(judged.register, judged.use)):
        return why
    names = [name for _, name in called(judged.lists, judged.pupils)]
    words = [judged.words[pupil.pk] for pupil in judged.pupils]
    return answer_words.in_one_line(answer_words.sentence(judged.use, names, words))


def _free_code() -> str:
    """A code that no check has. So few of so many are taken that the first one nearly always is free."""
    while RecordedCheck.objects.filter(code=(code := new_code())).exists():
        pass
    return code
