"""Tell a title of the whole account from the heading of somebody else's remark within it.

For example, the first is a title, since without what stands below it nothing is left; the second heads a remark:

    Summary of the exit interview (HR)       Why are you leaving?
                                             The rota came too late.
    She says that the rota came too late.    Summary (HR)
                                             Calm, wants a reference.
"""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.ingest.prose.forms.pieces import Kind, Piece
from analyzer.ingest.prose.narrator import is_third_person
from analyzer.ingest.words import fold, names_account

# What has fewer words below such a heading is a note on the file ("HR note: keys returned"), and no account.
_FEWEST_WORDS = 12
_ENDS = (".", "!", "?", "…", "”", '"', "»")


def find_account_title(pieces: Sequence[Piece], kept: Sequence[Piece]) -> int | None:
    """Find the first heading of somebody else's remark, if it stands above the whole account; else None.

    Args:
        pieces: All lines.
        kept: Those that are left if what stands below such headings is dropped.
    """
    at = next((at for at, piece in enumerate(pieces) if piece.kind is Kind.REMARK), None)
    if at is None or not names_account(fold(pieces[at].text)):
        return None
    if any(piece.kind is Kind.ASKED for piece in kept) or any(map(_tells, pieces[:at])):
        return None
    below = [pieces[at].said, *(piece.text for piece in pieces[at:] if piece.kind is Kind.OWN)]
    if any(map(_tells, kept)):
        # Something is said below the paragraph, too; it is of the same account where all of it is a report.
        whole = not pieces[at].said and is_third_person("\n".join(below))
    else:
        whole = len(" ".join(below).split()) >= _FEWEST_WORDS
    return at if whole else None


def _tells(piece: Piece) -> bool:
    """Whether a line says something, unlike the lines of a head."""
    return piece.kind is Kind.OWN and (piece.item or piece.text.endswith(_ENDS))
