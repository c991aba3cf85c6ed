"""Every file for a screen, judged by veraPDF: PDF/UA-1 and PDF/A-2a, without one failure.

All layouts in all languages, in two processes; then one start of Java for each flavour.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.build import verapdf
from tests.judges import needs_verapdf

ROOT = Path(__file__).parents[1]
SCREEN = ("--edition", "screen", "--edition", "large-print", "--language", "all")
LARGER = ("--edition", "large-print-24", *(f"--language={tag}" for tag in ("en-GB", "ur", "ta")))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_verapdf_finds_nothing_wrong(tmp_path: Path) -> None:
    needs_verapdf()
    for choice in (SCREEN, LARGER):
        command = [sys.executable, "-m", "generator", "build", "--layout", "all", *choice]
        command += ["--project", str(ROOT), "--jobs", "2", "--out", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    files = sorted(tmp_path.rglob("*.pdf"))
    languages = {path.parent.name for path in files}
    translated = {path.stem for path in ROOT.glob("content/kayleighs-love-story/*.yaml")}
    assert languages == translated
    assert len(files) > 8 * len(languages)
    with ThreadPoolExecutor() as pool:
        judged = pool.map(
            lambda flavour: verapdf.judged(files, [flavour], seconds=300), verapdf.FLAVOURS
        )
        found = [(path.name, told) for one in judged for path, told in one.items() if told]
    assert found == []
