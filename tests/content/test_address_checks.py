"""Web addresses: which can be printed, what they lead to, and what is worth a second look."""

from pathlib import Path

import pytest

from generator.addresses import leading_to, plain_target, readable
from generator.cache import Cache
from generator.content.address_checks import check_address, is_shown_with_more, wrapped
from generator.content.project_content import Content
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf
from tests.sample_projects import cease, change

AREA = "content/areas/ashdale.yaml"
WORDS = "content/garden/en-GB.yaml"


@pytest.mark.parametrize(
    ("printed", "target"),
    [
        ("www.leics.police.uk/CEASE", "https://www.leics.police.uk/CEASE"),
        ("https://www.gov.uk/a", "https://www.gov.uk/a"),
        ("HTTPS://WWW.Gov.UK/A", "https://www.gov.uk/A"),
        ("www.gov.uk/café?ü=ö#é", "https://www.gov.uk/caf%C3%A9?%C3%BC=%C3%B6#%C3%A9"),
        ("www.gov.uk/cafe\u0301", "https://www.gov.uk/caf%C3%A9"),
        ("www.gov.uk/caf%C3%A9?a=%20", "https://www.gov.uk/caf%C3%A9?a=%20"),
        ("www.gov.uk/مساعدة", "https://www.gov.uk/%D9%85%D8%B3%D8%A7%D8%B9%D8%AF%D8%A9"),
        ("münchen.de", "https://xn--mnchen-3ya.de"),
        ("Straße.de:8443/x", "https://xn--strae-oqa.de:8443/x"),
        ("xn--mnchen-3ya.de/ß", "https://xn--mnchen-3ya.de/%C3%9F"),
        ("www.gov.uk?a=b&c", "https://www.gov.uk?a=b&c"),
    ],
)
def test_what_an_address_leads_to(printed: str, target: str) -> None:
    assert leading_to(printed) == target
    assert target.isascii()


@pytest.mark.parametrize(
    ("target", "plain"),
    [
        ("mailto:clerk@gov.uk?subject=é", "mailto:clerk@gov.uk?subject=%C3%A9"),
        ("tel:+441164960123", "tel:+441164960123"),
        ("tel:01164960123", "tel:01164960123"),
        ("https://www.gov.uk/é", "https://www.gov.uk/%C3%A9"),
        ("www.gov.uk/é", "https://www.gov.uk/%C3%A9"),
        ("www.gov.uk:8443/é", "https://www.gov.uk:8443/%C3%A9"),
    ],
)
def test_what_a_link_of_a_sentence_leads_to(target: str, plain: str) -> None:
    assert plain_target(target) == plain


def test_what_a_target_reads_as() -> None:
    assert readable("https://xn--mnchen-3ya.de/caf%C3%A9") == "münchen.de/café"
    assert readable("https://xn--zz--zz.de/a") == "xn--zz--zz.de/a"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://www.gov.uk", "begins with http://"),
        ("HTTP://www.gov.uk", "begins with http://"),
        ("mailto:clerk@gov.uk", "is an email address"),
        ("clerk@gov.uk", "is an email address"),
        ("https://user@www.gov.uk", "is an email address"),
        ("ftp://www.gov.uk", "begins with ftp:"),
        ("javascript:alert(1)", "begins with javascript:"),
        ("www.gov.uk/help.", "ends with ."),
        ("www.gov.uk.", "ends with ."),
        ("www.gov.uk/help)", "ends with )"),
        ("www.gov.uk,", "ends with ,"),
        ("www.gov.uk:80/help", "asks for port 80"),
        ("www.gov.uk:99999", "has no port after its colon"),
        ("www.gov.uk\\help", "has a backslash in it"),
        ("www.gov.uk/100%", "has a % that begins no code"),
        ("www.gov.uk/my page", "has a space in it"),
        ("www.gov.uk/a\nb", "has a line break in it"),
        ("www.gov.uk/a\u2028b", "has a line break in it"),
        ("www.gov.uk/a\tb", "has a tab in it"),
        ("www.gov.uk/a\u00a0b", "has a space in it"),
        ("", "there is no address here"),
        ("<https://www.gov.uk>", "is not a web address"),
        ("[help](https://www.gov.uk)", "is not a web address"),
        ("https://https://www.gov.uk", "is not a web address"),
        ("www.gov.uk/a\x1b[31m", "that cannot be seen (U+001B)"),
        ("www.gov.uk/a\u202eb", "that cannot be seen (U+202E)"),
        ("192.168.0.1", "is not a web address"),
        ("localhost/help", "is not a web address"),
        ("a_b.uk", "is not a web address"),
        ("xn--zz--zz.uk", "is not a web address"),
        ("www..uk", "is not a web address"),
        ("//www.gov.uk", "is not a web address"),
        ("www.gov.uk/<help>", "is not a web address"),
        ("x" * 64 + ".uk", "is not a web address"),
        ("www.gov.uk/" + "é" * 500, "this address has 511 characters"),
    ],
)
def test_addresses_that_cannot_be_opened(address: str, why: str) -> None:
    (problem,) = check_address(address, None)
    assert (problem.rule, problem.is_error) == ("address", True)
    assert why in problem.message
    assert problem.hint
    assert problem.message.isprintable()


