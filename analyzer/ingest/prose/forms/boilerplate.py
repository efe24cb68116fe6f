"""A form's boilerplate: lines that are printed on it and are nobody's answer.

Page numbers, confidentiality marks, thanks for taking part, where to return the form, how long it is kept, scales and
the step chosen on them, the declaration above the signature, rules and contacts.

For example:

    Page 2 of 3
    1 = poor, 5 = excellent
    Thank you for completing this form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.ingest.prose.edges.footer import is_contact
from analyzer.ingest.prose.edges.titles import is_title
from analyzer.ingest.prose.forms.pieces import strip_marks
from analyzer.ingest.prose.narrator import has_first_person_singular
from analyzer.ingest.words import fold, phrases

_FEWEST_LINES = 3
_PAGE = r"(?:page|seite|p[aá]gina|pagina|p[aá]g\.)\s+\d+"
_OF_PAGES = r"\s*(?:/|of|von|sur|de|di|van)\s*\d+"
# A page number at the start is not enough: "Page 3 of the contract was never kept." is a statement.
_PAGED = re.compile(
    rf"^{_PAGE}(?:{_OF_PAGES}\b(?!.*[.!?…]$)|\s*[|/·:–—-](?!.*[.!?…]$)|(?!\w)(?P<rest>.*)$)", re.IGNORECASE
)
# Matches "Confidential – for HR only" and "Confidential when completed", not "Confidential letters lay open at the
# desk".
_CONFIDENTIAL = re.compile(
    r"^(?:confidential|vertraulich|confidentiel|confidencial)\b"
    r"(?:\s*[|/·:.–—(-]|(?:\s+(?:for|when|once|until|nur|zu|après|para)(?:\s+\S+){1,5}|(?:\s+\S+){1,2})$(?<![.!?…])"
    r"|(?P<rest>.*)$)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"^(?:helpful\?[\W\d]*(?:(?:yes|no)\b[\W\d]*)*(?:people found (?:this|it)\b.{0,30})?$"
    rf"|\d+ people found (?:this|it)\b.{{0,30}}$|.{{0,80}}\s{_PAGE}{_OF_PAGES}$)",
    re.IGNORECASE,
)
# Forms only give thanks for filling them in; thanks for anything else are the leaver's.
_THANKS = re.compile(
    r"^(?:thank you for (?:completing|filling|taking (?:the |your )?(?:time|part|survey)|your (?:participation|time))"
    r"|(?:vielen |herzlichen )?danke? für (?:ihre|die|deine|eure) (?:teilnahme|mitarbeit|antworten)"
    r"|merci d['’]avoir (?:bien voulu )?(?:répondu?|répondre|rempli|complété|participé|pris (?:le|du) temps|consacré)"
    r"|gracias por (?:completar|rellenar|responder|contestar|participar|su (?:participación|colaboración|tiempo))"
    r"|grazie per (?:aver(?:e|ci)? (?:risposto|compilato|completato|partecipato|dedicato)"
    r"|(?:la|il) (?:(?:sua|tua|vostra|suo|tuo|vostro) )?(?:partecipazione|collaborazione|tempo))"
    r"|bedankt voor (?:het|uw|je) (?:invullen|beantwoorden|deelname|deelnemen|medewerking|tijd)"
    r"|obrigad[oa] (?:por|pela|pelo) (?:responder|preencher|completar|participar"
    r"|(?:a )?(?:(?:sua|seu|tua) )?(?:participação|colaboração|tempo)))\b"
    r"(?!.*[,;:–—-]\s*(?:but|aber|doch|mais|pero|ma|però|maar|mas|porém)\b)",
    re.IGNORECASE,
)
_RETURN = (
    r"\b(?:return|send back|zurücksenden|zurückgeben|abgeben|remettre|retourner|renvoyer|devolver|devuelva|entregar"
    r"|restituire|riconsegnare|terugsturen|inleveren|devolva|entregue)\b"
)
# The form is to be returned, named or not; somebody who wants a deposit returned names that.
_RETURN_REQUEST = re.compile(
    rf"^(?:please|bitte|merci de|veuillez|por favor|si prega di|per favore|gelieve|favor),?\s(?=.{{0,60}}{_RETURN})"
    r"(?:.*\b(?:form|questionnaire|survey|document|sheet|\w*bogen|formular|unterlagen|blatt|formulaire|fiche|formulario"
    r"|cuestionario|encuesta|documento|hoja|modulo|questionario|formulier|vragenlijst|formulário|questionário)\b"
    rf"|.{{0,10}}{_RETURN}\s*(?:[.!]?$|(?:to|by|before|at|à|au|avant|a|al|antes|en|entro)\s)"
    rf"|(?:an|am|bis|beim?|im|in|op|bij|voor|vóór)\s.*{_RETURN}[.!]?$)",
    re.IGNORECASE,
)
_YEARS = (
    r"\b(?:\d{1,2}|(?!for|many|some|these|viele|seit|pour|des|por|muchos|per|molti|voor|vele|muitos)\w{2,8})\s"
    r"(?:years?|yrs|months?|jahren?|monaten?|ans|mois|años|meses|anni|mesi|jaar|maanden|anos)\b"
)
_FORM = (
    r"(?:forms?|records?|questionnaires?|data|angaben|daten|formular|\w*bogen|données|document|formulaire|réponses|datos"
    r"|formulario|cuestionario|dati|modulo|questionario|formulier|gegevens|vragenlijst|dados|formulário|questionário)"
)
_KEPT = (
    r"(?:is|are|be|will|wird|werden|est|sont|seront|sera|se|serán?|sono|è|saranno|sarà|wordt|worden|são|será|serão)\s.{0,80}?"
    r"\b(?:kept|retained?|stored|deleted|destroyed|aufbewahrt|gespeichert|gelöscht|vernichtet|conserv\w+|supprim\w+|détruit\w*"
    r"|elimin\w+|distrutt\w+|bewaard|vernietigd|verwijderd)\b"
)
# How long a form is kept: "Retain for 6 years, then destroy", "This form is kept for two years."
_RETENTION_NOTE = re.compile(
    r"^(?:retention|retain|to be kept|aufbewahrung\w*|aufbewahren|(?:à )?conserver|conservation|conservar|conservazione"
    rf"|bewaren|bewaartermijn|conservação)\b(?=.{{0,60}}{_YEARS}).{{0,120}}$"
    rf"|^(?=.{{0,160}}{_YEARS})(?!our|my|unser|nos|nuestr|i nostri|onze|noss)"
    rf"\w+\s(?:\w+\s){{0,4}}?{_FORM}\s(?:.{{0,80}}?\s)?{_KEPT}.{{0,80}}$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^(?:copyright\s*)?(?:©|\(c\)\s*\d{4}|(?<=t )\d{4}\b).{0,120}$", re.IGNORECASE)
# The declaration right above the signature: "I confirm that the above is true".
_DECLARATION = re.compile(
    r"^i (?:hereby )?(?:confirm|declare|certify|consent|authori[sz]e)\b"
    r"|^(?:hiermit )?(?:ich )?(?:bestätige|erkläre|versichere|willige)(?: ich)?\b"
    r"|^(?:je(?: soussignée?\b.{0,40})? |j['’])(?:certifie|déclare|atteste|confirme|autorise)\b"
    r"|^(?:por la presente |yo )?(?:declaro|confirmo|certifico|autorizo)\b"
    r"|^(?:io )?(?:sottoscritt[oa] )?(?:dichiaro|confermo|autorizzo|acconsento)\b"
    r"|^(?:hierbij )?(?:ik )?(?:verklaar|bevestig)(?: ik)?\b",
    re.IGNORECASE,
)
_SIGNATURE_LABEL = re.compile(
    r"^\W*(?:signed|signature|\w+['’]s signature|unterschrift|datum,? unterschrift|ort,? datum|fait à|signé|firma"
    r"|firmado|in fede|handtekening|assinatura)\b",
    re.IGNORECASE,
)
# "Seen by: MK     Visa HR: BO".
_INITIALS = r"[^:.?!]{2,30}?\s?:\s*[A-ZÀ-Þ][A-Za-z.]{0,2}[A-ZÀ-Þ]\.?"
_INITIALLED = re.compile(rf"^{_INITIALS}(?:(?:\t|\s{{3,}}){_INITIALS})+$")
STARS = re.compile(r"^[★☆⭐\s]*[★☆⭐][★☆⭐\s]*$")
# Ruled lines, also with words in them: "- - - sheet 2 - - -".
_RULE = re.compile(r"^[\s\-=_*#~—–·.]{3,}$|^(?:[-=–—] ?){3,}[^-=–—].{0,60}?(?: ?[-=–—]){3,}$")
# Dot leaders to a grade, or to the space for one: "Canteen ............ 3".
_LED = re.compile(
    r"^[^\W\d_].{1,80}?\s?(?:\.{4,}|…{2,}|(?:\. ){3,}\.?)\s*(?:\d{1,2}(?:[.,]\d)?(?:\s?/\s?\d{1,2})?|_+|n/?a|[-–—])$",
    re.IGNORECASE,
)
# A step of the scale "++  +  o  -  --"; a box for no answer may stand beside the scale.
_SYMBOL_STEP = re.compile(r"^(?:\+{1,3}|[-–—−]{1,3}|[oO0]|\+/-)$")
_STEP = r"(?:[A-Z]{1,3}|\d{1,2})\s?=\s?[^=\d]{2,40}"
# "1 = poor, 5 = excellent", "SA = strongly agree, A = agree".
_LEGEND = re.compile(rf"^{_STEP}(?:[,;/]\s*{_STEP})+$")

_APART = re.compile(r"\S(?:\t|\s{3,})(?=\S)")


def find_program_lines(lines: Sequence[str]) -> frozenset[int]:
    """The first and last line, if a program put separate items on them: "rec_1.m4a   automatic   12 May"."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    ends = {filled[0], filled[-1]} if len(filled) >= _FEWEST_LINES else set()
    return frozenset(
        at for at in ends if len(_APART.findall(lines[at])) > 1 and not has_first_person_singular(lines[at])
    )


