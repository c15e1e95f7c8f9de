from khuyencong.office.models.books import OutgoingBook
from khuyencong.office.models.documents import IssuedDocument

__all__ = ["IssuedDocument", "OutgoingBook"]
