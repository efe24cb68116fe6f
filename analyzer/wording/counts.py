"""Numbers with their nouns, in figures."""


def how_many(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: "1 row", "2,000 rows".

    Args:
        number: How many there are.
        one: The noun for one.
        many: The noun for another number, where it does not end in "s".
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
