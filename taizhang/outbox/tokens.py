"""Tokens of links: random, signed by this installation, kept as a hash only."""

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

OPEN, UPLOAD = "open", "upload"
RANDOM_BYTES = 18


def new_token(purpose: str) -> str:
    """Return a token that nobody guesses and nobody else could have made."""
    return _signer(purpose).sign(secrets.token_urlsafe(RANDOM_BYTES))


def hash_of(token: str, purpose: str) -> str | None:
    """Return the hash under which a token is known; nothing where it is not one of ours."""
    try:
        _signer(purpose).unsign(token)
    except BadSignature:
        return None
    return hashlib.sha256(token.encode()).hexdigest()


def _signer(purpose: str) -> Signer:
    return Signer(sep=".", salt=f"taizhang.outbox.{purpose}")