@pytest.mark.parametrize(
    "address",
    [
        "www.gov.uk/wiki/Help_(police)", "https://www.gov.uk:443/a-b_c~d/?e=f&g#h", "WWW.GOV.UK",
        "www.gov.uk/café", "www.gov.uk/caf%C3%A9", "gov.uk#top", "www.gov.uk/it's",
    ],
)  # fmt: skip
def test_addresses_with_nothing_wrong(address: str) -> None:
    assert list(check_address(address, None)) == []


@pytest.mark.parametrize(
    ("address", "rule", "said"),
    [
        ("www.münchen.de", "address-letters", "www.xn--mnchen-3ya.de"),
        ("كلمة.com", "address-letters", "xn--ogb5cde.com"),
        ("pаypal.com", "address-lookalike", "xn--pypal-4ve.com"),  # a Cyrillic а
        ("xn--pypal-4ve.com", "address-lookalike", "xn--pypal-4ve.com"),
        ("аррӏе.com", "address-lookalike", "xn--80ak6aa92e.com"),  # all Cyrillic
        ("bit.ly/help", "short-address", "the address it leads to"),
        ("https://www.TinyURL.com/help", "short-address", "the address it leads to"),
        ("www.gov.uk:8443", "address-port", "without it"),
        ("www.gov.uk/out?to=https://other.uk/a", "address-inside", "write that one"),
        ("www.example.org", "example-address", "the real address"),
        ("help.example.co.uk/a", "example-address", "the real address"),
        ("school.test", "example-address", "the real address"),
    ],
)
def test_addresses_worth_a_second_look(address: str, rule: str, said: str) -> None:
    (problem,) = check_address(address, None)
    assert (problem.rule, problem.is_error) == (rule, False)
    assert said in problem.hint


OUTLOOK = (
    "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Fhelp%3Fa%3D1"
    "%26b%3D2&data=05|02|clerk%40gov.uk|1&sdata=x%3D&reserved=0"
)


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        (OUTLOOK, "www.gov.uk/help?a=1&b=2"),
        (OUTLOOK.replace("&data", "&amp;data"), "www.gov.uk/help?a=1&b=2"),
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.gov.uk%2Fa&ved=2", "www.gov.uk/a"),
        ("www.google.co.uk/url?q=https://www.gov.uk/help&sa=D", "www.gov.uk/help"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.gov.uk%2F&h=AT0", "www.gov.uk/"),
        ("https://urldefense.com/v3/__https://www.gov.uk/help__;!!Ab!cd$", "www.gov.uk/help"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__www.gov.uk_a&d=D", "www.gov.uk/a"),
        ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fwww.gov.uk&c=E,1", "www.gov.uk"),
        ("https://secure-web.cisco.com/1ab/https%3A%2F%2Fwww.gov.uk%2Fx", "www.gov.uk/x"),
        ("https://eu.protection.sophos.com?d=gov.uk&u=aHR0cHM6Ly93d3cuZ292LnVrLw", "www.gov.uk/"),
        ("https://www.google.com/amp/s/www.gov.uk/x", "www.gov.uk/x"),
        ("https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fwww.gov.uk", "www.gov.uk"),
        ("https://protect-eu.mimecast.com/s/abcDEF", ""),
    ],
)  # fmt: skip
def test_services_that_put_themselves_before_an_address(address: str, inside: str) -> None:
    (problem,) = check_address(address, None)
    assert (problem.rule, problem.is_error) == ("address-wrapped", True)
    assert "puts itself before another address" in problem.message
    wanted = f": {inside}" if inside else "copy the address that the browser shows"
    assert problem.hint.endswith(wanted) if inside else wanted in problem.hint


@pytest.mark.parametrize("address", ["www.google.com/help", "www.gov.uk/url?q=a", "facebook.com/x"])
def test_their_neighbours_do_not(address: str) -> None:
    assert wrapped(address) is None


