"""`cease check`: any files, what it says of them, and the status it leaves with."""

import json
from pathlib import Path

import pypdf
import pytest

from generator import bounded
from generator.bounded import Bounds
from generator.jobs import checking
from tests.preflight.samples import Sample, office, press, with_text, write
from tests.preflight.test_structure import changed, replaced_metadata
from tests.sample_projects import cease
from tests.values import replace


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(name: str, data: bytes) -> str:
    Path(name).write_bytes(data)
    return name


def broken() -> bytes:
    """A press file with two lines of text, each in four inks."""
    sample = with_text(press(), "text", b"0 0 0 1 k", b"0.7 0.6 0.6 0.9 k")
    return write(with_text(sample, "page", b"/Parent", b"/ArtBox [9 9 20 20] /Parent"))


def test_a_clean_file_is_checked_as_what_it_declares_and_passes() -> None:
    done = cease("check", put("clean.pdf", write(press())))
    assert done.status == 0
    assert done.out.splitlines()[:2] == ["clean.pdf", "  checked as pdfx4: it declares PDF/X-4"]
    assert "  0 errors, 0 warnings; " in done.out.splitlines()[-1]
    assert done.err == ""


def test_a_file_that_declares_nothing_is_checked_as_an_office_file() -> None:
    done = cease("check", put("plain.pdf", write(office())))
    assert done.status == 0
    assert "checked as office: it declares neither PDF/X-4 nor PDF/X-1a" in done.out


def test_problems_are_grouped_by_rule_with_status_1() -> None:
    done = cease("check", put("broken.pdf", broken()), "--profile", "press-coated")
    assert done.status == 1
    lines = done.out.splitlines()
    start = lines.index("  art-box")
    assert lines[start + 1 : start + 3] == [
        "    error: page 1: an ArtBox beside the TrimBox",
        "      hint: drop the ArtBox",
    ]
    assert "  black-text" in lines
    assert lines[-1].startswith("  2 errors, 0 warnings; ")


def test_one_file_that_cannot_be_read_stops_no_other_and_is_status_2() -> None:
    put("words.pdf", b"hello")
    put("good.pdf", write(office()))
    done = cease("check", "words.pdf", "gone.pdf", "good.pdf")
    assert done.status == 2
    assert "not-a-pdf" in done.out
    assert '"gone.pdf" cannot be read: no such file or directory' in done.out
    assert done.out.splitlines()[-1].startswith("  0 errors, 0 warnings; ")


def test_an_encrypted_file_is_a_problem_found_and_not_a_file_unread() -> None:
    put("plain.pdf", write(press()))
    writer = pypdf.PdfWriter(clone_from="plain.pdf")
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write("locked.pdf")
    done = cease("check", "locked.pdf")
    assert done.status == 1
    assert "the file is encrypted" in done.out


def test_json_holds_every_file_with_its_facts() -> None:
    put("clean.pdf", write(press()))
    put("broken.pdf", broken())
    done = cease("check", "clean.pdf", "broken.pdf", "--profile", "press-coated", "--json")
    assert done.status == 1
    document = json.loads(done.out)
    clean, wrong = document["files"]
    assert clean["passed"]
    assert not wrong["passed"]
    assert clean["plates"] == ["Magenta", "Yellow", "Black"]
    assert [code["text"] for code in clean["codes"]] == ["https://example.org/pledge"]
    assert {problem["rule"] for problem in wrong["problems"]} == {"art-box", "black-text"}
    assert wrong["rules_run"] == clean["rules_run"]


def test_an_unknown_profile_is_wrong_usage() -> None:
    done = cease("check", put("clean.pdf", write(press())), "--profile", "press-coted")
    assert done.status == 2
    assert 'did you mean "press-coated"?' in done.err


def test_a_marked_copy_is_written_and_the_file_left_alone() -> None:
    data = broken()
    put("broken.pdf", data)
    done = cease("check", "broken.pdf", "--annotate", "marked.pdf", "--profile", "press-coated")
    assert done.status == 1
    assert Path("broken.pdf").read_bytes() == data
    pages = pypdf.PdfReader("marked.pdf").pages
    assert len(pages) == 2
    assert "2 errors, 0 warnings" in pages[1].extract_text()
    assert "an ArtBox beside the TrimBox" in pages[1].extract_text()


def test_copies_of_several_files_go_into_a_folder() -> None:
    put("a.pdf", broken())
    put("b.pdf", write(press()))
    assert cease("check", "a.pdf", "b.pdf", "--annotate", "marked.pdf").status == 2
    assert cease("check", "a.pdf", "b.pdf", "--annotate", "marked").status == 1
    assert sorted(path.name for path in Path("marked").iterdir()) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize("copy", ["a.pdf", "./a.pdf", "link.pdf"])
def test_a_copy_never_takes_the_place_of_the_file(copy: str) -> None:
    data = broken()
    put("a.pdf", data)
    Path("link.pdf").symlink_to("a.pdf")
    assert cease("check", "a.pdf", "--annotate", copy).status == 2
    assert Path("a.pdf").read_bytes() == data


