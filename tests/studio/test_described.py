"""The studio's description of its calls is true: whatever is sent, nothing fails, and every answer
is as it is described."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from tests.studio.plain_client import PlainClient
from tests.studio.studio_tab import AREA, NUMBER, copy_project, running
from tests.typeset import shipped

DESK = {"campaign": shipped.CAMPAIGN, "language": "ur", "area": shipped.AREA}
TIMES = int(os.environ.get("CEASE_ASKED", "2"))  # requests of each kind
PATIENCE = 60  # seconds
# Calls that make whole pieces; their own tests ask for some that there are.
SLOW = {"/api/take", "/api/proof", "/api/approve", "/api/exact", "/api/compare", "/api/fit-others"}
# What is compared with the description, besides that nothing fails.
TRUE = ("not_a_server_error", "status_code_conformance", "response_schema_conformance")
KINDS = "content_type_conformance"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainClient]:
    folder = copy_project(tmp_path_factory.mktemp("project"))
    with running(folder) as address:
        yield PlainClient(address, folder)


def real(body: Any) -> Any:
    """A request about a piece that there is, so that it is not refused at once."""
    if isinstance(body, dict):
        names = {"desk": DESK, **DESK, "layout": "flyer-a5", "key": NUMBER, "path": AREA}
        return {key: names.get(key, real(value)) for key, value in body.items()}
    return [real(each) for each in body] if isinstance(body, list) else body


def operations(client: PlainClient) -> list[Any]:
    described = client.ask("GET", "/openapi.json").json()
    schema = schemathesis.openapi.from_dict(described)
    schema.config.update(base_url=f"http://{client.host}:{client.port}")
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("mode", [*GenerationMode])
def test_whatever_is_sent_is_answered_as_described(
    client: PlainClient, mode: GenerationMode
) -> None:
    found = operations(client)
    assert len(found) > 5
    checks = [CHECKS.get_one(name) for name in (*TRUE, KINDS)]

    def ask(operation: Any) -> None:
        @settings(
            max_examples=TIMES,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
        )
        @given(case=operation.as_strategy(generation_mode=mode), is_real=st.booleans())
        def one(case: Any, is_real: bool) -> None:
            if is_real and case.path not in SLOW:
                case.body = real(case.body)
                case.path_parameters = real(case.path_parameters)
            headers = client.headers(host=None)
            response = case.call(headers=headers, timeout=PATIENCE)
            case.validate_response(response, checks=checks)
            if response.status_code >= 400:
                words = response.json()["error"] if case.method == "POST" else response.text
                assert len(words) > 10
                assert str(client.folder) not in words

        one()

    for each in found:
        with suppress(Unsatisfiable):  # nothing can be wrong where nothing is asked
            ask(each)
    assert client.ask("GET", "/").status == 200


def test_every_address_is_described(client: PlainClient) -> None:
    described = client.ask("GET", "/openapi.json").json()
    for path, how in described["paths"].items():
        for method, call in how.items():
            assert call["summary"], path
            assert method in ("get", "post")
            assert {"200", "403"} <= call["responses"].keys()
    assert "/edit/{campaign}/{language}/{area}/{layout}" in described["paths"]
