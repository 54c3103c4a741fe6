"""The curated taxonomy, loaded whole or not at all, and every way to ask it by name.

Entries are checked when the folder is loaded and become objects when they are asked for, so
that tens of thousands of courses and universities cost a table row each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from recognizer.credential import DIMENSIONS, Credential, Facts, Provider, Skill, Source
from recognizer.names import normalize
from recognizer.taxonomy_cache import recall, remember
from recognizer.taxonomy_files import Problem, digest, read_folder
from recognizer.taxonomy_index import Index, WordIndex, begun_by, by_host, fold_code
from recognizer.taxonomy_names import Names
from recognizer.taxonomy_rows import split_acronyms, split_aliases
from recognizer.taxonomy_rules import problems
from recognizer.taxonomy_tables import ORGANIZATIONS, Release, Tables, read_tables

USUAL_WORD = 3
"""Names that a word must stand in to count as a word of its own: "virtualization" is then no
misspelt "visualization" (docs/recognition.md, "Matching abstains")."""
COMMON_TITLE_WORDS = 4
"""A course title of at most so many words ("Introduction to Machine Learning") is taught in many
places: it decides nothing unless issuer or platform agree."""


@dataclass(frozen=True, eq=False)
class Taxonomy:
    """Providers, credentials, skills and sources by id, by name, by code and by domain.

    `version` is the release's version and the first 8 digits of the hash of all files. Look-ups
    by id raise KeyError for an id that is not there; look-ups by name give ids, sorted, curated
    entries before rows of catalogues and university lists.
    """

    version: str
    _tables: Tables = field(repr=False)
    _names: Names = field(repr=False)
    _built: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, directory: Path) -> Taxonomy:
        """Reads and checks a taxonomy folder.

        Raises TaxonomyError (file, entry, field) for the first thing that is wrong with it;
        `recognizer.curation.check` lists all of them.
        """
        files = read_folder(directory)
        hash_ = digest(files)
        kept = recall(hash_)
        if kept is None:
            tables = build(files)
            kept = (tables, Names.of(tables))
            remember(hash_, *kept)
        return cls.of(*kept, hash_)

    @classmethod
    def of(cls, tables: Tables, names: Names, hash_: str) -> Taxonomy:
        """A taxonomy over tables that were checked before; `hash_` is that of their files."""
        return cls(f"{tables.release.get('version', '0')}+{hash_[:8]}", tables, names)

    @property
    def release(self) -> Release:
        """Version, date and rubric of the data."""
        return Release.model_validate(self._tables.release)

    # by id

    @cached_property
    def provider_ids(self) -> tuple[str, ...]:
        """Ids of all providers, universities and employers included, sorted."""
        return tuple(sorted(id_ for table in ORGANIZATIONS for id_ in getattr(self._tables, table)))

    @cached_property
    def credential_ids(self) -> tuple[str, ...]:
        """Ids of all credentials, catalogue rows included, sorted."""
        return tuple(sorted((*self._tables.credentials, *self._tables.catalogue)))

    @cached_property
    def curated_ids(self) -> tuple[str, ...]:
        """Ids of the credentials that have an entry of their own, sorted."""
        return tuple(sorted(self._tables.credentials))

    @cached_property
    def university_ids(self) -> tuple[str, ...]:
        """Ids of the providers that stand in universities.csv, sorted."""
        return tuple(sorted(self._tables.universities))

    @cached_property
    def employer_ids(self) -> tuple[str, ...]:
        """Ids of the providers that stand in employers.csv, sorted."""
        return tuple(sorted(self._tables.employers))

    @cached_property
    def skill_ids(self) -> tuple[str, ...]:
        """Ids of all skills, sorted."""
        return tuple(sorted(self._tables.skills))

    @cached_property
    def evidenced_skills(self) -> frozenset[str]:
        """Ids of the skills that some credential evidences."""
        entries = self._tables.credentials.values()
        return frozenset(skill for entry in entries for skill in entry.get("skills", ()))

    @cached_property
    def source_ids(self) -> tuple[str, ...]:
        """Ids of all sources, sorted."""
        return tuple(sorted(self._tables.sources))

    def has_provider(self, id: str) -> bool:
        """Whether a provider, university or employer has this id."""
        return any(id in getattr(self._tables, table) for table in ORGANIZATIONS)

    def has_credential(self, id: str) -> bool:
        """Whether a credential or catalogue row has this id."""
        return id in self._tables.credentials or id in self._tables.catalogue

    def family_of(self, credential_id: str) -> str:
        """The file a credential stands in, without folder and suffix."""
        table = "credentials" if credential_id in self._tables.credentials else "catalogue"
        return Path(self._tables.file_of(table, credential_id)).stem

    def provider(self, id: str) -> Provider:
        """The provider; a university or employer has what its row says."""
        key = ("provider", id)
        if key not in self._built:
            entry = self._tables.providers.get(id)
            made = Provider.model_validate(entry) if entry else self._of_row(id)
            self._built[key] = made
        result: Provider = self._built[key]
        return result

    def has_branches(self, id: str) -> bool:
        """Whether the provider is a network whose branches write a place beside its name."""
        return bool(self._tables.providers.get(id, {}).get("branches"))

    def _of_row(self, id: str) -> Provider:
        row = self._tables.employers.get(id)
        if row is None:
            _, name, aliases, country, domains, source = self._tables.universities[id]
            kind = "university"
        else:
            _, name, aliases, kind, country, domains, source = row
        acronyms, others = split_acronyms(aliases)
        return Provider.model_validate(
            {
                "id": id,
                "name": name,
                "kind": kind,
                "roles": ("issuer",),
                "aliases": others,
                "acronyms": acronyms,
                "country": country or None,
                "domains": tuple(split_aliases(domains)),
                "sources": (source,),
                "reviewed": self.source(source).retrieved,
            }
        )

    def credential(self, id: str) -> Credential:
        """The credential; a course of a catalogue has what its row says."""
        key = ("credential", id)
        if key not in self._built:
            entry = self._tables.credentials.get(id)
            made = Credential.model_validate(entry) if entry else self._course(id)
            self._built[key] = made
        result: Credential = self._built[key]
        return result

    def _course(self, id: str) -> Credential:
        _, title, issuer, platform, type_, hours, language, source = self._tables.catalogue[id]
        common = len(normalize(title).split()) <= COMMON_TITLE_WORDS
        return Credential.model_validate(
            {
                "id": id,
                "name": title,
                "type": type_,
                "issuer": issuer,
                "platforms": (platform,) if platform else (),
                "ambiguous": common or len(self.credentials_named(title)) > 1,
                "language": language or None,
                "workload": {"hours": float(hours), "source": source} if hours else None,
                "sources": (source,),
                "reviewed": self.source(source).retrieved,
            }
        )

    def skill(self, id: str) -> Skill:
        """The skill of skills.csv."""
        return Skill.model_validate(self._tables.skills[id])

    def source(self, id: str) -> Source:
        """Where facts come from."""
        key = ("source", id)
        if key not in self._built:
            self._built[key] = Source.model_validate(self._tables.sources[id])
        result: Source = self._built[key]
        return result

    def data(self, name: str) -> Any:
        """Plain data of one more file of the folder, by its name without .yaml.

        Raises KeyError when there is no such file. Treat it as read-only.
        """
        return self._tables.data[name]

    def facts(self, credential: Credential) -> Facts:
        """What is known of a credential, dimension by dimension.

        Its own facts come first, then what its issuer says of this type, then its platforms.
        """
        providers = map(self.provider, (credential.issuer, *credential.platforms))
        defaults = [provider.defaults.get(credential.type) for provider in providers]
        layers = [credential.facts, *(facts for facts in defaults if facts is not None)]
        known = {}
        for dimension in DIMENSIONS:
            values = (getattr(layer, dimension) for layer in layers)
            known[dimension] = next((fact for fact in values if fact is not None), None)
        return Facts(**known)

    def verification_of(self, credential: Credential) -> str | None:
        """Id of the rule by which it is checked: its own, else its platforms', else its issuer's.

        The platform that delivers it goes first because it shows the award: a certificate earned
        on Coursera is checked at Coursera, whoever awards it.
        """
        if credential.verification:
            return credential.verification
        rules = (self.provider(i).verification for i in (*credential.platforms, credential.issuer))
        return next((rule for rule in rules if rule), None)

    # by name

    @property
    def provider_names(self) -> Index:
        """Normalized names, aliases and former names → provider ids; acronyms apart."""
        return self._names.providers

    @property
    def provider_acronyms(self) -> Index:
        """Acronyms as written → provider ids."""
        return self._names.provider_acronyms

    @property
    def credential_names(self) -> Index:
        """Normalized names and aliases → credential ids; acronyms and codes apart."""
        return self._names.credentials

    @property
    def credential_acronyms(self) -> Index:
        """Acronyms as written → credential ids."""
        return self._names.credential_acronyms

    @property
    def credential_codes(self) -> Index:
        """Folded exam codes (`taxonomy_index.fold_code`) → credential ids."""
        return self._names.codes

    @property
    def skill_names(self) -> Index:
        """Normalized names and aliases → skill ids."""
        return self._names.skills

    @cached_property
    def _words(self) -> WordIndex:
        names = [(name, id_) for name, ids in self._names.credentials.items() for id_ in ids]
        return WordIndex(sorted(names, key=lambda item: (item[0].count(" "), item)))

    @cached_property
    def _sorted_names(self) -> list[str]:
        return sorted(self._names.credentials)

    def providers_named(self, text: str) -> tuple[str, ...]:
        """Providers that go by exactly this name, spelling folded."""
        return self.provider_names.get(normalize(text), ())

    def employers_called(self, text: str) -> tuple[str, ...]:
        """Rows of employers.csv whose name or short form the whole text is.

        Short forms count in capitals only. To be asked of a text that states who issued
        something, not of a title.
        """
        found = self._names.employers.get(normalize(text), ())
        return found or self._names.employer_acronyms.get(text.strip(), ())

    def providers_at(self, host: str) -> tuple[str, ...]:
        """Providers that own the host or the longest domain above it."""
        return by_host(self._names.domains, host)

    def credentials_named(self, text: str) -> tuple[str, ...]:
        """Credentials that go by exactly this name, spelling folded."""
        return self.credential_names.get(normalize(text), ())

    def credentials_beginning(self, text: str) -> tuple[str, ...]:
        """Credentials whose name goes on after this text, with or without "the" before it."""
        start = normalize(text).removeprefix("the ")
        names = (
            *begun_by(self._sorted_names, start),
            *begun_by(self._sorted_names, f"the {start}"),
        )
        return tuple(dict.fromkeys(id_ for name in names for id_ in self.credential_names[name]))

    def credentials_coded(self, text: str) -> tuple[str, ...]:
        """Credentials with this exam code, in any case, with or without spaces and hyphens."""
        return self.credential_codes.get(fold_code(text), ())

    def credentials_of(self, provider_id: str) -> tuple[str, ...]:
        """Credentials that a provider issues or delivers."""
        return self._names.issued.get(provider_id, ())

    def names_of(self, credential_id: str) -> tuple[str, ...]:
        """Normalized name and aliases of a credential, the name first."""
        credential = self.credential(credential_id)
        return tuple(dict.fromkeys(map(normalize, (credential.name, *credential.aliases))))

    def is_word_of_names(self, word: str) -> bool:
        """Several credentials' names hold this word (normalized), so it is no slip of the pen."""
        return self._words.frequency(word) >= USUAL_WORD

    def fuzzy_candidates(self, text: str, limit: int = 200) -> tuple[tuple[str, str], ...]:
        """(normalized name, id) of the names that share the most telling words with a text."""
        return self._words.candidates(normalize(text), limit)


def build(files: Mapping[str, bytes]) -> Tables:
    """Tables that obey every rule; raises TaxonomyError for the first one broken."""

    def refuse(problem: Problem) -> None:
        raise problem.error()

    tables = read_tables(dict(files), refuse)
    for problem in problems(tables):
        refuse(problem)
    return tables
