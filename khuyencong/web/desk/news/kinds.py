"""The kinds of publications as addresses spell them."""

from khuyencong.publishing.states import PublicationKind

SLUGS = {
    "tin": PublicationKind.NEWS,
    "ban-tin": PublicationKind.BULLETIN,
    "keu-goi": PublicationKind.CALL,
}
