"""What officers type about reports and figures: text in, clean values out."""

from khuyencong.ingestion.forms.checking import AskForm, DismissForm
from khuyencong.ingestion.forms.choosing import ChooseForm
from khuyencong.ingestion.forms.confirming import ConfirmForm
from khuyencong.ingestion.forms.receiving import ReceiveForm
from khuyencong.ingestion.forms.reviewing import (
    CorrectForm,
    DismissRereadingForm,
    ExplainForm,
    LeaveOutForm,
)

__all__ = [
    "AskForm",
    "ChooseForm",
    "ConfirmForm",
    "CorrectForm",
    "DismissForm",
    "DismissRereadingForm",
    "ExplainForm",
    "LeaveOutForm",
    "ReceiveForm",
]
