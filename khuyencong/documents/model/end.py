"""The end of a document: who signs, in whose stead, and who receives it."""

from dataclasses import dataclass
from enum import StrEnum

RECIPIENTS = "Nơi nhận:"


class OnBehalf(StrEnum):
    """In whose stead a person signs (NĐ 30/2020/NĐ-CP); "" signs as himself."""

    HIMSELF = ""
    COLLECTIVE = "TM."
    HEAD = "KT."
    ORDER = "TL."
    AUTHORISED = "TUQ."
    ACTING = "Q."


@dataclass(frozen=True)
class Signature:
    """Who signs: "KT. GIÁM ĐỐC" above "PHÓ GIÁM ĐỐC", and the name, "" where nobody signed.

    `party` stands above it where several sign: "Đại diện bên A"; `collective` where the head's
    deputy signs for a collective: "TM. ỦY BAN NHÂN DÂN"; `post` is "" where it is for the pen.
    """

    post: str
    name: str = ""
    on_behalf: OnBehalf = OnBehalf.HIMSELF
    of: str = ""
    party: str = ""
    collective: str = ""

    @property
    def titles(self) -> list[str]:
        """Return the lines above the name; an acting head has but one: "Q. GIÁM ĐỐC"."""
        whole = f"{OnBehalf.COLLECTIVE} {self.collective.upper()}" if self.collective else ""
        lines = [self.party.upper(), whole, *self._own_titles()]
        return [line for line in lines if line]

    def _own_titles(self) -> list[str]:
        if self.on_behalf is OnBehalf.HIMSELF:
            return [self.post.upper()]
        if self.on_behalf is OnBehalf.ACTING:
            return [f"{self.on_behalf} {self.post.upper()}"]
        return [f"{self.on_behalf} {self.of.upper()}", self.post.upper()]


@dataclass(frozen=True)
class Recipients:
    """Who receives the document, and what is kept in the archive: "VT, QLCN"; nobody where "".

    `drafter` is the symbol of who drafted it, `copies` how many are issued: "PL.300".
    """

    names: tuple[str, ...] = ()
    archive: str = "VT"
    drafter: str = ""
    copies: int | None = None

    @property
    def lines(self) -> list[str]:
        """Return each on its line: who receives it, the archive, then "PL.300" where given."""
        kept = [f"- Lưu: {self.archive}."] if self.archive else []
        return [*(f"- {name};" for name in self.names), *kept, *self._issued]

    @property
    def _issued(self) -> list[str]:
        told = (self.drafter.upper(), "" if self.copies is None else str(self.copies))
        line = ".".join(part for part in told if part)
        return [line] if line else []
