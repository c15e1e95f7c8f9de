"""What anybody may know who holds a product: the page behind its code."""

from dataclasses import dataclass
from datetime import date

from khuyencong.competitions.models import Certificate, MakingStep, Photo, Product, ProductBatch
from khuyencong.competitions.rules.titles import ended_from, state_on
from khuyencong.competitions.states import CertificateState
from khuyencong.registry.models import Place
from khuyencong.registry.queries.organisations import province_on

#: So many batches are told, the newest; those called back always.
BATCHES = 8


@dataclass(frozen=True)
class OtherTitle:
    """Another title of the same product."""

    title: Certificate
    state: CertificateState


@dataclass(frozen=True)
class TitlePage:
    """All that the page behind a code shows, of one day."""

    title: Certificate
    product: Product
    state: CertificateState
    #: Since when it is what it is; the last day where it still holds.
    day: date | None
    province: Place | None
    photo: Photo | None
    steps: list[MakingStep]
    recalled: list[ProductBatch]
    batches: list[ProductBatch]
    more_batches: int
    others: list[OtherTitle]


def page_key(code: str) -> str:
    """Return the key under which the finished page of a code is kept: of the code alone."""
    return f"q:{code}"


def title_page(code: str, on: date) -> TitlePage | None:
    """Return what the page of a code shows; None for a code that nobody gave out."""
    kin = ("product", "product__establishment__commune", "custodian")
    title = Certificate.objects.select_related(*kin).filter(code=code).first()
    if title is None:
        return None
    product, state = title.product, state_on(title, on)
    days = {
        CertificateState.REVOKED: title.revoked_on,
        CertificateState.EXPIRED: ended_from(title),
        CertificateState.VALID: title.last_day,
    }
    batches = list(product.batches.order_by("-made_on", "-id"))
    kept = [one for one in batches if one.recalled_on is None]
    return TitlePage(
        title=title,
        product=product,
        state=state,
        day=days.get(state),
        province=_province(product, on),
        photo=product.photos.filter(ended_at=None).order_by("position", "id").first(),
        steps=list(product.making.filter(ended_at=None).order_by("position")),
        recalled=[one for one in batches if one.recalled_on is not None],
        batches=kept[:BATCHES],
        more_batches=max(0, len(kept) - BATCHES),
        others=_others(title, on),
    )


def picture_hash(code: str, kind: str) -> str | None:
    """Return the hash of the public picture of a title's product, "thumbnail" or "public"."""
    rows = Photo.objects.filter(product__certificates__code=code, ended_at=None)
    return rows.order_by("position", "id").values_list(kind, flat=True).first()


def code_of_gtin(gtin: str, on: date) -> str | None:
    """Return the code of the title that speaks for a product: one that holds, then the newest."""
    titles = Certificate.objects.filter(product__gtin=gtin).order_by("-issued_on", "-id")
    found = sorted(titles, key=lambda one: state_on(one, on) != CertificateState.VALID)
    return found[0].code if found else None


def _province(product: Product, on: date) -> Place | None:
    commune = product.establishment.commune
    return province_on(commune, on) if commune else None


def _others(title: Certificate, on: date) -> list[OtherTitle]:
    rows = Certificate.objects.filter(product=title.product_id).exclude(id=title.id)
    return [OtherTitle(one, state_on(one, on)) for one in rows.order_by("-issued_on", "-id")]
