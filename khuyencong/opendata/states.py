"""The words of open data: what a field holds, why it may leave, which files a table has."""

from khuyencong.values.vocabulary import Term


class Kind(Term):
    """What the cells of a field are."""

    TEXT = "text", "chữ"
    KEY = "key", "khóa"
    CODE = "code", "mã trong danh mục"
    INTEGER = "integer", "số nguyên"
    MONEY = "money", "số nguyên đồng"
    NUMBER = "number", "số"
    BOOLEAN = "boolean", "đúng hoặc sai"
    DAY = "day", "ngày"
    MOMENT = "moment", "thời điểm"


class Openness(Term):
    """Why a field may be published: there is no third way out."""

    REGISTER = "register", "công khai: sổ, danh mục hoặc quyết định của Nhà nước"
    SUM = "sum", "số tổng hợp, không nói về một người"


class Form(Term):
    """The forms in which every table is written."""

    CSV = "csv", "CSV"
    JSON = "json", "JSON"
    PARQUET = "parquet", "Parquet"


MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "jsonld": "application/ld+json",
    "md": "text/markdown",
    "txt": "text/plain",
    "zip": "application/zip",
}
