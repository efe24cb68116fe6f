"""Write numbers as people read them: with their nouns, and with a true minus sign."""


def how_many(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: "1 row", "2,000 rows".

    Args:
        number: How many there are.
        one: The noun for one.
        many: The plural, where it is not ``one`` with an "s".
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def signed(value: float, form: str = ".1f") -> str:
    """Write a number with a true minus sign, and nothing with a sign that rounds to 0: "−2.5", "0.0".

    Args:
        value: The number.
        form: Its format; with "+" in it a number above 0 has its sign, too.
    """
    text = f"{value:{form}}"
    return text.replace("-", "−") if float(text) else text.lstrip("+-")
