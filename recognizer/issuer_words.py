"""Words in the name of an organization outside the catalogue that say of which kind it is."""

from __future__ import annotations

import re

UNDER_ANOTHER = re.compile(
    r"[(\[]?\b(?:(?:(?:regist\w*|regd|recogni[sz]ed|approved|affiliated|authori[sz]ed|accredited)"
    r"\b\W*(?:by|with|from|to|under)|under)\b(?:\W+\w+){0,2}?\W+(?:gov\w*|ministry|state|msme|act)\b"
    r"[^,;|()]*|(?:registered|regd)\b)[.)\]]*",
    re.IGNORECASE,
)
"""Who registered or recognized an organization: no part of its own name, and not the issuer."""
LETTERS = re.compile(r"[^\W\d_]{2,}")

ISSUER_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "club",
        re.compile(
            r"\b(?:students?|clubs?|chapter|cell|fest|youth|campus|grêmio|himpunan|koło|kolo|"
            r"barangay|alumni|friends|forum|community$|comunidad$|association of|semana)\b",
            re.I,
        ),
    ),
    (
        "examiner",
        re.compile(
            r"\b(?:exam\w*|test(?:ing)?|assess\w+|certification|certificación|certificação|"
            r"qualifications?|awarding|vocational council|accreditation|pr[üu]f\w*|pariksha|"
            r"skills authority|certiport)\b",
            re.I,
        ),
    ),
    (
        "regulator",
        re.compile(
            r"\b(?:boards?|licensing|authority|councils? of|council|commission|registry|registrar|"
            r"regulator\w*|superintendencia|autoridad|consejo|kammer\w*|handwerkskammer|ordre|"
            r"directorate|inspectorate|\w*aufsicht|aviation|maritime)\b",
            re.I,
        ),
    ),
    (
        "government",
        re.compile(
            r"\b(?:ministr[yi]\w*|minist[èe]re|ministerio|minist[ée]rio|government|govt|department|"
            r"dept|municipal\w*|borough|county|commune|comune|federal|national|office|servicio|"
            r"secretaría|direction|prefecture|civil defen[cs]e|district|army|navy|air force|"
            r"police|state)\b",
            re.I,
        ),
    ),
    (
        "university",
        re.compile(
            r"\b(?:universit\w+|universidad\w*|polytechni\w+|college|faculdade|hochschule|"
            r"[ée]cole (?:sup|nat)\w*|univ|iit|nit|iim)\b",
            re.I,
        ),
    ),
    (
        "training",
        re.compile(
            r"\b(?:academ\w+|training\w*|trainers?|class(?:es)?|coaching|schools?|escola|escuela|"
            r"[ée]cole|institut\w*|cent(?:er|re)s?|centro|centrum|computers?|infotech|learn\w*|"
            r"bootcamp|tutor\w*|courses?|education\w*|skills?|hub|capacitaci[oó]n\w*|formation\w*|"
            r"bildung\w*|weiterbildung\w*|volkshochschule|schulung\w*|szkole\w*|lembaga|lkp|blk|"
            r"trung tâm|kurs\w*|учебный|школа|معهد|treinamentos?|gurukul|campus)\b",
            re.I,
        ),
    ),
    (
        "professional_body",
        re.compile(
            r"\b(?:society|association|federation|guild|union|chartered|colegio|sindicato|"
            r"gewerkschaft|verband|royal|chamber|cámara|alliance|foundation|institution|trust)\b",
            re.I,
        ),
    ),
    ("health", re.compile(r"\b(?:hospital|clinic|clínica|klinik|nursing home|medical)\b", re.I)),
    (
        "employer",
        re.compile(
            r"\b(?:pvt|ltd|limited|llc|inc|gmbh|ag|ab|srl|s\.a|corp\w*|company|bank|steel|"
            r"technologies|solutions|systems|consult\w*|services|group|industries|motors|telecom|"
            r"insurance|logistics|software|contracting|engineering)\b",
            re.I,
        ),
    ),
)
"""Issuer kinds by words of a name outside the catalogue; the first that fits counts."""
