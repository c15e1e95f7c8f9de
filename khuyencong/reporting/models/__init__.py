"""The tables of the reporting calendar."""

from khuyencong.reporting.models.duties import Duty, DutyAct, Submission
from khuyencong.reporting.models.notices import Notice
from khuyencong.reporting.models.regimes import Regime, slot_of

__all__ = ["Duty", "DutyAct", "Notice", "Regime", "Submission", "slot_of"]
