"""What people type about the law: text in, clean values out."""

from khuyencong.law.forms.proposing import KINDS_TO_PROPOSE, EndForm, ProposeForm, ReasonForm
from khuyencong.law.forms.register import InstrumentForm, RegisterForm, TextForm
from khuyencong.law.forms.searching import DayAndPlace, RegisterSearch, TrySupport

__all__ = [
    "KINDS_TO_PROPOSE",
    "DayAndPlace",
    "EndForm",
    "InstrumentForm",
    "ProposeForm",
    "ReasonForm",
    "RegisterForm",
    "RegisterSearch",
    "TextForm",
    "TrySupport",
]
