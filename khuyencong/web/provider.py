"""Signing in by OpenID Connect (VNeID, when its owner connects it): what the library leaves open.

The library keeps `state` and PKCE. Here stand the nonce, the signature held against the provider's
keys, issuer, audience and age; of all that the provider tells, the subject alone is kept.
"""

import logging
import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse

#: Ways of signing that nobody can imitate who knows the public key alone.
ALGORITHMS = ("RS256", "PS256", "ES256")
#: Seconds by which two clocks may differ.
LEEWAY = 60
logger = logging.getLogger(__name__)


class IdentityRefused(OAuth2Error):  # type: ignore[misc]
    """What came back is not what was asked for; `why`, for the log, says nothing of anybody."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class IdentityAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Speaks to the provider, and believes nothing that is not signed for this very question."""

    #: What was kept in the session when the person left for the provider.
    asked: dict[str, Any]

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself; refused where it says that it is another."""
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.get_provider().app.settings["issuer"]:
            raise IdentityRefused("discovery names another issuer")
        return config

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Return who it is, by the subject of a token that holds."""
        signed = kwargs["response"].get("id_token")
        if not isinstance(signed, str):
            raise IdentityRefused("no identity token")
        told = self._verified(app, signed)
        return self.get_provider().sociallogin_from_response(request, told)

    def _verified(self, app: SocialApp, signed: str) -> dict[str, Any]:
        try:
            told: dict[str, Any] = jwt.decode(
                signed,
                key=self._key(signed),
                algorithms=list(ALGORITHMS),
                audience=app.client_id,
                issuer=app.settings["issuer"],
                leeway=LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
            )
        except jwt.PyJWTError as fault:
            raise IdentityRefused(type(fault).__name__) from fault
        nonces = (str(one).encode() for one in (told["nonce"], self.asked.get("nonce")))
        if not secrets.compare_digest(*nonces):
            raise IdentityRefused("another nonce")
        is_shared = isinstance(told["aud"], list) and len(told["aud"]) > 1
        if is_shared and told.get("azp") != app.client_id:
            raise IdentityRefused("made for several, and not for us")
        return told

    def _key(self, signed: str) -> jwt.PyJWK:
        """Return the provider's key that signed, for the one way of signing it is meant for."""
        header = jwt.get_unverified_header(signed)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise IdentityRefused("a way of signing that is not taken")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = answer.json().get("keys", [])
        for key in keys:
            if key.get("kid") == header.get("kid") and key.get("use", "sig") == "sig":
                return jwt.PyJWK(key, algorithm=algorithm)
        raise IdentityRefused("signed by no key of the provider")


class IdentityProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """A provider of identities from the environment; its words about a person are not kept."""

    oauth2_adapter_class = IdentityAdapter

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Send the person to the provider with a nonce that comes back signed, or not at all."""
        nonce = secrets.token_urlsafe(32)
        # Neither scope nor anything else is taken from the address that somebody was lured to.
        kwargs = {"auth_params": {"nonce": nonce}, "scope": ["openid"], "nonce": nonce}
        answer: HttpResponse = super().redirect(request, process, next_url, data, **kwargs)
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Return the subject: nothing else names a person here."""
        return str(data["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return nothing: what is not kept cannot be lost."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return nothing: no account is found or filled by mail or name."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """Return nothing: an address of mail opens no account."""
        return []


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    """Where the provider sends the person back to."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, answer = super()._get_state(request, provider)
        self.adapter.asked = state or {}
        return state, answer


class IdentityAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """How the library behaves with identities: nobody signs up by one, a fault is one page."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return False: who is not known signs in first, and ties his identity then."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """Tell the log why, without a word of the person."""
        why = getattr(exception, "why", type(exception).__name__ if exception else "state")
        logger.warning("identity refused: %s", why)


provider_classes = [IdentityProvider]
