"""`kg plot`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import run

NEWSROOM = Path(__file__).resolve().parents[2] / "data" / "facts.jsonl"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> str:
    from kg.pipeline import BuildSettings, build

    path = tmp_path_factory.mktemp("plot") / "news.kg"
    build([str(NEWSROOM)], path, BuildSettings(workers=1))
    return str(path)


def test_a_picture_is_written_and_told(news: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib", reason="the extra `plot` is not installed")
    for kind, name in (("network", "n.svg"), ("statements", "s.png")):
        assert run(["--lang", "en", "plot", news, kind, "-o", str(tmp_path / name), "--top", "9"]) == 0
        out, err = capfd.readouterr()
        assert out == ""
        assert " of " in err
    assert b"Entities that facts connect" in (tmp_path / "n.svg").read_bytes()
    assert (tmp_path / "s.png").read_bytes().startswith(b"\x89PNG")


def test_another_suffix_is_refused(news: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "ko", "plot", news, "network", "-o", str(tmp_path / "n.pdf")]) == 2
    assert ".svg나 .png" in capfd.readouterr().err
    assert not (tmp_path / "n.pdf").exists()
