"""Greeting, closing and signature around the words of a letter or mail.

A closing begins a signature: it and the few short lines below it (name, title, telephone, address) are removed, unless
sentences or many short lines follow.

For example:

    Dear Harbour team,            <- greeting
    The till froze twice.
    Kind regards, Ada Rowe        <- closing
    Tel. 0151 2345 6789           <- signature
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from analyzer.ingest.prose.mail_headers import is_subject_line
from analyzer.ingest.prose.narrator import has_first_person_singular
from analyzer.ingest.prose.notices import find_notices
from analyzer.ingest.words import begins, fold, phrases

_SENT_FROM_DEVICE = re.compile(
    r"^\s*(?:sent from my|gesendet von meinem|von meinem .{2,20} gesendet|envoyé de mon|envoyé depuis|enviado desde mi"
    r"|verstuurd vanaf|verzonden (?:vanaf|met) mijn|inviato da(?:l mio)? |enviado (?:do|a partir do) meu"
    r"|get outlook for)\b",
    re.IGNORECASE,
)
_LONGEST_DEVICE = 8
_POSTSCRIPT = re.compile(r"^\s*p\.?\s?p?\.?\s?s\.?\b[:.\s]", re.IGNORECASE)
# Enclosures, copies, and a stamp that somebody put on a letter: "[Eingang 3. Mai]".
_ENCLOSURES_OR_STAMP = re.compile(
    r"^\s*(?:\[|(?:enc(?:l|ls|losures?|s)?|p\.?\s?-?j|pièces? jointes?|anlagen?|adjuntos?|anexos?|allegat[oi]|bijlagen?"
    r"|cc|c\.c|copy to|copie à|kopie an|copia a|kopie aan|cópia para)\.?\s?:)",
    re.IGNORECASE,
)
# A telephone number, an address of mail or the web, a house number or postcode.
_CONTACT = re.compile(r"@|www\.|https?:|\d")
_PARTICLES = frozenset({"de", "la", "le", "du", "da", "di", "do", "van", "von", "der", "den", "of", "und", "and", "et"})
_GREETING = re.compile(r"^([^\n.!?]{2,60})[.!]\s+(?=\w)")
_PAUSE = re.compile(r"[,;.!?:]\s*\w")
_SENTENCES = re.compile(r"[.!?…][\"'”)]?\s+\S")
_MOST_PARAGRAPHS = 20
_SUBJECT = re.compile(r"[^\W\d_][^\W\d_.]{1,12}(?: [^\W\d_]{1,12})?\s?:\s")
# A name may end with a full stop ("Arkwright & Sons Ltd."), and so may a short sentence.
_MAX_NAME_WORDS = 4
_LONGEST_GREETING = 5
_FIRST_LINES = 4
_LONGEST_HEAD = 20
_SHOUTED = 3
_LONGEST_LINE = 7
_LONGEST_SUBJECT = 20
_MOST_LINES = 5
# Fewest letters of a closing on one line with the author's name: "Best, Colleagues" may be a heading.
_SHORTEST_CLOSING = 7


def is_greeting(line: str) -> bool:
    """Whether a line greets the addressee of a letter."""
    folded = fold(line)
    greets = begins(folded, "greetings") and len(folded.split()) <= 8
    return greets and not line.rstrip().endswith((".", "?")) and not is_closing(line)


def is_closing(line: str) -> bool:
    """Whether a line is a letter's closing: "Kind regards", "Mit freundlichen Grüßen,", "Best wishes, Anna"."""
    text = line.strip()
    folded = fold(text)
    if begins(folded, "closing_formulas") and not phrases("closing_wishes").isdisjoint(folded.split()):
        return True
    if folded in phrases("closings"):
        return text.endswith((",", "!", ".")) or len(text.split()) <= 5
    formula, _, name = text.partition(",")
    signed = 0 < len(name.split()) <= 3 and _is_signature(name.strip())
    return signed and len(formula) >= _SHORTEST_CLOSING and fold(formula) in phrases("closings")


