"""The commands: machine output on stdout, talk on stderr, exit codes, Korean or English."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from small import event, lines, post

import kg
from kg.cli import COMMANDS, run
from kg.cli.language import chosen_language
from kg.messages import MESSAGES, Say
from kg.model import FactsDocument
from kg.read.documents import read_document

BACKWARDS = event("e", start="2026-03-10", end="2026-03-01")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak English whatever the machine's locale."""
    monkeypatch.setenv("KG_LANG", "en")


@pytest.fixture
def facts(tmp_path: Path) -> str:
    """A file of three facts documents, of which one fact fails the gate."""
    path = tmp_path / "facts.jsonl"
    path.write_text(lines(post("a", "김민수"), post("b", "이서연", "의원", None), BACKWARDS), encoding="utf-8")
    return str(path)


@pytest.fixture
def news(tmp_path: Path, facts: str, capfd: pytest.CaptureFixture[str]) -> str:
    """A store of them."""
    path = str(tmp_path / "news.kg")
    assert run(["build", facts, "--out", path, "--workers", "1"]) == 0
    capfd.readouterr()
    return path


def test_building_tells_on_stderr_what_was_done(tmp_path: Path, facts: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["build", facts, "--out", str(tmp_path / "news.kg"), "--workers", "1"]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert "3 added, 0 changed, 0 unchanged, 0 unread" in err
    assert re.search(r"Event time +0 +1\n", err)
    assert "1 × An event does not end before it begins." in err


def test_building_speaks_korean(tmp_path: Path, facts: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "ko", "build", facts, "--out", str(tmp_path / "news.kg"), "--workers", "1"]) == 0
    err = capfd.readouterr().err
    assert "추가 3, 변경 0, 그대로 0, 읽지 못함 0" in err
    assert "1 × 행사나 사건은 시작하기 전에 끝날 수 없습니다." in err


