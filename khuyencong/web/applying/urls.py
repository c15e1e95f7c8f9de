"""The addresses of a request that is typed, under the same names on each face."""

from django.urls import URLPattern, path

from khuyencong.web.applying import papers, parts, sheets
from khuyencong.web.applying.face import Face


def addresses(face: Face, request: str, paper: str) -> list[URLPattern]:
    """Return the addresses below that of a request, and that of a paper's file."""
    told = {"face": face}
    read, write = face.readers, face.writers
    papers_at, receipt_at = request + "giay-to/", request + "giay-tiep-nhan/"
    use_at, off_at = papers_at + "<uuid:paper_id>/dung/", papers_at + "<uuid:use_id>/bo/"
    file_at, copy_at = request + "tep/<slug:ending>/", receipt_at + "<slug:ending>/"
    return [
        path(request + "phan/<slug:part>/", write(parts.part), told, name="request-part"),
        path(papers_at, write(papers.papers), told, name="request-papers"),
        path(use_at, write(papers.use_again), told, name="paper-use-again"),
        path(off_at, write(papers.take_off), told, name="paper-take-off"),
        path(paper, read(papers.paper), told, name="paper"),
        path(request + "kiem-tra/", read(sheets.check), told, name="request-check"),
        path(file_at, read(sheets.file), told, name="request-file"),
        path(receipt_at, read(sheets.receipt), told, name="request-receipt"),
        path(copy_at, read(sheets.receipt_file), told, name="request-receipt-file"),
    ]
