"""Sheets as people fill them in: right, wrong, half, in every way of writing; drawn by chance."""

from random import Random

from khuyencong.fieldwork.sheets import SHEETS

MONEY = (
    "", "0", "500 triệu", "1,2 tỷ", "1.250.000", "1 250 000", "1 tỷ 371 triệu", "2 tỷ rưỡi",
    "350tr", "350 trđ", "400", "99.999", "100000", "20.76 tỷ", "1,250", "một tỷ hai trăm triệu",
    "hai tỷ hai trăm", "Ba trăm triệu đồng", "(15.000.000)", "-5 triệu", "âm hai triệu", "1 tỷ 5",
    "60,182 tỷ", "66 ngàn tỷ", "12,5 đồng", "300 triệu đồng chẵn", "5 trăm nghìn", "abc", "₫",
    "1\u00a0000\u00a0000 đ", "9.223.372.036.854.775.808", "300.000.000đ", "2 ty 2 tram",
    "1,5 tỷ rưỡi", "1.2.3", "tỷ rưỡi", "600 000 000 VNĐ", "0,3 tỷ", "500\u200btriệu",
)  # fmt: skip
DAYS = (
    "", "05/03/2026", "5-3-2026", "ngày 05 tháng 3 năm 2026", "2026-03-05", "31/02/2026",
    "13/13/2026", "29/02/2027", "1/1/1944", "24/11/2026", "25.11.2026", "25/12/2026", "hôm qua",
    "01/02/2027", "30/09/2027", "5/3/26", "00/01/2026", "Ngày 1 Tháng 2 Năm 2027",
)  # fmt: skip
NUMBERS = (
    "", "0", "7", "07", "1.250", "12,5", "12,0", "-3", "2.000.000", "năm", "1 250", "99999999999",
    "1,250.5", "3 người", "20.76", "201", "200", "10.001",
)  # fmt: skip
YEARS = ("", "2027", "2011", "2200", "2201", "2.027", "27", "hai nghìn", "2012", "99999999999")
LINES = (
    "", "mua máy sấy chè", "Máy  cưa\tCNC", "Cu\u031b\u0303a ma\u0301y", "x" * 301, "  ",
    "tấn", "\u200b", "máy \u00adép", "<b>máy</b>", "y" * 150, "y" * 151, "z" * 500, "z" * 5001,
)  # fmt: skip
BY_KIND = {
    "sum": MONEY,
    "amount": MONEY,
    "day": DAYS,
    "whole": NUMBERS,
    "year": YEARS,
    "line": LINES,
    "words": LINES,
}
#: What a careful person writes: most cases are whole, so that the law has something to say.
CAREFUL = {
    "sum": ("500 triệu", "1,2 tỷ", "250.000.000", "90 triệu", "1 tỷ 371 triệu", "100.000.000.000"),
    "amount": ("500 triệu", "12.000.000", "0,3 tỷ"),
    "day": ("05/03/2026", "24/11/2026", "1/9/2026"),
    "whole": ("0", "7", "1.250", "12"),
    "year": ("2027", "2028"),
    "line": ("mua máy sấy chè", "tấn", "Cưa máy"),
    "words": ("Máy chạy tốt", ""),
}


def draw(dice: Random, kind: str, communes: list[str]) -> dict[str, str]:
    """Return a sheet of a kind as somebody typed it."""
    careless = dice.random() < 0.5
    return {
        field["name"]: _answer(dice, field, communes, careless and dice.random() < 0.4)
        for field in SHEETS[kind].fields
    }


def _answer(dice: Random, field: dict[str, object], communes: list[str], wild: bool) -> str:
    if field["kind"] == "commune":
        return dice.choice([*communes, ""]) if wild else dice.choice(communes)
    if field["kind"] == "choice":
        choices = [code for code, _ in field["choices"]]  # type: ignore[attr-defined]
        return dice.choice(choices if wild else [code for code in choices if code] or choices)
    if not wild and "required" not in field and dice.random() < 0.15:
        return ""
    return dice.choice((BY_KIND if wild else CAREFUL)[str(field["kind"])])
