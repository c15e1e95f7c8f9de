"""What somebody says of an establishment, made clean and held against what can be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from khuyencong.core.lines import line
from khuyencong.registry.models import CraftVillage, Establishment, Place, Trade
from khuyencong.registry.models.establishments import OWNED_BY_A_PERSON
from khuyencong.registry.rules import Refused
from khuyencong.registry.states import EstablishmentForm, Level
from khuyencong.values.business_names import core, long_form
from khuyencong.values.errors import Unreadable
from khuyencong.values.identifiers import read_personal_number, read_phone, read_tax_code
from khuyencong.values.text import clean, order_key

LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What is said of an establishment, as typed; `owner_number` None leaves the one kept."""

    form: EstablishmentForm
    name: str
    commune: Place
    tax_code: str = ""
    street: str = ""
    trade: Trade | None = None
    phone: str = ""
    women_owned: bool = False
    minority_owned: bool = False
    craft_village: CraftVillage | None = None
    owner_number: str | None = None

    def cleaned(self, on: date) -> "Particulars":
        """Return the same in the form that is kept; Refused says what cannot be so."""
        if self.form not in EstablishmentForm.values:
            raise Refused("Chọn loại hình của cơ sở.")
        if self.commune.level != Level.COMMUNE:
            raise Refused(f"{self.commune} không phải là xã, phường hay đặc khu.")
        if self.commune.valid_from and self.commune.valid_from > on:
            raise Refused(f"{self.commune} chưa có vào ngày này.")
        number = _read(read_personal_number, self.owner_number) if self.owner_number else None
        if number and self.form not in OWNED_BY_A_PERSON:
            raise Refused("Chỉ hộ kinh doanh và tổ hợp tác được ghi số định danh của chủ.")
        told = {field: getattr(self, field) for field in FIELDS} | {
            "name": line(self.name, "Tên cơ sở", LONGEST, required=True),
            "street": line(self.street, "Số nhà, thôn, đường", LONGEST),
            "tax_code": _read(read_tax_code, self.tax_code),
            "phone": _read(read_phone, self.phone),
            "owner_number": number if self.owner_number else self.owner_number,
        }
        return Particulars(**told)

    def kept(self) -> dict[str, Any]:
        """Return the columns that an establishment and its versions share."""
        return {field: getattr(self, field) for field in FIELDS if field != "owner_number"}


FIELDS = tuple(Particulars.__dataclass_fields__)


def searched(name: str, taken_in: Iterable[str] = ()) -> dict[str, str]:
    """Return the columns by which a name is found, compared and put in order.

    By the names of the records that were merged into it an establishment is found as well.
    """
    names = dict.fromkeys((name, *taken_in))
    return {
        "search": " | ".join(f" {long_form(one)} " for one in names),
        "core": core(name)[:400],
        "sorted_name": order_key(name),
    }


def changed_fields(establishment: Establishment, told: Particulars) -> list[str]:
    """Return the names of the columns that `told` would change."""
    return [field for field, value in told.kept().items() if getattr(establishment, field) != value]


def _read(reader: Callable[[str], str], text: str) -> str:
    try:
        return reader(text) if clean(text) else ""
    except Unreadable as refusal:
        raise Refused(str(refusal)) from refusal
