"""Places with their days, names, codes and lineage; regions; bodies."""

from khuyencong.opendata.rules.declaring import Table
from khuyencong.opendata.rules.tables.words import (
    code,
    day,
    days,
    flag,
    key,
    labels,
    number,
    text,
    verified,
)
from khuyencong.registry.states import Level, LineageKind, NameRole, OrganisationKind

_PLACE = "registry.Place.key"

PLACES = Table(
    name="places",
    label="Địa phương",
    meaning="Mỗi đơn vị hành chính trong thời gian địa giới và cấp của nó không đổi; sáp nhập là "
    "một đơn vị khác, dù giữ tên cũ.",
    key=("key",),
    fields=(
        key("key", "Khóa", _PLACE, required=True),
        code("level", "Cấp", labels(Level), "registry.Place.level", required=True),
        text("kind", "Loại", "registry.Place.kind"),
        text("name", "Tên sau cùng", "registry.Place.name", required=True),
        text("code", "Mã sau cùng", "registry.PlaceCode.code", meaning="mã hành chính"),
        key("parent", "Trực thuộc sau cùng", "registry.PlaceParent.parent", refers="places.key"),
        *days("registry.Place"),
        verified("registry.Place"),
        text("source", "Nguồn", "registry.Place.source"),
    ),
)  # fmt: skip
PLACE_NAMES = Table(
    name="place_names",
    label="Tên địa phương qua thời gian",
    meaning="Mỗi tên của một địa phương trong những ngày nó mang tên ấy.",
    key=("place", "role", "name"),
    fields=(
        key("place", "Địa phương", _PLACE, refers="places.key", required=True),
        code("role", "Là", labels(NameRole), "registry.PlaceName.role", required=True),
        text("kind", "Loại", "registry.PlaceName.kind"),
        text("name", "Tên", "registry.PlaceName.name", required=True),
        *days("registry.PlaceName"),
        verified("registry.PlaceName"),
    ),
)
PLACE_CODES = Table(
    name="place_codes",
    label="Mã địa phương qua thời gian",
    meaning="Mỗi mã hành chính trong những ngày nó thuộc về một địa phương.",
    key=("place", "code"),
    fields=(
        key("place", "Địa phương", _PLACE, refers="places.key", required=True),
        text("code", "Mã", "registry.PlaceCode.code", required=True),
        *days("registry.PlaceCode"),
        verified("registry.PlaceCode"),
    ),
)
PLACE_LINEAGE = Table(
    name="place_lineage",
    label="Diễn biến địa giới",
    meaning="Địa phương nào thành địa phương nào, ngày nào.",
    key=("predecessor", "day", "kind"),
    fields=(
        key("predecessor", "Trước", _PLACE, refers="places.key", required=True),
        key("successor", "Sau", _PLACE, refers="places.key", meaning="trống: cấp ấy không còn"),
        code("kind", "Cách", labels(LineageKind), "registry.Lineage.kind", required=True),
        day("day", "Ngày", "registry.Lineage.day", required=True),
        flag("whole", "Toàn bộ", "registry.Lineage.whole"),
        flag("is_default", "Khả năng nhất", "registry.Lineage.is_default"),
        verified("registry.Lineage"),
        text("source", "Nguồn", "registry.Lineage.source"),
    ),
)
REGIONS = Table(
    name="regions",
    label="Vùng",
    meaning="Các cách chia nước thành vùng, mỗi vùng một dòng.",
    key=("id",),
    fields=(
        key("id", "Khóa", "registry.Region.id", required=True),
        text("scheme", "Cách chia", "registry.RegionScheme.key", required=True),
        text("key", "Khóa trong cách chia", "registry.Region.key", required=True),
        text("name", "Tên", "registry.Region.name", required=True),
        number("position", "Thứ tự", "registry.Region.position", required=True),
    ),
)
REGION_MEMBERS = Table(
    name="region_members",
    label="Tỉnh, thành phố thuộc vùng",
    meaning="Tỉnh nào thuộc vùng nào trong những ngày nào.",
    key=("region", "place"),
    fields=(
        key("region", "Vùng", "registry.Region.id", refers="regions.id", required=True),
        key("place", "Tỉnh", _PLACE, refers="places.key", required=True),
        *days("registry.RegionMembership"),
        verified("registry.RegionMembership"),
    ),
)
ORGANISATIONS = Table(
    name="organisations",
    label="Cơ quan, đơn vị",
    meaning="Cơ quan và đơn vị trong hệ thống khuyến công; cơ sở công nghiệp nông thôn không ở "
    "đây.",
    key=("key",),
    fields=(
        key("key", "Khóa", "registry.Organisation.key", required=True),
        code("kind", "Loại", labels(OrganisationKind), "registry.Organisation.kind", required=True),
        text("name", "Tên sau cùng", "registry.Organisation.name", required=True),
        key("place", "Địa phương", _PLACE, refers="places.key"),
        key("parent", "Trực thuộc", "registry.Organisation.key", refers="organisations.key"),
        *days("registry.Organisation"),
        verified("registry.Organisation"),
    ),
)
TABLES = (
    PLACES, PLACE_NAMES, PLACE_CODES, PLACE_LINEAGE, REGIONS, REGION_MEMBERS, ORGANISATIONS,
)  # fmt: skip
