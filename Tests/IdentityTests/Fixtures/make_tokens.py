"""Makes tokens with PyJWT and Django's SimpleJWT, and checks ours with PyJWT.

    make_tokens.py make    prints {"now", "cases": [...]} as JSON
    make_tokens.py check   reads [{"token", "key", "algorithm"}] from standard input, prints the claims of each

A case is {"title", "key", "token"} with either "expect" (user, name, scopes) or "refusal" (the code of the refusal);
"key" is {"secret", "algorithm"}, {"pem"} or {"jwks"}. Keys are made anew in each run.

Needs PyJWT, cryptography, Django and djangorestframework-simplejwt; exits with 3 when one of them is missing.
"""

import base64
import datetime
import hashlib
import hmac
import json
import sys
import time
import types

try:
    import django
    import jwt
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from django.conf import settings

    SECRET = "a Django SECRET_KEY that is long enough for every one of the three hash lengths"
    settings.configure(
        SECRET_KEY=SECRET,
        USE_TZ=True,
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    )
    django.setup()
    from rest_framework_simplejwt.backends import TokenBackend
    from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, SlidingToken
except ImportError as error:
    print(f"a Python package is missing: {error}", file=sys.stderr)
    sys.exit(3)

NOW = int(time.time())
CLAIMS = {"sub": "ada", "name": "Ada Lovelace", "scope": "chat dashboard", "iat": NOW, "nbf": NOW, "exp": NOW + 3600}
ADA = {"user": "ada", "name": "Ada Lovelace", "scopes": "chat dashboard"}


def private_pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def public_pem(key):
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def key_set(algorithm, key, name):
    """The public key as a JWKS, in PyJWT's own spelling."""
    handler = jwt.get_algorithm_by_name(algorithm)
    return {"keys": [{**handler.to_jwk(key, as_dict=True), "kid": name, "use": "sig", "alg": algorithm}]}


def accepted(title, key, token, expect=ADA):
    return {"title": title, "key": key, "token": token, "expect": expect}


def refused(title, key, token, refusal):
    return {"title": title, "key": key, "token": token, "refusal": refusal}


def secret_cases():
    for algorithm in ("HS256", "HS384", "HS512"):
        key = {"secret": SECRET, "algorithm": algorithm}
        yield accepted(f"PyJWT {algorithm}", key, jwt.encode(CLAIMS, SECRET, algorithm))
    handler = jwt.get_algorithm_by_name("HS512")
    entry = {**handler.to_jwk(SECRET.encode(), as_dict=True), "kid": "shared", "alg": "HS512"}
    token = jwt.encode(CLAIMS, SECRET, "HS512", headers={"kid": "shared"})
    yield accepted("PyJWT HS512, oct key of a JWKS", {"jwks": {"keys": [entry]}}, token)


def asymmetric_cases():
    rsa_key = rsa.generate_private_key(65537, 2048)
    keys = {
        "RS256": rsa_key,
        "RS384": rsa_key,
        "RS512": rsa_key,
        "PS256": rsa_key,
        "ES256": ec.generate_private_key(ec.SECP256R1()),
        "ES384": ec.generate_private_key(ec.SECP384R1()),
        "EdDSA": ed25519.Ed25519PrivateKey.generate(),
    }
    for algorithm, key in keys.items():
        token = jwt.encode(CLAIMS, private_pem(key), algorithm, headers={"kid": "one"})
        yield accepted(f"PyJWT {algorithm}, PEM", {"pem": public_pem(key)}, token)
        jwks = {"jwks": key_set(algorithm, key.public_key(), "one")}
        yield accepted(f"PyJWT {algorithm}, JWKS", jwks, token)
    yield from attacks(rsa_key)


def attacks(rsa_key):
    public = public_pem(rsa_key)
    unsigned = jwt.encode(CLAIMS, None, algorithm="none")
    yield refused("PyJWT none", {"pem": public}, unsigned, "unsupported_algorithm")
    yield refused("HS256 with the public key as secret", {"pem": public}, confused(public), "algorithm_mismatch")
    for algorithm in ("PS384", "PS512"):
        token = jwt.encode(CLAIMS, private_pem(rsa_key), algorithm)
        yield refused(f"PyJWT {algorithm}", {"pem": public}, token, "unsupported_algorithm")
    other = jwt.encode(CLAIMS, private_pem(rsa.generate_private_key(65537, 2048)), "RS256")
    yield refused("PyJWT RS256 of another key", {"pem": public}, other, "bad_signature")


def confused(public):
    """What PyJWT refuses to make: a token whose secret is the text of the public key."""

    def encoded(part):
        return base64.urlsafe_b64encode(part).rstrip(b"=")

    signed = encoded(b'{"alg":"HS256","typ":"JWT"}') + b"." + encoded(json.dumps(CLAIMS).encode())
    code = hmac.new(public.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + encoded(code)).decode()


def simple_jwt_cases():
    key = {"secret": SECRET, "algorithm": "HS256"}
    user = types.SimpleNamespace(id=42, pk=42, is_active=True)
    plain = {"user": "42", "name": "42", "scopes": "chat agents"}
    yield accepted("SimpleJWT access token", key, str(AccessToken.for_user(user)), plain)

    staff = AccessToken.for_user(user)
    staff["name"], staff["is_staff"] = "Grace Hopper", True
    expect = {"user": "42", "name": "Grace Hopper", "scopes": "chat agents dashboard"}
    yield accepted("SimpleJWT access token of staff", key, str(staff), expect)

    numeric = AccessToken()
    numeric["user_id"] = 42
    yield accepted("SimpleJWT access token with a number as user_id", key, str(numeric), plain)

    refresh = RefreshToken.for_user(user)
    yield accepted("SimpleJWT access token of a refresh token", key, str(refresh.access_token), plain)
    yield refused("SimpleJWT refresh token", key, str(refresh), "wrong_token_type")
    yield refused("SimpleJWT sliding token", key, str(SlidingToken.for_user(user)), "wrong_token_type")

    old = AccessToken.for_user(user)
    past = datetime.datetime.fromtimestamp(NOW - 3600, datetime.timezone.utc)
    old.set_exp(from_time=past, lifetime=datetime.timedelta(minutes=5))
    yield refused("SimpleJWT expired access token", key, str(old), "expired")

    ec_key = ec.generate_private_key(ec.SECP256R1())
    backend = TokenBackend("ES256", private_pem(ec_key), public_pem(ec_key), audience="telltale", issuer="django")
    yield accepted("SimpleJWT ES256", {"pem": public_pem(ec_key)}, backend.encode(dict(staff.payload)), expect)


def make():
    cases = [*secret_cases(), *asymmetric_cases(), *simple_jwt_cases()]
    json.dump({"now": NOW, "cases": cases}, sys.stdout)


def check():
    options = {"verify_exp": False, "verify_iat": False, "verify_aud": False}
    claims = [
        jwt.decode(entry["token"], entry["key"], algorithms=[entry["algorithm"]], options=options)
        for entry in json.load(sys.stdin)
    ]
    json.dump(claims, sys.stdout)


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]]()
