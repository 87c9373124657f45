"""What people ask about their data: how to ask, one's own, the register, the parts of a bundle."""

from django.urls import path

from incidents.views.rights import bundles, own, parts, requests

_OF = "rights/requests/<uuid:public_id>/"
_PART = "rights/parts/<uuid:public_id>/"

urlpatterns = [
    path("rights/", own.how_to_ask, name="data-rights"),
    path("rights/mine/", own.own, name="own-data"),
    path("rights/mine/new/", own.own_create, name="own-data-new"),
    path("rights/mine/<uuid:public_id>/file/", own.own_file, name="own-data-file"),
    path("rights/requests/", requests.request_list, name="data-requests"),
    path("rights/requests/new/", requests.request_create, name="data-request-new"),
    path(_OF, requests.request_detail, name="data-request"),
    path(f"{_OF}person/", requests.request_person, name="data-request-person"),
    path(f"{_OF}gathering/", bundles.request_gathering, name="data-request-gathering"),
    path(f"{_OF}reminder/", bundles.request_reminder, name="data-request-reminder"),
    path(f"{_OF}bundle/", bundles.request_bundle, name="data-request-bundle"),
    path(f"{_OF}file/", bundles.request_file, name="data-request-file"),
    path(f"{_OF}<slug:part>/new/", requests.request_entry, name="data-request-entry"),
    path("rights/parts/", parts.part_list, name="bundle-parts"),
    path(_PART, parts.part_detail, name="bundle-part"),
    path(f"{_PART}names/<slug:sign>/", parts.part_name, name="bundle-part-name"),
    path(f"{_PART}pieces/<int:number>/", parts.part_piece, name="bundle-part-piece"),
    path(f"{_PART}pieces/<int:number>/file/", parts.part_evidence, name="bundle-part-evidence"),
    path(f"{_PART}release/", parts.part_release, name="bundle-part-release"),
    path(f"{_PART}check/", parts.part_check, name="bundle-part-check"),
    path(f"{_PART}file/", bundles.part_file, name="bundle-part-file"),
    path(f"{_PART}handing-over/", bundles.part_handing, name="bundle-part-handing"),
]
