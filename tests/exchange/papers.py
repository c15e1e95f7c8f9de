"""Papers on a machine, as officers keep them."""

from pathlib import Path
from typing import Any

from khuyencong.applications import actions as applications
from khuyencong.applications.models import Paper, PaperKind, PaperUse, Request
from khuyencong.core import blobs
from khuyencong.registry.models import Establishment, Place
from tests.exchange.machines import Machine

PDF = b"%PDF-1.7\n"


def ask(machine: Machine, body: str) -> Request:
    """Return a draft request of an establishment of its own that a machine keeps."""
    with machine.here():
        one = Establishment.objects.create(
            custodian=machine.bodies[body],
            form="enterprise",
            name=f"Cơ sở {machine.tick[0]}",
            commune=Place.objects.get(key="xa-1"),
            owner_mask="",
            recorded_at=machine.now(),
        )
        return Request.objects.create(
            custodian=machine.bodies[body],
            establishment=one,
            recorded_at=machine.now(),
            changed_at=machine.now(),
        )


def put(machine: Machine, request: Request, data: bytes, code: str = "bao-gia") -> PaperUse:
    """Put a file to a request on a machine."""
    with machine.here():
        paper = applications.keep_paper(
            by=machine.officer,
            custodian=request.custodian,
            establishment=request.establishment,
            kind=PaperKind.objects.get(code=code),
            file_name="giấy tờ.pdf",
            data=data,
            at=machine.now(),
            allowed=True,
        )
        return applications.use_paper(
            by=machine.officer,
            paper=paper,
            about_kind="request",
            about=request.id,
            at=machine.now(),
            allowed=True,
        )


def forge(machine: Machine, request: Request, data: bytes, **more: Any) -> Paper:
    """Put a row and its bytes among the papers of a machine, unlooked at."""
    with machine.here():
        told = {"file_name": "giấy.pdf", "media_type": "application/pdf", "size": len(data)}
        paper = Paper.objects.create(
            custodian=request.custodian,
            establishment=request.establishment,
            kind=PaperKind.objects.get(code="bao-gia"),
            sha256=blobs.put(data),
            recorded_at=machine.now(),
            **(told | more),
        )
        PaperUse.objects.create(
            paper=paper, about_kind="request", about=request.id, at=machine.now()
        )
        return paper


def papers(machine: Machine) -> list[str]:
    """Return the files of the papers that stand on a machine, each of them whole."""
    with machine.here():
        named = sorted(Paper.objects.values_list("sha256", flat=True))
        assert all(blobs.is_whole(sha256) for sha256 in named)
        return named


def file_of(machine: Machine, sha256: str) -> Path:
    """Return where a machine keeps a file."""
    return machine.folder / "files" / "kho" / sha256[:2] / sha256
