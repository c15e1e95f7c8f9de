from khuyencong.results.models.people import Participant
from khuyencong.results.models.results import Result, ResultEstablishment

__all__ = ["Participant", "Result", "ResultEstablishment"]
