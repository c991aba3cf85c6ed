"""The list of problems in a marked copy: everything that was found, in any script, on pages."""

from io import BytesIO

import pypdf

from generator.cache import Cache
from generator.problems import Problem, Span, error, warning
from generator.reports.problem_list import problem_list


def pages(*problems: Problem) -> list[str]:
    data = problem_list("poster.pdf", problems, Cache())
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]


def test_everything_that_a_problem_says_is_on_the_list() -> None:
    found = error("thin-lines", "a line (of 0.05 mm)", Span("a.yaml", 2, 3), "draw it", ["twice"])
    (page,) = pages(found, warning("draft", "not reviewed"))
    for said in (
        "poster.pdf",
        "1 error, 1 warning",
        "1.",
        "a.yaml:2:3: error[thin-lines]: a line (of 0.05 mm)",
        "twice",
        "hint: draw it",
        "2.",
        "warning[draft]: not reviewed",
    ):
        assert said in page


def test_it_takes_as_many_pages_as_it_needs() -> None:
    found = pages(*[error("thin-lines", f"line {number} is thin") for number in range(100)])
    assert len(found) == 4  # of 62 lines: two at the head, then two for each with its space
    whole = "\n".join(found)
    assert all(whole.count(f"line {number} is thin") == 1 for number in range(100))


def test_a_problem_stands_whole_on_a_page() -> None:
    rows = [error("thin-lines", f"[{number}]", hint=f"({number})") for number in range(60)]
    found = pages(*rows)
    assert len(found) > 2
    for page in found:
        for number in range(60):
            assert (f"[{number}]" in page) == (f"({number})" in page)


def test_a_problem_longer_than_a_page_goes_on_overleaf() -> None:
    found = pages(error("thin-lines", "one"), error("thin-lines", "two", None, "word " * 1500))
    assert "one" in found[0]
    assert sum(page.count("word") for page in found) == 1500
    assert all(page.strip() for page in found)


def test_words_in_other_scripts_are_printed() -> None:
    (page,) = pages(error("missing", "no font has ગુજરાતી or 中文 or \ue000"))
    assert "ગુજરાતી" in page
    assert "中文" in page
    assert "U+E000" in page


def test_long_words_are_broken_inside_the_page() -> None:
    (page,) = pages(error("no-file", "there is no file " + "folder/" * 60 + "x" * 300))
    assert "".join(page.split()).count("folder/") == 60
    assert page.count("x") == 300


def test_a_file_without_problems_has_a_list_too() -> None:
    (page,) = pages()
    assert "0 errors, 0 warnings" in page