def test_what_cannot_be_read_is_named_and_the_exit_code_is_1(
    tmp_path: Path, facts: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with open(facts, "a", encoding="utf-8") as file:  # noqa: PTH123 - appends
        file.write('{"id": "broken", "article": 5, "facts": []}\n')
    assert run(["build", facts, "--out", str(tmp_path / "news.kg"), "--workers", "1"]) == 1
    err = capfd.readouterr().err
    assert "3 added, 0 changed, 0 unchanged, 1 unread" in err
    assert f"{facts}:4: Not a facts document: 'article' is a whole number, but should be an object {{…}}." in err


def test_hash_prints_the_hash_and_nothing_else(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["hash", news]) == 0
    out, err = capfd.readouterr()
    assert re.fullmatch(r"[0-9a-f]{64}\n", out)
    assert err == ""


def test_stats_as_json(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", news, "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["articles"] == 3
    assert found["entities"] == {"event": 1, "person": 2, "place": 1}
    assert found["facts"]["event_time"] == {"accepted": 0, "set_aside": 1}
    assert found["facts"]["position"] == {"accepted": 2, "set_aside": 0}
    assert found["base"] == "https://kg.example/data/"


def test_stats_as_a_table(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", news]) == 0
    out = capfd.readouterr().out
    assert "Articles: 3\n" in out
    assert re.search(r"people +2\n", out)


def test_set_aside_shows_the_words_and_the_reason(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["set-aside", news]) == 0
    out = capfd.readouterr().out
    assert "e, fact 1 (event_time): An event does not end before it begins." in out
    assert "…【가온 포럼】이 열렸다.…" in out


def test_what_was_set_aside_can_be_corrected_and_built_again(
    tmp_path: Path, news: str, capfd: pytest.CaptureFixture[str]
) -> None:
    fix = tmp_path / "fix.jsonl"
    assert run(["set-aside", news, "--format", "jsonl", "-o", str(fix)]) == 0
    document = json.loads(fix.read_text(encoding="utf-8"))
    assert document["id"] == "e"
    assert document["facts"][0]["set_aside"]["ko"].startswith("행사나 사건은")
    document["facts"][0]["end"] = "2026-03-11"
    fix.write_text(json.dumps(document), encoding="utf-8")
    assert run(["build", str(fix), "--out", news, "--workers", "1"]) == 0
    assert run(["set-aside", news]) == 0
    out, err = capfd.readouterr()
    assert "0 added, 1 changed" in err
    assert out == ""
    assert "Nothing was set aside." in err


def test_validate_finds_nothing_wrong_with_what_was_accepted(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", news, "--workers", "1"]) == 0
    assert capfd.readouterr().out == "Conforms: 3 articles checked.\n"


def test_validate_shows_what_is_wrong_with_a_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text("<https://kg.example/data/x> a <https://kg.example/ontology#EventPlace> .", encoding="utf-8")
    assert run(["validate", str(graph)]) == 1
    out = capfd.readouterr().out
    assert out.startswith("violation: ")
    assert "https://kg.example/data/x" in out
    assert run(["validate", str(graph), "--format", "turtle"]) == 1
    assert "sh:ValidationReport" in capfd.readouterr().out


def test_validate_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert run(["validate", str(tmp_path / "x.ttl")]) == 1


def test_query_answers_on_stdout(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", news, "positions", "--param", "person=", "--format", "csv"]) == 0
    out = capfd.readouterr().out
    assert "김민수,시장,가온시" in out


def test_query_shows_the_sentences_behind_its_rows(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", news, "positions", "--param", "person=김민수", "--evidence"]) == 0
    out = capfd.readouterr().out
    assert "«" in out
    assert "quote" not in out


def test_an_empty_answer_is_diagnosed(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", news, "positions", "--param", "person=김민소"]) == 0
    said = capfd.readouterr().err
    assert "near to it: 김민수" in said
    assert "matches nothing: FILTER(" in said


def test_a_query_that_takes_too_long_ends_the_command(news: str, tmp_path: Path) -> None:
    path = tmp_path / "endless.rq"
    path.write_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", encoding="utf-8")
    assert run(["query", news, str(path), "--timeout", "0.2"]) == 2


def test_a_query_file_is_looked_over(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--check"]) == 0
    path = tmp_path / "mine.rq"
    path.write_text("PREFIX kg: <https://kg.example/ontology#>\nSELECT * { ?s kg:rolle ?o }", encoding="utf-8")
    assert run(["query", "--check", str(path)]) == 1
    assert "mine.rq:2: the ontology has no term kg:rolle" in capfd.readouterr().out


def test_a_parameter_is_given_once(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", news, "positions", "--param", "person=김", "--param", "person=이"]) == 2
    assert "twice" in capfd.readouterr().err


def test_queries_parameters_and_their_values_are_completed(monkeypatch: pytest.MonkeyPatch, news: str) -> None:
    from click.shell_completion import ShellComplete

    from kg.cli import Commands
    from kg.messages import Say

    def completed(arguments: list[str], incomplete: str) -> list[str]:
        shell = ShellComplete(Commands(Say("en")), {}, "kg", "_KG_COMPLETE")
        return [item.value for item in shell.get_completions(arguments, incomplete)]

    assert completed(["query", news], "conflicting-d") == ["conflicting-dates"]
    assert completed(["query", news, "positions", "--param"], "st") == [
        "status=current",
        "status=former",
        "status=future",
    ]
    assert completed(["query", news, "positions", "--param"], "per") == ["person="]


def test_a_pack_is_written_with_its_digest(news: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import hashlib

    path = tmp_path / "pack.zip"
    arguments = ["pack", news, "--query", "positions", "--param", "person=김민수", "-o", str(path)]
    assert run(arguments) == 0
    assert hashlib.sha256(path.read_bytes()).hexdigest() in capfd.readouterr().err
    first = path.read_bytes()
    assert run(arguments) == 0
    assert path.read_bytes() == first
    assert run(["pack", news, "--query", "rules", "-o", str(tmp_path / "none.zip")]) == 2
    assert not (tmp_path / "none.zip").exists()


def test_validate_shows_what_articles_say_against_one_another(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    facts = Path(__file__).parents[1] / "query" / "disagreement.jsonl"
    out = str(tmp_path / "disagreement.kg")
    assert run(["build", str(facts), "--out", out, "--workers", "1"]) == 0
    capfd.readouterr()
    assert run(["validate", out, "--workers", "1"]) == 0
    said = capfd.readouterr().out
    assert "lantern-a: 누리시는 «누리 등불 축제를 5월 2일» 누리공원에서 연다고 밝혔다." in said
    assert "0 violations, 3 warnings." in said


def test_query_with_a_file_and_a_parameter_that_is_none(news: str, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT * { ?s a <https://schema.org/Person> }")
    assert run(["query", news, str(tmp_path / "q.rq")]) == 0
    assert run(["query", news, "positions", "--param", "nonsense"]) == 2
    assert run(["query", news, "no-such-query"]) == 2
    assert run(["query", news]) == 2


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_list_of_queries_names_their_parameters(language: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", language, "query", "--list"]) == 0
    out = capfd.readouterr().out
    assert "positions: " in out
    assert "--param " in out
    assert ("기본값" in out) == (language == "ko")


def test_extract_hands_facts_documents_on(facts: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", facts, "--workers", "1"]) == 0
    out, err = capfd.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b", "e"]
    assert "3 facts documents, 0 unread" in err
    assert run(["extract", facts, "-o", str(tmp_path / "out.jsonl"), "--workers", "1"]) == 0
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == out
    assert not (tmp_path / "out.jsonl.part").exists()


@pytest.mark.parametrize("command", [["extract"], ["explain"], ["build", "--out", "news.kg"]])
def test_a_wrong_line_of_a_dictionary_ends_the_command_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.tsv").write_text("나래빛\tPlace\n다솔\tCity\n", encoding="utf-8")
    (tmp_path / "page.txt").write_text("나래빛에 갔다.\n", encoding="utf-8")
    assert run([*command, "page.txt", "--dictionary", "names.tsv"]) == 3
    assert "names.tsv, line 2: no type 'City'; there are Person" in capfd.readouterr().err
    assert run(["--lang", "ko", *command, "page.txt", "--dictionary", "names.tsv"]) == 3
    assert "names.tsv 2번째 줄" in capfd.readouterr().err
    assert not (tmp_path / "news.kg").exists()


def test_a_build_needs_articles_unless_there_is_a_store(
    tmp_path: Path, news: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "--out", str(tmp_path / "other.kg")]) == 2
    assert "Give at least one file or folder" in capfd.readouterr().err
    assert not (tmp_path / "other.kg").exists()
    assert run(["build", "--out", news]) == 0


@pytest.mark.parametrize("command", ["hash", "stats", "set-aside", "validate"])
def test_a_folder_that_is_no_store_is_a_setup_error(
    command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run([command, str(tmp_path)]) == 3
    assert "is not a store of kg" in capfd.readouterr().err
    assert run(["--lang", "ko", command, str(tmp_path)]) == 3
    assert "kg 저장소가 아닙니다" in capfd.readouterr().err


def test_a_store_whose_build_was_stopped_says_so(
    news: str, facts: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    other = tmp_path / "other.jsonl"
    other.write_text(lines(post("z", "박도현")), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.sequence.load", stop)
        assert run(["build", str(other), "--out", news, "--workers", "1"]) == 130
    assert "What was finished is kept; the same command goes on from there." in capfd.readouterr().err
    assert run(["hash", news]) == 0
    assert "was not finished" in capfd.readouterr().err
    assert run(["build", "--out", news, "--workers", "1"]) == 0
    capfd.readouterr()
    assert run(["hash", news]) == 0
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["nonsense"], 2), (["--help"], 0), (["--version"], 0)])
def test_usage(arguments: list[str], code: int) -> None:
    assert run(arguments) == code


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("command", [name for name, _ in COMMANDS])
def test_the_help_of_every_command_teaches_by_example(
    command: str, language: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", language, command, "--help"]) == 0
    out = capfd.readouterr().out
    assert f"\n    kg {command} " in out
    assert ("예:" in out) == (language == "ko")
    assert ("이 도움말을 보이고 끝냅니다." in out) == (language == "ko")


def test_every_message_is_used() -> None:
    package = Path(kg.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    stems = set(re.findall(r"""f["']([a-z.-]+)[.]{""", source))
    for key in MESSAGES:
        said = f'"{key}"' in source or key.rpartition(".")[0] in stems or key.endswith(".short")
        assert said, f"no command says {key}"


def test_help_and_queries_load_nothing_heavy(news: str) -> None:
    heavy = {"rdflib", "pyshacl", "networkx", "kiwipiepy", "pycrfsuite", "kg.gate", "kg.extract"}
    heavy |= {"concurrent.futures.process"}
    for arguments in (
        ["--help"],
        ["query", news, "positions", "--param", "person="],
        ["hash", news],
        ["query", "--list"],
    ):
        code = f"import sys; from kg.cli import run; run({arguments!r}); sys.exit(str({heavy} & set(sys.modules)))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.stderr.strip() == "set()", arguments


def test_a_reader_that_goes_away_is_no_error(facts: str) -> None:
    script = f"{sys.executable} -m kg extract {facts} --workers 1 | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr
    assert done.stdout.strip() in {"0", "1"}


def test_facts_documents_come_in_from_standard_input(tmp_path: Path, facts: str) -> None:
    out = str(tmp_path / "piped.kg")
    with open(facts, "rb") as stream:  # noqa: PTH123 - handed to a process
        command = [sys.executable, "-m", "kg", "build", "-", "--out", out, "--workers", "1"]
        done = subprocess.run(command, stdin=stream, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "3 added" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_a_setup_error(tmp_path: Path, facts: str) -> None:
    tmp_path.chmod(0o500)
    assert run(["build", facts, "--out", str(tmp_path / "news.kg")]) == 3
    tmp_path.chmod(0o700)


def test_an_output_that_cannot_be_written_is_a_setup_error(facts: str, tmp_path: Path) -> None:
    assert run(["extract", facts, "-o", str(tmp_path / "no" / "folder.jsonl"), "--workers", "1"]) == 3


def test_train_writes_the_same_model_for_the_same_data(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sentence = {"id": "1", "text": "이재명 성남시장은 웃었다.", "min_confidence": 1.0}
    spans = [(0, 3, "Person", "PS_NAME"), (4, 7, "Organization", "OGG_POLITICS")]
    mentions = [{"start": s, "end": e, "type": t, "tag": g} for s, e, t, g in spans]
    related = {"sentence": sentence["text"], "subject_entity": {"start_idx": 0, "end_idx": 2, "type": "PER"}}
    related["object_entity"] = {"start_idx": 4, "end_idx": 6, "type": "ORG"}
    for name, text in (
        ("mentions/train-silver.jsonl", json.dumps({**sentence, "mentions": mentions}) + "\n"),
        ("lexicon/forms-train.tsv", "form\ttag\ttrain_count\n이재명\tPS_NAME\t3\n성남시\tOGG_POLITICS\t3\n"),
        ("relations/train.jsonl", json.dumps(related) + "\n"),
    ):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text if name.endswith("tsv") else text * 3, encoding="utf-8")
    models = [tmp_path / "one.model", tmp_path / "two.model"]
    for model in models:
        assert run(["train", str(tmp_path), "-o", str(model)]) == 0
    assert models[0].read_bytes() == models[1].read_bytes()
    assert "Model written" in capfd.readouterr().err


def test_train_without_its_data(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["train", str(tmp_path), "-o", str(tmp_path / "model")]) == 1
    assert "train-silver.jsonl cannot be read" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {"LANG": "ko_KR.UTF-8"}, "ko"),
        ([], {"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR"}, "ko"),
        ([], {"LANG": "ko_KR.UTF-8", "KG_LANG": "en"}, "en"),
        ([], {}, "en"),
        ([], {"LC_ALL": "", "LANG": "ko_KR"}, "ko"),
        (["--lang", "ko", "build"], {"LANG": "C"}, "ko"),
        (["--lang=en", "build"], {"LANG": "ko_KR"}, "en"),
        (["build", "--lang", "ko"], {"LANG": "C"}, "en"),
    ],
)
def test_the_language_follows_the_locale(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert chosen_language(arguments, environment) == language


def test_every_message_is_there_in_both_languages() -> None:
    assert all(reason.en and reason.ko for reason in MESSAGES.values())


def test_a_message_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        Say("ko")("no such message")


def test_what_extract_writes_is_a_facts_document(facts: str, capfd: pytest.CaptureFixture[str]) -> None:
    run(["extract", facts, "--workers", "1"])
    for line in capfd.readouterr().out.encode().splitlines():
        assert isinstance(read_document(line).document, FactsDocument)
