"""The life of a version: its pages, its editor, what the governors do with it."""

from django.urls import path

from policies.views import (
    approving,
    comments,
    discarding,
    drafts,
    editing_areas,
    editing_rules,
    editing_texts,
    versions,
)

VERSION = "policies/<slug:slug>/versions/<int:number>/"
AREA = f"{VERSION}edit/areas/<int:pk>/"
RULE = f"{VERSION}edit/rules/<int:pk>/"

# No policy's own address: before those of the policies.
first = [path("policies/new/", drafts.policy_create, name="policy-new")]

urlpatterns = [
    path("policies/<slug:slug>/versions/", versions.version_list, name="versions"),
    path("policies/<slug:slug>/versions/new/", drafts.version_create, name="version-new"),
    path(VERSION, versions.version_detail, name="version"),
    path(f"{VERSION}edit/", drafts.draft, name="draft"),
    path(f"{VERSION}edit/texts/", editing_texts.texts_edit, name="draft-texts"),
    path(f"{VERSION}edit/areas/new/", editing_areas.area_create, name="area-new"),
    path(AREA, editing_areas.area_edit, name="area-edit"),
    path(f"{AREA}place/", editing_areas.area_place, name="area-place"),
    path(f"{AREA}division/", editing_areas.area_division, name="area-division"),
    path(f"{AREA}union/", editing_areas.area_union, name="area-union"),
    path(f"{AREA}numbers/", editing_areas.area_numbers, name="area-numbers"),
    path(f"{AREA}removal/", editing_areas.area_removal, name="area-removal"),
    path(f"{AREA}rules/new/", editing_rules.rule_create, name="rule-new"),
    path(RULE, editing_rules.rule_edit, name="rule-edit"),
    path(f"{RULE}place/", editing_rules.rule_place, name="rule-place"),
    path(f"{RULE}division/", editing_rules.rule_division, name="rule-division"),
    path(f"{RULE}union/", editing_rules.rule_union, name="rule-union"),
    path(f"{RULE}removal/", editing_rules.rule_removal, name="rule-removal"),
    path(f"{VERSION}source/", drafts.source, name="source"),
    path(f"{VERSION}comments/", comments.comment_list, name="comments"),
    path(f"{VERSION}comments/<int:pk>/answer/", comments.comment_answer, name="comment-answer"),
    path(f"{VERSION}submission/", approving.submission, name="submission"),
    path(f"{VERSION}taking-back/", approving.taking_back, name="taking-back"),
    path(f"{VERSION}discarding/", discarding.discarding, name="discarding"),
    path(f"{VERSION}change-request/", approving.change_request, name="change-request"),
    path(f"{VERSION}approval/", approving.approval, name="approval"),
    path(f"{VERSION}publication/", approving.publication, name="publication"),
    path(f"{VERSION}withdrawal/", approving.withdrawal, name="withdrawal"),
]
