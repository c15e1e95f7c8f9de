"""What a title is worth on a day, reckoned from its days alone."""

from datetime import date

from khuyencong.competitions.models import Certificate
from khuyencong.competitions.states import CertificateState


def state_of(certificate: Certificate, day: date) -> CertificateState:
    """Return what a certificate is on a day; one without a last day has none that is known.

    Revoked holds from its own day on; before it the certificate is what it was.
    """
    if certificate.revoked_on is not None and certificate.revoked_on <= day:
        return CertificateState.REVOKED
    if certificate.last_day is None:
        return CertificateState.UNKNOWN
    return CertificateState.EXPIRED if certificate.last_day < day else CertificateState.VALID
