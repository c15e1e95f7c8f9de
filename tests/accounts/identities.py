"""A provider of identities on this machine: real HTTP, real signatures, and faults on demand."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "khuyen-cong-thu", "bí-mật-của-lần-thử"


class Provider:
    """What the provider knows, and how it misbehaves."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.subject = "chu-the-1"
        self.fault = ""
        self.asked: dict[str, dict[str, str]] = {}
        self.seen: list[dict[str, str]] = []

    def discovery(self) -> dict[str, Any]:
        """Return what it says of itself."""
        return {
            "issuer": "https://khac.example" if self.fault == "discovery" else self.base,
            "authorization_endpoint": f"{self.base}/authorize",
            "token_endpoint": f"{self.base}/token",
            "jwks_uri": f"{self.base}/jwks",
            "userinfo_endpoint": f"{self.base}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        """Return its public key."""
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "mot", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the person is sent back to, as one who agreed."""
        self.seen.append(asked)
        if self.fault == "denied":
            told = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(16)
            self.asked[code] = asked
            state = "trạng-thái-khác" if self.fault == "state" else asked["state"]
            told = {"code": code, "state": state}
        return f"{asked['redirect_uri']}?{urlencode(told)}"

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """Return the tokens for a code, once, to who proves that he asked for it."""
        asked = self.asked.pop(given.get("code", ""), None)
        if asked is None or (given.get("client_id"), given.get("client_secret")) != (
            CLIENT,
            SECRET,
        ):
            return None
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        return {"access_token": "x", "token_type": "Bearer", "id_token": self._signed(asked)}

    def _signed(self, asked: dict[str, str]) -> str:
        now, fault = int(time.time()), self.fault
        told: dict[str, Any] = {
            "iss": "https://khac.example" if fault == "issuer" else self.base,
            "aud": "ứng-dụng-khác" if fault == "audience" else CLIENT,
            "sub": self.subject,
            "nonce": "khác" if fault == "nonce" else asked["nonce"],
            "iat": now - (7_200 if fault == "old" else 0),
            "exp": now + (-3_600 if fault == "old" else 300),
            "email": "owner@example.vn",
            "name": "Tên Không Được Giữ",
        }
        if fault == "shared":
            told |= {"aud": [CLIENT, "ứng-dụng-khác"], "azp": "ứng-dụng-khác"}
        if fault == "no nonce":
            del told["nonce"]
        if fault == "none":
            return jwt.encode(told, "", algorithm="none", headers={"kid": "mot"})
        if fault == "symmetric":
            # What everybody knows, taken for a shared secret: the oldest trick.
            secret = self.keys()["keys"][0]["n"]
            return jwt.encode(told, secret, algorithm="HS256", headers={"kid": "mot"})
        key = self.key
        if fault == "signature":
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        kid = "hai" if fault == "key" else "mot"
        return jwt.encode(told, key, algorithm="RS256", headers={"kid": kid})


@contextmanager
def provider_at_work() -> Iterator[Provider]:
    """Run the provider on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            match parts.path:
                case "/.well-known/openid-configuration":
                    self._json(provider.discovery())
                case "/jwks":
                    self._json(provider.keys())
                case "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider.authorize(asked))
                    self.end_headers()
                case _:
                    self._json({}, 404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = {name: values[0] for name, values in parse_qs(body).items()}
            told = provider.token(given)
            self._json(told or {"error": "invalid_grant"}, 200 if told else 400)

        def _json(self, told: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
