"""What has changed since an approval is found, and nothing else is: 200 edits of words, numbers,
order, places, links, colours and logos."""

from pathlib import Path

import pytest

from tests.jobs.proofs import ApprovedPiece, SeededEdit, check_found, with_everything
from tests.sample_projects import make
from tests.soak.trials import chance, rounds


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> ApprovedPiece:
    folder: Path = tmp_path_factory.mktemp("proofs") / "project"
    return ApprovedPiece(with_everything(make(folder)))


@pytest.mark.parametrize("number", rounds(200, 8))
def test_an_edit_is_found_and_none_is_invented(approved: ApprovedPiece, number: int) -> None:
    edit = SeededEdit(approved.folder, chance("proof", number))
    check_found(edit, approved.since(edit.path))
    assert approved.since(edit.take_back()).stands
