"""Whether the leaver speaks ("I felt …"), or somebody who wrote down what the leaver said ("She felt …").

Also separates the writer's own part of such a report from what it tells of the leaver.

For example:

    I reminded her of the notice period.     <- the writer's own act: taken out
    She said the rota came too late.         <- tells of the leaver: kept
    Personally, I would hire her again.      <- the writer's own view: taken out
    Mr Lind thanked her for the open talk.   <- a courtesy of whoever led the talk: taken out
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, takewhile

from analyzer.ingest.prose.transcripts.courtesies import find_courtesies
from analyzer.ingest.words import fold, phrases

# Subjects that mean the leaver, and the verbs that report their words.
_ENGLISH = "s?he they employee leaver ee interviewee"
_GERMAN = "er sie mitarbeiter mitarbeiterin"
_FRENCH = "il elle salarié salariée intéressée?"
_SUBJECTS_AND_VERBS = (
    (_ENGLISH, "felt feels said says reported reports mentioned mentions stated states described describes explained"),
    (_ENGLISH, "noted thought believed believes found would was is had has did enjoyed liked wanted raised expressed"),
    (_ENGLISH, "cited indicated suggested added claimed commented"),
    (_GERMAN, r"gab berichtet\w* sagt\w* erklärt\w* fühlt\w* fand findet habe sei hätte wünscht\w* nannte nennt"),
    (_GERMAN, r"erwähnt\w* bemängelt\w* schildert\w*"),
    (_FRENCH, r"a se dit estime indique explique regrette trouve souhaite déplore évoque était avait s['’]\w+"),
)
_VERBS_BEFORE_THAT = (
    "comentó indicó manifestó señaló explicó refirió mencionó dijo",
    "considera comenta indica manifiesta señala refiere",
    "diz disse refere referiu conta contou acha achava sente sentiu considera considerou afirma afirmou explicou",
    "dice riferisce ritiene lamenta sottolinea racconta ricorda riconosce spiega afferma",
    "zegt zei vindt vond vertelt vertelde meent",
)
# Verbs that begin a note without a subject: "says the yard is dark".
_NOTE_VERBS = "says reckons thinks feels sagt meint findet estime trouve souhaite opina pensa ritiene vindt zegt acha"


def _alternatives(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


# Beginnings of sentences on what the writer did or said. Such a sentence may also give the leaver's answer (see
# _LEAVER_ANSWER).
_WRITER_ACT = re.compile(
    r"^(?:I (?:also |then |have |had |will |would |since )*(?:reminded|said|told|asked|explained|promised?|thanked"
    r"|advised?|recommend(?:ed)?|suggest(?:ed)?|offer(?:ed)?|assured|informed|clarified|pointed|replied|answered|apologi[sz]ed"
    r"|proposed?|encouraged|wished|invited|mentioned|check(?:ed)?|raised?|follow(?:ed)? up|opened|began|closed by"
    r"|note|noted|did(?: not|n['’]t) (?:respond|reply|comment|react)"
    r"|(?:rang|phoned|e-?mailed|contacted) .{2,40}\bafter"
    r"|(?:will|shall|['’]ll) (?:ask|speak|look|pass|find out|chase|take)|have no (?:record|note|knowledge))\b"
    r"|Ich (?:habe |hatte |werde )?(?:ihr|ihm|sie|ihn)\b|Ich (?:erklärte|sagte|fragte|erinnerte|wies|versprach|bedankte"
    r"|empfehle|bot|bestätigte|teilte|antwortete|versicherte)\b"
    r"|(?:Je |J['’])(?:lui (?:ai|avais)|l['’]ai|ai (?:rappelé|expliqué|demandé|dit|répondu|promis|proposé|remercié"
    r"|précisé|indiqué|assuré)|recommande|propose)\b"
    r"|(?:Yo )?(?:[Ll][aeo] )?(?:recordé|expliqué|pregunté|dije|prometí|ofrecí|agradecí|aseguré|informé|aclaré|respondí"
    r"|indiqué|recomiendo|propongo)\b"
    # HR about itself, in the third person.
    r"|(?:HR|The interviewer) (?:asked|opened|began|started|explained|thanked|promised|told|offered|closed|ended"
    r"|wished)\b"
    r"|(?:HR|Die Personalabteilung|Der Interviewer|Die Interviewerin) "
    r"(?:fragte|begann|erklärte|dankte|bedankte|wünschte|eröffnete|beendete)\b"
    r"|(?:La RH|RH|RRHH) (?:a (?:demandé|expliqué|remercié|commencé|ouvert|conclu|souhaité)"
    r"|preguntó|explicó|abrió|agradeció|cerró|deseó)\b"
    r"|(?:L['’]?HR|HR|L['’]ufficio personale) ha (?:chiesto|spiegato|ringraziato|aperto|chiuso|augurato)\b"
    r"|HR (?:vroeg|begon|bedankte|opende|sloot|wenste)\b"
    r"|(?:O )?RH (?:perguntou|explicou|abriu|agradeceu|encerrou|desejou)\b)",
)
# How a report introduces the talk before it tells anything of the leaver.
_TALK_INTRODUCTION = re.compile(
    r"^(?:Spoke (?:to|with)|Met with|Sat down with|Interview(?:ed)? (?:by|with|on|over)|Asked (?:about|what|why|how)"
    r"|(?:Gespräch|Interview) (?:mit|per|am)|Entretien (?:avec|par)|Entrevista (?:con|por|com)|Colloquio (?:con|per)"
    r"|Gesprek met)\b"
)
# Views of the writer. If the report mentions none of the writer's acts, a view may be a copied one of the leaver's.
_WRITER_VIEW = re.compile(
    r"^(?:Personally,? I|My (?:own|personal) \w+ (?:is|was)|In my (?:own |personal )?(?:view|opinion)|For my own part"
    r"|(?:Ich persönlich|Persönlich \w+ ich|Mein(?:er?|e)? (?:eigene[rn]?|persönliche[rn]?) \w+"
    r"|Meiner (?:Meinung|Ansicht) nach)|Personnellement,? (?:je|j['’])|[ÀA] mon avis|Mon (?:avis|sentiment) personnel"
    r"|Personalmente,? (?:creo|pienso|considero|credo|penso|ritengo|acho|penso)|En mi opinión|A mio (?:avviso|parere)"
    r"|Persoonlijk \w+ ik|Naar mijn mening|Na minha opinião)\b"
    r"|^I (?:do not|don['’]t|doubt|think|believe|suspect) .{0,20}\bwe (?:would|could|should|can|will)\b"
    r"|^Ich (?:glaube|denke|bezweifle)\b.{0,20}\bwir .{0,20}\b(?:ihn|sie)\b"
    r"|^Je (?:ne )?(?:pense|crois|doute) .{0,20}\bnous "
    r"|\bI(?:['’]d| would) (?:gladly |happily )?(?:have|take|hire|employ) (?:him|her|them)\b"
    r"|\b[Ii]ch würde (?:ihn|sie) (?:jederzeit |sofort |gern |gerne )?wieder\b",
)
_LEAVER_ANSWER = re.compile(
    r"\b(?:s?he|they) (?:said|replied|answered|told|felt|explained|thought|responded|agreed|denied|added|confirmed)\b"
    r"|\b(?:er|sie) (?:sagte|meinte|antwortete|erklärte|fand|verneinte|bejahte)\b"
    r"|\b(?:sagte|meinte|antwortete|erklärte|fand|verneinte|bejahte) (?:er|sie)\b"
    r"|\b(?:il|elle) (?:a|m['’]a) (?:répondu|dit|expliqué|précisé|ajouté)\b"
    r"|\b(?:contestó|respondió|dijo|comentó|explicó)\b",
    re.IGNORECASE,
)
_LONGEST_HEAD = 15
_SENDER = re.compile(r"^[^\w\n]*(?:from|von|de|da|van)\s?:\s*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_ABOUT = re.compile(
    r"^[^\w\n]*(?i:re|subject|about|betreff|betrifft|objet|concerne|asunto|oggetto|onderwerp|betreft|assunto)\s?:\s*"
    r"((?:[A-ZÀ-Þ][\w'’-]+ ){1,3}[A-ZÀ-Þ][\w'’-]+)",
    re.MULTILINE,
)
THIRD_PERSON_PRONOUN = r"(?:s?he|they|er|sie|ils?|elles?|él|ella|lui|lei|egli|hij|zij|ze|ele|ela)\b"
_THEY = re.compile(THIRD_PERSON_PRONOUN, re.IGNORECASE)


# Questions in a report, which it answers next.
_REPORTED_QUESTION = re.compile(
    r"^(?:(?:Would|Did|Does|Do|Has|Have|Is|Are|Was|Were|Could|Will) (?:s?he|they)\b"
    r"|(?:Würde|Hat|Hatte|War|Wird|Kommt) (?:er|sie)\b|\w+(?:-t)?-(?:il|elle)\b"
    r"|(?:Zou|Heeft|Had|Wil|Is|Was) (?:hij|zij|ze)\b)[^.!?]*\?$"
)
_FOR_SELF = re.compile(r"^(?:I|Ich|Je|Yo)\b|^[IJ]['’]\w")
# The full stop of a title ends no sentence: "M. Petit".
_TITLES = ("Mr", "Mrs", "Ms", "Mx", "Dr", "Fr", "Hr", "M", "Sr", "Sra", "Sig", "Mevr", "Dhr")
_SENTENCES = re.compile(
    r"(?:(?<=[.!?…])|(?<=[.!?…][\"”»]))" + "".join(rf"(?<!\b{title}\.)" for title in _TITLES) + r"(\s+)"
)
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»")
_FEWEST_REPORTED = 2
_MUCH_REPORTED = 4
_QUOTE_DEPTH_CHANGE = {"“": 1, "„": 1, "«": 1, "”": -1, "»": -1}
_REPORTED = re.compile(
    "|".join(
        [
            *(rf"\b{_alternatives(who)}\s+(?:also\s+)?{_alternatives(verbs)}\b" for who, verbs in _SUBJECTS_AND_VERBS),
            *(rf"\b{_alternatives(verbs)} (?:que|che|dat)\b" for verbs in _VERBS_BEFORE_THAT),
            rf"^[^\w\n]*{_alternatives(_NOTE_VERBS)}\b",
        ]
    ),
    re.IGNORECASE | re.MULTILINE,
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|I['’]\w+|my|me|we|our|us|ich|mir|mich|mein\w*|wir|unser\w*|je|j['’]\w+|mon|ma|mes|moi|nous|yo|mi|mis|nosotros|nuestr\w+"
    r"|io|mio|mia|miei|mie|noi|nostr\w+|ik|mij|mijn|wij|ons|onze|eu|meu|minha|meus|minhas|nós|noss\w+)\b",
)
_FIRST_PERSON_SINGULAR = re.compile(
    r"\b(?:I|[Mm]y|me|[Ii]ch|mir|mich|[Mm]ein\w*|[Jj]e|[Jj]['’](?=\w)|moi|m['’](?=\w)|mon|mes|ma|yo|mi|mis|io|mio|mia|miei|mie"
    r"|ik|mij|mijn|eu|meu|minha|meus|minhas)\b|\bI['’]\w"
)

# In "She told me", "me" is the interviewer.
_MY_OR_ME = re.compile(
    r"\b(?:[Mm]y|(?<!told )(?<!gave )me|mine|mir|mich|[Mm]ein\w*|moi|m['’](?=\w)|mon|mes|ma|mis?|mio|mia|miei|mie|mij"
    r"|mijn|meus?|minhas?)\b"
)


def is_third_person(text: str, *, titled: bool = False) -> bool:
    """Whether a text reports ("She felt that …") more often than it uses the first person ("I felt that …").

    Below a title that names who wrote it down (``titled``), one such report tells.
    """
    courtesies = len(find_courtesies([one for line in text.split("\n") for one, _ in split_sentences(line)]))
    reported = len(_REPORTED.findall(text)) + courtesies
    # "I" in a quotation is the leaver; it does not make the text a first-person one.
    unquoted = _QUOTED.sub(" ", text)
    if reported >= _MUCH_REPORTED * max(1, len(_MY_OR_ME.findall(unquoted))):
        # Writers of reports say "I" of their own part in the talk, but hardly ever "my".
        said = (one for line in unquoted.split("\n") for one, _ in split_sentences(line))
        unquoted = " ".join(one for one in said if not _is_writer_act(one))
    told = reported >= (1 if titled else _FEWEST_REPORTED) or courtesies > 0
    return told and reported > len(_FIRST_PERSON.findall(unquoted))


def has_reported_speech(text: str) -> bool:
    """Whether a text tells what somebody else said or felt: "She felt that …"."""
    return _REPORTED.search(text) is not None


def has_first_person(text: str) -> bool:
    """Whether a text has a first person, singular or plural ("I", "we")."""
    return bool(_FIRST_PERSON.search(text))


def has_first_person_singular(text: str) -> bool:
    """Whether a text has a first person singular ("I", "my"): a form says "we" and "us", but never "I"."""
    return bool(_FIRST_PERSON_SINGULAR.search(text))


def has_unquoted_first_person(text: str) -> bool:
    """Whether there is a first person singular outside quotation marks; in a report that is not the leaver."""
    return has_first_person_singular(_QUOTED.sub(" ", text))


def count_first_person(text: str) -> int:
    """Count the first person singular ("I", "my")."""
    return sum(1 for _ in _FIRST_PERSON_SINGULAR.finditer(text))


def is_first_person_aside(line: str) -> bool:
    """Whether a line in brackets is the speaker's own and not a transcriber's "[pause]"."""
    return line.strip().startswith("(") and has_first_person_singular(line)


def split_off_writer(text: str, whole: str = "") -> tuple[str, tuple[str, ...]]:
    """Split a report into what it tells of the leaver, and the writer's own acts ("I reminded her …") and views.

    Courtesies at the end of the talk are in neither: they ask nothing.
    If any other sentence has a first person, its speaker may be the leaver, and everything is kept; unless the head of
    ``whole`` says that somebody wrote the text about somebody else.
    """
    if _is_memo(whole):
        return _split_memo(text)
    lines = [list(split_sentences(line)) for line in text.split("\n")]
    setting = {one for one, _ in takewhile(lambda said: _TALK_INTRODUCTION.match(said[0]), chain(*lines))}
    alone = [one for line in lines for one, quoted in line if not quoted and _FOR_SELF.match(one)]
    if any(not (_WRITER_ACT.match(one) or _WRITER_VIEW.search(one)) for one in alone):
        return text, ()
    acts = any(map(_is_writer_act, alone))
    courtesies = find_courtesies([one for line in lines for one, quoted in line if not quoted])
    parted = [
        [
            (one, not quoted and (_is_writer_act(one) or one in setting or (acts and _is_writer_view_or_question(one))))
            for one, quoted in line
            if quoted or one not in courtesies
        ]
        for line in lines
    ]
    kept = [[one for one, writers in line if not writers] for line in parted]
    asked = tuple(one for line in parted for one, writers in line if writers)
    left = (" ".join(sentences) for sentences, line in zip(kept, lines, strict=True) if sentences or not line)
    return ("\n".join(left).strip(), asked) if asked or courtesies else (text, ())


def _is_memo(whole: str) -> bool:
    """Whether a text's head names an author from HR and a person it is about ("Re: Ada Rowe") who is named again below.

    A memo by anybody else may be the leaver's, about their manager.
    """
    head = "\n".join(whole.split("\n")[:_LONGEST_HEAD])
    sender, about = _SENDER.search(head), _ABOUT.search(head)
    if not sender or not about or phrases("hr_senders").isdisjoint(fold(sender[1]).split()):
        return False
    names = set(about[1].split()) - set(re.findall(r"\w+", sender[1]))
    return any(re.search(rf"\b{re.escape(name)}\b", whole[about.end() :]) for name in names)


def _split_memo(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a memo into what tells of the leaver, and the first-person sentences that do not."""
    lines = [list(split_sentences(line)) for line in text.split("\n")]
    theirs = {one for line in lines for one, quoted in line if not quoted and _is_writer_sentence(one)}
    left = (" ".join(one for one, _ in line if one not in theirs) for line in lines)
    said = "\n".join(line for line, parts in zip(left, lines, strict=True) if line or not parts)
    return said.strip(), tuple(one for line in lines for one, _ in line if one in theirs)


