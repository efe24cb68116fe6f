"""Lines that are a form's own and nobody's answer."""

from __future__ import annotations

import re

from analyzer.ingest.prose.edges.foot import is_contact
from analyzer.ingest.prose.forms.pieces import strip_marks
from analyzer.ingest.words import fold, phrases

_BOILERPLATE = re.compile(
    r"^(?:helpful\?|\d+ people found|page \d+|seite \d+|p[aáà]gina \d+"
    r"|.{0,80}\s(?:page|seite|p[aáà]gina|pagina)\s+\d+\s*(?:/|of|von|sur|de|di|van)\s*\d+$"
    r"|thank you for (?:completing|taking|filling|your participation)|(?:vielen )?dank für (?:ihre|die) teilnahme"
    r"|(?:please|bitte|merci de|veuillez|por favor|si prega di|per favore|gelieve|favor)\s.{0,40}"
    r"\b(?:return|send back|zurücksenden|zurückgeben|abgeben|remettre|retourner|renvoyer|devolver|devuelva|entregar"
    r"|restituire|riconsegnare|terugsturen|inleveren|devolva|entregue)\b"
    r"|merci d['’]avoir|gracias por (?:completar|su participación)|grazie per (?:aver|la)|bedankt voor (?:het|uw)"
    r"|obrigad[oa] (?:por|pela)"
    # No sentence: "Confidential – for HR only" and not "Confidential letters lay open at the desk.".
    r"|(?:confidential|vertraulich|confidentiel|confidencial)\b(?!(?:\s+\w+){3}.*[.!…]$))",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^(?:copyright\s*)?(?:©|\(c\)\s*\d{4}|(?<=t )\d{4}\b).{0,120}$", re.IGNORECASE)
# "I confirm that the above is true", right above the place to sign.
_DECLARES = re.compile(
    r"^i (?:hereby )?(?:confirm|declare|certify|consent|authori[sz]e)\b"
    r"|^(?:hiermit )?(?:ich )?(?:bestätige|erkläre|versichere|willige)(?: ich)?\b"
    r"|^(?:je(?: soussignée?\b.{0,40})? |j['’])(?:certifie|déclare|atteste|confirme|autorise)\b"
    r"|^(?:por la presente |yo )?(?:declaro|confirmo|certifico|autorizo)\b"
    r"|^(?:io )?(?:sottoscritt[oa] )?(?:dichiaro|confermo|autorizzo|acconsento)\b"
    r"|^(?:hierbij )?(?:ik )?(?:verklaar|bevestig)(?: ik)?\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^\W*(?:signed|signature|\w+['’]s signature|unterschrift|datum,? unterschrift|ort,? datum|fait à|signé|firma"
    r"|firmado|in fede|handtekening|assinatura)\b",
    re.IGNORECASE,
)
STARS = re.compile(r"^[★☆⭐\s]*[★☆⭐][★☆⭐\s]*$")
_RULE = re.compile(r"^[\s\-=_*#~—–·.]{3,}$")


def is_furniture(line: str, before: str, after: str) -> bool:
    """Whether a line is the form's and nobody's answer: rules, thanks, scales, "I confirm …" above the signature.

    Args:
        line: Without white space around it.
        before: The line above it, empty where there is none.
        after: The next line below it that is not empty.
    """
    furniture = (_RULE, _BOILERPLATE, STARS, _COPYRIGHT)
    declared = _DECLARES.match(line) is not None and _SIGNED.match(after) is not None
    return any(pattern.match(line) for pattern in furniture) or declared or is_contact(line) or _is_chosen(line, before)


def _is_chosen(line: str, before: str) -> bool:
    """Whether a line gives a scale, or the step that was picked from the scale above it."""
    return is_scale(line) or (is_scale(before) and is_choice(fold(strip_marks(line))))


def is_scale(line: str) -> bool:
    """The answers to choose from: "Agree / Neutral / Disagree", "1 2 3 4 5"."""
    steps = [fold(step) for step in re.split(r"[/|,;]|\s{2,}", line) if step.strip()]
    return len(steps) >= 3 and all(is_choice(step) for step in steps)


def is_choice(folded: str) -> bool:
    """Whether a folded text is one step of a scale."""
    return folded in phrases("closed") or folded.isdigit()
