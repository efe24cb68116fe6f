"""Write numbers with their nouns."""


def how_many(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: "1 row", "2,000 rows".

    Args:
        number: How many there are.
        one: The noun for one.
        many: The plural, where it is not ``one`` with an "s".
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