def is_boilerplate(line: str, before: str, after: str) -> bool:
    """Whether a line is the form's and nobody's answer: rules, thanks, scales, "I confirm …" above the signature.

    Args:
        line: Without white space around it.
        before: The line above it, empty if there is none.
        after: The next line below it that is not empty.
    """
    declared = _DECLARATION.match(line) is not None and _SIGNATURE_LABEL.match(after) is not None
    drawn = any(pattern.match(line) for pattern in (_RULE, STARS, _COPYRIGHT, _LED, _INITIALLED))
    return drawn or declared or is_contact(line) or _is_chosen(line, before) or _is_printed(line)


def _is_printed(line: str) -> bool:
    """Whether a line is printed on the form: a page number, thanks, where to return it, who may read it."""
    if has_first_person_singular(line):
        return False
    running = _PAGED.match(line) or _CONFIDENTIAL.match(line)
    if running:
        return is_title(running["rest"] or "")
    return any(pattern.match(line) for pattern in (_BOILERPLATE, _THANKS, _RETURN_REQUEST, _RETENTION_NOTE))


def _is_chosen(line: str, before: str) -> bool:
    """Whether a line is a scale, or the step that was chosen on the scale above it."""
    return is_scale(line) or (is_scale(before) and is_choice(fold(strip_marks(line))))


def is_scale(line: str) -> bool:
    """Whether a line lists the answers to choose from: "Agree / Neutral / Disagree", "1 2 3 4 5"."""
    if _LEGEND.match(line):
        return True
    steps = [fold(step) for step in re.split(r"[/|,;]|\s{2,}", line) if step.strip()]
    signs = [step for step in re.split(r"\s+", line) if _SYMBOL_STEP.match(step)]
    return (len(steps) >= 3 and all(is_choice(step) for step in steps)) or (
        len(signs) >= 3 and len(line.split()) - len(signs) <= 1
    )


def is_choice(folded: str) -> bool:
    """Whether a folded text is one step of a scale."""
    return folded in phrases("closed") or folded.isdigit()
