"""Interviews typed as running text without labels: sentences that ask the leaver are the interviewer's.

Only a text that opens as an interviewer does is read so; otherwise its questions are the leaver's own.

For example:

    Tell me, why are you leaving? I never knew my shifts. Did you report it? Twice.
    asked:  Tell me, why are you leaving? | Did you report it?
    kept:   I never knew my shifts. Twice.
"""

from __future__ import annotations

import re

from analyzer.ingest.prose.narrator import has_first_person_singular, split_sentences

# How an interviewer opens, and no leaver does.
_INTERVIEWER_OPENING = re.compile(
    r"^(?:thank(?:s| you) for (?:making|taking|coming|joining|your time|meeting)|(?:vielen )?danke?,? (?:dass|für)"
    r"|merci (?:d['’]|de|pour)|gracias por|grazie per|bedankt|obrigad[oa] por)"
    r"|\b(?:(?:tell|walk|talk) (?:me|us)|in your own words"
    r"|(?:why|what made|what led) .{0,30}\b(?:leav\w+|resign\w*|quit\w*)"
    r"|(?:warum|weshalb) .{0,30}\b(?:gehen|verlassen|kündig\w+|gekündigt)|erzählen sie|mit ihren (?:eigenen )?worten"
    r"|pourquoi .{0,30}\b(?:quitt\w+|part\w+|démission\w*)|racontez"
    r"|por qué .{0,30}\b(?:deja|va|irse|marcha\w*)|cuénteme|perché .{0,30}\b(?:lascia\w*|andarsene|dimett\w+)"
    r"|mi racconti|waarom .{0,30}\b(?:weg\w*|vertrek\w*|verlaat)|vertel|por que .{0,30}\b(?:sair|deixa\w*)|conte-me)\b",
    re.IGNORECASE,
)
_SECOND_PERSON = re.compile(
    r"\b(?:(?i:you|your|du|dir|dich|dein\w*|vous|votre|vos|usted|su|lei|suo|sua|u|uw|jij|você|seu)|Sie|Ihnen|Ihre?[nmrs]?)\b"
)
# "Tell me": this "me" does not make the speaker the subject.
_TO_ME = re.compile(r"\b(?:me|mir|mi)\b|-(?:moi|me)\b", re.IGNORECASE)
_FEWEST_SENTENCES = 3


def split_off_questions(text: str) -> tuple[str, tuple[str, ...]]:
    """Split words that an interviewer opens into the leaver's and the interviewer's questions; otherwise keep all.

    Without such an opening, "How can you run a shop with nobody?" is the leaver's own.
    """
    lines = [[one for one, _ in split_sentences(line)] for line in text.split("\n")]
    said = [one for line in lines for one in line]
    if len(said) < _FEWEST_SENTENCES or not (_INTERVIEWER_OPENING.search(said[0]) and _asks_another(said[0])):
        return text, ()
    left = (" ".join(one for one in line if not _asks_another(one)) for line in lines)
    return "\n".join(left).strip(), tuple(filter(_asks_another, said))


def _asks_another(sentence: str) -> bool:
    """Whether a sentence asks somebody and has no first person: "Did you report it?"."""
    asks = sentence.rstrip('"”»').endswith("?") and _SECOND_PERSON.search(sentence) is not None
    return asks and not has_first_person_singular(_TO_ME.sub(" ", sentence))
