"""What a visitor chooses in a list: filters, résumés beside each other, what the job needs."""

from __future__ import annotations

import pytest

from visiting import Visit, marked, parsed, words


def test_choices_filters_show_as_many_as_they_promise(
    visit: Visit, three: tuple[str, list[str]]
) -> None:
    asked = 0
    for select in parsed(visit.get(three[0])).query("form.filters select"):
        for option in select.query("option"):
            if value := option.attrs.get("value"):
                page = visit.get(three[0], query_string={select.attrs["name"]: value})
                promised = int(words(option).rpartition("(")[2].rstrip(")"))
                assert len(parsed(page).query("ul.brief > li")) == promised, words(option)
                asked += 1
    assert asked > 20
    both = visit.get(three[0], query_string={"tier": "1", "issuer": "Amazon Web Services"})
    assert len(parsed(both).query("ul.brief > li")) == 1
    assert "fits the filter" in words(both)
    assert "Show all" in words(both)


def test_choices_comparison_lays_two_or_three_beside_each_other(
    visit: Visit, three: tuple[str, list[str]]
) -> None:
    page = visit.get(f"{three[0]}/compare", query_string={"d": three[1]})
    heads = marked(page, "table.compare thead th")
    assert heads == ["Credential", "Résumé 1", "Résumé 2", "Résumé 3"]
    rows = parsed(page).query("table.compare tbody tr")
    assert all(len(row.query("td")) == 3 for row in rows)
    assert "not named" in words(rows[0])
    assert "score" not in words(page).lower()


@pytest.mark.parametrize("count", [0, 1])
def test_choices_comparison_of_too_few_says_so(
    visit: Visit, three: tuple[str, list[str]], count: int
) -> None:
    answer = visit.get(f"{three[0]}/compare", query_string={"d": three[1][:count]})
    assert answer.status_code == 302
    assert "Choose two or three résumés" in marked(visit.get(answer.location), '[role="alert"]')[0]
    assert marked(visit.get(three[0]), '[role="alert"]') == [], "said once"


def test_choices_role_shows_what_is_evidenced_and_what_is_not(
    visit: Visit, one: tuple[str, str]
) -> None:
    place, document = one
    visit.post(f"{place}/role", role="Kubernetes\nWelding\nTelepathic gardening")
    listed = words(visit.get(place))
    assert "Certified Kubernetes Administrator" in listed
    assert "not evidenced by a credential" in listed
    assert "Telepathic gardening" in listed
    assert "What the job needs" in marked(visit.get(f"/resumes/{document}"), "h2")
    assert "What the job needs" in marked(visit.get(f"{place}/print"), "h3")
    visit.post(f"{place}/role", role="")
    assert "What the job needs" not in marked(visit.get(f"/resumes/{document}"), "h2")


@pytest.mark.parametrize(
    "text",
    [
        "- \n -",
        "We look for somebody kind who likes to come to the office at nine.",
        "[1, 2",
        "[" * 9_000 + "]" * 9_000,
        "{" * 9_000,
        "skills: [2024-99-99]",
    ],
)
def test_choices_role_without_any_skill_says_what_to_do(
    visit: Visit, one: tuple[str, str], text: str
) -> None:
    visit.post(f"{one[0]}/role", role=text)
    assert visit.get(f"/resumes/{one[1]}").status_code == 200
    assert len(marked(visit.get(one[0]), '[role="alert"]')) == 1


def test_choices_role_names_what_may_have_been_meant(visit: Visit, one: tuple[str, str]) -> None:
    visit.post(f"{one[0]}/role", role="Kubernets administering")
    assert "perhaps" in words(visit.get(f"/resumes/{one[1]}"))