def _is_writer_sentence(sentence: str) -> bool:
    tells = has_reported_speech(sentence) or _THEY.match(sentence) or _LEAVER_ANSWER.search(sentence)
    return _is_writer_act(sentence) or (has_unquoted_first_person(sentence) and not tells)


def _is_writer_act(sentence: str) -> bool:
    """Whether a sentence says what the writer did, and gives no answer of the leaver's."""
    return _WRITER_ACT.match(sentence) is not None and _LEAVER_ANSWER.search(sentence) is None


def _is_writer_view_or_question(sentence: str) -> bool:
    """Whether a sentence is the writer's own view, or the question that the leaver answers next."""
    if _REPORTED_QUESTION.match(sentence):
        return True
    return _WRITER_VIEW.search(sentence) is not None and _LEAVER_ANSWER.search(sentence) is None


def split_sentences(line: str) -> Iterator[tuple[str, bool]]:
    """Yield the sentences of a line, each with whether it begins inside a quotation."""
    depth = 0
    for sentence in filter(str.strip, _SENTENCES.split(line)):
        yield sentence, depth > 0
        straight = sentence.count('"') % 2
        depth += sum(_QUOTE_DEPTH_CHANGE.get(sign, 0) for sign in sentence)
        depth = depth + (-straight if depth > 0 else straight)
