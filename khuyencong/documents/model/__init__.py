"""An official document as data, with every line worded once, so that all writers say the same."""

from khuyencong.documents.model.blocks import (
    Block,
    Grounds,
    Heading,
    Items,
    Marker,
    Paragraph,
    Picture,
    numbered,
)
from khuyencong.documents.model.document import (
    Appendix,
    Document,
    stands_with_signature,
)
from khuyencong.documents.model.end import (
    RECIPIENTS,
    OnBehalf,
    Recipients,
    Signature,
)
from khuyencong.documents.model.head import (
    BLANK,
    DRAFT,
    MOTTO,
    NATION,
    Issuer,
    Number,
    PlaceAndDay,
    Secrecy,
    Urgency,
)
from khuyencong.documents.model.tables import (
    Column,
    Group,
    Side,
    Table,
)
from khuyencong.documents.model.words import (
    Cited,
    Link,
    Spans,
    Words,
    after,
    fitted,
    parts_of,
)

__all__ = [
    "BLANK",
    "DRAFT",
    "MOTTO",
    "NATION",
    "RECIPIENTS",
    "Appendix",
    "Block",
    "Cited",
    "Column",
    "Document",
    "Grounds",
    "Group",
    "Heading",
    "Issuer",
    "Items",
    "Link",
    "Marker",
    "Number",
    "OnBehalf",
    "Paragraph",
    "Picture",
    "PlaceAndDay",
    "Recipients",
    "Secrecy",
    "Side",
    "Signature",
    "Spans",
    "Table",
    "Urgency",
    "Words",
    "after",
    "fitted",
    "numbered",
    "parts_of",
    "stands_with_signature",
]
