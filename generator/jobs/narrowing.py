"""Narrows what is built, and what is listed of an output folder, by a condition."""

from collections.abc import Mapping
from typing import Final

from generator.problems import WrongChoice, error
from .choosing import ALL, Choice, own_theme
from .libraries import Libraries
from .manifest_rows import ManifestRow
from .planning import BuildPlan, Job
from .where import ComparedField, Condition

# Of these, no more than a default is built where nothing is chosen.
_WIDENED: Final = {
    "area": "areas",
    "language": "languages",
    "format": "formats",
    "edition": "editions",
}

OUTPUT_FIELDS: Final[Mapping[str, ComparedField[ManifestRow]]] = {
    "campaign": ComparedField(lambda row: (row.campaign,)),
    "area": ComparedField(lambda row: (row.area,)),
    "language": ComparedField(lambda row: (row.language,)),
    "layout": ComparedField(lambda row: (row.layout,)),
    "format": ComparedField(lambda row: (row.format,)),
    "edition": ComparedField(lambda row: (row.edition,)),
    "printer": ComparedField(lambda row: (row.facts.printer,)),
    "standard": ComparedField(lambda row: (row.facts.standard,)),
    "theme": ComparedField(lambda row: (row.facts.theme,)),
    "problem": ComparedField(lambda row: tuple({problem.rule for problem in row.problems})),
    "pages": ComparedField(lambda row: row.facts.pages, "number"),
    "bytes": ComparedField(lambda row: row.bytes, "number"),
    "warnings": ComparedField(lambda row: len(row.problems), "number"),
    "outdated": ComparedField(lambda row: row.outdated, "yes"),
}


def widened(choice: Choice, condition: Condition) -> Choice:
    """The choice, where each field that the condition names is chosen from all there is. What is
    chosen already stays."""
    every = {
        plural: (ALL,)
        for name, plural in _WIDENED.items()
        if name in condition.fields and not getattr(choice, plural)
    }
    return choice._replace(**every)


def job_fields(project: Libraries) -> Mapping[str, ComparedField[Job]]:
    """The fields of files to be made. Printer, standard and theme are those that a file is made
    for, whoever chose them."""

    def theme(job: Job) -> str:
        piece = job.piece
        return piece.other_theme or own_theme(project, piece.campaign, piece.area, piece.layout)

    edition = project.design.edition
    return {
        "campaign": ComparedField(lambda job: (job.piece.campaign,)),
        "area": ComparedField(lambda job: (job.piece.area,)),
        "language": ComparedField(lambda job: (job.piece.language,)),
        "layout": ComparedField(lambda job: (job.piece.layout,)),
        "format": ComparedField(lambda job: (job.piece.format,)),
        "edition": ComparedField(lambda job: (job.piece.edition,)),
        "printer": ComparedField(lambda job: (edition(job.piece.edition_name).printer,)),
        "standard": ComparedField(lambda job: (edition(job.piece.edition_name).standard,)),
        "theme": ComparedField(lambda job: (theme(job),)),
    }


def narrowed(project: Libraries, planned: BuildPlan, condition: Condition) -> BuildPlan:
    """The plan with those jobs alone of which the condition is true. Raises `WrongChoice` if there
    are none."""
    jobs = tuple(condition.chosen(planned.jobs, job_fields(project)))
    if planned.jobs and not jobs:
        hint = "leave out a part of the condition"
        message = f"no file is all of what was chosen: {condition.text}"
        raise WrongChoice([error("nothing", message, None, hint)])
    return planned._replace(jobs=jobs)