def has_mail_ending(text: str) -> bool:
    """Whether a text with no other sign of a mail ends as one: with "Sent from my …", a notice or a "--"."""
    lines = [line for line in text.split("\n") if line.strip()]
    return any(line.strip() == "--" or _is_sent_from_device(line) for line in lines[1:]) or bool(find_notices(lines))


def find_signatures(lines: Sequence[str]) -> frozenset[int]:
    """Find closings and the few short lines below each: name, title, telephone, address.

    In doubt a line is the author's: a sentence ends a signature, and a line that many short lines follow is no closing.
    """
    found: set[int] = set()
    for at, line in enumerate(lines):
        if is_closing(line) or line.strip() == "--":
            found |= _signature(lines, at)
    return frozenset(found)


def _signature(lines: Sequence[str], at: int) -> set[int]:
    below: list[int] = []
    ended = False
    for after in range(at + 1, len(lines)):
        line = lines[after]
        if not any(c.isalnum() for c in line):
            continue
        if after == at + 1 and line.strip()[0].islower() and len(line.split()) > 1 and not _CONTACT.search(line):
            return set()  # "Thank you⏎for the years in the team": the sentence continues
        alone = not below and len(line.split()) == 1 and line.strip()[-1] not in ".!?"
        # Alone, a line in capitals is a shout; below a name, it is that person's title or firm.
        named = below[-1:] == [after - 1]
        ended = not (alone or _is_signature(line, shouted=named)) or is_closing(line)
        if ended:
            break
        below.append(after)
    if sum(not _CONTACT.search(lines[after]) for after in below) > _MOST_LINES:
        return set()
    # If other words follow, only the paragraph right below the closing is certain to be the signature.
    return {at, *(_first_paragraph(lines, below) if ended else below)}


def _first_paragraph(lines: Sequence[str], below: Sequence[int]) -> list[int]:
    return [at for at in below if all(line.strip() for line in lines[below[0] : at])]


def _is_signature(line: str, *, shouted: bool = False) -> bool:
    """Whether a line is short and most of its words are capitalised, as in names.

    Args:
        line: The line.
        shouted: Whether words in capitals may be names, too.
    """
    words = [word for word in line.split() if any(c.isalnum() for c in word)]
    said = [word for word in words if any(c.isalpha() for c in word)]  # a telephone number counts as no word
    if not words or len(said) > _LONGEST_LINE or _POSTSCRIPT.match(line) or is_salutation(line):
        return False
    if len(words) >= 3 and line.rstrip().endswith((".", "!", "?", "…", ":")):
        return False
    shouts = line.isupper() and len(words) >= _SHOUTED and not _CONTACT.search(line)
    if fold(words[0]) in phrases("no_names") or (shouts and not shouted):
        return False
    counted = [word.lstrip("(\"'–-+<") for word in words if word.casefold() not in _PARTICLES]
    named = sum(not word[:1].islower() or _CONTACT.search(word) is not None for word in counted)
    return 2 * named > len(counted)


def is_salutation(line: str) -> bool:
    """Whether a line is a greeting and not a name that looks like one in another language ("Cara Lin")."""
    ended = line.rstrip().endswith((",", "!", ":"))
    return is_greeting(line) and (ended or fold(line).split()[0] not in phrases("greeting_names"))


def find_letter_starts(lines: Sequence[str]) -> list[int]:
    """Find where letters of several people begin: a greeting opens a paragraph below a closing; empty if only one."""
    if find_opening(lines) is None:
        return []
    begins, closed = [0], False
    for at, line in enumerate(lines):
        opens = at > 0 and not any(c.isalnum() for c in lines[at - 1])
        if closed and opens and is_salutation(line):
            begins.append(at)
            closed = False
        closed = closed or is_closing(line)
    return begins if len(begins) > 1 else []


