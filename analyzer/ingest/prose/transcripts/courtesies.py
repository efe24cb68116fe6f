"""The courtesies with which whoever led a talk ends it, as minutes tell them: not the leaver's praise.

For example:

    Mr Lind thanked her for the open talk.        <- a courtesy
    HR wishes him all the best.                   <- a courtesy
    She thanked her colleagues for the time.      <- the leaver's
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.ingest.words import fold, names_interviewer, phrases

_THANKS = (
    r"thank(?:s|ed)|(?:be)?dankte?|(?:a )?remerci(?:e|é|ait|a)|(?:ha )?agradec(?:e|ió|ido|ía|eu|ia)"
    r"|(?:da|dio) las gracias|(?:ha )?ringrazi(?:a|ato|ata|ò|ava)"
)
# What of a talk one thanks for. Thanks for work, or for a cake, are no courtesy of the talk.
_FOR_TALK = (
    r"for .{0,40}\b(?:conversation|talk|chat|interview|meeting|openness|honesty|candou?r|frankness|feedback|time|coming"
    r"|attending|taking part|participati\w+)"
    r"|für .{0,40}\b(?:\w*gespräch\w*|austausch|offenheit|ehrlichkeit|offenen worte|rückmeldung\w*|feedback|teilnahme"
    r"|zeit|kommen)"
    r"|(?:pour|d['’]|de) ?.{0,40}\b(?:entretien|échange|conversation|franchise|sincérité|honnêteté|temps|disponibilité"
    r"|participation|retours?|venue?)"
    r"|entrevista|conversación|charla|sinceridad|franqueza|honestidad|tiempo|participación|asistencia"
    r"|colloquio|conversazione|sincerità|franchezza|onestà|tempo|disponibilità|partecipazione"
    r"|voor .{0,40}\b(?:\w*gesprek|openheid|eerlijkheid|feedback|tijd|komst|deelname)"
    r"|conversa|sinceridade|honestidade|participação|disponibilidade|presença"
)
_WISHES = (
    r"wish(?:es|ed)|wünschte?|(?:a )?souhait(?:e|é|ait|a)|(?:ha )?dese(?:a|ó|ado|aba)|(?:ha )?augur(?:a|ato|ò|ava)"
    r"|wenste?|desej(?:a|ou|ava)"
)
_WELL = (
    r"all the best|well|luck|success|alles gute|viel erfolg|viel glück|erfolg"
    r"|bonne (?:continuation|chance|suite|route)|plein succès|du succès|le meilleur|bon courage|réussite"
    r"|suerte|éxitos?|lo mejor|fortuna|il meglio|successo|ogni bene|in bocca al lupo"
    r"|succes|het (?:aller)?beste|alle goeds|veel geluk|sorte|sucessos?|felicidades|tudo de bom|o melhor"
)
_DEED = rf"(?:{_THANKS})\b(?=.{{0,60}}\b(?:{_FOR_TALK})\b)|(?:{_WISHES})\b(?=.{{0,60}}\b(?:{_WELL})\b)"
# "Frau Lind bedankt sich …", and in German and Dutch also "Abschließend bedankt sich Frau Lind …".
_TOLD = re.compile(rf"^(?P<who>\S+(?: \S+){{0,4}}?)\s+(?:{_DEED})", re.IGNORECASE)
_TURNED = re.compile(rf"^(?:\w+ ){{1,3}}(?:{_DEED})\s+(?:sich )?(?P<who>\S+(?: \S+)?)", re.IGNORECASE)
_TITLED = re.compile(
    r"(?:(?:La|A|O|De) )?(?:M|Mr|Mrs|Ms|Mx|Dr|Herr|Frau|Fr|Hr|Mme|Mlle|Madame|Monsieur|Sra?|Sig(?:\.ra)?|Signora?|Dhr"
    r"|Mevr|Mevrouw)\.? (?=[A-ZÀ-Þ])"
)
_INITIALS = re.compile(r"[A-ZÀ-Þ]{2,4}$")
_DENIED = re.compile(
    r"\b(?:never|not|nobody|no one|nie(?:mals|mand)?|nicht|keiner|ne|jamais|personne|aucun\w*|no|nunca|nadie|mai|non"
    r"|nessuno|nooit|niet|niemand|não|ninguém)\b|n['’]",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\?|\b(?:asked|asks|frag(?:t|te)|demand(?:e|é)|pregunt[óa]|chie(?:de|sto)|domanda|vr(?:oeg|aagt)|pergunt(?:ou|a))\b"
)


def find_courtesies(sentences: Sequence[str]) -> frozenset[str]:
    """Find the sentences in which whoever led the talk gives thanks for it or good wishes.

    That is HR, or somebody with a title or initials who does nothing else in the text but ask. "The leaver", "she", a
    bare name, and everybody of whom more is told may be the leaver.
    """
    hosts = {one: who for one in sentences if (who := _find_host(one))}
    others = [one for one in sentences if one not in hosts and not ASKS.search(one)]
    return frozenset(
        one
        for one, who in hosts.items()
        if names_interviewer(fold(who)) or not any(re.search(rf"\b{re.escape(who.split()[-1])}\b", o) for o in others)
    )


def _find_host(sentence: str) -> str:
    """Return who gives thanks or wishes in a sentence, if that is HR, a title and name, or initials; else ""."""
    if _DENIED.search(sentence):
        return ""
    told = (match["who"] for match in (_TOLD.match(sentence), _TURNED.match(sentence)) if match)
    return next(filter(_may_lead, told), "")


def _may_lead(who: str) -> bool:
    folded = fold(who)
    # Of the leaver's labels those of a letter or two are also articles and initials.
    if folded in phrases("leaver") or any(len(word) > 2 for word in phrases("leaver") & set(folded.split())):
        return False
    return names_interviewer(folded) or bool(_TITLED.match(who) or _INITIALS.match(who))
