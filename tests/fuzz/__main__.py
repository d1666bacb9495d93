"""Fuzz a reader, guided by coverage.

    python tests/fuzz TARGET [--seconds N] [--corpus FOLDER]

TARGET is one of `any`, `web` and `facts` (`targets.py`). It needs atheris, which is no part of the development set-up:
`pip install atheris`. The corpus is made by code and kept in FOLDER, where the fuzzer adds what reaches new code; an
input that breaks a reader is written as `crash-…` to the folder that this was started in. Add it, made as small as it
can be, to `tests/fuzz/test_targets.py`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def main() -> None:
    """Run the fuzzer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=["any", "web", "facts"])
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="how long (default: 60)")
    parser.add_argument("--corpus", type=Path, metavar="FOLDER", help="where the corpus is kept (default: nowhere)")
    options = parser.parse_args()
    try:
        import atheris
    except ImportError:
        sys.exit("Fuzzing needs atheris: pip install atheris")
    with atheris.instrument_imports(include=["kg.read"]):
        from targets import TARGETS, corpus

        for seed in corpus(options.target):  # what is imported late must be instrumented too
            TARGETS[options.target](seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.corpus or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(corpus(options.target)):
            (folder / f"seed-{number:02}").write_bytes(seed)
        limits = [f"-max_total_time={options.seconds}", "-timeout=20", "-rss_limit_mb=4096", "-max_len=20000"]
        atheris.Setup([sys.argv[0], *limits, str(folder)], TARGETS[options.target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
