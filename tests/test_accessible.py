"""Every file for a screen, checked by veraPDF, PDF/UA-1 and PDF/A-2a, and by outloud.

There is one start of Java for each flavour, and two of outloud for half of the files each.
"""

import json
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.jobs import verapdf
from tests.languages.translated import document
from tests.outside_programs import PEERS, needs, needs_verapdf
from tests.tagged import PATIENCE, ROOT, tagged


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every layout in every language, as a tagged file."""
    folder = tagged(tmp_path_factory)
    made = sorted(folder.rglob("*.pdf"))
    languages = {path.parent.name for path in made}
    translated = {path.stem for path in ROOT.glob("content/kayleighs-love-story/*.yaml")}
    assert languages == translated
    assert len(made) > 8 * len(languages)
    return made


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE)
def test_verapdf_finds_nothing_wrong(files: list[Path]) -> None:
    needs_verapdf()
    with ThreadPoolExecutor() as pool:
        results = pool.map(
            lambda flavour: verapdf.check(files, [flavour], seconds=300), verapdf.FLAVOURS
        )
        found = [(path.name, faults) for one in results for path, faults in one.items() if faults]
    assert found == []


def _errors(files: list[Path]) -> list[str]:
    """What outloud finds wrong with each of some files."""
    outloud = str(PEERS / "outloud")
    done = subprocess.run(
        [outloud, "--json", "-", "--quiet", *map(str, files)],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    reported = json.loads(done.stdout[done.stdout.index("{") :])
    assert len(reported["results"]) == len(files)
    found = []
    for one in reported["results"]:
        errors = [each for each in one["findings"] if each["severity"] == "error"]
        wrong = [each for each in errors if not _is_running_heading(Path(one["path"]), each)]
        found += [f"{one['path']}: {one['error'] or wrong}"] if one["error"] or wrong else []
    return found


def _is_running_heading(path: Path, finding: Mapping[str, str]) -> bool:
    """Whether outloud took a long heading that a page of large print repeats for prose. What
    repeats is an artifact (ISO 14289-1, 7.8), and outloud knows it only from many pages."""
    if finding["rule"] != "TAG-002" or "large-print" not in path.stem:
        return False
    blocks = document(path.parent.name).blocks.values()
    headings = [block.texts[0].plain for block in blocks if block.kind == "heading"]
    return any(heading.startswith(finding["evidence"]) for heading in headings)


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE)
def test_outloud_finds_nothing_wrong(files: list[Path]) -> None:
    needs(str(PEERS / "outloud"))
    with ThreadPoolExecutor() as pool:
        found = pool.map(_errors, (files[0::2], files[1::2]))
        assert [said for errors in found for said in errors] == []
