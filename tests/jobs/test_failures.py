"""Failures of a build by cause, and failures.json."""

from generator.jobs.failures import FailedJob, causes, names_file
from generator.jobs.planning import Job
from generator.problems import Problem, Span, error, warning
from generator.reports.piece_names import PieceName


def failure(area: str, *problems: Problem, edition: str = "press", bug: str = "") -> FailedJob:
    piece = PieceName.of("garden", area, "en-GB", "card", "a6", edition)
    return FailedJob(Job(piece, f"garden/{area}/en-GB/card--{edition}.pdf"), problems, bug)


def found(*failures: FailedJob) -> list[tuple[int, list[str], str]]:
    grouped = causes(failures, lambda area: area.title())
    return [(len(each.files), [*each.areas], each.problem.message) for each in grouped]


def test_what_differs_in_the_area_alone_is_one_cause() -> None:
    assert found(
        *(failure(area, error("long", f'"{area.title()}" is too long')) for area in ("ham", "ely")),
        failure("wick", error("long", '"Wick" is too wide')),
    ) == [(2, ["ham", "ely"], '"Ham" is too long'), (1, ["wick"], '"Wick" is too wide')]


def test_values_in_an_areas_own_file_are_the_areas() -> None:
    def wrong(area: str, number: str, key: str = "numbers.office", line: int = 4) -> FailedJob:
        span = Span(f"content/areas/{area}.yaml", line, 9, key)
        return failure(area, error("phone-number", f'"{number}" is no number', span))

    assert [each[:2] for each in found(
        wrong("ham", "1"), wrong("ely", "2", line=9), wrong("wick", "3", "numbers.police")
    )] == [(2, ["ham", "ely"]), (1, ["wick"])]  # fmt: skip


def test_places_in_shared_files_are_not() -> None:
    at = [Span("layouts/card.yaml", line, 3) for line in (1, 1, 8)]
    failures = [
        failure(area, error("style", "no style", span))
        for area, span in zip("abc", at, strict=True)
    ]
    assert [each[:2] for each in found(*failures)] == [(2, ["a", "b"]), (1, ["c"])]


def test_the_place_of_a_file_is_no_cause() -> None:
    """A full disk is one cause, whichever files there was no room for."""

    def full(area: str, name: str, *, edition: str = "press") -> FailedJob:
        message = f'"/srv/out/garden/{area}/en-GB/{name}" cannot be written: no space'
        made = failure(area, error("unwritable", message), edition=edition)
        assert names_file(made.problems[0], made.job.file)
        return made

    other = error("unwritable", '"/srv/logs" cannot be written: no space')
    assert not names_file(other, "garden/ham/en-GB/card--press.pdf")
    assert [each[:2] for each in found(
        full("ham", "card--press.pdf"),
        full("ham", "card--press--job-sheet.pdf"),
        full("ely", "card--office.pdf", edition="office"),
        failure("ely", other),
    )] == [(2, ["ham", "ely"]), (1, ["ely"])]  # fmt: skip


def test_warnings_stop_nothing_and_bugs_do() -> None:
    bug = 'Traceback:\n  File "x"\nZeroDivisionError: division by zero\n'
    assert found(failure("ham", warning("draft", "a draft"), bug=bug)) == [
        (1, ["ham"], "ZeroDivisionError: division by zero")
    ]


def test_a_name_within_a_word_is_none() -> None:
    one = failure("ham", error("x", "Birmingham"))
    assert found(one, failure("ing", error("x", "Birmingham"))) == [
        (2, ["ham", "ing"], "Birmingham")
    ]


def test_a_cause_names_three_areas() -> None:
    problem = error("style", "no style")
    editions = [failure("a", problem), failure("a", problem, edition="office")]
    (one,) = causes(editions, str)
    assert str(one) == "2 files: [style] no style; area a"
    (many,) = causes([failure(name, problem) for name in "abcdefghijkl"], str)
    assert str(many) == "12 files: [style] no style; areas a, b, c and 9 more"
