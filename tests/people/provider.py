"""A provider of OpenID Connect with keys of its own, as small as the protocol lets it be."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "portal", "the portal's secret at the provider"


class Provider:
    """Vouches for whoever `claims` says. `key` signs; `other_key` is one that it never published."""

    def __init__(self) -> None:
        self.key, self.other_key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        self.signing_key = self.key
        self.claims: dict[str, Any] = {}
        self.codes: dict[str, str] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def says(self, email: str, *, verified: object = True, **more: Any) -> None:
        self.claims = {"sub": "a person", "email": email, "email_verified": verified, **more}

    def answer_to(self, address: str) -> dict[str, str]:
        """Somebody signs in at the provider: what the browser brings back to the portal."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        self.codes["a-code"] = asked["code_challenge"]
        return {"code": "a-code", "state": asked["state"]}

    def token(self, code: str, verifier: str) -> dict[str, str]:
        digest = hashlib.sha256(verifier.encode()).digest()
        assert self.codes.pop(code) == base64.urlsafe_b64encode(digest).decode().rstrip("=")
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(claims, self.signing_key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "a-token", "token_type": "Bearer", "id_token": signed}

    def published(self) -> dict[str, Any]:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def about(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "userinfo_endpoint": f"{self.url}/nobody",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pages = {"/.well-known/openid-configuration": provider.about, "/keys": provider.published}
                page = pages.get(self.path)
                self._send(page() if page else None)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                assert form["client_secret"] == SECRET, urlencode(form)
                self._send(provider.token(form["code"], form["code_verifier"]))

            def _send(self, answer: dict[str, Any] | None) -> None:
                self.send_response(200 if answer is not None else 404)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer or {}).encode())

            def log_message(self, *said: object) -> None:
                """Quiet."""

        return Handler
