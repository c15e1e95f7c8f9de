"""A synthetic nation of establishments with planted twins: the same seed, the same nation.

A twin is a second record of an establishment as another office would write it: another spelling,
another abbreviation, a slip of the pen, the commune before or after the reform, with or without
its numbers. Beside them stand neighbours that are hard to tell apart and are not twins.
"""

import random
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from khuyencong.registry.actions.establishments.particulars import searched
from khuyencong.registry.models import Establishment, Lineage, Organisation, Place
from khuyencong.registry.states import EstablishmentForm, Level, LineageKind
from khuyencong.values.text import strip_marks
from tests.factories import ENTERED_AT, make_tax_code

FORMS = {
    EstablishmentForm.ENTERPRISE: (
        ("Công ty TNHH", "Cty TNHH", "Công ty trách nhiệm hữu hạn", "CÔNG TY TNHH"),
        ("Công ty cổ phần", "CTCP", "Cty CP", "Công ty CP"),
        ("Công ty TNHH MTV", "Cty TNHH một thành viên", "Công ty TNHH 1 thành viên"),
        ("Doanh nghiệp tư nhân", "DNTN", "DN tư nhân"),
    ),
    EstablishmentForm.COOPERATIVE: (("Hợp tác xã", "HTX", "Htx"),),
    EstablishmentForm.HOUSEHOLD_BUSINESS: (
        ("Hộ kinh doanh", "Hộ KD", "HKD"),
        ("Cơ sở sản xuất", "CSSX", "Cơ sở SX"),
    ),
}
ACTIVITIES = (
    (),
    (),
    ("Sản xuất", "SX"),
    ("Sản xuất và Thương mại", "SX & TM", "SXTM", "sản xuất thương mại"),
    ("Thương mại Dịch vụ", "TM DV", "TMDV", "Thương mại và Dịch vụ"),
    ("Chế biến", "chế biến"),
)
GOODS = (
    "Gỗ", "Mộc", "Gốm sứ", "Mây tre", "Cơ khí", "May", "Dệt", "Nông sản", "Thủy sản", "Chè",
    "Cà phê", "Bún", "Miến", "Mỳ gạo", "Rượu", "Nước mắm", "Gạch", "Đá mỹ nghệ", "Bao bì", "Nhựa",
    "Giấy", "In", "Da giày", "Đúc đồng", "Rèn", "Nón lá", "Hương", "Bánh kẹo", "Thực phẩm",
    "Dược liệu", "Mật ong", "Vật liệu xây dựng",
)  # fmt: skip
FIRST = (
    "An", "Bình", "Cường", "Đại", "Đông", "Đức", "Gia", "Hải", "Hòa", "Hoàng", "Hồng", "Hưng",
    "Khánh", "Kim", "Lâm", "Long", "Minh", "Mỹ", "Nam", "Ngọc", "Phú", "Phúc", "Quang", "Sơn",
    "Tân", "Tây", "Thái", "Thanh", "Thành", "Thiên", "Thịnh", "Tiến", "Trường", "Tuấn", "Việt",
    "Vĩnh", "Xuân", "Yên",
)  # fmt: skip
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Lý", "Tạ")
MIDDLES = ("Văn", "Thị", "Đức", "Hữu", "Thị Thu", "Minh", "Quốc", "Ngọc")


@dataclass(frozen=True)
class Nation:
    """The records, and which two of them are one establishment, the smaller id first."""

    size: int
    twins: frozenset[tuple[UUID, UUID]]


def make_nation(custodian: Organisation, size: int, twins: int, seed: int = 1) -> Nation:
    """Write `size` records, among them second records of `twins` establishments."""
    chance = random.Random(seed)
    places = _Places(chance)
    rows: list[Establishment] = []
    for number in range(size - twins):
        before = rows[-1] if rows and chance.random() < 0.05 else None
        rows.append(_neighbour(before, number, chance) if before else _new(number, places, chance))
    chosen = chance.sample(rows, twins)
    planted = [(one, _twin(one, places, chance)) for one in chosen]
    for row in [*rows, *(twin for _, twin in planted)]:
        row.custodian, row.recorded_at = custodian, ENTERED_AT
        for field, value in searched(row.name).items():
            setattr(row, field, value)
    Establishment.objects.bulk_create([*rows, *(twin for _, twin in planted)], batch_size=500)
    pairs = frozenset(tuple(sorted((one.id, twin.id))) for one, twin in planted)
    return Nation(size, pairs)