def find_signed_letter_starts(lines: Sequence[str]) -> list[int]:
    """Find where letters without greetings begin: each ends with a closing and a name; empty if more stands below.

    Whole paragraphs distinguish them from a list of comments in which one is "Thanks" and the next a name.
    """
    # A letter has at most this many paragraphs; a longer list needs no further look.
    if not any(map(is_closing, islice(filter(str.strip, lines), _MOST_PARAGRAPHS + 1))):
        return []
    signatures = find_signatures(lines)
    begins, begin = list[int](), 0
    for at in filter(lambda at: is_closing(lines[at]), sorted(signatures)):
        end = at + 1
        while end < len(lines) and (not lines[end].strip() or (end in signatures and not is_closing(lines[end]))):
            end += 1
        named = any(line.strip() for line in lines[at + 1 : end]) or "," in lines[at].strip(" ,")
        if not named or not _is_in_paragraphs(lines[begin:at], lines[at]):
            return []
        begins.append(begin)
        begin = end
    notices = find_notices(lines)
    rest = [lines[at] for at in range(begin, len(lines)) if lines[at].strip() and at not in notices]
    return begins if not rest or _POSTSCRIPT.match(rest[0]) else []


def _is_in_paragraphs(lines: Sequence[str], closing: str) -> bool:
    """Whether the lines above a closing are a letter: one has several sentences; half of them, if it only thanks."""
    filled = [line for line in lines if line.strip()]
    if not 0 < len(filled) <= _MOST_PARAGRAPHS or _POSTSCRIPT.match(filled[0]):
        return False
    several = sum(_SENTENCES.search(line) is not None for line in filled)
    thanks = fold(closing.split(",", maxsplit=1)[0]) in phrases("thanks")
    return 2 * several >= len(filled) if thanks else several > 0


def is_reply_to(letter: str, above: str) -> bool:
    """Whether a letter greets the person who signed the one above it: "Hi Anna," below "Kind regards, Anna"."""
    greeting = next((line for line in letter.split("\n") if any(c.isalnum() for c in line)), "")
    lines = [line for line in above.split("\n") if line.strip()]
    # Only the closing and the next line: further down are titles and teams, which other letters greet.
    closing = max((at for at in find_signatures(lines) if is_closing(lines[at])), default=len(lines))
    signed = {word for line in lines[closing : closing + 2] for word in _names(line)}
    return is_salutation(greeting) and not signed.isdisjoint(_names(greeting))


def _names(line: str) -> list[str]:
    """A line's words that may be somebody's name; words of greetings and closings are not."""
    words = [fold(word) for word in line.split() if word[:1].isupper()]
    return [
        word
        for word in words
        if len(word) > 2 and word not in phrases("greeted") and not _is_greeting_or_closing_word(word)
    ]


def _is_greeting_or_closing_word(word: str) -> bool:
    return word in phrases("greetings") or word in phrases("closings")


