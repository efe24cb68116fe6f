"""The private folder: created on first use, readable only by its user."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def make_private(folder: Path) -> Path:
    """Make a folder that only its user can enter, or close one that others can. Returns it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def make_private_file(path: Path, content: bytes = b"") -> None:
    """Write a file that only its user can read; one that exists is left as it is.

    The file appears under its name with all its content or not at all, so that two processes starting together agree.
    """
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def secret_key(folder: Path) -> bytes:
    """Read the installation's random key, 32 bytes, made on first use.

    It signs web sessions and keys the hashes of persons and rows: without it, a copy of the database does not tell
    whether a given person or sentence is in it.
    """
    path = folder / "secret.key"
    make_private_file(path, secrets.token_bytes(32))
    return path.read_bytes()
