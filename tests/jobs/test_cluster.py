"""A build on the workers of a Dask cluster gives the bytes that one process gives, also when a
worker is killed amid its work and another joins late."""

import hashlib
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from generator.jobs import cluster as dask_cluster
from generator.problems import Refused
from tests import sample_projects
from tests.sample_projects import ROOT, cease, pieces

pytestmark = pytest.mark.slow
QUICK = {"capture_output": True, "text": True, "timeout": 90, "cwd": ROOT}
CHOSEN = "--layout all --format all --language en-GB,pseudo --edition office,press".split()

Begin = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Starts a process that is killed at the end of the test."""
    begun: list[subprocess.Popen[bytes]] = []

    def start(*words: str | Path, within: Path = ROOT) -> subprocess.Popen[bytes]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        command = [sys.executable, "-m", *map(str, words)]
        begun.append(subprocess.Popen(command, cwd=within, **quiet))
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.wait()


class Cluster:
    """A scheduler, and workers of one thread that have no folder in common with it."""

    def __init__(self, begin: Begin, folder: Path) -> None:
        self.begin, self.folder = begin, folder
        self.file = folder / "scheduler.json"
        where = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.scheduler = begin("dask", "scheduler", *where, "--scheduler-file", self.file)
        until(self._is_written)
        self.address = str(json.loads(self.file.read_text())["address"])

    def _is_written(self) -> bool:
        """Whether the scheduler's file is there whole, for it is written in its place."""
        with suppress(OSError, ValueError):
            return bool(json.loads(self.file.read_text()))
        return False

    def worker(self, name: str, program: Path = ROOT) -> subprocess.Popen[bytes]:
        own = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name)
        where = ("--local-directory", self.folder / name)
        return self.begin("dask", "worker", self.address, *own, *where, within=program)


