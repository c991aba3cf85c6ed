"""`cease proof` and `cease approve`, and what a release demands of an approval."""

from pathlib import Path

import pytest

from tests.jobs.proofs import APPROVALS, AREA, WORDS
from tests.sample_projects import ROOT, Result, cease, change, into_welsh

CARD = ("card", "--format", "a6")


@pytest.fixture
def folder(project: Path) -> Path:
    change(project / AREA, "test: true\n", "")
    change(project / AREA, "01632 960001", "'101'")
    change(project / AREA, "www.example.org/garden", "www.ceop.police.uk")
    return project


def build(folder: Path, *options: str) -> Result:
    out = ("--out", folder / "out")
    return cease("build", "card", "--edition", "office", *options, "--project", folder, *out,
                 "--json")  # fmt: skip


def rules(result: Result) -> list[str]:
    return [each["rule"] for each in result.json["problems"]]


def test_a_proof_is_written_for_each_piece(folder: Path, tmp_path: Path) -> None:
    into_welsh(folder)
    done = cease("proof", *CARD, "--language", "en-GB,cy", "--project", folder, "--out", tmp_path,
                 "--json")  # fmt: skip
    assert done.status == 0
    paths = [Path(each["path"]) for each in done.json["files"]]
    assert [path.name for path in paths] == ["card--proof.pdf"] * 2
    assert all(path.read_bytes().startswith(b"%PDF") for path in paths)
    assert {each["approved"] for each in done.json["files"]} == {None}
    (number, *_) = [each for each in done.json["files"][0]["values"] if each["kind"] == "number"]
    assert (number["shown"], number["where"]) == ("101", "on the front")


def test_a_proof_says_what_has_changed_since_the_approval(folder: Path, tmp_path: Path) -> None:
    done = cease("approve", *CARD, "--by", "A. Reader", "--project", folder)
    assert (done.status, done.err) == (0, f"1 piece approved by A. Reader: {APPROVALS}\n")
    change(folder / WORDS, "on Saturday", "on Sunday")
    done = cease("proof", *CARD, "--project", folder, "--out", tmp_path, "--json")
    (made,) = done.json["files"]
    assert made["approved"] == {"by": "A. Reader", "on": "2026-06-30", "stands": False}
    (listed,) = made["changes"]
    assert [part["text"] for part in listed["before"] if part["differs"]] == ["Saturday"]
    assert [part["text"] for part in listed["after"] if part["differs"]] == ["Sunday"]


def test_a_build_warns_until_it_is_approved_again(folder: Path) -> None:
    assert "since-approval" not in rules(build(folder))
    cease("approve", *CARD, "--by", "A. Reader", "--project", folder)
    assert "since-approval" not in rules(build(folder))
    change(folder / WORDS, "on Saturday", "on Sunday")
    for _ in range(2):  # the second finds its file up to date
        done = build(folder)
        assert rules(done).count("since-approval") == 1
        assert done.status == 0
    assert done.json["files"][0]["kept"]
    cease("approve", *CARD, "--by", "A. Reader", "--project", folder)
    assert "since-approval" not in rules(build(folder))


def test_a_campaign_may_demand_an_approval_of_its_releases(folder: Path) -> None:
    change(folder / WORDS, "codes: [more]", "codes: [more]\nrelease: {approval: required}")
    assert build(folder).status == 0
    assert rules(build(folder, "--release")) == ["not-approved"]
    cease("approve", *CARD, "--by", "A. Reader", "--project", folder)
    assert build(folder, "--release").status == 0
    change(folder / WORDS, "on Saturday", "on Sunday")
    refused = build(folder, "--release")
    assert rules(refused) == ["not-approved"]
    assert "was: Come and dig on Saturday" in refused.json["problems"][0]["details"][0]


def test_a_record_changed_by_hand_releases_nothing(folder: Path) -> None:
    change(folder / WORDS, "codes: [more]", "codes: [more]\nrelease: {approval: required}")
    cease("approve", *CARD, "--by", "A. Reader", "--project", folder)
    change(folder / WORDS, "on Saturday", "on Sunday")
    change(folder / APPROVALS, "on Saturday", "on Sunday")
    assert "approval" in rules(build(folder, "--release"))


def test_a_page_that_looks_otherwise_is_not_as_approved(folder: Path) -> None:
    cease("approve", *CARD, "--by", "A. Reader", "--project", folder)
    change(folder / "layouts/themes/plain.yaml", "#66BB55", "#66BB44")
    (found,) = [each for each in build(folder).json["problems"] if each["rule"] == "since-approval"]
    assert "the words are the same, and 1 page looks otherwise" in found["message"]


def test_the_proof_may_be_named_so_that_nothing_else_is_approved(
    folder: Path, tmp_path: Path
) -> None:
    done = cease("proof", *CARD, "--project", folder, "--out", tmp_path, "--json")
    code = done.json["files"][0]["proof"]
    change(folder / WORDS, "on Saturday", "on Sunday")
    refused = cease("approve", *CARD, "--by", "A. Reader", "--proof", code, "--project", folder)
    assert refused.status == 1
    assert "error[other-proof]" in refused.err
    assert not (folder / APPROVALS).exists()
    change(folder / WORDS, "on Sunday", "on Saturday")
    named = cease("approve", *CARD, "--by", "A. Reader", "--proof", code, "--project", folder)
    assert named.status == 0


def test_nobody_and_nothing_is_wrong_usage(folder: Path) -> None:
    nobody = cease("approve", *CARD, "--project", folder)
    assert nobody.status == 2
    assert "nobody is named" in nobody.err
    unknown = cease("approve", "cart", "--by", "A. Reader", "--project", folder)
    assert unknown.status == 2
    assert 'did you mean "card"?' in unknown.err


def test_the_shipped_campaign_cannot_be_approved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = cease("approve", "pocket-card", "--by", "A. Reader")
    assert done.status == 2
    assert "error[no-project]" in done.err
    assert not (ROOT / "content/approvals").exists()
