"""Passwords: what is good enough, how they are kept, how they are checked."""

from __future__ import annotations

from werkzeug.security import check_password_hash, generate_password_hash

SHORTEST = 12

# Checked where nobody has the name given, so that the answer takes as long as for a wrong password.
_NOBODY = generate_password_hash("nobody's password")


def flaw(password: str, name: str) -> str | None:
    """Say in one sentence what makes a password unfit, or None."""
    if len(password) < SHORTEST:
        return f"A password needs at least {SHORTEST} characters: a few unrelated words are easy to remember."
    if name and name.casefold() in password.casefold():
        return "The password contains the user's name: choose one that has nothing to do with it."
    return None


def hash_password(password: str) -> str:
    """Make what is stored of a password (scrypt, salted)."""
    return generate_password_hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Check a password in constant time; ``None`` (no such user) takes as long and is never right."""
    return check_password_hash(password_hash or _NOBODY, password) and password_hash is not None
