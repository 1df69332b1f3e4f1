"""Tokens made by PyJWT, an implementation that is not ours."""

from __future__ import annotations

import time

import jwt

SECRET = "an-end-to-end-secret-of-forty-eight-bytes-length!"
FOREIGN_SECRET = "a-foreign-secret-of-just-as-many-bytes-in-length!"


def make(
    user: str = "alice", scope: str | None = "chat", *, ttl: float = 3600, secret: str = SECRET,
    algorithm: str = "HS256", omit: tuple[str, ...] = (), **claims,
) -> str:
    """A token; ``claims`` override the usual ones and ``omit`` leaves some out."""
    payload = {"sub": user, "exp": int(time.time() + ttl)}
    if scope is not None:
        payload["scope"] = scope
    payload.update(claims)
    for name in omit:
        payload.pop(name, None)
    return jwt.encode(payload, secret, algorithm=algorithm)
