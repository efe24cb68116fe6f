"""Check whether a zipped office file is safe to open."""

from __future__ import annotations

import zipfile
from pathlib import Path

from analyzer.ingest.plan import IngestError

# Office XML is seldom compressed more than 1:30; zip bombs reach 1:1000. Small files may unpack to the allowance.
_MAX_COMPRESSION_RATIO = 120
_ALLOWANCE_BYTES = 20 * 1024 * 1024
_MAX_UNPACKED_BYTES = 4 * 1024 * 1024 * 1024
_MAX_PARTS = 10_000


def check_archive(path: Path, name: str) -> frozenset[str]:
    """Return the names of a zip file's parts if it is safe to unpack.

    Raises:
        IngestError: It is damaged or encrypted, would unpack to far more than it is, or declares XML entities.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts, name)
            if any(part.flag_bits & 1 for part in parts):
                raise IngestError(f"{name} is protected by a password; save it without one and try again.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_entities(archive, part, name)
            return frozenset(part.filename for part in parts)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise IngestError(f"{name} is damaged and cannot be opened; save it again and try once more.") from error


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        len(parts) > _MAX_PARTS
        or unpacked > _MAX_UNPACKED_BYTES
        or unpacked > _ALLOWANCE_BYTES + _MAX_COMPRESSION_RATIO * packed
    ):
        raise IngestError(
            f"{name} would unpack to {unpacked // 1024**2:,} MB, far more than its size explains, so it stays closed; "
            "save it as CSV or TXT and try again."
        )


def _check_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Refuse declared entities: office files never have any, and attacks expand them endlessly."""
    with archive.open(part) as file:
        head = file.read(1 << 16).replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise IngestError(
            f"{name} holds XML declarations that no office program writes, so it was not opened; save it again."
        )
