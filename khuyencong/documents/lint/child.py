"""What runs in the limited child process: bytes of a Word file in, the faults of its layout out."""

import json

from khuyencong.documents.lint.checking import lint


def findings_of(data: bytes) -> bytes:
    """Return the findings as JSON; raise `Unreadable` with one line to refuse."""
    return json.dumps([finding.as_dict() for finding in lint(data)], ensure_ascii=False).encode()
