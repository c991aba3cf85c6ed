"""The judge as a program of its own: a PDF on its input, its judgement line by line on its output.

Strangers' files are judged in a process that may be stopped, or may fall, without taking anything
with it; see `generator.build.judging`. Each line is a JSON object: first what is going to be
run, then each rule as it is done, then the facts of the report.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from generator.preflight import PROFILES, Judged, Report, judge, opened
from generator.preflight.file import MAX_FILE, File
from generator.preflight.guess import guess
from generator.problems import Problem, did_you_mean, error


def main(profile: str, megabytes: int, copy: str, name: str) -> None:
    """Judge standard input by `profile`, or by the one it asks for if that is empty, in no more
    memory than `megabytes` where the system can be told so. If `copy` is not empty, write a
    copy there with what was found drawn on it, under `name`."""
    _limit(megabytes)
    # Libraries may print; only what is told here goes where it is read.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(**said: Any) -> None:
        print(json.dumps(said), file=out, flush=True)

    def tell_of(judged: Judged) -> None:
        found = [problem.as_dict() for problem in judged.problems]
        tell(rule=judged.rule, ran=judged.ran, problems=found)

    tell(begun=True)
    if profile and profile not in PROFILES:
        hint = did_you_mean(profile, PROFILES)
        tell(wrong=error("wrong-choice", f'no profile is called "{profile}"', hint=hint).as_dict())
        return
    facts = opened(sys.stdin.buffer.read(MAX_FILE + 1))
    if isinstance(facts, Report):
        tell(problems=[problem.as_dict() for problem in facts.problems], unread=True)
        return
    reason = "as asked"
    if not profile:
        profile, reason = guess(facts)
    rules = [row.rule for row in PROFILES[profile].rows]
    tell(profile=profile, reason=reason, rules=rules)
    report = judge(facts, profile, tell_of)
    known = set(report.rules)
    tell(
        # What only the report found: a fact that cannot be had.
        problems=[one.as_dict() for one in report.problems if one.rule not in known],
        pages=[page._asdict() for page in report.pages],
        plates=report.plates,
        fonts=[font._asdict() for font in report.fonts],
        codes=[code._asdict() for code in report.codes],
    )
    if copy:
        tell(problems=[problem.as_dict() for problem in _draw(facts.file, report, copy, name)])


def _draw(file: File, report: Report, copy: str, name: str) -> list[Problem]:
    from generator.preflight.annotate import CannotAnnotate, annotated

    try:
        Path(copy).write_bytes(annotated(file, report.pages, report.problems, name))
    except (CannotAnnotate, OSError) as reason:
        hint = "the list here is complete; a file made again may be marked"
        return [error("annotate", "the copy could not be drawn", None, hint, (str(reason),))]
    return []


def _limit(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    most = megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
