"""No name of the project's shadows an address of the studio's own."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any, cast

import pytest

from generator.studio.app import application
from generator.studio.desk import OpenProject
from generator.studio.guard import Guard, Keys
from generator.studio.sign_in import Password
from generator.studio.state import Studio
from tests.sample_projects import cease
from tests.studio.plain_client import PlainClient
from tests.studio.studio_tab import copy_project, running


def collide(one: str, other: str) -> bool:
    """Whether there is an address that both paths stand for."""
    parts = one.split("/"), other.split("/")
    return len(parts[0]) == len(parts[1]) and all(
        first == second or "{" in first + second for first, second in zip(*parts, strict=True)
    )


def test_no_address_stands_for_two_screens(project: Path) -> None:
    studio = Studio(OpenProject(project), Keys(1))
    try:
        guard = cast(Guard, application(studio, Password("a long password")))
        served = cast(Any, guard.app).routes
        routes = [(each.path, each.methods) for each in served]
        assert len(routes) > 20
        assert [
            (one, other)
            for (one, some), (other, more) in combinations(routes, 2)
            if some & more and collide(one, other)
        ] == []
    finally:
        studio.close()


@pytest.mark.parametrize(
    ("one", "other", "collides"),
    [
        ("/area/new", "/area/{name}", True),
        ("/areas/new", "/area/{name}", False),
        ("/taken/{job}/zip", "/taken/{job}/zip/{edition}", False),
        ("/a/{b}/c", "/a/d/{e}", True),
    ],
)
def test_addresses_that_collide_are_found(one: str, other: str, collides: bool) -> None:
    assert collide(one, other) is collides


def test_areas_may_be_called_like_addresses(tmp_path: Path) -> None:
    folder = copy_project(tmp_path)
    names = ("new", "import", "areas", "api")
    for name in names:
        done = cease("new", "area", name, "--project", folder)
        assert done.status == 0, done.err
    with running(folder) as address:
        client = PlainClient(address, folder)
        for name in names:
            shown = client.ask("GET", f"/area/{name}")
            assert shown.status == 200
            assert f'"area": "{name}"' in shown.words
        for path in ("/areas/new", "/areas/import"):
            added = client.ask("GET", path)
            assert added.status == 200
            assert '"area": "new"' not in added.words
