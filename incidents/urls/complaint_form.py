"""The public form, page by page, and what the office records on somebody's behalf. No secret stands in an address."""

from django.urls import path

from incidents.views.complaints import new, on_behalf, pages, reading, sent

urlpatterns = [
    path("complaints/new/", new.new, name="complaint-new"),
    path("complaints/new/you/", pages.you, name="complaint-you"),
    path("complaints/new/what/", pages.what, name="complaint-what"),
    path("complaints/new/who/", pages.who, name="complaint-who"),
    path("complaints/new/reader/", reading.complaint_reader, name="complaint-reader"),
    path("complaints/new/tried/", pages.tried, name="complaint-tried"),
    path("complaints/new/check/", new.check, name="complaint-check"),
    path("complaints/new/stop/", new.stop, name="complaint-stop"),
    path("complaints/new/sent/", sent.sent, name="complaint-sent"),
    path("complaints/new/sent/file/", sent.receipt_file, name="complaint-receipt"),
    path("complaints/new/sent/kept/", sent.receipt_kept, name="complaint-receipt-kept"),
    path("complaints/new/on-behalf/", on_behalf.begin, name="complaint-on-behalf"),
    path("complaints/new/on-behalf/words/", on_behalf.words, name="complaint-on-behalf-words"),
    path("complaints/new/on-behalf/receipt/", on_behalf.receipt, name="complaint-on-behalf-receipt"),
]