@pytest.mark.parametrize(
    ("shown", "target", "same"),
    [
        ("www.gov.uk", "https://www.gov.uk/?from=leaflet", True),
        ("www.gov.uk/help", "WWW.gov.uk/help/?from=leaflet#top", True),
        ("www.gov.uk/café", "www.gov.uk/caf%C3%A9?a", True),
        ("www.gov.uk/help?a=1", "www.gov.uk/help?a=1&b=2", True),
        ("www.gov.uk/help?a=1", "www.gov.uk/help?b=2", False),
        ("www.gov.uk/help?a=1", "www.gov.uk/help?a=12", False),
        ("www.gov.uk/help", "www.gov.uk/Help?a", False),
        ("www.gov.uk", "www.gov.uk.other.com/?a", False),
        ("www.gov.uk", "gov.uk", False),
    ],
)
def test_what_opens_may_be_more_of_what_is_shown(shown: str, target: str, same: bool) -> None:
    assert is_shown_with_more(shown, target) is same


# --- in an area --------------------------------------------------------------------------------


def found(project: Path) -> list[Problem]:
    try:
        return Content(Shelf.at(project), Cache()).document("garden", "en-GB", "ashdale")[1]
    except Refused as refused:
        return list(refused.problems)


@pytest.mark.parametrize(
    ("link", "rules"),
    [
        ("{shown: www.example.org, open: 'www.example.org/?utm_source=a'}", []),
        ("{shown: www.example.org, open: www.example.net}", ["link-open"]),
        ("{shown: www.example.org, open: www.example.net, checked: {by: A}}", ["link-open"]),
        (
            "{shown: www.example.org, open: www.example.net, checked: {by: A, on: 2026-03-31}}",
            [],
        ),
        (
            "{shown: www.example.org, open: www.example.net, checked: {by: A, on: 2026-12-31}}",
            ["verified"],
        ),
        ("{shown: www.example.org, open: http://www.example.org}", ["address"]),
        ("{shown: www.example.org., open: www.example.org}", ["address"]),
        (
            "{shown: www.example.org, open: 'www.google.com/url?q=https://www.example.org', "
            "checked: {by: A, on: 2026-03-31}}",
            ["address-wrapped"],
        ),
        ("'www.example.org/?utm_source=a&fbclid=b'", ["address-tracking"]),
        ("'www.example.org/?page=2'", []),
    ],
)
def test_a_link_may_open_more_than_it_shows(project: Path, link: str, rules: list[str]) -> None:
    change(project / AREA, "{more: www.example.org/garden}", f"{{more: {link}}}")
    problems = found(project)
    assert [problem.rule for problem in problems] == rules
    assert all(problem.span and problem.span.path == AREA for problem in problems)


def test_where_a_link_leads_on_to_is_opened_again_each_year(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = "{shown: www.example.org, open: www.example.net, checked: {by: A, on: 2025-03-31}}"
    change(project / AREA, "{more: www.example.org/garden}", f"{{more: {link}}}")
    (problem,) = Content(Shelf.at(project), Cache()).overdue(["ashdale"])
    assert problem.rule == "verified-long-ago"
    assert problem.message.startswith("{more} was last opened on 2025-03-31")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("See [this](http://www.gov.uk).", "address"),
        ("See [this](https://www.google.com/url?q=https://www.gov.uk).", "address-wrapped"),
        ("See www.example.org/dig or mail clerk@example.com.", "example-address"),
    ],
)
def test_addresses_in_sentences_are_checked(project: Path, words: str, rule: str) -> None:
    change(project / AREA, "test: true\n", "")
    change(project / AREA, "01632 960001", "'101'")
    change(project / AREA, "www.example.org/garden", "www.gov.uk")
    change(project / WORDS, "Ring {office} first.", words)
    problems = found(project)
    assert {problem.rule for problem in problems} == {rule}
    assert all(problem.span and problem.span.path == WORDS for problem in problems)


def test_a_link_of_a_sentence_may_be_one_of_the_areas(project: Path) -> None:
    link = "{shown: www.example.org, open: 'www.example.org/?from=leaflet'}"
    change(project / AREA, "{more: www.example.org/garden}", f"{{more: {link}}}")
    change(
        project / WORDS, "Ring {office} first.", "See [this]({more}), {more} or [é](www.gov.uk/é)."
    )
    document, _ = Content(Shelf.at(project), Cache()).document("garden", "en-GB", "ashdale")
    runs = [(run.text, run.link) for run in document.blocks["words"].texts[0].runs if run.link]
    assert runs == [
        ("this", "https://www.example.org/?from=leaflet"),
        ("www.example.org", "https://www.example.org/?from=leaflet"),
        ("é", "https://www.gov.uk/%C3%A9"),
    ]


def test_a_terminal_is_never_steered_by_an_address(project: Path, tmp_path: Path) -> None:
    table = "area,title,town,office,more\nmoor,Moor,Moor,101,www.gov.uk/\x1b[31m\u202e\n"
    (tmp_path / "areas.csv").write_text(table)
    done = cease("areas", "import", tmp_path / "areas.csv", "--project", project)
    assert done.status == 1
    assert all(each.isprintable() or each == "\n" for each in done.err), done.err
    assert "U+001B" in done.err