def until(true: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def building(project: Path, out: Path, *more: str) -> list[str]:
    where = ("--project", str(project), "--out", str(out))
    return [sys.executable, "-m", "generator", "build", *CHOSEN, "--json", *where, *more]


def digests(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in [*pieces(out), *out.rglob("*--job-sheet.*")]
    }


def test_a_killed_and_a_late_worker_change_nothing(tmp_path: Path, begin: Begin) -> None:
    project = sample_projects.make(tmp_path / "project")
    subprocess.run(building(project, tmp_path / "one", "--jobs", "1"), check=True, **QUICK)
    cluster = Cluster(begin, tmp_path)
    killed, out = cluster.worker("killed"), tmp_path / "many"
    with subprocess.Popen(
        building(project, out, "--cluster", cluster.address), stdout=subprocess.PIPE, cwd=ROOT
    ) as build:
        until(lambda: list(out.rglob("*.pdf")))
        killed.kill()
        cluster.worker("late")
        said = json.loads(build.communicate(timeout=90)[0])
    assert said["failed"] == []
    assert digests(out) == digests(tmp_path / "one")
    assert len(said["files"]) == len(pieces(out)) > 4
    again = subprocess.run(building(project, out, "--jobs", "1"), check=True, **QUICK)
    assert all(each["kept"] for each in json.loads(again.stdout)["files"])


def test_an_address_where_nobody_answers_is_a_problem(tmp_path: Path) -> None:
    project = sample_projects.make(tmp_path / "project")
    command = building(project, tmp_path / "out", "--cluster", "tcp://127.0.0.1:9")
    done: Any = subprocess.run(command, check=False, **QUICK)
    assert done.returncode == 2
    assert "no-cluster" in done.stdout
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_scheduler_that_is_lost_is_a_problem_and_costs_no_file(
    tmp_path: Path, begin: Begin
) -> None:
    project = sample_projects.make(tmp_path / "project")
    cluster, out = Cluster(begin, tmp_path), tmp_path / "out"
    cluster.worker("only")
    with subprocess.Popen(
        building(project, out, "--cluster", cluster.address), stdout=subprocess.PIPE, cwd=ROOT
    ) as build:
        until(lambda: list(out.rglob("*.pdf")))
        cluster.scheduler.kill()
        said = json.loads(build.communicate(timeout=90)[0])
    assert said["status"] == build.returncode == 2
    assert [each["rule"] for each in said["problems"] if each["severity"] == "error"] == [
        "no-cluster"
    ]
    assert said["problems"][-1]["message"].endswith("does not answer any more")
    again: Any = subprocess.run(building(project, out), check=True, **QUICK)
    kept = {each["path"] for each in json.loads(again.stdout)["files"] if each["kept"]}
    assert kept == {each["path"] for each in said["files"]} != set()


@pytest.mark.parametrize("address", ["tls://127.0.0.1:9", "ucx://127.0.0.1:9", "http://x:1", "::"])
def test_an_address_of_another_kind_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(dask_cluster, "ANSWER", 0.1)
    with pytest.raises(Refused, match="no Dask scheduler answers at"):
        dask_cluster.OnCluster(address, tmp_path, tmp_path, no_start).run([], no_take)


def test_whoever_does_not_greet_is_no_scheduler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a page for people does at the port beside the scheduler's."""
    monkeypatch.setattr(dask_cluster, "ANSWER", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Refused, match="something else is there"):
            dask_cluster.OnCluster(address, tmp_path, tmp_path, no_start).run([], no_take)


def no_start(root: Path, out: Path) -> Any:
    raise AssertionError


def no_take(job: Any, made: Any) -> None:
    raise AssertionError


def test_an_empty_address_is_wrong_usage(tmp_path: Path) -> None:
    """As of a variable that is not set, or the build would be done here without a word."""
    project = sample_projects.make(tmp_path / "project")
    done = cease("build", "--cluster", "", "--project", project, "--out", tmp_path / "out")
    assert done.status == 2
    assert "--cluster has no address" in done.err
    assert not (tmp_path / "out").exists()


def test_a_cluster_without_workers_says_what_is_missing(tmp_path: Path, begin: Begin) -> None:
    """Before the first worker joins, and when the last has gone."""
    project = sample_projects.make(tmp_path / "project")
    cluster, out = Cluster(begin, tmp_path), tmp_path / "out"
    command = building(project, out, "--cluster", cluster.address)
    command.remove("--json")
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as build:
        assert build.stderr
        lines = iter(build.stderr.readline, "")
        said = next(line for line in lines if line.startswith("no worker"))
        first = cluster.worker("first")
        until(lambda: list(out.rglob("*.pdf")))
        first.kill()
        again = next(line for line in lines if line.startswith("no worker"))
        build.terminate()
    assert again == said
    assert said.startswith(f"no worker is in the cluster at {cluster.address}, and the build waits")
    assert said.endswith(f"dask worker {cluster.address} --nthreads 1 --no-dashboard\n")


def test_a_worker_of_another_version_is_refused(tmp_path: Path, begin: Begin) -> None:
    project, other = sample_projects.make(tmp_path / "project"), tmp_path / "other"
    shutil.copytree(ROOT / "generator", other / "generator")
    with open(other / "generator/units.py", "a") as code:
        code.write("# another version\n")
    cluster = Cluster(begin, tmp_path)
    cluster.worker("older", other)
    command = building(project, tmp_path / "out", "--cluster", cluster.address)
    done = subprocess.run(command, check=False, **QUICK)
    assert done.returncode == 2
    assert "a worker of the cluster has cease" in done.stdout
    assert "install the same version, with the same libraries, for every worker" in done.stdout
    assert not list(tmp_path.rglob("*.pdf"))


# A worker in whose Python this program is not installed.
WITHOUT = """
import sys
sys.modules["generator"] = None
from distributed.cli.dask_worker import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_worker_without_the_program_is_refused(tmp_path: Path, begin: Begin) -> None:
    project, cluster = sample_projects.make(tmp_path / "project"), Cluster(begin, tmp_path)
    (tmp_path / "without.py").write_text(WITHOUT)
    begin("without", cluster.address, "--no-nanny", "--no-dashboard", within=tmp_path)
    with dask_cluster.Client(cluster.address) as client:
        client.wait_for_workers(1, timeout=60)
    command = building(project, tmp_path / "out", "--cluster", cluster.address)
    done: Any = subprocess.run(command, check=False, **QUICK)
    assert done.returncode == 2
    assert "a worker of the cluster has no cease" in done.stdout


def test_without_dask_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = sample_projects.make(tmp_path / "project")
    monkeypatch.setitem(sys.modules, "generator.jobs.cluster", None)
    done = cease("build", "--cluster", "tcp://127.0.0.1:9", "--project", project)
    assert done.status == 2
    assert "error[no-dask]: Dask is not installed" in done.err
    assert 'pip install "cease-print[cluster]"' in done.err


def test_dask_is_not_imported_unless_it_is_asked_for() -> None:
    program = (
        "import sys, generator.jobs.run, generator.cli.build\n"
        "assert not {'dask', 'distributed'} & {*sys.modules}"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
