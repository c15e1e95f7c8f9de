"""The words of programmes: whose they are, how sure a target is, which series of a place."""

from django.db.models import TextChoices

from khuyencong.values.vocabulary import Bound, FundingSource


class ProgrammeLevel(TextChoices):
    """Who adopted a programme."""

    NATIONAL = "national", "Chương trình quốc gia"
    PROVINCIAL = "provincial", "Chương trình của tỉnh, thành phố"


class Sure(TextChoices):
    """How a target is known."""

    STATED = "stated", "văn bản, báo cáo nêu"
    IMPLIED = "implied", "suy ra từ báo cáo"


class Series(TextChoices):
    """What is told of a place beside the programme, and is no result of it."""

    ESTABLISHMENTS = "establishments", "Cơ sở công nghiệp – tiểu thủ công nghiệp"
    OUTPUT = "output", "Giá trị sản xuất công nghiệp – tiểu thủ công nghiệp"
    CRAFT_VILLAGES = "craft_villages", "Làng nghề đạt tiêu chí"
    TRADITIONAL_VILLAGES = "traditional_villages", "Làng nghề truyền thống"
    NEW_VILLAGES = "new_villages", "Làng nghề mới"
    WORKING_VILLAGES = "working_villages", "Làng nghề hoạt động khá hiệu quả"


#: What one of a series is, in the units of the vocabulary.
UNITS = {
    Series.ESTABLISHMENTS: "establishment",
    Series.OUTPUT: "VND",
    Series.CRAFT_VILLAGES: "craft_village",
    Series.TRADITIONAL_VILLAGES: "craft_village",
    Series.NEW_VILLAGES: "craft_village",
    Series.WORKING_VILLAGES: "craft_village",
}

#: Whose money a target may speak of; "" is all of the State's. `local` is all below the nation.
SOURCES = {
    "": (),
    FundingSource.NATIONAL.value: (FundingSource.NATIONAL.value,),
    FundingSource.PROVINCIAL.value: (FundingSource.PROVINCIAL.value,),
    FundingSource.LOCAL.value: (
        FundingSource.PROVINCIAL.value,
        FundingSource.DISTRICT.value,
        FundingSource.COMMUNE.value,
    ),
}
BOUNDS = ("", *(bound.value for bound in Bound))


class Degree(TextChoices):
    """How the State calls a commune whose conditions are hard, from a day."""

    DIFFICULT = "difficult", "khó khăn"
    VERY_DIFFICULT = "very_difficult", "đặc biệt khó khăn"
