"""An invented chain of fourteen shops in which the tills of some are mended: its leavers and customers as files."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np

from analyzer.types import Side
from tests.analyzer.pipeline.company import COMMENTS, LEAVERS, THINGS

SHOPS = tuple(f"Shop {letter}" for letter in "ABCDEFGHIJKLMN")
MONTHS = 14
# The tills are mended on the first day of the ninth month.
MENDED = date(2025, 9, 1)
# People a shop and month, and how many of them name the trouble with the till before it is mended, and after.
PEOPLE = {Side.EMPLOYEE: 3, Side.CUSTOMER: 5}
BEFORE, AFTER = 0.5, 0.08
SENTENCES = {Side.EMPLOYEE: LEAVERS, Side.CUSTOMER: COMMENTS}


def chain_table(side: Side, months: range, better: Collection[str], seed: int = 0) -> bytes:
    """A table of one side: in the shops that are ``better``, the first trouble is rare from MENDED on.

    Args:
        side: Whose.
        months: Which of the months, from 0 for January 2025.
        better: Shops in which something really changed.
        seed: Draws who says what.
    """
    rng = np.random.default_rng([seed, list(Side).index(side)])
    rows = ["id,date,site,comment"]
    for month in range(MONTHS):
        for shop in SHOPS:
            for number in range(PEOPLE[side]):
                day = date(2025 + month // 12, month % 12 + 1, 1 + 3 * number)
                share = AFTER if shop in better and day >= MENDED else BEFORE
                sentence = SENTENCES[side][0 if rng.random() < share else rng.integers(1, 3)]
                thing = THINGS[rng.integers(len(THINGS))]
                if month in months:
                    label = f"{side[0]}{month:02d}{shop[-1]}{number}"
                    rows.append(f"{label},{day},{shop},{sentence.format(thing)}")
    return ("\n".join(rows) + "\n").encode()
