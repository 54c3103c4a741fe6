"""Words near a credential that say how it is assessed, in the languages of résumés.

Each cue has a name (part of the trained model's parameters: renaming one needs a new training),
a pattern in the languages that résumés are written in, and plain words for the report. A cue in
`STRENGTHENING` states a fact that makes an assessment stronger: the model may only let it lift.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Cue(NamedTuple):
    """A group of words; `said` is a clause for the report. `in_title`: looked for there alone."""

    name: str
    pattern: re.Pattern[str]
    said: str
    in_title: bool = False


def _cue(name: str, said: str, *words: str, in_title: bool = False) -> Cue:
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(words) + r")", re.IGNORECASE)
    return Cue(name, pattern, said, in_title)


CUES: tuple[Cue, ...] = (
    # What strengthens: see STRENGTHENING.
    _cue(
        "supervised",
        "a supervised examination is mentioned",
        r"(?<!non-)(?<!un)proctored",
        r"(?<!un)supervised\b(?=.{0,30}\b(?:exam|test|assess|practical|paper))",
        r"invigilat",
        r"test(?:ing)? cent(?:er|re)",
        r"cent(?:er|re)[- ]based (?:exam|test)",
        r"exam\w* (?:held |conducted |taken )?(?:at|in|by) (?:an? |the )?(?:\w+ )?"
        r"(?:cent(?:er|re)|board|council|state|directorate|government|institute|head office)",
        r"(?:held|conducted) by (?:the )?(?:\w+ )?(?:board|council|directorate|government|state)",
        r"(?:closed[- ]book|in[- ]person|on[- ]site|computer[- ]based) (?:\w+ )?(?:exam|test)",
        r"(?:external|accredited|independent|third[- ]party|council|government) "
        r"(?:\w+ )?(?:assessor|examiner|inspector|practical|exam|verif)",
        r"witnessed|before (?:an? )?(?:\w+ )?(?:examiner|assessor|inspector)",
        r"examen (?:\w+ )?presencial|exame presencial|unter aufsicht|vor der kammer",
        r"jury professionnel|evaluaci[oó]n oficial|organismo acreditado|testeur accr",
    ),
    _cue(
        "public_exam",
        "a state, board or licensing examination is mentioned",
        r"(?:state|government|govt\.?|national|board|licensing|public|council|trade) "
        r"(?:\w+ )?(?:exam|test\b|assessment|trade test)",
        r"(?:trade|licensing|licensure) (?:test|exam)",
        r"examen d['’ ]?[ée]tat|examen national|examen oficial|staatspr[üu]fung|sachkunde",
        r"competency (?:exam|test|assess)|board[- ]certified",
    ),
    _cue(
        "exam",
        "an examination is mentioned",
        r"(?<!online )(?<!internal )(?<!company )exams?\b",
        r"examin(?:ation|ed|ers?)\w*",
        r"ex[aá]m(?:en|enes|e)\b",
        r"\w*pr[üu]fung\w*",
        r"esame\b|egzamin|экзамен|ujian|s[ıi]nav|امتحان",
        r"written (?:test|paper)",
        r"viva\b|invigilated papers?",
        r"score\b|scored\b|points?\b",
    ),
    _cue(
        "test",
        "a test is mentioned",
        r"(?:timed|coding|skills?|driving|practical|theory|final|welding|written|internal) "
        r"(?:\w+ )?test",
        r"(?:online|internal|company) (?:\w+ )?(?:exam|assessment|test)",
        r"test passed|abschlusstest|percentile|top \d+ ?%",
    ),
    _cue(
        "practical",
        "a practical assessment is mentioned",
        r"practical\b(?=\W+(?:\w+\W+){0,2}?(?:exam|test|assess|evaluat|viva))",
        r"(?:theory|written|exam|viva|papers?) (?:paper )?and (?:an? )?practical\b",
        r"hands[- ]on (?:exam|test|assess)|practical (?:held|before)",
        r"skills? (?:test|station)|flight test|driving evaluation|build task",
        r"pr[áa]ctic[oa]s?\b(?=.{0,12}final)",
        r"examen pr[áa]ctico|avalia[çc][ãa]o pr[áa]tica|test pratique|praktische",
        r"(?:role[- ]plays?|teaching (?:practi\w+|session|assessment)|observed|practicum)",
    ),
    _cue(
        "project",
        "a project or portfolio is mentioned",
        r"projects?\b(?! (?:management|manager|fundamentals|planning|coordin|professional))",
        r"capstone|portfolio|dissertation|thesis|showreel|demo day|final (?:model|collection)",
        r"proyecto (?:final|integrador)|projet (?:\w+ )?fin(?:al|\b)|projet de fin|projeto final",
        r"trabajo final|abschlussprojekt|projektarbeit|progetto finale",
    ),
    _cue(
        "graded",
        "grading or review is mentioned",
        r"(?:tutor[- ])?marked|graded|assessed|valutato|evaluad[oa]|avaliado|soutenu|jury",
        r"(?:projects?|portfolio|studies|hours|model|code|work) (?:\w+ )?(?:reviewed|evaluated)",
        r"(?:reviewed|evaluated|approved) by|after review|(?:project|portfolio|code) reviews?",
        r"(?:graded|written|home|marked) assignments?|assignments? (?:graded|marked)",
        r"(?:final|project|end|and|term|collection|teaching|driving) evaluat(?:ion|ed)",
        r"[ée]valuation finale|evaluaci[óo]n|(?:final|internal|online|timed|skills?|practical) "
        r"assessment|assessment (?:passed|cleared)|assessment,? \d",
        r"pass mark|to pass|pass with|retake|retry",
        r"cleared\b|nota \d+|distinction|viva",
        r"(?<![\d/-])\d{2,3}(?:\.\d+)? ?(?:%|percent\b|/ ?100\b)"
        r"(?! (?:online|job|placement|attend))",
        r"(?:marks?|percentage)(?: obtained| secured)?\s*[:=–-]?\s*\d{2,3}\b",
        r"grades?(?: obtained| secured| awarded)?\s*[:=–-]\s*(?:\d{1,3}\b|[abcdo](?:\+|\b))",
        r"(?-i:(?:A|B|C|O)\+?|['‘“][ABCO]\+?['’”]) grade\b(?! \d)|with grade (?-i:[ABCO])\b",
    ),
    _cue(
        "accredited",
        "an outside recognition or credit is mentioned",
        r"iso(?:/iec)? ?17024|ncca|accredit\w+|acr[ée]dit\w+|regulated",
        r"recogni[sz]ed (?:by|qualif)",
        r"nsqf|nvq|ncvt|cvq|ects|[ck]redits?\b(?! card| risk| analysis)|credit[- ]bearing",
        r"irca|cqi\b|registered course|nivel \d|cualificaci[óo]n|registre national",
        r"government recog",
        r"senate approved|external(?:ly)? verif\w+|elite\b",
    ),
    _cue(
        "renewed",
        "a limited validity or renewal is mentioned",
        r"valid\b|valable|vigen(?:te|cia)|g[üu]ltig|v[áa]lido",
        r"renew\w*|renouvel\w+|renovaci[óo]n|recertif\w*|revalid\w*|re-?assess\w*",
        r"expir(?:es|y|ation)\b|exp\. ?\d|cpd\b|ceu\b",
    ),
    _cue(
        "registered",
        "a register or public check is mentioned",
        r"(?:public|online|searchable|member|board) (?:\w+ )?(?:register|registry|roll|list|search|"
        r"lookup|roster|directory|verification)",
        r"regist(?:er|ry)\b|registro|registre|verzeichnis|roster|directory|verif\w+ online|"
        r"verify online|v[ée]rifiable en ligne|verifiable badge|public (?:roll|list|search)|"
        r"online (?:look|roster|verif)",
    ),
    _cue(
        "numbered_license",
        "a licence or registration number is mentioned",
        r"(?:lic(?:en[cs]e|\.)|reg(?:istration|\.)|permit|card|matr[íi]cula|bewilligung|licencia)"
        r" ?(?:no\.?|number|n\.?º|nr\.?|#|:)? ?#?[a-z]{0,4}[-/]?\d{3,}",
        r"licen[cs]e #",
    ),
    _cue(
        "licensed",
        "it is called a licence, registration or permit",
        r"licen[cs]es?d?\b|licencia|lizenz|licen[çc]a|"
        r"registered\b(?!\W+(?:under|society|trust|company|office|training|institut))|"
        r"permit\b|chartered\b|konzession",
        r"autorizado|dipl[ôo]me d['’ ][ée]tat|certificate of competency",
    ),
    _cue(
        "experience", "checked experience is mentioned", r"years?['’]? experience|experience verif"
    ),
    # What it is called.
    _cue(
        "certified",
        "it is called a certification",
        r"certified|certification|certificaci[óo]n|zertifizier\w*|gepr[üu]ft\w*",
        in_title=True,
    ),
    _cue(
        "graded_level",
        "a grade or level is part of its name",
        r"(?:level|grade|nivel|niveau|class|stufe|part|nc) (?:\d|[iv]{1,4}\b|[abc]\d?\b)",
        r"(?:senior|junior|intermediate) grade|first class|journeyman|master\b",
        in_title=True,
    ),
    _cue(
        "belt",
        "it is a Six Sigma or Lean belt",
        r"six sigma|(?:green|black|yellow|white) belt|lean practitioner",
        in_title=True,
    ),
    _cue(
        "lead_auditor",
        "it is an auditor's or implementer's qualification",
        r"lead (?:auditor|implementer)|internal (?:\w+ )?auditor",
        in_title=True,
    ),
    _cue(
        "life_saving",
        "it is first aid or life support",
        r"first aid|cpr\b|life support|\bbls\b|\bacls\b|secourisme|erste hilfe|primeros auxilios",
        in_title=True,
    ),
    _cue(
        "skill_test",
        "it is called a skill assessment",
        r"assessment\b|skill (?:test|badge|assess)|(?:problem solving|sql|python|java|rest api) "
        r"?\((?:basic|intermediate|advanced)\)",
        in_title=True,
    ),
    _cue(
        "program",
        "it is called a programme of several courses",
        r"specializations?|specialisations?|nanodegree|career (?:track|path|program)|learning path",
        r"professional (?:certificate|program)|micro-?masters|diplomado|post ?graduate|"
        r"pg (?:cert|prog|dip)|fellowship|executive program\w*|graduate certificate|"
        r"certificate program\w*|xseries|expert track|engineer track",
        in_title=True,
    ),
    _cue("bootcamp", "it is called a bootcamp", r"boot ?camps?|immersive|coding school"),
    _cue(
        "course",
        "it is called a course or training",
        r"courses?\b|trainings?\b|curso|kurs\w*|cours\b|formation|corso|szkoleni\w*|курс\w*|"
        r"pelatihan|kh[óo]a h[ọo]c|e[gğ]itim\w*|دورة|schulung|lehrgang|treinamento|"
        r"classes\b|coaching\b|preparation|vorbereitung|tutorial",
    ),
    _cue(
        "introductory",
        "its name is that of an introductory or plain course",
        r"intro(?:duction)?\b|basics?\b|fundamentals?\b|essentials?\b|foundations?\b|beginners?\b|"
        r"getting started|awareness|crash course|zero to|from scratch|complete|masterclass|guide\b|"
        r"understanding|learn\b|principles|overview|b[áa]sic[oa]|initiation|grundlagen|101\b",
        in_title=True,
    ),
    _cue(
        "unassessed_online",
        "it is called an online or self-paced course",
        r"e-?learning|self[- ]paced|online (?:course|module|training)|hours? of video|modules?\b",
    ),
    _cue(
        "completed",
        "only completion is mentioned",
        r"complet(?:ed|ion)\b|finished|culmin|abgeschlossen|terminé",
    ),
    _cue("quiz", "a quiz is mentioned", r"quiz(?:zes)?\b"),
    _cue(
        "in_house",
        "it is called internal or in-house",
        r"in-?house|internal\b(?! (?:\w+ )?audit)|interno",
    ),
    # What weakens.
    _cue(
        "workshop",
        "it is called a workshop: usually attendance only",
        r"(?<!railway )(?<!wagon )(?<!coach )(?<!carriage )(?<!loco )(?<!repair )(?<!central )"
        r"(?<!motor )(?<!machine )(?<!base )work-?shops?\b(?! (?:manager|practi|technology|"
        r"calculation|supervisor|engineer|floor|machin))|"
        r"taller\b|atelier|oficina\b|minicurso|масте́?р-класс",
    ),
    _cue(
        "event",
        "it is a webinar, seminar, talk or conference: usually attendance only",
        r"webin[aá]r\w*|seminar\w*|s[ée]minaire|conference|congres\w*|symposi\w*|summit|"
        r"(?:guest |tech )?(?:talk|lecture)s?\b|conferenc\w+|konferencj\w+|(?:fach)?tagung|"
        r"jornada|journ[ée]e d|charla|palestra|foro\b|forum\b|masterclass with|open day|meet-?up",
    ),
    _cue(
        "attended",
        "attendance or participation is mentioned",
        r"attend(?:ed|ance|ee)\w*|participa\w+|partecipazion\w+|asist(?:encia|ente)|ouvinte|"
        r"teilnahme\w*|teilgenommen|pr[ée]sence|uczestni\w+|peserta|delegate|observed for",
    ),
    _cue(
        "contest",
        "it is a hackathon or contest",
        r"\w*hackat?h?on\w*|ideathon|game jam|contest|competition|olympiad|capture the flag|"
        r"robo ?race|finalist|concurso|wettbewerb",
    ),
    _cue(
        "membership",
        "it is a membership",
        r"member(?:ship)?\b(?! register)|fellow\b|mitglied|miembro|membre",
    ),
    _cue(
        "simulation",
        "it is a job simulation or virtual experience: nobody assesses it",
        r"job simulation|virtual (?:experience|intern\w+)|task-based",
    ),
    _cue(
        "gathering",
        "it is a camp, visit, retreat or volunteering",
        r"camp\b|campaign|visit\b|retreat|volunteer\w*|drive\b(?= cert)|in-?plant|orientation|"
        r"summer school|plogging",
    ),
    _cue(
        "faculty_program",
        "it is a development programme for teachers: usually attendance only",
        r"fdp\b|faculty development|short[- ]term training|sttp\b|refresher|\bcme\b|"
        r"continuing (?:medical )?education",
    ),
)
"""In the order in which they are explained."""

STRENGTHENING: frozenset[str] = frozenset(
    "supervised public_exam exam test practical project graded accredited renewed registered "
    "numbered_license licensed experience".split()
)
"""Cues that state a fact; the trained weights of these are never below zero."""
