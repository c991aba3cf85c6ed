"""Fetch veraPDF by Maven into the user's cache, where `cease check` finds it: `make verapdf`."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generator.jobs.verapdf import ARTIFACT, JAR, SHA256
from generator.kept import user_cache

PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"


def main() -> int:
    target = user_cache() / JAR
    if target.is_file() and _digest(target) == SHA256:
        print(f"{target} is there")
        return 0
    if shutil.which("mvn") is None:
        print("Maven is not installed; on Debian: apt-get install maven", file=sys.stderr)
        return 2
    user_cache().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=user_cache()) as folder:
        command = ["mvn", "--batch-mode", "--quiet", PLUGIN, f"-Dartifact={ARTIFACT}"]
        subprocess.run([*command, f"-DoutputDirectory={folder}"], check=True, cwd=folder)
        fetched = Path(folder) / JAR
        if _digest(fetched) != SHA256:
            print(f"{JAR} is not the file it should be, and is not kept", file=sys.stderr)
            return 1
        fetched.replace(target)
    print(f"{target} is there now")
    return 0


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
