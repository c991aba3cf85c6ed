"""What a shell offers while a command is typed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sample_projects import ROOT, change

COMMAND = (sys.executable, "-m", "generator")


def offered(project: Path, line: str, shell: str = "bash", cwd: Path | None = None) -> list[str]:
    """What is offered in place of the last word of a line."""
    words = {
        "_CEASE_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split(" ")) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": line.rsplit(" ", maxsplit=1)[-1],
    }
    done = subprocess.run(
        COMMAND,
        cwd=cwd or project,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "_CEASE_COMPLETE": f"complete_{shell}",
            **words,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("cease build ca", ["card"]),
        ("cease build --layout ", ["card", "all"]),
        ("cease build --edition o", ["office"]),
        ("cease build --edition press,", ["press,office"]),
        ("cease build --area ", ["ashdale", "all"]),
        ("cease build --language c", ["cy"]),
        ("cease build --campaign g", ["garden"]),
        ("cease build --format a", ["a5", "a6", "all"]),
        ("cease build --printer online,s", ["online,single-panels"]),
        ("cease preview --standard pdfx", ["pdfx1a", "pdfx4"]),
        ("cease check --profile press-u", ["press-uncoated"]),
        ("cease translate export c", ["cy"]),
        ("cease validat", ["validate"]),
    ],
)
def test_names_of_the_project_are_offered(project: Path, line: str, names: list[str]) -> None:
    assert offered(project, line) == names


def test_names_come_from_the_project_that_is_meant(project: Path, tmp_path: Path) -> None:
    line = f"cease build --project {project} --area a"
    assert offered(project, line, cwd=tmp_path) == ["ashdale", "all"]
    assert offered(project, "cease build --area a", cwd=project / "layouts") == ["ashdale", "all"]
    shipped = offered(project, "cease build --area l", cwd=tmp_path)
    assert shipped == ["leicester-leicestershire-rutland"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_every_shell_is_served(project: Path, shell: str) -> None:
    assert "office" in "".join(offered(project, "cease build --edition off", shell))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("layouts/editions.yaml", "editions: [\n"),
        ("layouts/editions.yaml", "\0\0"),
        ("layouts/editions.yaml", "editions: press\n"),
        ("layouts/editions.yaml", ""),
        ("layouts/formats.yaml", None),
        ("content/languages.yaml", None),
    ],
)
def test_a_broken_project_offers_nothing_and_says_nothing(
    project: Path, file: str, text: str | None
) -> None:
    if text is None:
        (project / file).unlink()
    else:
        (project / file).write_text(text)
    assert offered(project, "cease build --edition ") in ([], ["all"])


def test_only_names_that_are_safe_in_a_shell_are_offered(project: Path) -> None:
    change(project / "layouts/editions.yaml", "  office:", "  $(reboot):")
    (project / "content/areas/a;b `c`.yaml").write_text("title: A\n")
    for shell in ("bash", "zsh"):
        assert "reboot" not in "".join(offered(project, "cease build --edition ", shell))
        assert "`" not in "".join(offered(project, "cease build --area ", shell))


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_a_word(project: Path) -> None:
    script = """
        eval "$(bash_cease --show-completion)"
        COMP_WORDS=(cease build --edition press,of); COMP_CWORD=3
        _cease_completion bash_cease; printf '%s\\n' "${COMPREPLY[@]}"
    """
    wrapper = project / "bash_cease"
    wrapper.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    wrapper.chmod(0o755)
    done = subprocess.run(
        ("bash", "--norc", "-c", script),
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{project}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("press,office\n", "")
