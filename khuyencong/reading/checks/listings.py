"""How many things a list in prose names: at least, at most, and whether that is beyond doubt."""

import re
from dataclasses import dataclass

from khuyencong.reading.checks.named import CAPITALS

#: Words before a proper name that do not make it another kind of thing.
ADMIN = re.compile(
    r"^(?:các |và )?(?:(?:tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường|thị trấn|vùng"
    r"|hợp tác xã|htx|công ty(?: tnhh| cổ phần)?|doanh nghiệp|cơ sở|làng nghề|cụm công nghiệp|ccn"
    r"|hội chợ|năm|đại diện|lãnh đạo)\s+)+",
    re.IGNORECASE,
)
#: An item that is a stretch of time: "năm 2014", "2016", "tháng 4", "quý II".
TIME = re.compile(
    r"(?:(?:các |và )*(?:năm|tháng|quý|đợt) )?(?:(?:19|20)\d\d|(?<=[a-zýợ] )(?:\d{1,2}|[ivx]+))"
    r"(?:/(?:19|20)\d\d)?"
)
ROMAN = re.compile(r"\((i{1,3}|iv|vi{0,3}|ix|x)\)")
#: Where the list has ended and the sentence goes on.
GOES_ON = re.compile(
    r"\s*(?:qua đó|từ đó|sau đó|tiếp đó|rồi|nhằm|để|góp phần|trong đó"
    r"|đồng thời|với|tổng|kinh phí|thời gian|giúp|do\b"
    r"|đã|được|nay|đều|hiện|mỗi|bình quân|đạt|theo|và (?:đã|được|có)|trên địa bàn|tại|ở|đến nay"
    r"|cho)\b"
)
#: Inside an item: what is said of the whole list begins.
PREDICATE = re.compile(
    r"\s(?:đã|được|đang|sẽ|đều|có|tham gia|với|nhằm|để|qua đó|ký|là|tổ chức|hỗ trợ|trong)\s"
)
#: Things that one may group under a name with "và" inside.
GROUPED = re.compile(r"nhóm|ngành|lĩnh vực|nội dung|nhiệm vụ|mục tiêu|giải pháp|chương trình")
#: Names of one body with "và" or a comma inside.
COMPOUND = re.compile(
    r"\b(?:(?:kế hoạch|nông nghiệp|khoa học|tài nguyên|giáo dục|thông tin|kinh tế|công nghiệp"
    r"|thương mại|xúc tiến thương mại|du lịch|thể thao|dịch vụ)\s+và|văn hóa(?:,| và)"
    r"|lao động\s*[,–-]|thương binh và)(?=\s)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LONGEST_NAME, _LONGEST_PHRASE = 9, 6
_ACT = re.compile(r"(?:hỗ trợ|tổ chức|xây dựng|thực hiện|đào tạo|tư vấn|có|được|do|để|nhằm)\b")


@dataclass(frozen=True)
class Listing:
    """The items of a list; `least` and `most` bound their number where a word is in doubt."""

    items: tuple[str, ...]
    least: int
    most: int

    @property
    def are_names(self) -> bool:
        """Whether every item is a proper name."""
        return all(map(is_name, self.items))

    @property
    def are_times(self) -> bool:
        """Whether every item is a year, a month or the like."""
        return all(TIME.fullmatch(t.lower()) for t in self.items)

    @property
    def are_phrases(self) -> bool:
        """Whether every item is one short phrase that names a thing."""
        return all(
            len(t.split()) <= _LONGEST_PHRASE
            and not _ACT.match(t.lower())
            and not re.search(r"\d", t)
            for t in self.items
        )


def listing(text: str, counted: str = "") -> Listing | None:
    """Return the list at the head of `text`, of things called `counted`; None without two items."""
    romans = len(ROMAN.findall(text))
    if romans > 1:
        return Listing(("",) * romans, romans, romans)
    text = COMPOUND.sub(lambda m: m[0].replace("và", "&").replace(",", " &"), text)
    text = _BRACKETS.sub("", text)
    mark = ";" if ";" in text else ","
    pieces = _until_sentence_goes_on(re.split(mark, text), mark)
    if not pieces:
        return None
    joined = [t for p in pieces for t in _parted(p)]
    if len(joined) < 2:
        return None
    return _bounded(pieces, joined, counted, mark)


def _bounded(pieces: list[str], joined: list[str], counted: str, mark: str) -> Listing:
    names = all(map(is_name, joined))
    lone = 0 if names or mark == ";" else sum(len(p.split()) < 2 for p in pieces)
    inner = sum(len(p.split(",")) - 1 for p in pieces) if mark == ";" else 0
    concluded = len(_parted(pieces[-1])) == 2 and len(joined) == len(pieces) + 1
    sure = names or (concluded and mark == "," and _is_sure(joined, counted))
    items = joined if sure or concluded else pieces
    doubtful = 0 < lone < len(pieces)
    least = 2 if doubtful else len(joined) if sure else len(pieces)
    return Listing(tuple(items), least, len(joined) + inner)


def _is_sure(joined: list[str], counted: str) -> bool:
    """Return whether the last "và" joins two items of the list, and not two words of one item."""
    both = all(len(t.split()) >= 2 for t in joined[-2:])
    return both and len(joined) > 2 and not GROUPED.search(counted)


def _parted(piece: str) -> list[str]:
    return [t.strip() for t in re.split(r"\bvà\b", piece) if t.strip()]


def _until_sentence_goes_on(pieces: list[str], mark: str) -> list[str]:
    """Return the items of a list, without what the sentence says after it."""
    found: list[str] = []
    for piece in pieces:
        words = piece.strip(" .:*_\n")
        if not words or GOES_ON.match(words.lower()):
            break
        cut = PREDICATE.search(words.lower() + " ")
        item = words[: cut.start()].strip() if cut else words
        name = _leading_name(item)
        found.append(name or item)
        if cut or (name and name != item):
            break
        last = _parted(item)
        if mark == "," and len(found) > 1 and len(last) == 2 and all(map(is_name, last)):
            break
    return found


def _leading_name(item: str) -> str:
    """Return the names that an item begins with, where ordinary words follow; else ""."""
    match = re.match(
        rf"(?:{_NAME}\s+và\s+)?{_NAME}(?=\s+[a-zđà-ỹ]+\s+[a-zđà-ỹ]+\s+[a-zđà-ỹ]+)", item
    )
    return match.group() if match else ""


_CAPITAL = f"[{CAPITALS}]"
_NAME = rf"(?:(?:huyện|tỉnh|xã|phường|thành phố|thị xã)\s+)?{_CAPITAL}\w*(?:[\s-]+{_CAPITAL}\w*)+"


def is_name(text: str) -> bool:
    """Return whether `text`, apart from "huyện", "công ty" and the like, is a proper name."""
    bare = ADMIN.sub("", text).strip(" *_-–+•")
    words = bare.split()
    return bool(words) and len(words) <= _LONGEST_NAME and bare[:1].isupper()
