"""A manifest that is spoilt costs at most the files it listed."""

from pathlib import Path

import pytest

from tests.sample_projects import cease, into_welsh, manifest, pieces
from tests.soak.trials import chance, mutated, rounds

# What rows hold, where it does not belong.
TOKENS = (
    *(
        b"",
        b"\n",
        b"{}\n",
        b"null",
        b"[]",
        b'""',
        b"-1",
        b"1e999",
        b"NaN",
        b"true",
        b"\x00",
        b"\xff",
    ),
    *(
        b'"\\ud800"',
        b"9" * 5000,
        b"[" * 5000,
        b'"../../letter.pdf"',
        b'"/etc/passwd"',
        b'"a\\u0000"',
    ),
    *(b'"made_of":', b'"own":', b'"used":', b'"seen":'),
    *(b'"path":', b'"sha256":', b'"extra":', b'"problems":', b'"boxes":', b'"outdated":true,'),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project and its output folder: two layouts' worth of files in two languages."""
    from tests import sample_projects

    project = sample_projects.make(tmp_path_factory.mktemp("manifests") / "project")
    into_welsh(project)
    out = project.parent / "out"
    assert build(project, out).status == 0
    return project, out


def build(project: Path, out: Path) -> object:
    chosen = ("--language", "all", "--edition", "office", "--jobs", "1")
    return cease("build", *chosen, "--project", project, "--out", out, "--json")


@pytest.mark.parametrize("number", rounds(300, 12))
def test_a_spoilt_manifest_is_read_as_far_as_it_is_whole(
    built: tuple[Path, Path], number: int
) -> None:
    project, out = built
    file = out / "manifest.jsonl"
    whole = file.read_bytes()
    before = {path: path.read_bytes() for path in pieces(out)}
    file.write_bytes(mutated(whole, chance("manifest", number), TOKENS))
    done = build(project, out)
    assert done.status == 0, done.err
    assert {row["path"] for row in done.json["files"]} == {*manifest(out)}
    assert {path: path.read_bytes() for path in pieces(out)} == before
    assert len(manifest(out)) == len(before)
    assert file.read_bytes().count(b"\n") == whole.count(b"\n")
