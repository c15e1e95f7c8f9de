"""What who prepares a plan wishes of the suggestion, kept with the version as plain data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from khuyencong.plans.rules.suggestion import Balance

#: TT 46/2012/TT-BCT, Điều 6 lists the priority trades and places; nobody has read it yet.
UNREAD = "Danh mục ưu tiên (TT 46/2012/TT-BCT, Điều 6) chưa kiểm chứng: người xếp tự chọn."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Which contents and places come before others, and the most that one of them should get."""

    contents: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    content_percent: int | None = None
    place_percent: int | None = None

    @property
    def balance(self) -> Balance:
        """Return the limits for one content, one place."""
        return Balance(content_percent=self.content_percent, place_percent=self.place_percent)

    def prefers(self, content: str, place: str) -> bool:
        """Return whether a đề án of this content and place comes before others."""
        return content in self.contents or place in self.places

    def kept(self) -> dict[str, Any]:
        """Return the wishes as a version keeps them."""
        told = asdict(self)
        return told | {"contents": list(self.contents), "places": list(self.places)}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Wishes":
        """Return the wishes that a version kept."""
        return cls(
            contents=tuple(kept.get("contents", ())),
            places=tuple(kept.get("places", ())),
            content_percent=kept.get("content_percent"),
            place_percent=kept.get("place_percent"),
        )
