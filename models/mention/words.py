"""What fills the slots of data/lines.yaml: names of the taxonomy, invented names, misspellings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from random import Random
from typing import Any, NamedTuple, Self

import yaml

from models.synthetic.dates import MIXED, PLAIN, write
from models.synthetic.stock import data as synthetic
from models.synthetic.stock import fill, institute_course
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy

LONGEST = 80
"""Characters of the longest name that is used."""
_SLOT = re.compile(r"\{(T:)?(\w+)\}")
_NUMBERED = re.compile(r"\d$")
_IRREGULAR = {"set": "set", "build": "built", "write": "wrote", "keep": "kept", "make": "made",
              "give": "gave", "teach": "taught", "lead": "led", "read": "read", "run": "ran",
              "draw": "drew", "hold": "held", "sell": "sold", "cut": "cut"}  # fmt: skip
_VERBS = frozenset(
    "manage develop operate maintain perform apply use analyse monitor prepare design create check "
    "ensure provide assess conduct install inspect repair supervise test set build write teach "
    "handle plan coordinate implement identify support assist advise control collect produce "
    "evaluate keep make give lead review organise execute adjust measure record order clean".split()
)
"""Verbs with which ESCO begins the names of skills that are deeds."""


class Run(NamedTuple):
    """A stretch of text; `title` numbers the credential whose title it is, -1 for none."""

    text: str
    title: int = -1


@lru_cache(maxsize=1)
def lines() -> Any:
    """The parsed data/lines.yaml."""
    path = resources.files(__package__) / "data" / "lines.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Words:
    """Names to choose from, each list sorted, so that the seed alone decides."""

    courses: tuple[tuple[str, str], ...]
    certs: tuple[tuple[str, str], ...]
    platforms: tuple[str, ...]
    universities: tuple[str, ...]
    topics: tuple[str, ...]
    tools: tuple[str, ...]
    deeds: tuple[str, ...]
    jobs: tuple[str, ...]

    @classmethod
    def load(cls, taxonomy: Taxonomy | None = None) -> Self:
        """From the taxonomy and the folder's own lists."""
        taxonomy = taxonomy or Taxonomy.load(Settings().taxonomy_dir)
        entries = [taxonomy.credential(i) for i in sorted(taxonomy.credential_ids)]
        providers = {i: taxonomy.provider(i) for i in sorted({e.issuer for e in entries})}
        courses: list[tuple[str, str]] = []
        certs: list[tuple[str, str]] = []
        for entry in entries:
            online = entry.type in ("course_certificate", "professional_certificate")
            maker = providers[entry.issuer]
            issuer = (maker.acronyms or (maker.name,))[0]
            for name in (entry.name, *(entry.aliases[:2])):
                if 3 < len(name) <= LONGEST:
                    (courses if online else certs).append((name, issuer))
            if not online and not entry.ambiguous:
                certs.extend((short, issuer) for short in entry.acronyms[:1])
        names = [taxonomy.skill(i).name for i in sorted(taxonomy.skill_ids)]
        deeds = [n for n in names if n.split()[0] in _VERBS and len(n.split()) > 2]
        nouns = [n for n in names if n.split()[0] not in _VERBS and len(n) <= 40]
        text = (resources.files(__package__) / "data" / "job_titles.txt").read_text("utf-8")
        return cls(
            courses=tuple(courses),
            certs=tuple(certs),
            platforms=tuple(p.name for p in providers.values() if p.kind.endswith("_platform")),
            universities=tuple(
                taxonomy.provider(i).name for i in taxonomy.university_ids[::9] if len(i) < 45
            ),
            topics=tuple(n for n in nouns if n[:1].islower() or n.istitle() or " " in n),
            tools=tuple(n for n in nouns if n[:1].isupper()),
            deeds=tuple(deeds),
            jobs=tuple(line for line in text.splitlines() if not line.startswith("#")),
        )


