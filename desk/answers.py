"""With which status a page answers what was sent (wrong, stale, not the person's to do), and how a file is handed out."""

from pathlib import Path

from django.http import FileResponse, HttpResponse

from organs.refusals import NotAllowed, Refused, Stale

BAD_REQUEST, FORBIDDEN, CONFLICT, UNPROCESSABLE = 400, 403, 409, 422


def status_of(refused: Refused) -> int:
    """Returns the status with which a refusal is answered."""
    if isinstance(refused, Stale):
        return CONFLICT
    return FORBIDDEN if isinstance(refused, NotAllowed) else UNPROCESSABLE


def file_answer(path: Path, *, name: str, media_type: str, in_page: bool) -> FileResponse:
    """Hands out a kept file under its name, as a download or, for what we printed, in the page; nothing in it may run."""
    response = FileResponse(path.open("rb"), as_attachment=not in_page, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def pdf_answer(pdf: bytes, *, name: str) -> HttpResponse:
    """Shows in the browser what was printed for this one answer; it is kept nowhere, there neither."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
