"""The rubric's own examples come out in the rubric's tiers from the taxonomy's sourced facts.

An example is listed only when the facts which decide its tier have a source. Those without one
(docs/taxonomy-audit.md names them) are not given a tier by hand.
"""

import pytest
from small_taxonomy import claim

from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy
from recognizer.tier import rate

EXAMPLES = {
    1: (
        "aws-certified-solutions-architect-associate",
        "capm",
        "ccna",
        "ceh",
        "certified-kubernetes-administrator",
        "cissp",
        "comptia-security-plus",
        "cpa-us",
        "itil-4-foundation",
        "pmp",
        # The rubric's "PRINCE2 without expiry" is history: renewed every three years since 2023.
        "prince2-foundation",
        "prince2-practitioner",
        "red-hat-certified-system-administrator",
        "rn-license",
    ),
    2: (
        "acca-member",
        "cfa-charter",
        "cisa",
        "cism",
        "coursera-google-data-analytics",
        "coursera-google-digital-marketing-and-e-commerce",
        "coursera-google-it-support",
        "coursera-google-project-management",
        "coursera-google-ux-design",
        "edx-indiana-university-accounting-micromasters",
        "edx-mit-statistics-and-data-science-micromasters",
        "ielts",
        "microsoft-azure-fundamentals",
        "ncvt-iti-electrician",
        "ncvt-iti-fitter",
        "nptel-programming-data-structures-and-algorithms-using-python",
        "oscp",
        "pcap",
        "tesda-bookkeeping-nc-3",
        "toefl-ibt",
    ),
    3: (
        "certified-scrummaster",
        "coursera-deeplearning-ai-deep-learning",
        "freecodecamp-responsive-web-design",
        "hackerrank-sql-basic",
        "hubspot-inbound",
        "hubspot-inbound-marketing",
        "le-wagon-data-science-bootcamp",
        "professional-scrum-master-i",
        "udacity-data-analyst-nanodegree",
        "udacity-deep-learning-nanodegree",
    ),
    4: (
        "coursera-google-data-analysis-with-r-programming",
        "kaggle-python",
        "netacad-introduction-to-cybersecurity",
        "udemy-the-web-developer-bootcamp",
    ),
    5: ("forage-jpmorgan-chase-software-engineering",),
}

# A course of the provider which the taxonomy does not list, from the provider's defaults alone.
COURSES = {
    4: (
        "cisco-networking-academy",
        "coursera",
        "edx",
        "great-learning",
        "kaggle",
        "linkedin-learning",
        "simplilearn",
        "udemy",
    ),
    5: ("forage",),
}

# The tier needs a verifiability which no reachable source states, so a stronger one stays possible.
WAITING = ("cisa", "cism")

# Not rated: nothing reachable says how they are assessed.
UNSOURCED = ("datacamp-introduction-to-python",)


@pytest.fixture(scope="module")
def taxonomy():
    return Taxonomy.load(Settings().taxonomy_dir)


def tier_of(taxonomy, identifier):
    credential = taxonomy.credential(identifier)
    assert credential is not None, f"{identifier} is not in the taxonomy"
    return rate(credential, claim(credential.name, type=credential.type), taxonomy)


def pairs(table):
    return [
        pytest.param(identifier, level, id=identifier)
        for level, ids in table.items()
        for identifier in ids
    ]


@pytest.mark.parametrize(("identifier", "level"), pairs(EXAMPLES))
def test_example_has_the_rubrics_tier(taxonomy, identifier, level):
    assert tier_of(taxonomy, identifier).level == level


@pytest.mark.parametrize(("provider", "level"), pairs(COURSES))
def test_unlisted_course_has_the_providers_tier(taxonomy, provider, level):
    estimate = rate(
        None,
        claim("A course", type="course_certificate"),
        taxonomy,
        provider=taxonomy.provider(provider),
    )
    assert estimate.level == level


@pytest.mark.parametrize("identifier", WAITING)
def test_a_missing_fact_is_named_where_it_keeps_a_stronger_tier_open(taxonomy, identifier):
    credential = taxonomy.credential(identifier)
    assert taxonomy.facts(credential).verifiability is None
    reasons = {reason.code for reason in tier_of(taxonomy, identifier).reasons}
    assert "stronger-tier-possible" in reasons


@pytest.mark.parametrize("identifier", UNSOURCED)
def test_an_example_without_a_source_is_not_rated(taxonomy, identifier):
    assert tier_of(taxonomy, identifier).level is None
