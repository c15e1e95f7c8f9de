from khuyencong.reports.models.editions import ChapterVersion, Edition, EditionStep
from khuyencong.reports.models.phrases import Phrase
from khuyencong.reports.models.reports import Report

__all__ = ["ChapterVersion", "Edition", "EditionStep", "Phrase", "Report"]
