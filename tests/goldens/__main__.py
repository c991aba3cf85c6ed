"""Take the pictures in tests/goldens/pictures anew: `python -m tests.goldens`.

Look at what changed (`git diff` shows the pictures in most viewers) before committing them.
"""

from tests.goldens.proofs import names, refresh

if __name__ == "__main__":
    refresh()
    print("\n".join(names()))
