"""The tables of programmes."""

from khuyencong.programmes.models.context import ContextFigure
from khuyencong.programmes.models.difficulty import DifficultPlace
from khuyencong.programmes.models.figures import Estimate, Target, YearPlan
from khuyencong.programmes.models.programmes import Programme

__all__ = ["ContextFigure", "DifficultPlace", "Estimate", "Programme", "Target", "YearPlan"]
