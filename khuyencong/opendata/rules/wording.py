"""The page that a stranger reads first in a bundle."""

from collections.abc import Mapping
from typing import Any

from khuyencong.values.numbers import format_number

_TEXT = """\
# Dữ liệu mở về khuyến công

Bên công bố: {publisher}
Thời điểm của dữ liệu: {as_of}
Phần mềm: khuyencong {version} {commit}
Giấy phép: {licence}

## Trong gói

| bảng | là gì | số dòng |
|---|---|---|
{tables}

- `data/`: mỗi bảng ba dạng như nhau từng dòng: CSV (RFC 4180, UTF-8 có dấu BOM, dấu phẩy),
  JSON, Parquet. Ô CSV bắt đầu bằng dấu nháy đơn `'` là chữ sau dấu ấy, để bảng tính không hiểu
  thành công thức.
- `schema/`: JSON Schema 2020-12 của từng tệp JSON. `dictionary.csv`, `dictionary.json`: từng cột,
  đơn vị, ý nghĩa, mã, và được lấy từ đâu. `measures.json`: từng chỉ tiêu, có được cộng hay không.
- `360giving.json`: các đề án theo tên trường của chuẩn 360Giving; `dcat.jsonld`: mô tả theo DCAT.
- `provenance.json`, `manifest.json`, `SHA256SUMS`: nguồn gốc và mã băm của mọi tệp.

## Khóa

Khóa của địa phương, cơ quan, chương trình, văn bản là chữ không đổi; khóa của hồ sơ là UUID. Không
bảng nào nối bằng tên hoặc mã hành chính: hai nơi có thể cùng tên, một mã có thể đổi chủ.

## Không có ở đây

Không có dữ liệu cá nhân: không tên, số định danh, điện thoại, địa chỉ thư của người; không tên đề
án và không tên cơ sở thụ hưởng vì có thể là tên người; tên cơ sở có sản phẩm được công nhận chỉ nêu
với doanh nghiệp, hợp tác xã, liên hiệp hợp tác xã. Ô chữ có dạng số định danh, điện thoại hay địa
chỉ thư được thay bằng “[đã lược]”.
"""


def readme(manifest: Mapping[str, Any]) -> str:
    """Return what is in a bundle, in Markdown."""
    rows = (
        f"| `{one['name']}` | {one['label']} | {format_number(one['rows'])} |"
        for one in manifest["tables"]
    )
    return _TEXT.format(
        publisher=manifest["publisher"],
        as_of=manifest["as_of"],
        version=manifest["software"]["version"],
        commit=manifest["software"]["commit"],
        licence=manifest["licence"]["text"],
        tables="\n".join(rows),
    )
