"""What SQL constraints cannot hold: that an establishment is what its standing records say."""

from collections.abc import Iterator

from khuyencong.registry.models import Establishment, EstablishmentVersion, Merge
from khuyencong.registry.models.establishments import Described
from khuyencong.values.business_names import core
from khuyencong.values.identifiers import masked_number

_SHARED = [field.attname for field in Described._meta.fields]


def establishment_faults() -> Iterator[str]:
    """Yield a sentence for every establishment that differs from its records; four queries."""
    standing = EstablishmentVersion.objects.filter(superseded_at=None)
    versions = {version.establishment_id: version for version in standing}
    merges = dict(Merge.objects.filter(superseded_at=None).values_list("merged_id", "kept_id"))
    rows = Establishment.objects.select_related("owner_number").order_by("id")
    for one in rows.iterator(chunk_size=2000):
        what = f"Cơ sở {one.id}"
        version = versions.get(one.id)
        if version is None:
            yield f"{what}: không có lần ghi nào đang đứng."
        elif any(getattr(one, name) != getattr(version, name) for name in _SHARED):
            yield f"{what}: hồ sơ khác với lần ghi đang đứng."
        if merges.get(one.id) != one.merged_into_id:
            yield f"{what}: nơi gộp vào khác với việc gộp đang đứng."
        if one.core != core(one.name)[:400]:
            yield f"{what}: tên để so khác với tên."
        if one.owner_mask != masked_number(_number(one)):
            yield f"{what}: số che bớt khác với số định danh đang giữ."


def _number(one: Establishment) -> str:
    return one.owner_number.number if hasattr(one, "owner_number") else ""
