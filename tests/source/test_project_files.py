"""Only files of the project are read, and what is wrong with one is said where it is asked for."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Refused, Span
from generator.source.project_files import MAX_BYTES, ProjectFiles, decode
from generator.source.shelf import Shelf

ASKED = Span("layouts/leaflet.yaml", 3, 9, "picture.file")


@pytest.fixture
def project(tmp_path: Path) -> ProjectFiles:
    (tmp_path / "in" / "content").mkdir(parents=True)
    (tmp_path / "in" / "content" / "a.yaml").write_text("title: T\n")
    (tmp_path / "secret.yaml").write_text("secret: yes\n")
    return ProjectFiles.at(tmp_path / "in")


def refusal(project: ProjectFiles, path: str | Path, wanted_by: Span | None = None) -> str:
    with pytest.raises(Refused) as refused:
        project.read_text(path, wanted_by)
    (problem,) = refused.value.problems
    assert problem.span == (wanted_by or Span(project.name(path)))
    return f"{problem.rule}: {problem.message}"


def test_paths_are_shown_from_the_project_with_slashes(project: ProjectFiles) -> None:
    assert project.name(Path("content", "a.yaml")) == "content/a.yaml"
    assert project.name("content/../content/./a.yaml") == "content/a.yaml"
    assert project.name(project.root / "content" / "a.yaml") == "content/a.yaml"
    assert project.name(project.root) == "."
    for outside in ("../secret.yaml", "../in-other/a.yaml", "/etc/hostname"):
        assert project.name(outside) == outside


def test_a_file_is_found_by_any_path_within_the_project(project: ProjectFiles) -> None:
    for path in "content/a.yaml", "content/../content/a.yaml", project.root / "content" / "a.yaml":
        assert project.read_text(path) == "title: T\n"


@pytest.mark.parametrize("path", ["../secret.yaml", "content/../../secret.yaml", "/etc/hostname"])
def test_a_path_out_of_the_project_is_refused(project: ProjectFiles, path: str) -> None:
    assert refusal(project, path, ASKED) == f'outside-project: "{path}" is outside the project'


def test_a_link_out_of_the_project_is_refused(project: ProjectFiles) -> None:
    (project.root / "link.yaml").symlink_to(project.root.parent / "secret.yaml")
    (project.root / "folder").symlink_to(project.root.parent)
    assert refusal(project, "link.yaml").startswith("outside-project")
    assert refusal(project, "folder/secret.yaml").startswith("outside-project")


def test_a_link_within_the_project_is_followed(project: ProjectFiles) -> None:
    (project.root / "link.yaml").symlink_to("content/a.yaml")
    assert project.read_text("link.yaml") == "title: T\n"


def test_a_project_reached_by_a_link_is_itself(project: ProjectFiles, tmp_path: Path) -> None:
    (tmp_path / "also").symlink_to(project.root)
    assert ProjectFiles.at(tmp_path / "also").read_text("content/a.yaml") == "title: T\n"


@pytest.mark.parametrize("path", ["content/b.yaml", "content/a.yaml/b.yaml", "none/a.yaml"])
def test_a_missing_file_is_refused_where_it_is_asked_for(project: ProjectFiles, path: str) -> None:
    assert refusal(project, path, ASKED) == f'no-file: there is no file "{path}"'


@pytest.mark.parametrize("path", ["a\0b", "a" * 5000, "\ud800"])
def test_a_path_that_cannot_be_is_refused(project: ProjectFiles, path: str) -> None:
    assert refusal(project, path, ASKED).startswith("unreadable")


def test_a_device_is_refused_and_not_waited_for(project: ProjectFiles) -> None:
    os.mkfifo(project.root / "pipe.yaml")
    assert refusal(project, "pipe.yaml") == 'not-a-file: "pipe.yaml" is not an ordinary file'


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(project: ProjectFiles) -> None:
    (project.root / "content" / "a.yaml").chmod(0)
    assert refusal(project, "content/a.yaml").startswith("unreadable")


def test_ten_megabytes_are_read_and_not_one_byte_more(project: ProjectFiles) -> None:
    path = project.root / "big.yaml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert len(project.read_bytes("big.yaml")) == MAX_BYTES
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert refusal(project, "big.yaml") == 'too-large: "big.yaml" is too large: 10.0 MB'


def test_the_files_of_a_folder_are_listed_in_order(project: ProjectFiles) -> None:
    for name in "b.yaml", "B.yaml", "a.yml", ".hidden.yaml", "c/a.yaml", ".git/d.yaml":
        file = project.root / "content" / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    assert project.files("content") == (
        "content/B.yaml", "content/a.yaml", "content/b.yaml", "content/c/a.yaml"
    )  # fmt: skip
    assert project.files("nowhere") == ()


def test_a_folder_that_may_not_be_looked_into_is_refused(
    project: ProjectFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files would be missed, and somebody told to make them."""
    closed = project.root / "content/garden"
    closed.mkdir()
    look = os.scandir

    def refused(path: Any) -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(Refused) as wrong:
        project.files("content")
    assert 'the folder "content/garden" may not be looked into' in str(wrong.value)
    assert project.files("nowhere") == ()


def test_a_project_must_be_a_folder(project: ProjectFiles) -> None:
    with pytest.raises(Refused, match="there is no folder"):
        ProjectFiles.at(project.root / "content" / "a.yaml")


@given(st.binary(), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_bytes_are_text_or_refused_at_a_place_in_them(data: bytes, mark: bytes) -> None:
    try:
        text = decode(mark + data, "a.yaml")
    except Refused as refused:
        for problem in refused.problems:
            assert problem.span is not None
            assert problem.span.line <= data.count(b"\n") + data.count(b"\r") + 1
    else:
        assert text.encode() == data.removeprefix(b"\xef\xbb\xbf")


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"))),
    st.sampled_from(["", "\r\n", "\n", "\r"]),
)
def test_a_bad_byte_is_placed_by_line_and_character(line: str, end: str) -> None:
    if {"\ufeff", "\u2028", "\u2029"} & set(line):
        return
    with pytest.raises(Refused) as refused:
        decode(f"{line}{end}{line}".encode() + b"\xff", "a.yaml")
    assert refused.value.problems[0].span == Span(
        "a.yaml", 2 if end else 1, len(line) * (1 if end else 2) + 1
    )


def test_a_file_of_any_size_has_a_digest_and_one_that_cannot_be_read_has_none(
    tmp_path: Path,
) -> None:
    """A logo may be larger than a YAML file: when it is changed, that is noticed."""
    (tmp_path / "large.png").write_bytes(bytes(MAX_BYTES + 1))
    found = Shelf.at(tmp_path).digest("large.png")
    assert found == hashlib.sha256(bytes(MAX_BYTES + 1)).hexdigest()
    (tmp_path / "large.png").write_bytes(bytes(MAX_BYTES) + b"1")
    assert Shelf.at(tmp_path).digest("large.png") != found
    for lost in ("lost.png", "..", "../secret.png", "a\x00b"):
        assert Shelf.at(tmp_path).digest(lost) == ""
