"""The import rules of pyproject.toml can fail: each is broken on purpose in a copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("units.py", "import generator.page"),
        ("content/broken.py", "import generator.design"),
        ("pdf/broken.py", "import generator.typeset"),
        ("reflow/broken.py", "import generator.typeset"),
        ("press/broken.py", "import reportlab"),
        ("pdf/broken.py", "import pypdf"),
        ("jobs/broken.py", "import yaml"),
        ("preflight/broken.py", "import uharfbuzz"),
        ("preflight/glyphs/broken.py", "import generator.preflight.painting.notes"),
        ("preflight/raster/broken.py", "import generator.preflight.facts"),
        ("preflight/xmp.py", "import generator.colour"),
        ("pdf/broken.py", "import icu"),
        ("reflow/broken.py", "import qrcode"),
        ("jobs/broken.py", "import zxingcpp"),
        ("content/broken.py", "import phonenumbers"),
        ("content/broken.py", "import polib"),
        ("strange.py", '"""A module no layer knows."""'),
    ],
)
def test_a_broken_import_rule_is_found(module: str, line: str, tmp_path: Path) -> None:
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "generator" / module).open("a") as file:
        file.write(f"\n{line}\n")
    command = (sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()")
    done = subprocess.run(
        (*command, "--no-logo", "--no-cache"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert module.removesuffix(".py").replace("/", ".") in done.stdout
