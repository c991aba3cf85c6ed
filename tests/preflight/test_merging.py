"""One fault four hundred times is reported once, with its number and its first places."""

from generator.preflight.merging import OTHERS, gathered
from generator.problems import Place, Problem, Severity, error


def problem(message: str, place: Place | None = None, **more: object) -> Problem:
    return Problem(Severity.ERROR, "thin-lines", message, place=place, **more)  # type: ignore[arg-type]


def test_one_fault_again_and_again_on_a_page_is_one_problem() -> None:
    lines = [problem(f"a line of 0.{n:03} mm", Place(1, n, 9)) for n in range(1, 401)]
    (reported,) = gathered(lines)
    assert reported.message == "a line of 0.001 mm"
    assert reported.count == 400
    assert reported.place == Place(1, 1, 9)
    assert reported.others == tuple(Place(1, n, 9) for n in range(2, 2 + OTHERS))
    assert "400 times, also at 2.0, 9.0 mm; 3.0, 9.0 mm" in str(reported)
    assert reported.as_dict()["count"] == 400


def test_each_page_each_fault_and_each_hint_is_reported_for_itself() -> None:
    found = [
        problem("a line of 0.1 mm", Place(1, 5, 5)),
        problem("a line of 0.1 mm", Place(2, 5, 5)),
        problem("a dash of 0.1 mm", Place(1, 5, 5)),
        problem("a line of 0.1 mm", Place(1, 5, 5), hint="draw it wider"),
    ]
    assert gathered(found) == found


def test_without_a_place_only_the_very_same_words_are_one() -> None:
    fonts = [problem("the font F1 is not embedded"), problem("the font F2 is not embedded")]
    assert gathered(fonts) == fonts
    (reported,) = gathered([fonts[0]] * 3)
    assert (reported.count, reported.others) == (3, ())


def test_a_rule_that_counted_already_is_added_up() -> None:
    found = [problem("a line", Place(1, 5, 5), count=7), problem("a line", Place(1, 6, 5), count=2)]
    (reported,) = gathered(found)
    assert reported.count == 9


def test_what_is_true_of_many_pages_is_one_problem() -> None:
    def said(*pages: int, words: str = "no TrimBox") -> list[Problem]:
        return [error("trim-box", f"page {page}: {words}") for page in pages]

    reported = gathered([*said(1, 2, 3, 5, 8, 9), *said(4, words="no BleedBox")])
    assert [problem.message for problem in reported] == [
        "pages 1 to 3, 5 and 8, 9: no TrimBox",
        "page 4: no BleedBox",
    ]
    assert [problem.message for problem in gathered(said(7))] == ["page 7: no TrimBox"]
