"""Passwords: requirements, hashing and checking."""

from __future__ import annotations

from werkzeug.security import check_password_hash, generate_password_hash

MIN_PASSWORD_LENGTH = 12

# Checked if there is no such user, so that the answer takes as long as for a wrong password.
_UNMATCHABLE_HASH = generate_password_hash("nobody's password")


def password_flaw(password: str, name: str) -> str | None:
    """Return one sentence on why a password is not acceptable, or None."""
    if len(password) < MIN_PASSWORD_LENGTH:
        return (
            f"A password needs at least {MIN_PASSWORD_LENGTH} characters: a few unrelated words are easy to remember."
        )
    if name and name.casefold() in password.casefold():
        return "The password contains the user's name: choose one that has nothing to do with it."
    return None


def hash_password(password: str) -> str:
    """Return the salted hash of a password (scrypt), which is what is stored."""
    return generate_password_hash(password)


def is_correct(password: str, password_hash: str | None) -> bool:
    """Check a password in constant time; ``None`` (no such user) takes as long and is never correct."""
    return check_password_hash(password_hash or _UNMATCHABLE_HASH, password) and password_hash is not None