def find_opening(lines: Sequence[str]) -> int | None:
    """Find the greeting that opens a letter: among the first lines, or below names, addresses and a subject."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for above, at in enumerate(filled[:_LONGEST_HEAD]):
        if is_greeting(lines[at]) and (above < _FIRST_LINES or _is_below_head(lines, at)):
            return at
    return None


def _is_below_head(lines: Sequence[str], greeting: int) -> bool:
    """Whether a greeting opens a paragraph below nothing but names, addresses, a date and a subject.

    Word leaves no empty line between paragraphs; in such a text each line is one.
    """
    head = [line.strip() for line in lines[:greeting] if any(c.isalnum() for c in line)]
    opens = not lines[greeting - 1].strip() or all(line.strip() for line in lines[:greeting])
    apart = opens and lines[greeting].rstrip().endswith((",", ":", "!"))
    told = any(_SUBJECT.match(line) or _CONTACT.search(line) for line in head)
    formal = any(map(is_subject_line, head))
    return apart and told and all(_is_head_line(line, formal=formal) for line in head)


def _is_head_line(line: str, *, formal: bool) -> bool:
    """Whether a line may be a name, an address or a date of a letter's head.

    Args:
        line: The line.
        formal: Whether a subject line shows that these lines are a letter's head.
    """
    words = [word for word in line.split() if word.casefold() not in _PARTICLES]
    if is_subject_line(line):
        return len(words) <= _LONGEST_SUBJECT
    if sum(any(c.isalpha() for c in word) for word in words) > _LONGEST_LINE or line.endswith(("!", "?", "…", ";")):
        return False
    if _SUBJECT.match(line):
        return True
    named = sum(not word[:1].islower() or _CONTACT.search(word) is not None for word in words)
    written = 2 * named >= len(words) or (formal and not line[0].islower())
    return written and not (line.endswith(".") and len(words) > _MAX_NAME_WORDS)


def strip_letter(lines: Sequence[str]) -> str:
    """Return a letter's words without greeting, closing, signature, notices and "Sent from my …"."""
    lines = [line for line in lines if not _is_sent_from_device(line)]
    notices = find_notices(lines)
    lines = [line for at, line in enumerate(lines) if at not in notices]
    opening = find_opening(lines)
    lines = lines[opening:] if opening and _is_below_head(lines, opening) else lines
    signatures = find_signatures(lines)
    signatures |= {
        at for at in range(max(signatures, default=len(lines)), len(lines)) if _is_enclosure_or_stamp(lines[at])
    }
    kept: list[str] = []
    for at, line in enumerate(lines):
        greeting = is_greeting(line) and not any(text.strip() for text in kept)
        if not (at in signatures or greeting):
            kept.append(line.strip())
    return "\n".join(kept).strip()


def strip_courtesies(text: str) -> str:
    """Return a cell's words without the greeting above, and the closing and signature below.

    A cell that holds nothing else stays as it is.
    """
    lines = _GREETING.sub(lambda found: "" if _is_only_greeting(found[1]) else found[0], text, count=1).split("\n")
    signatures = find_signatures(lines)
    filled = [at for at, line in enumerate(lines) if any(c.isalnum() for c in line)]
    kept = filled[1:] if filled and _is_only_greeting(lines[filled[0]]) else filled
    signed = next((at for at in range(len(kept)) if signatures.issuperset(kept[at:])), len(kept))
    # If the words above form no sentence, "Best" and "Manager" may be two more of them.
    if any(
        lines[at].rstrip().endswith((".", "!", "?")) or len(lines[at].split()) > _MAX_NAME_WORDS for at in kept[:signed]
    ):
        kept = kept[:signed]
    return "\n".join(lines[kept[0] : kept[-1] + 1]).strip() if 0 < len(kept) < len(filled) else "\n".join(lines)


def _is_only_greeting(line: str) -> bool:
    """Whether a line holds only greeting and addressee: "Hello Harbour team,", but not "Hi my parcel is late"."""
    words = line.split()
    ends = range(_LONGEST_GREETING, 0, -1)
    whom = words[next((end for end in ends if fold(" ".join(words[:end])) in phrases("greetings")), 0) :]
    if not is_salutation(line) or not phrases("no_names").isdisjoint(map(fold, whom[:1])):
        return False
    ended = line.rstrip().endswith((",", ":"))
    if ended and not _PAUSE.search(line) and len(whom) < _MAX_NAME_WORDS:
        return True
    # "Beste Qualität!" is no greeting; "Liebes Team!" is one.
    named = ended or fold(words[0]) not in phrases("greeting_adjectives")
    known = phrases("greeted") | phrases("greetings") | _PARTICLES
    return all((named and word[:1].isupper()) or fold(word) in known for word in whom)


def _is_enclosure_or_stamp(line: str) -> bool:
    """Whether a line lists enclosures or copies, or is a stamp in which nobody says "I"."""
    return _ENCLOSURES_OR_STAMP.match(line) is not None and not (
        line.lstrip().startswith("[") and has_first_person_singular(line)
    )


def _is_sent_from_device(line: str) -> bool:
    return _SENT_FROM_DEVICE.match(line) is not None and len(line.split()) <= _LONGEST_DEVICE
