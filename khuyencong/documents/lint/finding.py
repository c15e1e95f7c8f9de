"""What is wrong with a layout."""

from dataclasses import asdict, dataclass

from khuyencong.documents.lint.names import RULES

#: By what the findings judge, and how far that was checked.
BASIS = (
    "Thể thức theo NĐ 30/2020/NĐ-CP, Phụ lục I, như các nguồn công khai kể lại; "
    "chưa đối chiếu với nguyên văn nghị định."
)


@dataclass(frozen=True)
class Finding:
    """One fault: which rule of `RULES`, where it is, what was found, what to do."""

    rule: str
    place: str
    says: str
    advice: str

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ValueError(f"no rule of that name: {self.rule}")

    def as_dict(self) -> dict[str, str]:
        """Return it as JSON can hold it."""
        return asdict(self)
