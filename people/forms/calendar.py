"""The dates of a school year, and the times of lessons."""

import datetime as dt
from typing import Any, ClassVar

from django import forms

from people.school_days import Lessons, Span
from people.year_dates import TERMS, Closed, Fault, YearDates

INSET_DAYS, CLOSURES = 6, 3


def day_field(label: str, *, required: bool = True, help_text: str = "", asked: str = "the day") -> forms.DateField:
    """A box for one day. `asked` names it in what is said of an empty box: the list of faults shows no other label."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": f"Write {asked}.", "invalid": "Write it as 04/09/2026."},
    )


class YearDatesForm(forms.Form):
    """A school year on one page. `cleaned()` gives its dates; whether they can be so is the action's to judge."""

    starts_on = day_field(
        "The school year begins on",
        help_text="Permission for pictures lapses on this day. 1 September, if nothing speaks against it.",
        asked="the day on which the school year begins",
    )

    made_later: ClassVar[dict[str, forms.Field]] = {
        "(autumn|spring|summer)_first": day_field("{} term: first day"),
        "(autumn|spring|summer)_half_first": day_field("{} term: half-term from"),
        "(autumn|spring|summer)_half_last": day_field("{} term: half-term until"),
        "(autumn|spring|summer)_last": day_field("{} term: last day"),
        r"inset(\d+)": day_field("INSET day {}"),
        r"closed(\d+)_first": day_field("Closed from ({})"),
        r"closed(\d+)_last": day_field("Closed until ({})"),
        r"closed(\d+)_note": forms.CharField(label="Why closed ({})"),
    }

    def __init__(self, *args: Any, school_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school_year = school_year
        for term in TERMS:
            self.fields[f"{term}_first"] = day_field("First day", asked=f"the first day of the {term} term")
            self.fields[f"{term}_half_first"] = day_field("Half-term from", required=False)
            self.fields[f"{term}_half_last"] = day_field("Half-term until", required=False)
            self.fields[f"{term}_last"] = day_field("Last day", asked=f"the last day of the {term} term")
        for number in range(1, INSET_DAYS + 1):
            self.fields[f"inset{number}"] = day_field(f"INSET day {number}", required=False)
        for number in range(1, CLOSURES + 1):
            self.fields[f"closed{number}_first"] = day_field("Closed from", required=False)
            self.fields[f"closed{number}_last"] = day_field("Closed until", required=False)
            self.fields[f"closed{number}_note"] = forms.CharField(label="Why", required=False, max_length=120)

    @property
    def terms(self) -> list[dict[str, Any]]:
        """The boxes of each term, for the page."""
        ends = ("first", "half_first", "half_last", "last")
        return [
            {"name": f"{term.capitalize()} term", "boxes": [self[f"{term}_{end}"] for end in ends]} for term in TERMS
        ]

    @property
    def inset_days(self) -> list[forms.BoundField]:
        return [self[f"inset{number}"] for number in range(1, INSET_DAYS + 1)]

    @property
    def closures(self) -> list[list[forms.BoundField]]:
        ends = ("first", "last", "note")
        return [[self[f"closed{number}_{end}"] for end in ends] for number in range(1, CLOSURES + 1)]

    def clean(self) -> dict[str, Any]:
        """Spans have both ends or none."""
        data = super().clean() or {}
        spans = [f"{term}_half" for term in TERMS] + [f"closed{number}" for number in range(1, CLOSURES + 1)]
        for name in spans:
            if f"{name}_first" in self.errors or f"{name}_last" in self.errors:
                continue
            first, last, note = data.get(f"{name}_first"), data.get(f"{name}_last"), data.get(f"{name}_note")
            if (last or note) and not first:
                self.add_error(f"{name}_first", "Write the first day, or empty the boxes beside it.")
            elif first and not last:
                self.add_error(f"{name}_last", "Write the last day. For a single day it is the same again.")
        return data

    def dates(self) -> YearDates:
        """The dates as typed, in the order of the calendar."""
        data = self.cleaned_data
        halves = [self._span(f"{term}_half") for term in TERMS]
        closed = [(self._span(f"closed{n}"), data.get(f"closed{n}_note", "")) for n in range(1, CLOSURES + 1)]
        autumn, spring, summer = (Span(data[f"{term}_first"], data[f"{term}_last"]) for term in TERMS)
        return YearDates(
            school_year=self.school_year,
            starts_on=data["starts_on"],
            terms=(autumn, spring, summer),
            half_terms=(halves[0], halves[1], halves[2]),
            inset=tuple(data[name] for name in self._in_order("inset", INSET_DAYS)),
            closed=tuple(sorted((Closed(span, note) for span, note in closed if span), key=lambda one: one.span.first)),
        )

    def show(self, found: tuple[Fault, ...]) -> None:
        """Put each fault at the box it belongs to: those of a list are numbered as `dates()` put them in order."""
        boxes: dict[str, str] = {}
        for place, name in enumerate(self._in_order("inset", INSET_DAYS), start=1):
            boxes[f"inset{place}"] = name
        for place, name in enumerate(self._in_order("closed", CLOSURES, "_first"), start=1):
            for end in ("first", "last"):
                boxes[f"closed{place}_{end}"] = name.replace("_first", f"_{end}")
        for fault in found:
            self.add_error(boxes.get(fault.field, fault.field), fault.text)

    def _in_order(self, kind: str, most: int, end: str = "") -> list[str]:
        """The filled boxes of a list by their day."""
        names = [f"{kind}{number}{end}" for number in range(1, most + 1)]
        return sorted((name for name in names if self.cleaned_data.get(name)), key=lambda n: self.cleaned_data[n])

    def _span(self, name: str) -> Span | None:
        first, last = self.cleaned_data.get(f"{name}_first"), self.cleaned_data.get(f"{name}_last")
        return Span(first, last) if first and last else None


def as_initial(dates: YearDates) -> dict[str, Any]:
    """Dates as the boxes of the form hold them."""
    found: dict[str, Any] = {"starts_on": dates.starts_on}
    for term, span, half in zip(TERMS, dates.terms, dates.half_terms, strict=True):
        found |= {f"{term}_first": span.first, f"{term}_last": span.last}
        if half:
            found |= {f"{term}_half_first": half.first, f"{term}_half_last": half.last}
    found |= {f"inset{number}": day for number, day in enumerate(dates.inset, start=1)}
    for number, closed in enumerate(dates.closed, start=1):
        name = f"closed{number}"
        found |= {f"{name}_first": closed.span.first, f"{name}_last": closed.span.last, f"{name}_note": closed.note}
    return found


class LessonTimesForm(forms.Form):
    """From when to when lessons are held."""

    begin = forms.TimeField(
        label="Lessons begin at",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Write when lessons begin.", "invalid": "Write it as 08:45."},
    )
    end = forms.TimeField(
        label="and are over at",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Write when lessons are over.", "invalid": "Write it as 15:15."},
    )

    @classmethod
    def of(cls, lessons: Lessons, data: Any = None) -> "LessonTimesForm":
        """The form with the times as they are."""
        return cls(data, initial={"begin": lessons.begin, "end": lessons.end})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begin: dt.time | None = data.get("begin")
        end: dt.time | None = data.get("end")
        if begin and end and end <= begin:
            self.add_error("end", "Write a time after lessons begin.")
        return data