def test_a_check_out_of_time_keeps_what_it_found_and_names_what_it_did_not_run() -> None:
    path = Path(put("slow.pdf", b"%PDF-1.6\n" + b"(" * 60_000_000))  # six times as long as it has
    found = checking.check(path, bounds=Bounds(0.3))
    assert [problem.rule for problem in found.problems] == ["no-time"]
    assert found.problems[0].details == ("rules that did not run: all of them",)


def test_a_check_out_of_memory_is_a_finding() -> None:
    path = Path(put("large.pdf", write(press() | {"spare": (b"", bytes(80_000_000))})))
    found = checking.check(path, bounds=Bounds(megabytes=150))
    assert found.errors
    assert {problem.rule for problem in found.problems} & {"too-large", "no-memory"}


def test_a_check_that_does_not_start_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded.sys, "executable", "/bin/false")
    done = cease("check", put("clean.pdf", write(press())))
    assert done.status == 3
    assert "this is a bug in cease, not in your files" in done.err


def test_a_rule_that_did_not_run_fails_the_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not as at a printer's whose step crashed and whose log said success."""
    from generator.preflight import RULES

    def falls(facts: object, **limits: object) -> None:
        raise KeyError("boxes")

    out = project / "output"
    build = ("build", "card", "--edition", "press", "--project", project, "--jobs", "1")
    with monkeypatch.context() as patch:
        patch.setitem(RULES, "art-box", replace(RULES["art-box"], check=falls))  # type: ignore[arg-type]
        done = cease(*build)
        assert done.status == 1
        assert "error[art-box]: the preflight rule art-box could not run" in done.err
        assert not list(out.rglob("*.pdf"))
    assert cease(*build).status == 0
    assert list(out.rglob("*.pdf"))


def test_verapdf_is_not_asked_of_what_is_no_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr("generator.jobs.verapdf.is_ready", lambda: True)
    monkeypatch.setattr("generator.jobs.verapdf.check", lambda paths, _: asked.extend(paths))
    (tmp_path / "empty.pdf").write_bytes(b"")
    missing, empty = tmp_path / "missing.pdf", tmp_path / "empty.pdf"
    assert cease("check", missing, empty, "--profile", "screen", "--verapdf").status == 2
    assert asked == []


CLAIM = b"""<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 pdfaid:part="2" pdfaid:conformance="B"/></rdf:RDF>"""


def claiming(sample: Sample) -> bytes:
    """An office file that claims PDF/A-2b and breaks it: black text in a device's gray."""
    xmp = press()["xmp"]
    assert isinstance(xmp, tuple)
    claimed = xmp[1].replace(b"</rdf:RDF>", CLAIM).replace(b'pdfxid:GTS_PDFXVersion="PDF/X-4"', b"")
    added = with_text(sample, "catalog", b"/Pages", b"/Metadata @xmp /Pages")
    return write(added | {"xmp": (xmp[0], claimed)})


def test_a_file_that_claims_pdfa_is_held_to_it() -> None:
    put("a.pdf", claiming(office()))
    done = cease("check", "a.pdf")
    assert done.status == 1
    assert "checked as office and PDF/A-2b: it declares neither" in done.out
    assert "colours-meant" in done.out
    assert "  not checked: PDF/A beyond these rules" in done.out.splitlines()[-2]
    assert done.out.splitlines()[-1].endswith("; not all was checked")
    assert cease("check", "a.pdf", "--profile", "office").status == 0


def test_a_file_that_claims_no_pdfa_is_held_to_it_where_that_is_asked() -> None:
    put("a.pdf", write(office()))
    assert cease("check", "a.pdf").status == 0
    done = cease("check", "a.pdf", "--standard", "pdfa2a")
    assert done.status == 1
    assert "checked as pdfa2a: as asked" in done.out
    assert {"  archive-claim", "  colours-meant", "  kept"} <= set(done.out.splitlines())
    both = cease("check", "a.pdf", "--standard", "pdfa2a", "--profile", "office", "--json").json
    assert both["files"][0]["standards"] == ["pdfa2a"]
    assert {"true-black", "kept"} <= set(both["files"][0]["rules_run"])


def test_a_file_that_claims_pdfua_alone_is_not_held_to_pdfa() -> None:
    metadata = replaced_metadata(b"pdfaid:part", b"pdfaid:pert")
    metadata_too = replaced_metadata(b"pdfaid:conformance", b"pdfaid:conformity")

    def unclaimed(file: pypdf.PdfWriter) -> None:
        metadata(file)
        metadata_too(file)
        del file.root_object["/OutputIntents"]  # type: ignore[arg-type]

    put("ua.pdf", changed(unclaimed))
    done = cease("check", "ua.pdf")
    assert done.status == 0, done.out
    assert "checked as screen: it declares PDF/UA-1" in done.out
    assert "not checked: PDF/UA-1 beyond these rules" in done.out


def test_an_unknown_standard_is_wrong_usage() -> None:
    done = cease("check", put("clean.pdf", write(press())), "--standard", "pdfa2")
    assert done.status == 2
    assert 'no standard is called "pdfa2"' in done.err


def test_several_standards_are_asked_for_with_commas() -> None:
    put("a.pdf", write(office()))
    done = cease("check", "a.pdf", "--standard", "pdfa2a,pdfua1", "--json").json
    assert done["files"][0]["standards"] == ["pdfa2a", "pdfua1"]
