"""Letters about complaints: the school's words for them, and those to whoever complained."""

from django.urls import path

from incidents.views.complaints import letters, wordings

_OF = "complaints/<uuid:public_id>/letters/"

urlpatterns = [
    path("complaints/letters/", wordings.wording_list, name="complaint-wordings"),
    path("complaints/letters/<slug:kind>/", wordings.wording_edit, name="complaint-wording"),
    path(_OF, letters.letter_choices, name="complaint-letters"),
    path(f"{_OF}new/<slug:kind>/", letters.letter_create, name="complaint-letter-new"),
    path(f"{_OF}<uuid:letter>/", letters.letter_detail, name="complaint-letter-made"),
    path(f"{_OF}<uuid:letter>/letter.pdf", letters.letter_pdf, name="complaint-letter-pdf"),
]