@dataclass(slots=True)
class Writer:
    """One person's habits; fills lines. `rng` decides everything."""

    words: Words
    rng: Random
    styles: tuple[str, ...] = PLAIN
    titles: int = 0
    issuer: str = ""

    @classmethod
    def of(cls, words: Words, rng: Random) -> Self:
        """A person who writes dates in one to four ways."""
        return cls(words, rng, tuple(rng.sample(MIXED, rng.randint(1, 4))))

    def line(self, template: str) -> list[Run]:
        """The line with its slots filled; every `{T:…}` is a title of its own."""
        runs: list[Run] = []
        at = 0
        for slot in _SLOT.finditer(template):
            runs.append(Run(template[at : slot.start()]))
            text = self.fill(slot[2])
            if slot[1]:
                runs.append(Run(text, self.titles))
                self.titles += 1
            else:
                runs.append(Run(text))
            at = slot.end()
        runs.append(Run(template[at:]))
        return [run for run in runs if run.text]

    def fill(self, slot: str) -> str:
        """Text for one slot; a name with a digit at its end is another one of the same kind."""
        name = _NUMBERED.sub("", slot)
        makers: dict[str, Callable[[], str]] = {
            "date": self._date, "range": self._range, "year": lambda: str(self._year()),
            "number": lambda: f"{self.rng.randint(1000, 9999999)}", "n": lambda: self._n(40),
            "q": lambda: self._n(4), "employer": self._employer, "institute": self._institute,
            "city": self._city, "course": self._course, "cert": self._cert,
            "platform": lambda: self._pick(self.words.platforms),
            "university": self._university, "topic": self._topic,
            "Topic": lambda: self._topic().title(), "tool": lambda: self._pick(self.words.tools),
            "job": lambda: self._pick(self.words.jobs), "training": self._training,
            "deed": self._deed, "do": lambda: self._pick(self.words.deeds),
            "doing": lambda: self._gerund(), "word": self._word,
            "short": self._short, "school": self._school,
            "degree": self._degree, "issuer": lambda: self.issuer or self._institute(),
        }  # fmt: skip
        if name in makers:
            return makers[name]()
        given = lines()["words"]
        lists = {"bootcamp": "bootcamp_forms", "grade": "grades", "duration": "durations",
                 "note": "notes", "certificate": "certificate_forms", "url": "urls",
                 "score": "scores"}  # fmt: skip
        return self._expand(self._pick(given[lists.get(name, name)]))

    def _expand(self, text: str) -> str:
        return _SLOT.sub(lambda slot: self.fill(slot[2]), str(text))

    def _pick(self, names: Any) -> str:
        return str(self.rng.choice(names))

    def _n(self, most: int) -> str:
        return str(self.rng.randint(1, most))

    def _year(self) -> int:
        return self.rng.randint(1996, 2026)

    def _date(self) -> str:
        return write(
            self._year(), self.rng.randint(1, 12), self.rng.choice(self.styles), self.rng
        ).text

    def _range(self) -> str:
        year = self._year()
        first = write(year, self.rng.randint(1, 12), "mon", self.rng).text
        last = write(year + self.rng.randint(0, 4), self.rng.randint(1, 12), "mon", self.rng).text
        forms = (f"{year} - {year + self.rng.randint(1, 4)}", f"{first} – {last}",
                 f"{first} - Present", f"{first} to {last}", str(year))  # fmt: skip
        return self.rng.choice(forms)

    def _word(self) -> str:
        kind = self.rng.choice(("given", "family"))
        return self._pick(self.rng.choice(synthetic("people"))[kind]).split()[-1]

    def _city(self) -> str:
        return self._pick(self.rng.choice(synthetic("people"))["cities"])

    def _employer(self) -> str:
        if self.rng.random() < 0.2:
            return fill("{first} {second}", self.rng)
        head = self.rng.choice((self._word, self._city, self._topic_head))()
        return f"{head} {self._pick(lines()['words']['employer_ends'])}"

    def _topic_head(self) -> str:
        return self._topic().split()[0].title()

    def _institute(self) -> str:
        if self.rng.random() < 0.3:
            return fill("{institute}", self.rng)
        if self.rng.random() < 0.15:
            return self._short()
        head = self.rng.choice((self._word, self._city, self._topic_head))()
        return f"{head} {self._pick(lines()['words']['institute_ends'])}"

    def _short(self) -> str:
        return "".join(self.rng.choice("ABCDEFGIKLMNPRSTV") for _ in range(self.rng.randint(3, 5)))

    def _university(self) -> str:
        if self.rng.random() < 0.3:
            return fill("{university}", self.rng)
        return self._pick(self.words.universities)

    def _school(self) -> str:
        kinds = ("High School", "Public School", "College", "School", "Vidyalaya")
        return f"{self._word()} {self._pick(kinds)}"

    def _degree(self) -> str:
        head = self._pick(lines()["words"]["degree_heads"])
        return (
            head
            if self.rng.random() < 0.3
            else f"{head}{self._pick((' in ', ' ', ', '))}{self._topic().title()}"
        )

    def _topic(self) -> str:
        topic = self._pick(self.words.topics)
        return topic if self.rng.random() < 0.5 else topic[:1].upper() + topic[1:]

    def _course(self) -> str:
        title, self.issuer = self.rng.choice(self.words.courses)
        return title

    def _cert(self) -> str:
        title, self.issuer = self.rng.choice(self.words.certs)
        return title

    def _training(self) -> str:
        if self.rng.random() < 0.2:
            groups = sorted(synthetic("institutes")["courses"])
            return institute_course(self.rng.choice(groups), self.rng).titles[0]
        if self.rng.random() < 0.25:
            return self._course()
        return self._expand(self._pick(lines()["words"]["training_forms"]))

    def _deed(self) -> str:
        first, _, rest = self._pick(self.words.deeds).partition(" ")
        past = _IRREGULAR.get(first) or (
            first + "d"
            if first.endswith("e")
            else first[:-1] + "ied"
            if first.endswith("ly")
            else first + "ed"
        )
        return f"{past.capitalize()} {rest}"

    def _gerund(self) -> str:
        first, _, rest = self._pick(self.words.deeds).partition(" ")
        return f"{(first[:-1] if first.endswith('e') else first)}ing {rest}"
