"""What every answer goes through: who may keep it, and how much of it is sent."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class PrivatePages:
    """What a signed-in person sees is kept by no cache on the way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, marked private where somebody is signed in.

        An answer that is the same for all is left as it is: who asks is not even looked at.
        """
        response = self.get_response(request)
        if getattr(response, "same_for_all", False):
            return response
        if request.user.is_authenticated:
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response


class BareHead:
    """A HEAD request is answered by the headers of the page, its length among them, and no body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, without its body where only the headers were asked for."""
        response = self.get_response(request)
        if request.method != "HEAD":
            return response
        if response.streaming:
            response.close()
            response.streaming_content = []
        else:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response
