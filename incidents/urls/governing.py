"""The governors' report (contract 6). A report is named by its term while it is made, by its own key or its term
afterwards; an address of neither is of nothing. A number alone is a school year, written as the year in which it
starts."""

from django.urls import path

from incidents.views import governing, governing_part, governing_year

_YEAR = "reports/governors/<int:year>/"
_OF = "reports/governors/<str:key>/"

urlpatterns = [
    path("reports/governors/", governing.report_list, name="governors-reports"),
    path(_YEAR, governing_year.year_detail, name="governors-year"),
    path(f"{_YEAR}pdf/", governing_year.year_pdf, name="governors-year-pdf"),
    path(_OF, governing.report_detail, name="governors-report"),
    path(f"{_OF}pdf/", governing.report_pdf, name="governors-report-pdf"),
    path(f"{_OF}words/", governing.report_words, name="governors-report-words"),
    path(f"{_OF}release/", governing.report_release, name="governors-report-release"),
    path(f"{_OF}confidential/", governing_part.part_detail, name="confidential-part"),
    path(f"{_OF}confidential/new/", governing_part.part_create, name="confidential-part-new"),
]