class _Places:
    """Communes of both maps, some of them much fuller than others, and what became of each."""

    def __init__(self, chance: random.Random) -> None:
        communes = Place.objects.filter(level=Level.COMMUNE).values_list("key", "id")
        self.ids = [place for _, place in sorted(communes)]
        chance.shuffle(self.ids)
        self.weights = [1 / (1 + rank) ** 0.5 for rank in range(len(self.ids))]
        self.kin: dict[UUID, list[UUID]] = {}
        links = Lineage.objects.filter(predecessor__level=Level.COMMUNE)
        pairs = links.exclude(kind=LineageKind.LEVEL_REMOVED)
        for one, other in sorted(pairs.values_list("predecessor_id", "successor_id")):
            self.kin.setdefault(one, []).append(other)
            self.kin.setdefault(other, []).append(one)

    def any(self, chance: random.Random) -> UUID:
        return chance.choices(self.ids, self.weights)[0]


def _new(number: int, places: _Places, chance: random.Random) -> Establishment:
    form = chance.choices([*FORMS], (5, 2, 4))[0]
    return Establishment(
        form=form,
        name=_name(form, chance),
        commune_id=places.any(chance),
        tax_code=make_tax_code(number) if chance.random() < _coded(form) else "",
        phone=f"09{number:08d}" if chance.random() < 0.7 else "",
    )


def _coded(form: EstablishmentForm) -> float:
    return 0.5 if form == EstablishmentForm.HOUSEHOLD_BUSINESS else 0.9


def _name(form: EstablishmentForm, chance: random.Random) -> str:
    words = [chance.choice(chance.choice(FORMS[form]))]
    if form == EstablishmentForm.HOUSEHOLD_BUSINESS and chance.random() < 0.6:
        words += [chance.choice(SURNAMES), chance.choice(MIDDLES), chance.choice(FIRST)]
        return " ".join(words)
    activity = chance.choice(ACTIVITIES)
    words += [chance.choice(activity)] if activity else []
    words += [chance.choice(GOODS)] if chance.random() < 0.7 else []
    words += [chance.choice(FIRST), chance.choice(FIRST)]
    words += [str(chance.randint(1, 30))] if chance.random() < 0.05 else []
    return " ".join(words)


def _neighbour(one: Establishment, number: int, chance: random.Random) -> Establishment:
    """Return another establishment of the commune whose name is close, with a code of its own."""
    words = one.name.split()
    match chance.randrange(4):
        case 0:
            words[-1] = chance.choice(FIRST)  # a brother
        case 1:
            words.append(str(chance.randint(1, 9)))  # a second workshop
        case 2:
            words.insert(-2, chance.choice(GOODS))
        case _:
            pass  # a namesake
    return Establishment(
        form=one.form,
        name=" ".join(words),
        commune_id=one.commune_id,
        tax_code=make_tax_code(number),
        # One book-keeper's telephone stands for many of his clients.
        phone=one.phone if chance.random() < 0.2 else f"09{number:08d}",
    )


def _twin(one: Establishment, places: _Places, chance: random.Random) -> Establishment:
    kin = places.kin.get(one.commune_id, [])
    moved = kin and chance.random() < 0.5
    has_code = one.tax_code and chance.random() < 0.4
    return Establishment(
        form=one.form,
        name=_respelled(one, chance),
        commune_id=chance.choice(kin) if moved else one.commune_id,
        tax_code=one.tax_code if has_code else "",
        phone=one.phone if chance.random() < 0.5 else "",
    )


def _respelled(one: Establishment, chance: random.Random) -> str:
    name = _other_words(one.name, chance)
    turns = chance.sample((_slip, strip_marks, str.upper, _decomposed, _with_i, str), 2)
    for turn in turns:
        name = turn(name, chance) if turn in (_slip,) else turn(name)
    return name


def _other_words(name: str, chance: random.Random) -> str:
    """Write form and activity as another office does."""
    for ways in (*(ways for forms in FORMS.values() for ways in forms), *ACTIVITIES):
        for way in sorted(ways, key=len, reverse=True):
            if name.startswith(f"{way} ") or f" {way} " in name:
                return name.replace(way, chance.choice(ways), 1)
    return name


def _slip(name: str, chance: random.Random) -> str:
    """Change, drop, double or swap one letter of the last words."""
    where = chance.randrange(max(len(name) - 8, 0), len(name))
    if not name[where].isalpha():
        return name
    match chance.randrange(4):
        case 0:
            return name[:where] + name[where + 1 :]
        case 1:
            return name[:where] + name[where] * 2 + name[where + 1 :]
        case 2:
            return name[:where] + chance.choice("aeiouhnctm") + name[where + 1 :]
        case _:
            return name[:where] + name[where : where + 2][::-1] + name[where + 2 :]


def _decomposed(name: str) -> str:
    return unicodedata.normalize("NFD", name)


def _with_i(name: str) -> str:
    return name.replace("Mỹ", "Mĩ").replace("Mỳ", "Mì").replace("Lý", "Lí").replace("mỹ", "mĩ")
