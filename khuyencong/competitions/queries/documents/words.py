"""Words that the documents of a vote share."""

from khuyencong.competitions.models import Round
from khuyencong.competitions.states import RoundLevel
from khuyencong.documents import Issuer
from khuyencong.documents.letters import NO_BREAK

PRODUCTS = "sản phẩm công nghiệp nông thôn tiêu biểu"
#: The council's own symbol: its minutes are counted apart from the letters of the body.
COUNCIL_SYMBOL = "BB-HĐBC"


def titled(round: Round) -> str:
    """Return "sản phẩm công nghiệp nông thôn tiêu biểu cấp tỉnh năm 2026"."""
    where = f" {round.region.name}" if round.region else ""
    return f"{PRODUCTS} {round.get_level_display()}{where} năm {round.year}"


def minutes_number(number: int) -> str:
    """Return "01/BB-HĐBC"."""
    return f"{number:02d}/{COUNCIL_SYMBOL}"


def grouped(sha256: str) -> str:
    """Return a fingerprint in groups of eight: it breaks where a line ends, and is read aloud."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))


def decider(round: Round) -> tuple[Issuer, str, str]:
    """Return who recognises, what its head is called, and its short name in symbols."""
    if round.level in (RoundLevel.DISTRICT, RoundLevel.PROVINCE):
        place = str(round.place).replace(" ", NO_BREAK)
        return Issuer(f"Ủy ban nhân dân {place}"), "Chủ tịch", "UBND"
    return Issuer("Bộ Công Thương"), "Bộ trưởng", "BCT"
