"""Each rule for a finished web page, tripped by a page with one thing broken."""

import pytest

from generator.reflow.web_check import LIMIT, RULES, check
from tests.reflow.pages import page, piece

BROKEN = [
    ("page-size", "</main>", f"<!--{'x' * LIMIT}--></main>"),
    ("page-language", '<html lang="en-GB"', "<html"),
    ("page-language", ' dir="ltr">\n<head>', ">\n<head>"),
    ("page-language", '<p class="over"', '<p class="over" lang=""'),
    ("page-title", "<title>", "<meta title="),
    ("page-id", '<h2 id="s2"', '<h2 id="s1"'),
    ("page-id", 'aria-labelledby="s1"', 'aria-labelledby="s9"'),
    ("page-id", 'href="#main"', 'href="#mian"'),
    ("page-headings", "<h1", "<h2"),
    ("page-headings", '<h2 id="s2"', '<h1 id="s2"'),
    ("page-headings", '<h2 id="s2"', '<h4 id="s2"'),
    ("page-link", "tel:+441162527000", "tel:+441162527001"),
    ("page-link", "tel:101", "tel:111"),
    ("page-link", "tel:101", "https://101"),
    ("page-link", 'href="https://www.leics.police.uk/CEASE"', 'href="https://example.org"'),
    ("page-link", 'href="https://www.ceop.police.uk"', 'href="javascript:ring()"'),
    ("page-link", ">101</a>", "></a>"),
    ("page-picture", 'aria-label="QR code', 'class="QR code'),
    ("page-picture", ' aria-hidden="true"', ""),
    ("page-picture", "</main>", '<img src="data:,"></main>'),
    ("page-request", "</main>", '<img alt="x" src="https://example.org/x.png"></main>'),
    ("page-request", "</main>", "<script></script></main>"),
    ("page-request", "<h1", '<h1 onclick="x()"'),
    ("page-request", 'rel="icon" href="data:', 'rel="icon" href="https://example.org/'),
    ("page-request", "body{margin:0", "body{background:url(x.png);margin:0"),
    ("page-contrast", "--ink:#1f1f1d", "--ink:#7f7f7d"),
    ("page-contrast", "--title:#2f1b42;", ""),
    ("page-contrast", "--ground:", "--found:"),
]


@pytest.mark.parametrize(("rule", "old", "new"), BROKEN)
def test_a_broken_page_trips_the_rule_for_it(rule: str, old: str, new: str) -> None:
    made = page(piece()).decode()
    assert old in made
    several = rule == "page-contrast" and new == "--found:"
    found = check(made.replace(old, new, -1 if several else 1).encode())
    assert {problem.rule for problem in found} == {rule}
    assert all(problem.is_error for problem in found)


def test_every_rule_is_tripped() -> None:
    assert {rule for rule, *_ in BROKEN} == set(RULES)


def test_contrast_says_what_was_found_and_what_is_needed() -> None:
    made = page(piece()).decode().replace("--ink:#1f1f1d", "--ink:#7f7f7d", 1).encode()
    (problem,) = check(made)
    assert (problem.limit, problem.found) == ("at least 4.5:1", "3.74:1")


@pytest.mark.parametrize("printed", ["0116 252 7000", "+44 116 252 7000", "(0116) 252 7000"])
def test_a_number_may_be_printed_in_any_usual_way(printed: str) -> None:
    made = page(piece()).decode().replace("0116 252 7000", printed).encode()
    assert check(made) == []
