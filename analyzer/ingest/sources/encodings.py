"""Find the encoding of a text file, and read its lines with undecodable bytes marked."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from analyzer.ingest.plan import IngestError

_CHUNK_BYTES = 1 << 16
# Characters that stand for undecodable bytes in a decoded line (Python's "surrogateescape").
UNDECODABLE = frozenset(chr(code) for code in range(0xDC80, 0xDD00))

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_SIGNATURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ\x90",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"SQLite format 3",
)
_TYPOGRAPHY = frozenset("‘’“”„‚–—…€£§°·«»¡¿´©®™•ß½¼²³ªº†‰¢¥×µ±‹›\xa0")
_UNDECODABLE_CHAR = re.compile("[\udc80-\udcff]")
_NON_ASCII_CHAR = re.compile("[^\\x00-\\x7f]")


def find_encoding(path: Path, name: str) -> str:
    """Return Python's name of the file's encoding.

    Raises:
        IngestError: It is not text.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK_BYTES)
    if head.startswith(_BINARY_SIGNATURES):
        raise IngestError(
            f"{name} holds no text that can be read; save it as CSV, Excel, JSON, TXT, DOCX or PDF and try again."
        )
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    return _utf16_without_mark(head) or _find_without_mark(path, name)


def open_lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield number, from 1, and text of each line with its line end, without NUL characters.

    Undecodable bytes become characters of ``UNDECODABLE``, so that they spoil one row and not the whole file.
    """
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        for number, line in enumerate(file, start=1):
            yield number, line.replace("\0", "") if "\0" in line else line


def is_undecodable(text: str) -> bool:
    """Tell whether the text contains a byte that could not be decoded."""
    return not text.isascii() and not UNDECODABLE.isdisjoint(text)


def _utf16_without_mark(head: bytes) -> str | None:
    """Recognise UTF-16 without a byte order mark: in Western text every other byte is NUL."""
    even, odd = head[0::2], head[1::2]
    if len(head) < 4 or head.count(0) < 0.3 * len(head):
        return None
    if odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _find_without_mark(path: Path, name: str) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    bad, decoded, total, controls = 0, 0, 0, 0
    odd_lines: list[bytes] = []
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            text = decoder.decode(chunk)
            total += len(text)
            controls += sum(chunk.count(code) for code in range(1, 9))
            if not text.isascii():
                faults = len(_UNDECODABLE_CHAR.findall(text))
                bad += faults
                decoded += len(_NON_ASCII_CHAR.findall(text)) - faults
            if bad and len(odd_lines) < 400:
                odd_lines += [line for line in chunk.splitlines() if not line.isascii()]
    if controls > 0.02 * total:
        raise IngestError(
            f"{name} holds no text that can be read; save it as CSV, Excel, JSON, TXT, DOCX or PDF and try again."
        )
    # Text in other encodings is hardly ever valid UTF-8 by chance: if much of it is valid, the bad bytes are damage.
    if bad == 0 or decoded >= bad:
        return "utf-8"
    return _find_single_byte(b"\n".join(odd_lines[:400]))


def _find_single_byte(sample: bytes) -> str:
    western = sample.decode("cp1252", errors="replace")
    foreign = [c for c in western if c > "\x7f"]
    usual = sum(c in _TYPOGRAPHY or "À" <= c <= "ÿ" or c in "ŒœŠšŽžŸ" for c in foreign)
    capitals = sum("À" <= c <= "Þ" for c in foreign)
    if usual >= 0.9 * len(foreign) and capitals <= 0.5 * len(foreign):
        return "cp1252"
    # Slow to import, and most files are UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding.replace("_", "-") if best and not best.encoding.startswith("utf") else "cp1252"
