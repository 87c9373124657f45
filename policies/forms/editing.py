"""What somebody may write into a draft: its areas, its rules, the texts around them."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from policies.actions import AreaEntry, RuleEntry, TextsEntry
from policies.actions.editing_texts import TEXTS, mark_of
from policies.models import PolicyVersion, RelatedDocument, RuleVersion, Section
from policies.words import MEANINGS, Strength

from .texts import MARKDOWN, PART, RULE, TITLE, Lines, Text, audiences_field, code_field, day_field

# The words on screen of two are alike, so each stands with what it means.
STRENGTHS = [(strength.value, f"{strength.label}. {MEANINGS[strength]}") for strength in Strength]
IN_BETWEEN = "An empty line between paragraphs. " + MARKDOWN


class RowForm(forms.Form):
    """A row of a draft with the revision at which its page was opened: whoever comes second is told."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, row: RuleVersion | Section | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{row._meta.model_name}{row.pk}_%s" if row else "id_%s")
        kwargs["initial"] = (self.of(row) if row else {}) | kwargs.get("initial", {})
        super().__init__(data, **kwargs)

    @classmethod
    def of(cls, row: Any) -> dict[str, Any]:
        """The fields as the row has them."""
        return {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}

    @property
    def seen(self) -> int:
        return self.cleaned_data["revision"] or 0


class RuleForm(RowForm):
    """A rule."""

    code = code_field("Code", "By which letters quote it, such as A4.")
    strength = forms.ChoiceField(label="How firm it is", choices=STRENGTHS, initial=Strength.SHOULD)
    text = Text(
        label="What it says",
        max_length=RULE,
        help_text=MARKDOWN,
        error_messages={"required": "Write what the rule says, or remove the rule."},
    )
    limbs = Lines(
        label="Its conditions",
        max_length=RULE,
        required=False,
        rows=3,
        help_text="If it has several, one a line. The text above leads up to them.",
    )
    consequence = Text(label="What may follow", max_length=RULE, required=False, rows=2)
    following = Text(
        label="Paragraphs after it", max_length=PART, required=False, rows=2, help_text="They are no rule themselves."
    )
    audiences = audiences_field(required=True, help_text="All of them: it is for everybody.")
    why = Text(
        label="Why",
        max_length=RULE,
        required=False,
        rows=2,
        help_text="Written to help. It is not the policy, and the page says so.",
    )
    related = forms.ModelMultipleChoiceField(
        label="Documents it leans on",
        queryset=RelatedDocument.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelMultipleChoiceField, self.fields["related"]).queryset = RelatedDocument.objects.all()

    @classmethod
    def of(cls, row: Any) -> dict[str, Any]:
        related = [document.pk for document in row.related.all()]
        return super().of(row) | {"limbs": "\n".join(row.limbs), "related": related}

    @property
    def entry(self) -> RuleEntry:
        said = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        said |= {"strength": Strength(said["strength"]), "related": tuple(said["related"])}
        return RuleEntry(**said | {"audiences": tuple(said["audiences"])})


class AreaForm(RowForm):
    """An area."""

    code = code_field("Letter or number", "Such as A, or 3.1 for a part of area 3.")
    title = forms.CharField(
        label="Title", max_length=TITLE, error_messages={"required": "Write the title of the area."}
    )
    long_title = forms.CharField(
        label="Title over the text", max_length=200, required=False, help_text="Only where it differs from the first."
    )
    level = forms.TypedChoiceField(
        label="Where it stands",
        choices=[(1, "An area of its own"), (2, "A part of the area above"), (3, "A part of that part")],
        coerce=int,
        initial=1,
    )
    audiences = audiences_field(required=False)
    introduction = Text(label="Text before its rules", max_length=PART, required=False, rows=6, help_text=IN_BETWEEN)

    @property
    def entry(self) -> AreaEntry:
        said = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return AreaEntry(**said | {"audiences": tuple(said["audiences"])})


class TextsForm(forms.Form):
    """What stands around the areas. `mark` tells whether somebody else wrote these since the page was opened."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    lead = forms.CharField(label="In one sentence", max_length=300, required=False, help_text="Under the title.")
    in_short = Text(
        label="In short",
        max_length=RULE,
        required=False,
        help_text="Written to help. The page says it is not the policy.",
    )
    introduction = Text(label="What it is about", max_length=PART, required=False, rows=8, help_text=IN_BETWEEN)
    looked_after_by = forms.CharField(label="Looked after by", max_length=120, required=False)
    responsibilities = Text(label="Who does what", max_length=PART, required=False, help_text=IN_BETWEEN)
    review_due_on = day_field("Next review by", required=False)
    is_minor = forms.BooleanField(
        label="This version only corrects a mistake",
        required=False,
        help_text="Then nobody is asked to read and agree again.",
    )

    def __init__(self, data: Any = None, *, version: PolicyVersion) -> None:
        super().__init__(data, initial=self.of(version), auto_id="id_texts_%s")

    @staticmethod
    def of(version: PolicyVersion) -> dict[str, Any]:
        """The fields as the version has them."""
        return {name: getattr(version, name) for name in TEXTS} | {"mark": mark_of(version)}

    @property
    def entry(self) -> TextsEntry:
        return TextsEntry(**{name: self.cleaned_data[name] for name in TEXTS})


class RuleDivisionForm(forms.Form):
    """One rule becomes two."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    first = Text(label="The first rule says", max_length=RULE, error_messages={"required": "Write the first one."})
    second = Text(label="The second rule says", max_length=RULE, error_messages={"required": "Write the second one."})


class RulePlaceForm(forms.Form):
    """Where a rule is to stand. A place is an area, or an area and the rule to follow."""

    place = forms.ChoiceField(label="Put it", error_messages={"required": "Choose a place."})

    def __init__(self, data: Any = None, *, version: PolicyVersion, rule: RuleVersion) -> None:
        super().__init__(data)
        field = cast(forms.ChoiceField, self.fields["place"])
        field.choices = [choice for section in version.sections.all() for choice in _places(section, rule)]

    @property
    def area_and_rule(self) -> tuple[int, int | None]:
        area, _, after = self.cleaned_data["place"].partition("-")
        return int(area), int(after) if after else None


def _places(section: Section, rule: RuleVersion) -> Iterable[tuple[str, str]]:
    yield f"{section.pk}", f"First in area {section.code}"
    for other in section.rules.all():
        if other.pk != rule.pk:
            yield f"{section.pk}-{other.pk}", f"After {other.code}: {other.text[:60]}"


class AreaDivisionForm(forms.Form):
    """One area becomes two, from a rule on."""

    first_rule = forms.TypedChoiceField(label="The new area begins with", coerce=int)
    code = code_field("Letter or number of the new area", "Such as E.")
    title = forms.CharField(
        label="Title of the new area", max_length=TITLE, error_messages={"required": "Write its title."}
    )

    def __init__(self, data: Any = None, *, section: Section, code: str = "") -> None:
        super().__init__(data, initial={"code": code})
        field = cast(forms.TypedChoiceField, self.fields["first_rule"])
        field.choices = [(rule.pk, f"{rule.code}: {rule.text[:60]}") for rule in section.rules.all()]
