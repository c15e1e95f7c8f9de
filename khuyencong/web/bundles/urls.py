"""Addresses for other instances of the system, not for people."""

from django.urls import path, register_converter

from khuyencong.web.bundles import pages


class Sha256:
    """A SHA-256 in an address."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        """Return it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it stands."""
        return value


register_converter(Sha256, "sha256")

app_name = "bundles"
urlpatterns = [
    path("", pages.introduction, name="introduction"),
    path("tiep/", pages.following, name="following"),
    path("goi/<sha256:sha256>/", pages.bundle, name="bundle"),
    path("den/<sha256:sha256>/", pages.arriving, name="arriving"),
]
