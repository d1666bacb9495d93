"""What the command line says, in English and Korean. Errors carry their own words (`kg.errors.Reason`)."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType

from kg.errors import Reason


def _catalogue(text: Mapping[str, tuple[str, str]]) -> Mapping[str, Reason]:
    return MappingProxyType({key: Reason(en, ko) for key, (en, ko) in text.items()})


class _Counting(Formatter):
    """Formats as `str.format` does, and numbers with what they count, where the format is a word."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Return `value`, with the noun `format_spec` behind it in the number that it needs."""
        if len(format_spec) < _WORD or not format_spec[0].isalpha():
            return str(super().format_field(value, format_spec))
        number = f"{value:,}" if isinstance(value, int) else str(value)
        one, _, many = format_spec.partition("/")
        return f"{number} {one if number == '1' else many or one + 's'}"


_WORD = 3
"""Letters from which a format is a word and not one of Python's own, such as `d`."""
_COUNTING = _Counting()


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return `text` with `values` filled in.

    English tells one from many: `{count:article}` is `1 article` or `1,200 articles`, and where an s is not enough
    both forms are written, with a verb if need be: `{count:entity/entities}`, `{count:quad was/quads were}`.
    """
    return _COUNTING.vformat(text, (), values)


class Say:
    """Speaks one language: `say("build.begin", out="news.kg")`.

    Attributes:
        language: `ko` or `en`.
    """

    def __init__(self, language: str, more: Mapping[str, Reason] = MappingProxyType({})) -> None:
        """Speak `language`, by the messages of this module and `more`."""
        self.language = language
        self._more = more

    def __call__(self, key: str, **values: object) -> str:
        """Return the message `key` with `values` filled in."""
        return filled((self._more.get(key) or MESSAGES[key]).text(self.language), values)

    def reason(self, reason: Reason) -> str:
        """Return `reason` in this language."""
        return reason.text(self.language)


MESSAGES: Mapping[str, Reason] = _catalogue(
    {
        # the command as a whole
        "kg.help": (
            "From Korean news articles to a checked knowledge graph.\n\n"
            "\b\nFirst steps:\n  kg build articles/ --out news.kg\n  kg stats news.kg\n  kg query --list\n\n"
            "\b\nExit codes: 0 done; 1 an input could not be read, or a check failed; 2 wrong use;\n"
            "3 the store or the installation cannot be used; 130 stopped by Ctrl-C.\n"
            "Facts that the gate sets aside are counted in the summary and do not change the exit code.",
            "한국어 뉴스 기사에서 검증된 지식그래프를 만듭니다.\n\n"
            "\b\n처음 쓰기:\n  kg build articles/ --out news.kg\n  kg stats news.kg\n  kg query --list\n\n"
            "\b\n종료 코드: 0 완료, 1 읽지 못한 입력이 있거나 검사에 실패함, 2 사용법 오류,\n"
            "3 저장소나 설치본을 쓸 수 없음, 130 Ctrl-C로 멈춤.\n"
            "검사에서 보류된 사실은 요약에 개수로 나오며 종료 코드를 바꾸지 않습니다.",
        ),
        "option.lang": ("Language of messages (default: from the locale).", "메시지 언어(기본값: 로캘)."),
        "option.workers": (
            "Number of processes (default: the cores).",
            "작업 프로세스 수(기본값: 코어 수).",
        ),
        "option.columns": (
            "Which column of a table, or key of a JSON object, holds what: headline=제목,text=본문. Usual names "
            "are known.",
            "표의 열이나 JSON의 키가 무엇인지: headline=제목,text=본문. 흔한 이름은 알아서 찾습니다.",
        ),
        "option.dictionary": (
            "Names to know for certain: a form, its type and perhaps the entity's name on each line, between tabs.",
            "확실히 알아볼 이름. 한 줄에 표기, 유형, (있으면) 개체의 이름을 탭으로 나누어 씁니다.",
        ),
        "engine.engine": (
            "Who extracts: rules, rules with a pretrained encoder (accurate: slower, finds more), a language model "
            "(llm), or rules and model as two witnesses (both).",
            "추출하는 쪽: 규칙(rules), 사전 학습 인코더를 더한 규칙(accurate, 느리지만 더 정확함), 언어 모델(llm), "
            "또는 두 증인으로 규칙과 모델 둘 다(both).",
        ),
        "engine.alone": (
            "Who extracts: rules, or rules with a pretrained encoder (accurate: slower, finds more).",
            "추출하는 쪽: 규칙(rules) 또는 사전 학습 인코더를 더한 규칙(accurate, 느리지만 더 정확함).",
        ),
        "engine.model": (
            "The language model, as its server names it (or KG_LLM_MODEL).",
            "언어 모델. 서버가 부르는 이름(또는 환경 변수 KG_LLM_MODEL).",
        ),
        "engine.base_url": (
            "Where it is served by the OpenAI protocol: http://127.0.0.1:8000/v1 (or KG_LLM_BASE_URL). Articles are "
            "sent there. A key comes from KG_LLM_API_KEY.",
            "OpenAI 프로토콜로 모델을 제공하는 주소: http://127.0.0.1:8000/v1 (또는 KG_LLM_BASE_URL). 기사가 그리로 "
            "보내집니다. 키는 환경 변수 KG_LLM_API_KEY에서 읽습니다.",
        ),
        "engine.parallel": ("Requests to the model at a time.", "모델에 한꺼번에 보내는 요청 수."),
        "engine.max_requests": (
            "Stop before more requests than this; run again to go on.",
            "요청이 이만큼이면 멈춥니다. 다시 실행하면 이어서 합니다.",
        ),
        "engine.max_tokens": (
            "Stop before more tokens than this, read and written; run again to go on.",
            "읽고 쓴 토큰이 이만큼이면 멈춥니다. 다시 실행하면 이어서 합니다.",
        ),
        "engine.price": (
            "What a million tokens cost, read and written (0.15/0.60), to show what the run costs.",
            "토큰 백만 개의 값, 읽기와 쓰기(0.15/0.60). 비용을 보여 줍니다.",
        ),
        "engine.cache": (
            "Folder that keeps answers, so that each costs once (default: kg in the user's cache folder).",
            "답을 보관하는 폴더. 같은 물음은 한 번만 비용이 듭니다(기본값: 사용자 캐시 폴더의 kg).",
        ),
        "engine.listed_spans": (
            "Let the model only choose among names, titles and sentences of the article, where the server decodes by a "
            "schema. For small models.",
            "모델이 기사에 있는 이름, 직함, 문장 가운데서 고르게만 합니다(스키마로 답을 제한하는 서버). 작은 모델에 "
            "알맞습니다.",
        ),
        "engine.repair": (
            "Show the model once what was set aside of its facts, and why.",
            "보류된 사실과 이유를 모델에게 한 번 보여 주고 고치게 합니다.",
        ),
        "engine.timeout": ("Seconds until a request is tried again.", "요청을 다시 보내기까지 기다리는 초."),
        "engine.no_model": (
            "--engine {engine} asks a language model: give --model NAME and --base-url URL, for example "
            "--model qwen3 --base-url http://127.0.0.1:11434/v1.",
            "--engine {engine}은(는) 언어 모델에게 묻습니다. --model 이름과 --base-url 주소를 주세요. 예: "
            "--model qwen3 --base-url http://127.0.0.1:11434/v1",
        ),
        "engine.bad_price": (
            "{text!r} is no price; write what a million tokens cost, read and written: 0.15/0.60",
            "{text!r}: 값이 아닙니다. 토큰 백만 개의 값을 읽기/쓰기로 적으세요: 0.15/0.60",
        ),
        "engine.asked": (
            "{requests:request}, {tokens:token}{cost}",
            "요청 {requests:,}건, 토큰 {tokens:,}개{cost}",
        ),
        "engine.cost": (", cost {cost:.4f}", ", 비용 {cost:.4f}"),
        "engine.usage": (
            "Language model: {articles:article}, {requests:request}, {cached:answer} from the cache, "
            "{read:token} read, {written:,} written{cost}",
            "언어 모델: 기사 {articles:,}건, 요청 {requests:,}건, 보관된 답 {cached:,}건, 읽은 토큰 {read:,}개, "
            "쓴 토큰 {written:,}개{cost}",
        ),
        "engine.came": (
            "; {proposed:fact} proposed, {ungrounded:,} not found in the text, {repaired:,} gained by the second look",
            "; 제안한 사실 {proposed:,}건, 본문에 없는 것 {ungrounded:,}건, 다시 보고 얻은 것 {repaired:,}건",
        ),
        "engine.both": (
            "; {agreed:agrees/agree} with the rules, {contradicted:contradicts/contradict} them",
            "; 규칙과 일치 {agreed:,}건, 어긋남 {contradicted:,}건",
        ),
        "option.version": ("Show the version and exit.", "버전을 보이고 끝냅니다."),
        "option.help": ("Show this message and exit.", "이 도움말을 보이고 끝냅니다."),
        "option.output": ("File to write; - is standard output.", "쓸 파일. -는 표준 출력입니다."),
        "option.format": ("Format of the output.", "출력 형식."),
        "error": ("Error: {text}", "오류: {text}"),
        "disk.error": ("{path}: {cause}", "{path}: {cause}"),
        "stopped": (
            "Stopped. What was finished is kept; the same command goes on from there.",
            "멈추었습니다. 끝난 작업은 보존되었고 같은 명령을 다시 실행하면 이어서 합니다.",
        ),
        "stopped.plain": ("Stopped.", "멈추었습니다."),
        # build
        "build.short": ("Build articles or facts documents into a store.", "기사나 사실 문서로 저장소를 만듭니다."),
        "build.help": (
            "Read ARTICLES (files, folders, URLs, - for standard input), extract, check and store them.\n\n"
            "\b\nARTICLES are any of these, also mixed in a folder, told by content and name:\n"
            "  web pages          .html .htm .mhtml, or an address https://…\n"
            "  text               .txt: pages saved or copied as text\n"
            "  feeds              .rss .atom .xml\n"
            "  articles as JSON   .jsonl .json: id, headline, text, published, publisher, authors, url, language;\n"
            "                     only text is needed\n"
            "  tables             .csv .tsv .parquet, one article a row, with --columns where names are unusual\n"
            "  crawls             .warc\n"
            "  facts documents    .jsonl .json: they go in without extraction\n"
            "  packed             any of these as .gz .zst .bz2 .xz, or in .zip .tar\n\n"
            "\b\nBuilding into an existing store adds articles and replaces changed ones; a build that\n"
            "was stopped is finished by the next one, for which `kg build --out news.kg` is enough.\n\n"
            "\b\nExamples:\n  kg build articles/ --out news.kg\n"
            "  kg build page.html feed.xml archive.warc.gz --out news.kg\n"
            "  kg build table.csv --columns headline=제목,text=기사 --out news.kg\n"
            "  kg extract articles/ | kg build - --out news.kg\n"
            "  kg build articles/ --out news.kg --dictionary names.tsv\n"
            "  kg build articles/ --out news.kg --engine both --model qwen3 --base-url http://127.0.0.1:8000/v1\n"
            "  kg build --out news.kg --retry-set-aside",
            "ARTICLES(파일, 폴더, URL, 표준 입력은 -)를 읽어 추출하고 검사하여 저장합니다.\n\n"
            "\b\nARTICLES는 다음 가운데 무엇이든 됩니다. 한 폴더에 섞여 있어도 내용과 이름으로 알아봅니다.\n"
            "  웹 페이지      .html .htm .mhtml 또는 주소 https://…\n"
            "  텍스트         .txt: 텍스트로 저장하거나 복사한 기사 페이지\n"
            "  피드           .rss .atom .xml\n"
            "  JSON 기사      .jsonl .json: id, headline, text, published, publisher, authors, url, language\n"
            "                 가운데 text만 필수\n"
            "  표             .csv .tsv .parquet: 한 줄에 기사 하나. 열 이름이 특이하면 --columns\n"
            "  크롤링 자료    .warc\n"
            "  사실 문서      .jsonl .json: 추출 없이 바로 들어갑니다\n"
            "  압축           위의 것을 .gz .zst .bz2 .xz로 압축하거나 .zip .tar로 묶은 것\n\n"
            "\b\n이미 있는 저장소에는 새 기사를 더하고 바뀐 기사를 갈아 끼웁니다. 중간에 멈춘 작업은 다음\n"
            "실행이 마무리합니다. `kg build --out news.kg`만으로도 됩니다.\n\n"
            "\b\n예:\n  kg build articles/ --out news.kg\n  kg build page.html feed.xml archive.warc.gz --out "
            "news.kg\n"
            "  kg build table.csv --columns headline=제목,text=기사 --out news.kg\n"
            "  kg extract articles/ | kg build - --out news.kg\n"
            "  kg build articles/ --out news.kg --dictionary names.tsv\n"
            "  kg build articles/ --out news.kg --engine both --model qwen3 --base-url http://127.0.0.1:8000/v1\n"
            "  kg build --out news.kg --retry-set-aside",
        ),
        "build.out": ("Folder of the store, made if it is not there.", "저장소 폴더. 없으면 만듭니다."),
        "build.base": (
            "What the IRIs of the data begin with; only for a new store.",
            "데이터 IRI의 바탕. 새 저장소에만 정할 수 있습니다.",
        ),
        "build.joins": (
            "What makes people of one name in several articles one: posts that many can hold too, unless something "
            "shows that the name has several bearers (the default), or only what is sure: a post that one person "
            "holds, a constituency, a decision. It stays with the store, which is decided again if it changes.",
            "여러 기사에 나온 같은 이름을 무엇으로 한 사람으로 볼지. posts(기본값): 여럿이 맡는 직함도 보되 "
            "동명이인의 조짐이 있으면 보지 않습니다. sure: 한 사람만 맡는 직함, 지역구, 결정만 봅니다. "
            "저장소에 남으며, 바꾸면 모두 다시 판정합니다.",
        ),
        "build.retry": ("Try again whatever was set aside.", "보류된 것을 다시 검사합니다."),
        "build.nothing": (
            "Give at least one file or folder of articles; {out} is not there yet.",
            "기사 파일이나 폴더를 하나 이상 지정하세요. {out}: 아직 없습니다.",
        ),
        "stage.plan": ("look at the inputs", "입력 확인"),
        "stage.read": ("read and extract", "읽기와 추출"),
        "stage.identify": ("identify", "동일 개체 판정"),
        "stage.compare": ("find copies of one text", "같은 글 찾기"),
        "stage.check": ("check the store", "저장소 점검"),
        "stage.admit": ("check and store", "검사와 저장"),
        "stage.load": ("send quads", "쿼드 전송"),
        "stage.describe": ("names and types", "이름과 유형"),
        "summary.title": ("{out}: {articles:article} ({seconds:.1f} s)", "{out}: 기사 {articles}건 ({seconds:.1f}초)"),
        "summary.articles": (
            "This run: {added} added, {changed} changed, {unchanged} unchanged, {unread} unread",
            "이번 실행: 추가 {added}, 변경 {changed}, 그대로 {unchanged}, 읽지 못함 {unread}",
        ),
        "summary.retracted": (
            "{count:article is/articles are} out, retracted before (kg retract {out} ID --undo brings one back)",
            "철회한 기사여서 넣지 않음: {count}건 (되살리려면 kg retract {out} ID --undo)",
        ),
        "summary.refused": ("{count:article} set aside as a whole", "기사 전체가 보류됨: {count}건"),
        "summary.copies": (
            "{count:article prints/articles print} the text of another one, and both are one source "
            "(kg query {out} copies lists them)",
            "다른 기사와 같은 글이어서 한 출처로 세는 기사: {count}건 (kg query {out} copies로 봅니다)",
        ),
        "summary.pending": (
            "{count:article} still to be finished; `kg build --out {out}` does it",
            "마무리하지 못한 기사 {count}건. `kg build --out {out}`로 마무리하세요",
        ),
        "summary.entities": ("Entities", "개체"),
        "summary.facts": ("Facts", "사실"),
        "summary.accepted": ("accepted", "수용"),
        "summary.set_aside": ("set aside", "보류"),
        "summary.total": ("total", "합계"),
        "summary.reasons": (
            "Commonest reasons for setting aside, with an example each",
            "주된 보류 이유와 예",
        ),
        "summary.remarks": ("Commonest warnings, with an example each", "주된 경고와 예"),
        "summary.unread": ("Unread", "읽지 못함"),
        "summary.more": ("… and {count} more (kg set-aside {out} lists them)", "… 외 {count}건 (kg set-aside {out})"),
        "summary.next": (
            "Next: kg query --list, kg stats {out}, kg export {out} --format turtle",
            "다음: kg query --list, kg stats {out}, kg export {out} --format turtle",
        ),
        # extract
        "extract.short": ("Only read and extract: facts documents.", "읽고 추출만 하여 사실 문서를 냅니다."),
        "extract.help": (
            "Read ARTICLES and write one facts document a line, which `kg build` takes.\n\n"
            "ARTICLES are web pages, text, feeds, JSON, tables, WARC, also packed, as `kg build --help` lists "
            "them.\n\n"
            "\b\nExamples:\n  kg extract articles/ -o facts.jsonl\n  kg extract page.html\n"
            "  kg extract - < article.txt\n"
            "  kg extract articles/ --engine llm --model qwen3 --base-url http://127.0.0.1:8000/v1 -o facts.jsonl",
            "ARTICLES를 읽어 한 줄에 하나씩 사실 문서를 씁니다. `kg build`가 이를 받습니다.\n\n"
            "ARTICLES는 웹 페이지, 텍스트, 피드, JSON, 표, WARC와 그 압축 파일입니다(`kg build --help`에 목록).\n\n"
            "\b\n예:\n  kg extract articles/ -o facts.jsonl\n  kg extract page.html\n"
            "  kg extract - < article.txt\n"
            "  kg extract articles/ --engine llm --model qwen3 --base-url http://127.0.0.1:8000/v1 -o facts.jsonl",
        ),
        "extract.done": ("{count:facts document}, {unread} unread", "사실 문서 {count}건, 읽지 못함 {unread}건"),
        "unread": ("not read: {source}: {reason}", "읽지 못함: {source}: {reason}"),
        # query
        "query.short": ("Ask a store, an RDF file or an endpoint.", "저장소, RDF 파일, 엔드포인트에 묻습니다."),
        "query.help": (
            "Ask NEWS (a store or an RDF file), or a SPARQL endpoint, the QUERY: a shipped name or a .rq file.\n\n"
            "An answer without rows is followed by what of the query matches nothing, and by names near to the one "
            "given.\n\n"
            "\b\nExamples:\n  kg query --list\n  kg query news.kg statements --param topic=예산 --evidence\n"
            "  kg query news.kg my.rq --format csv -o answer.csv\n"
            "  kg query --endpoint http://127.0.0.1:3030/news/sparql positions --param person=이재명\n"
            "  kg query --check my.rq",
            "NEWS(저장소나 RDF 파일)나 SPARQL 엔드포인트에 QUERY(제공되는 이름이나 .rq 파일)를 묻습니다.\n\n"
            "해당하는 행이 없으면 질의의 어느 부분이 아무것과도 맞지 않는지, 비슷한 이름이 무엇인지 알려 줍니다.\n\n"
            "\b\n예:\n  kg query --list\n  kg query news.kg statements --param topic=예산 --evidence\n"
            "  kg query news.kg my.rq --format csv -o answer.csv\n"
            "  kg query --endpoint http://127.0.0.1:3030/news/sparql positions --param person=이재명\n"
            "  kg query --check my.rq",
        ),
        "query.list": ("List the shipped queries with their parameters.", "제공되는 질의와 매개변수를 보입니다."),
        "query.check": (
            "Look query files over instead of asking them: header, unknown terms, parameters, limit. "
            "Exit code 1 if something is wrong.",
            "묻지 않고 질의 파일을 살핍니다: 머리말, 모르는 말, 매개변수, LIMIT. 고칠 것이 있으면 종료 코드가 1입니다.",
        ),
        "query.checked": ("Nothing to remark.", "고칠 것이 없습니다."),
        "query.param": (
            "A parameter of the query, name=value; limit=N gives the rows at most, 0 for all.",
            "질의의 매개변수. 이름=값. limit=N은 최대 행 수이고 0이면 전부.",
        ),
        "query.evidence": (
            "Show with each row the sentence of the article, the evidence marked «so».",
            "행마다 기사의 문장을 보입니다. 근거는 «이렇게» 표시합니다.",
        ),
        "query.endpoint": (
            "Ask this SPARQL 1.1 endpoint instead of NEWS.",
            "NEWS 대신 이 SPARQL 1.1 엔드포인트에 묻습니다.",
        ),
        "query.timeout": (
            "End the query after so many seconds; 0 for no limit.",
            "이만큼 지나면 질의를 끝냅니다. 0이면 제한이 없습니다.",
        ),
        "query.bad_param": ("{text!r} is not name=value.", "{text!r}: 이름=값 꼴이 아닙니다."),
        "query.param_twice": (
            "The parameter {name!r} is given twice.",
            "매개변수 {name!r}를 두 번 주었습니다.",
        ),
        "query.missing": (
            "Give a store or a file and a query; or --endpoint URL and a query; or --list.",
            "저장소나 파일과 질의를, 또는 --endpoint URL과 질의를 지정하거나 --list를 쓰세요.",
        ),
        "query.more": (
            "The answer was cut; --param limit=0 shows all.",
            "답을 잘랐습니다. 전부 보려면 --param limit=0.",
        ),
        "query.none": ("No rows.", "해당하는 행이 없습니다."),
        "query.near": (
            "No name is {value!r} ({name}); near to it: {names}.",
            "{value!r}({name})라는 이름이 없습니다. 비슷한 이름: {names}.",
        ),
        "query.unknown_name": (
            "No name is {value!r} ({name}), nor is one near to it.",
            "{value!r}({name})라는 이름도, 비슷한 이름도 없습니다.",
        ),
        "query.unmatched": (
            "This part of the query matches nothing: {pattern}",
            "질의의 이 부분이 아무것과도 맞지 않습니다: {pattern}",
        ),
        "query.required": ("required", "필수"),
        "query.default": ("default {value!r}", "기본값 {value!r}"),
        # validate
        "validate.short": (
            "Check a store or an RDF file against the shapes.",
            "저장소나 RDF 파일을 shape로 검사합니다.",
        ),
        "validate.help": (
            "Check NEWS (a store or an RDF file) against the SHACL shapes; exit code 1 if something violates them.\n\n"
            "\b\nExamples:\n  kg validate news.kg\n  kg validate graph.ttl --format turtle",
            "NEWS(저장소나 RDF 파일)를 SHACL shape로 검사합니다. 어긋난 것이 있으면 종료 코드가 1입니다.\n\n"
            "\b\n예:\n  kg validate news.kg\n  kg validate graph.ttl --format turtle",
        ),
        "validate.sound": ("Conforms: {articles:article} checked.", "적합: 기사 {articles}건을 검사했습니다."),
        "validate.sound_file": ("Conforms.", "적합합니다."),
        "validate.found": ("{violations:violation}, {warnings:warning}.", "위반 {violations}건, 경고 {warnings}건."),
        "severity.Violation": ("violation", "위반"),
        "severity.Warning": ("warning", "경고"),
        "severity.Info": ("note", "참고"),
        # view
        "view.short": (
            "Write one page that shows a store in a browser.",
            "저장소를 브라우저로 보는 페이지 하나를 씁니다.",
        ),
        "view.help": (
            "Write NEWS (a store or an RDF file) as one HTML file that opens from disk and needs no network:\n"
            "search, the graph, a timeline, tables, and for each fact the sentence that says it.\n\n"
            "A page holds whole articles. Of too many it holds those that other articles connect to most, and\n"
            "says so; choose others by --since, --until, --entity or --query.\n\n"
            "\b\nExamples:\n  kg view news.kg -o news.html\n"
            "  kg view news.kg --since 2025-03 --entity 나래시 -o narae.html\n"
            "  kg view news.kg --query statements --param topic=예산 -o budget.html",
            "NEWS(저장소나 RDF 파일)를 HTML 파일 하나로 씁니다. 디스크에서 바로 열리고 네트워크를 쓰지 않습니다.\n"
            "검색, 그래프, 연표, 표가 있고 사실마다 그렇게 말하는 문장을 보입니다.\n\n"
            "페이지에는 기사가 통째로 담깁니다. 너무 많으면 다른 기사와 가장 많이 이어진 기사만 담고 그렇게 알립니다.\n"
            "--since, --until, --entity, --query로 다른 기사를 고를 수 있습니다.\n\n"
            "\b\n예:\n  kg view news.kg -o news.html\n"
            "  kg view news.kg --since 2025-03 --entity 나래시 -o narae.html\n"
            "  kg view news.kg --query statements --param topic=예산 -o budget.html",
        ),
        "view.since": (
            "Only articles published on or after it (2025, 2025-03, 2025-03-10).",
            "이때부터 발행된 기사만(2025, 2025-03, 2025-03-10).",
        ),
        "view.until": ("Only articles published on or before it.", "이때까지 발행된 기사만."),
        "view.entity": (
            "Only articles that name the entity of this name; given twice, both.",
            "이 이름의 개체가 나오는 기사만. 여러 번 주면 모두 나오는 기사만.",
        ),
        "view.query": (
            "Only articles that the answer of this query names, or whose facts or entities it names.",
            "이 질의의 답에 나오는 기사만. 답에 기사가 없으면 답에 나오는 사실이나 개체의 기사.",
        ),
        "view.limit": ("Facts that the page holds at most.", "페이지에 담을 사실의 최대 개수."),
        "view.cut": (
            "There are {all} facts; one page holds {limit} (--limit). It shows the {facts:fact} of the "
            "{articles:article} that others connect to most. Choose others by --since, --until, --entity or --query.",
            "사실이 {all}개인데 한 페이지에는 {limit}개까지 담습니다(--limit). 다른 기사와 가장 많이 이어진 기사 "
            "{articles}건의 사실 {facts}개만 담았습니다. "
            "--since, --until, --entity, --query로 다른 기사를 고를 수 있습니다.",
        ),
        "view.bad_date": (
            "{text!r} is no date such as 2025, 2025-03 or 2025-03-10.",
            "{text!r}: 2025, 2025-03, 2025-03-10과 같은 날짜가 아닙니다.",
        ),
        "view.heavy": (
            "A page of {facts:fact} may take long to open; --limit {usual} is what opens everywhere.",
            "사실 {facts}개가 담긴 페이지는 여는 데 오래 걸릴 수 있습니다. --limit {usual}이면 어디서나 열립니다.",
        ),
        "view.written": (
            "{output}: {articles:article}, {facts:fact}, {size}. Open it in a browser.",
            "{output}: 기사 {articles}건, 사실 {facts}개, {size}. 브라우저로 여세요.",
        ),
        # shards
        "shards.short": ("Work many articles on many machines.", "여러 머신에서 많은 기사를 처리합니다."),
        "shards.help": (
            "Work ARTICLES (what kg build reads) into FOLDER, in shards: N-Quads that triple stores bulk-load, facts "
            "as Parquet. The quads of all shards together are those of kg build.\n\n"
            "\b\nThe work runs on\n"
            "  local   processes on this machine\n"
            "  dask    Dask workers (pip install 'kg[dask]'); start them with one thread each\n"
            "  ray     a Ray cluster (pip install 'kg[ray]')\n"
            "  spark   a Spark cluster (pip install 'kg[spark]', needs Java)\n"
            "All machines must see ARTICLES and FOLDER at the same place and have the same version of kg.\n\n"
            "\b\nFOLDER then holds\n"
            "  quads/*.nq.zst        the graph: for each shard, of the entities, of copies\n"
            "  facts/*.parquet       accepted facts, one a row, with their words\n"
            "  documents/*.parquet   facts documents\n"
            "  set-aside/, unread/   what did not pass or could not be read, with reasons\n"
            "  manifest.json         counts, and the hash of every file\n\n"
            "Every file is whole or not there. The same command again does what is missing: after a stop, for a file "
            "that was damaged, for articles that came since.\n\n"
            "\b\nExamples:\n"
            "  kg shards articles/ --out news.shards\n"
            "  kg shards /shared/warc/ --out /shared/news.shards --engine dask --scheduler tcp://host:8786\n"
            "  kg load news.shards --endpoint http://127.0.0.1:3030/news/data",
            "ARTICLES(kg build가 읽는 것)를 조각으로 나누어 FOLDER에 처리합니다. 트리플 저장소가 대량 적재하는 "
            "N-Quads와 Parquet 사실이 나옵니다. 모든 조각의 쿼드를 합치면 kg build의 것과 같습니다.\n\n"
            "\b\n어디서 처리하는가:\n"
            "  local   이 머신의 프로세스\n"
            "  dask    Dask 작업자(pip install 'kg[dask]'). 작업자마다 스레드 하나로 시작하세요\n"
            "  ray     Ray 클러스터(pip install 'kg[ray]')\n"
            "  spark   Spark 클러스터(pip install 'kg[spark]', Java 필요)\n"
            "모든 머신이 ARTICLES와 FOLDER를 같은 위치에서 보고 같은 버전의 kg를 써야 합니다.\n\n"
            "\b\nFOLDER에 남는 것:\n"
            "  quads/*.nq.zst        그래프: 조각별, 개체, 같은 글\n"
            "  facts/*.parquet       수용된 사실. 한 줄에 하나, 근거 문구와 함께\n"
            "  documents/*.parquet   사실 문서\n"
            "  set-aside/, unread/   보류하거나 읽지 못한 것과 이유\n"
            "  manifest.json         개수와 모든 파일의 해시\n\n"
            "파일은 온전하거나 아예 없습니다. 같은 명령을 다시 실행하면 빠진 것만 합니다. 멈춘 뒤에도, 손상된 파일도, "
            "새로 온 기사도 그렇습니다.\n\n"
            "\b\n예:\n"
            "  kg shards articles/ --out news.shards\n"
            "  kg shards /shared/warc/ --out /shared/news.shards --engine dask --scheduler tcp://host:8786\n"
            "  kg load news.shards --endpoint http://127.0.0.1:3030/news/data",
        ),
        "shards.out": ("Folder of the shards, made if it is not there.", "조각 폴더. 없으면 만듭니다."),
        "shards.engine": ("Where to work.", "어디서 처리할지."),
        "shards.scheduler": (
            "Address of a cluster that runs (default: start workers on this machine).",
            "실행 중인 클러스터의 주소(기본값: 이 머신에서 작업자를 시작).",
        ),
        "shards.no_scheduler": (
            "--scheduler is the address of a cluster: name its --engine too.",
            "--scheduler는 클러스터 주소입니다. --engine도 주세요.",
        ),
        "shards.size": (
            "Megabytes of input to a shard; of files only .jsonl is divided.",
            "조각 하나의 입력 크기(MB). 파일 가운데 .jsonl만 나눕니다.",
        ),
        "shards.base": ("What the IRIs of the data begin with.", "데이터 IRI의 바탕."),
        "shards.joins": (
            "What makes people of one name one, as in kg build.",
            "같은 이름을 무엇으로 한 사람으로 볼지. kg build와 같습니다.",
        ),
        "shards.done": (
            "{out}: {articles:article} in {shards:shard} ({seconds:.1f} s)\n"
            "{facts:fact}, {set_aside} set aside; {entities:entity/entities}; {quads:quad}",
            "{out}: 기사 {articles}건, 조각 {shards}개 ({seconds:.1f}초)\n"
            "사실 {facts}개, 보류 {set_aside}개. 개체 {entities}개. 쿼드 {quads}개",
        ),
        "shards.refused": (
            "{count:article} set aside as a whole: {out}/set-aside/",
            "기사 전체가 보류됨: {count}건, {out}/set-aside/",
        ),
        "shards.duplicates": (
            "{count:document has/documents have} the id of another one, which counts instead",
            "다른 문서와 id가 같아 빠진 문서: {count}건",
        ),
        "shards.unread": (
            "{count:input} could not be read: {out}/unread/",
            "읽지 못한 입력: {count}건, {out}/unread/",
        ),
        "shards.copies": (
            "{count:article prints/articles print} the text of another one",
            "다른 기사와 같은 글: {count}건",
        ),
        "shards.next": (
            "Next: kg load {out} --endpoint URL, or your store's bulk loader on {out}/quads/*.nq.zst (docs/scale.md)",
            "다음: kg load {out} --endpoint URL, 또는 저장소의 대량 적재기로 {out}/quads/*.nq.zst (docs/scale.md)",
        ),
        # load
        "load.short": ("Load a store or shards into a server.", "저장소나 조각을 서버에 적재합니다."),
        "load.help": (
            "Load NEWS, a store or a folder of kg shards, into a triple store over HTTP.\n\n"
            "By the SPARQL 1.1 Graph Store Protocol each named graph takes the place of what the server has of it; "
            "other graphs stay. With --quads, N-Quads are added in large pieces, which is faster for a first load, "
            "where the server takes them. A load that was stopped goes on with the same command.\n\n"
            "\b\nThe address of the graph store          with --quads\n"
            "  Oxigraph  http://HOST:7878/store       the same\n"
            "  Fuseki    http://HOST:3030/NAME/data   the same\n"
            "  GraphDB   http://HOST:7200/repositories/NAME/rdf-graphs/service\n"
            "                                         http://HOST:7200/repositories/NAME/statements\n"
            "  Virtuoso  http://HOST:8890/sparql-graph-crud-auth\n\n"
            "\b\nWho asks stands in the environment, or before the host (http://name:password@HOST/…):\n"
            "  KG_ENDPOINT_USER, KG_ENDPOINT_PASSWORD   or   KG_ENDPOINT_TOKEN\n\n"
            "\b\nExamples:\n"
            "  kg load news.kg --endpoint http://127.0.0.1:3030/news/data\n"
            "  kg load news.shards --endpoint http://127.0.0.1:7878/store --quads\n"
            "  kg query statements --param topic=예산 --endpoint http://127.0.0.1:3030/news/sparql",
            "NEWS(저장소 또는 kg shards의 폴더)를 HTTP로 트리플 저장소에 적재합니다.\n\n"
            "SPARQL 1.1 그래프 저장소 프로토콜로 이름 있는 그래프마다 서버의 것을 갈아 끼우며, 다른 그래프는 그대로 "
            "둡니다. --quads를 주면 서버가 받는 경우 N-Quads를 크게 나누어 더합니다. 처음 적재할 때 더 빠릅니다. 멈춘 "
            "적재는 같은 명령으로 이어집니다.\n\n"
            "\b\n그래프 저장소의 주소                     --quads를 쓸 때\n"
            "  Oxigraph  http://HOST:7878/store       같음\n"
            "  Fuseki    http://HOST:3030/NAME/data   같음\n"
            "  GraphDB   http://HOST:7200/repositories/NAME/rdf-graphs/service\n"
            "                                         http://HOST:7200/repositories/NAME/statements\n"
            "  Virtuoso  http://HOST:8890/sparql-graph-crud-auth\n\n"
            "\b\n사용자는 환경 변수나 주소(http://이름:비밀번호@HOST/…)에 씁니다.\n"
            "  KG_ENDPOINT_USER, KG_ENDPOINT_PASSWORD   또는   KG_ENDPOINT_TOKEN\n\n"
            "\b\n예:\n"
            "  kg load news.kg --endpoint http://127.0.0.1:3030/news/data\n"
            "  kg load news.shards --endpoint http://127.0.0.1:7878/store --quads\n"
            "  kg query statements --param topic=예산 --endpoint http://127.0.0.1:3030/news/sparql",
        ),
        "load.endpoint": ("Address of the graph store.", "그래프 저장소의 주소."),
        "load.quads": (
            "Add N-Quads in large pieces instead of replacing each graph.",
            "그래프마다 갈아 끼우는 대신 N-Quads를 크게 나누어 더합니다.",
        ),
        "load.done": (
            "{url}: {quads:quad} in {requests:request} ({seconds:.1f} s, {rate} quads/s)",
            "{url}: 쿼드 {quads}개, 요청 {requests}번 ({seconds:.1f}초, 초당 쿼드 {rate}개)",
        ),
        "load.before": (
            "{quads:quad was/quads were} there from an earlier load",
            "앞선 적재로 이미 들어 있던 쿼드: {quads}개",
        ),
        # export
        "pack.short": ("Write facts with all that proves them.", "사실을 증거와 함께 묶어 씁니다."),
        "pack.help": (
            "Write the facts that a query chooses into one .zip: their sentences, offsets and quotes, the texts with "
            "their hashes, the sources, the shapes, and verify.py, which checks it all with Python alone.\n\n"
            "\b\nExamples:\n  kg pack news.kg --query statements --param topic=예산 -o pack.zip\n"
            "  python -I verify.py pack.zip",
            "질의가 고른 사실을 .zip 하나에 씁니다. 문장과 위치와 인용문, 해시가 있는 본문, 출처, shape, 그리고 "
            "Python만으로 모두 검증하는 verify.py가 들어 있습니다.\n\n"
            "\b\n예:\n  kg pack news.kg --query statements --param topic=예산 -o pack.zip\n"
            "  python -I verify.py pack.zip",
        ),
        "pack.query": ("A shipped query or a .rq file that chooses the facts.", "사실을 고를 질의 이름이나 .rq 파일."),
        "pack.done": ("SHA-256 of the pack: {digest}", "묶음의 SHA-256: {digest}"),
        "export.short": ("Write a store in another format.", "저장소를 다른 형식으로 내보냅니다."),
        "export.help": (
            "Write the graph of NEWS, a store or an RDF file.\n\n"
            "\b\nturtle, trig, nquads, jsonld  RDF\n"
            "rdf12                         TriG of RDF 1.2: a fact reifies the edge that follows from it\n"
            "facts                         facts documents, which kg build takes back\n"
            "annotations                   Web Annotations of the texts\n"
            "graphml, gexf                 for Gephi (GEXF with time), yEd, igraph\n"
            "node-link, cytoscape          JSON for networkx, D3 and Cytoscape\n"
            "neo4j, kuzu                   CSV files for bulk import: a folder, or one .zip\n\n"
            "\b\nExamples:\n  kg export news.kg --format turtle -o news.ttl\n"
            "  kg export news.kg --format gexf -o news.gexf\n"
            "  kg export news.kg --format kuzu -o news-kuzu\n"
            "  kg export news.kg --format facts | kg build - --out copy.kg",
            "NEWS(저장소나 RDF 파일)의 그래프를 내보냅니다.\n\n"
            "\b\nturtle, trig, nquads, jsonld  RDF\n"
            "rdf12                         RDF 1.2 TriG: 사실이 거기서 나온 관계를 reify함\n"
            "facts                         사실 문서. kg build가 다시 받음\n"
            "annotations                   본문에 대한 Web Annotation\n"
            "graphml, gexf                 Gephi(GEXF에는 시간 포함), yEd, igraph\n"
            "node-link, cytoscape          networkx, D3, Cytoscape용 JSON\n"
            "neo4j, kuzu                   대량 적재용 CSV. 폴더나 .zip 하나\n\n"
            "\b\n예:\n  kg export news.kg --format turtle -o news.ttl\n"
            "  kg export news.kg --format gexf -o news.gexf\n"
            "  kg export news.kg --format kuzu -o news-kuzu\n"
            "  kg export news.kg --format facts | kg build - --out copy.kg",
        ),
        "export.article": (
            "Only what the article of this id says (facts and annotations).",
            "이 id의 기사 하나만(facts와 annotations).",
        ),
        "export.set-aside": (
            "Whether to write what was set aside (default: trig, nquads, jsonld, rdf12 and facts do).",
            "보류된 것을 함께 쓸지(기본값: trig, nquads, jsonld, rdf12, facts만 함께 씀).",
        ),
        # plot
        "plot.short": ("Draw a graph as SVG or PNG.", "그래프를 SVG나 PNG로 그립니다."),
        "plot.help": (
            "Draw NEWS, a store or an RDF file, as a picture. It needs the extra `plot`: pip install 'kg[plot]'.\n\n"
            "\b\nnetwork     what facts connect; --projection chooses which network\n"
            "timeline    events in time\n"
            "statements  who said what, and when\n"
            "positions   who holds which post, article by article\n\n"
            "\b\nExamples:\n  kg plot news.kg network -o network.svg\n"
            "  kg plot news.kg network --projection policies -o policies.png\n"
            "  kg plot news.kg timeline --period 2025 -o 2025.svg",
            "NEWS(저장소나 RDF 파일)를 그림으로 그립니다. plot 묶음이 필요합니다: pip install 'kg[plot]'.\n\n"
            "\b\nnetwork     사실로 이어진 것. 어느 네트워크일지는 --projection\n"
            "timeline    시간순 행사·사건\n"
            "statements  누가 언제 무엇을 말했나\n"
            "positions   기사에 나온 직위의 흐름\n\n"
            "\b\n예:\n  kg plot news.kg network -o network.svg\n"
            "  kg plot news.kg network --projection policies -o policies.png\n"
            "  kg plot news.kg timeline --period 2025 -o 2025.svg",
        ),
        "plot.output": ("File to write: .svg or .png.", "쓸 파일: .svg나 .png."),
        "plot.suffix": (
            "A picture is a file that ends in .svg or .png.",
            "그림 파일 이름은 .svg나 .png로 끝나야 합니다.",
        ),
        "plot.top": (
            "How many nodes, events, statements or posts; 0 for all (default: as many as read well).",
            "노드, 행사, 발언, 직위를 몇 개나 그릴지. 0이면 전부(기본값: 읽기 좋은 만큼).",
        ),
        "plot.labels": (
            "How many nodes of a network may have labels; 0 for all that have room.",
            "이름을 적을 노드 수. 0이면 자리가 있는 모두.",
        ),
        "plot.projection": ("Which network.", "어느 네트워크를 그릴지."),
        # analyse
        "analyse.short": (
            "Measure a network: who is central, who connects, what changed.",
            "네트워크를 잽니다: 중심, 무리, 다리, 변화.",
        ),
        "analyse.help": (
            "Measure the network of NEWS, a store or an RDF file: centralities, communities, brokers, components,\n"
            "and what changed between two periods.\n\n"
            "\b\nProjections, each of whose edges stands for facts:\n"
            "entities              entities that facts connect\n"
            "people-organizations  people and organizations over time\n"
            "people-at-events      people who took part in the same events\n"
            "speakers              who speaks about whom and what\n"
            "policies              policies with supporters and opponents\n"
            "events                events in the order of time, joined by who took part\n"
            "topics                policies and events that articles name together\n"
            "network               every fact, statements among the nodes\n\n"
            "\b\nExamples:\n  kg analyse news.kg\n"
            "  kg analyse news.kg --projection people-at-events --table brokers --format csv\n"
            "  kg analyse news.kg --before 2025-01..2025-06 --after 2025-07..2025-12 --table changes\n"
            "  kg analyse news.kg --projection speakers --graph speakers.graphml",
            "NEWS(저장소나 RDF 파일)의 네트워크를 잽니다: 중심성, 무리, 다리 놓는 이, 연결 요소,\n"
            "두 기간 사이의 변화.\n\n"
            "\b\n투영(선 하나하나가 사실을 대신함):\n"
            "entities              사실로 이어진 개체\n"
            "people-organizations  사람과 조직, 시간에 따라\n"
            "people-at-events      같은 행사에 참여한 사람들\n"
            "speakers              누가 누구와 무엇에 대해 말하는가\n"
            "policies              정책과 찬성·반대하는 이들\n"
            "events                참여자로 이어진 시간순 행사\n"
            "topics                기사에 함께 나오는 정책과 행사\n"
            "network               모든 사실. 발언도 노드\n\n"
            "\b\n예:\n  kg analyse news.kg\n"
            "  kg analyse news.kg --projection people-at-events --table brokers --format csv\n"
            "  kg analyse news.kg --before 2025-01..2025-06 --after 2025-07..2025-12 --table changes\n"
            "  kg analyse news.kg --projection speakers --graph speakers.graphml",
        ),
        "analyse.projection": ("Which network.", "어느 네트워크를 잴지."),
        "analyse.table": ("Which tables (default: all).", "보일 표(기본값: 전부)."),
        "analyse.top": ("Rows of each table; 0 for all.", "표마다 보일 행 수. 0이면 전부."),
        "analyse.period": (
            "Only articles of these dates: 2025, 2025-03, 2025-01..2025-06.",
            "이 날짜의 기사만: 2025, 2025-03, 2025-01..2025-06.",
        ),
        "analyse.before": ("The earlier period of a comparison.", "견줄 앞 기간."),
        "analyse.after": (
            "The later period, which the other tables are of.",
            "견줄 뒤 기간. 다른 표는 이 기간을 잽니다.",
        ),
        "analyse.engine": (
            "igraph, networkx or an installed backend of networkx; auto is igraph where it is installed.",
            "igraph, networkx 또는 설치된 networkx 백엔드. auto는 igraph가 있으면 igraph.",
        ),
        "analyse.graph": (
            "Write the network with its measures: .graphml, .gexf, .json or .cyjs.",
            "잰 값을 노드에 담아 네트워크를 씀: .graphml, .gexf, .json, .cyjs.",
        ),
        "analyse.both": (
            "A comparison needs both --before and --after.",
            "견주려면 --before와 --after가 모두 필요합니다.",
        ),
        "analyse.one": (
            "csv holds one table: choose it by --table.",
            "csv에는 표 하나만 담깁니다. --table로 고르세요.",
        ),
        "analyse.suffix": (
            "--graph takes a file that ends in one of {suffixes}.",
            "--graph 파일 이름은 다음 가운데 하나로 끝나야 합니다: {suffixes}.",
        ),
        "analyse.measured": ("{nodes:node}, {ties:tie}, by {engine}", "노드 {nodes}, 연결 {ties}, 엔진 {engine}"),
        "analyse.sampled": (
            "The network is large: betweenness is an estimate from the paths of a sample of its nodes.",
            "네트워크가 커서 매개 중심성은 표본 노드의 경로로 어림한 값입니다.",
        ),
        "analyse.more": ("… and {count} more", "… 외 {count}"),
        "analyse.table.centralities": ("Centralities", "중심성"),
        "analyse.table.communities": ("Communities", "무리"),
        "analyse.table.brokers": ("Brokers", "다리 놓는 이"),
        "analyse.table.components": ("Components", "연결 요소"),
        "analyse.table.changes": ("Changes", "변화"),
        "analyse.column.label": ("name", "이름"),
        "analyse.column.type": ("type", "유형"),
        "analyse.column.pagerank": ("PageRank", "PageRank"),
        "analyse.column.degree": ("ties", "연결"),
        "analyse.column.weight": ("weight", "가중치"),
        "analyse.column.betweenness": ("betweenness", "매개"),
        "analyse.column.core": ("core", "코어"),
        "analyse.column.community": ("community", "무리"),
        "analyse.column.bridges": ("communities reached", "닿는 무리"),
        "analyse.column.constraint": ("constraint", "제약"),
        "analyse.column.cut": ("cuts", "단절점"),
        "analyse.column.number": ("no.", "번호"),
        "analyse.column.size": ("nodes", "노드"),
        "analyse.column.types": ("types", "유형"),
        "analyse.column.foremost": ("foremost", "대표"),
        "analyse.column.state": ("state", "상태"),
        "analyse.column.degree_before": ("ties before", "앞 연결"),
        "analyse.column.degree_after": ("after", "뒤 연결"),
        "analyse.column.rank_before": ("rank before", "앞 순위"),
        "analyse.column.rank_after": ("after", "뒤 순위"),
        "analyse.column.won": ("won", "새 연결"),
        "analyse.column.lost": ("lost", "끊긴 연결"),
        "analyse.state.new": ("new", "새로 나옴"),
        "analyse.state.gone": ("gone", "사라짐"),
        "analyse.state.stays": ("stays", "남음"),
        # stats
        "stats.short": ("Show what is in a store.", "저장소에 무엇이 있는지 보입니다."),
        "stats.help": (
            "Show what NEWS holds: articles, entities and facts by type, what was set aside, versions.\n\n"
            "\b\nExamples:\n  kg stats news.kg\n  kg stats news.kg --format json",
            "NEWS에 든 것을 보입니다: 기사, 유형별 개체와 사실, 보류된 것, 버전.\n\n"
            "\b\n예:\n  kg stats news.kg\n  kg stats news.kg --format json",
        ),
        "stats.articles": ("Articles", "기사"),
        "stats.quads": ("Quads", "쿼드"),
        "stats.base": ("Base IRI", "바탕 IRI"),
        "stats.version": ("Built by kg", "만든 kg 버전"),
        "stats.format": ("Store format", "저장소 형식"),
        "stats.unread": ("Inputs that could not be read", "읽지 못한 입력"),
        # hash
        "hash.short": ("Print the hash of the canonical dataset.", "정규화한 데이터셋의 해시를 냅니다."),
        "hash.help": (
            "Print the SHA-256 over the canonical dataset (RDFC-1.0) of NEWS, nothing else.\n\n"
            "The same articles give the same hash, whatever their order and the number of workers.\n\n"
            "\b\nExample:\n  kg hash news.kg",
            "NEWS의 정규 데이터셋(RDFC-1.0)의 SHA-256만 냅니다.\n\n"
            "같은 기사는 순서나 작업 프로세스 수와 상관없이 같은 해시를 냅니다.\n\n"
            "\b\n예:\n  kg hash news.kg",
        ),
        # set-aside
        "set-aside.short": ("List what was set aside, with reasons.", "보류된 것을 이유와 함께 보입니다."),
        "set-aside.help": (
            "List what the reader and the gate set aside in NEWS, each with its words and the reason.\n\n"
            "With --format jsonl the articles come out as whole facts documents, in which each fact that was set\n"
            "aside carries a note `set_aside`. Correct them in an editor and build them again.\n\n"
            "\b\nExamples:\n  kg set-aside news.kg\n  kg set-aside news.kg --format jsonl -o fix.jsonl\n"
            "  kg build fix.jsonl --out news.kg",
            "NEWS에서 읽기와 검사가 보류한 것을 원문과 이유와 함께 보입니다.\n\n"
            "--format jsonl은 해당 기사를 사실 문서 전체로 내며, 보류된 사실마다 `set_aside` 메모를 답니다.\n"
            "편집기로 고쳐서 다시 넣으세요.\n\n"
            "\b\n예:\n  kg set-aside news.kg\n  kg set-aside news.kg --format jsonl -o fix.jsonl\n"
            "  kg build fix.jsonl --out news.kg",
        ),
        "set-aside.none": ("Nothing was set aside.", "보류된 것이 없습니다."),
        "set-aside.element.fact": ("fact {number}", "사실 {number}"),
        "set-aside.element.mention": ("mention {number}", "언급 {number}"),
        "set-aside.element.entity": ("entity {number}", "개체 {number}"),
        "set-aside.element.document": ("the whole article", "기사 전체"),
        # retract
        "retract.short": ("Take articles out, and keep a trace of it.", "기사를 철회하고 그 기록을 남깁니다."),
        "retract.help": (
            "Retract ARTICLES (ids) from NEWS: the graph becomes what it would be without them.\n\n"
            "What went is told. The store keeps the articles and the reason beside the graph; `kg history` shows\n"
            "them. Building a retracted article again leaves it out, unless its text or its facts have changed.\n\n"
            "\b\nExamples:\n  kg retract news.kg 2026-01-20-committee-chair --why 'withdrawn by the agency'\n"
            "  kg retract news.kg 2026-01-20-committee-chair --undo",
            "NEWS에서 ARTICLES(기사 id)를 철회합니다. 그래프는 그 기사가 없었던 것처럼 됩니다.\n\n"
            "무엇이 빠졌는지 알려 줍니다. 기사와 까닭은 그래프 밖에 남아 `kg history`로 볼 수 있습니다. 철회한 "
            "기사를\n"
            "다시 넣으면 본문이나 사실이 바뀌지 않은 한 들어가지 않습니다.\n\n"
            "\b\n예:\n  kg retract news.kg 2026-01-20-committee-chair --why '통신사가 취소한 기사'\n"
            "  kg retract news.kg 2026-01-20-committee-chair --undo",
        ),
        "retract.why": ("The reason, for the log.", "기록에 남길 까닭."),
        "retract.undo": ("Bring retracted articles back as they were.", "철회한 기사를 그대로 되살립니다."),
        "retract.done": ("{out}: {count:article} retracted (run {run})", "{out}: 기사 {count}건 철회 ({run}번 실행)"),
        "retract.undone": (
            "{out}: {count:article} brought back (run {run})",
            "{out}: 기사 {count}건 되살림 ({run}번 실행)",
        ),
        "retract.unknown": (
            "{out} has no article {ident!r}; `kg query {out} articles` lists them.",
            "{out}: 기사 {ident!r}이(가) 없습니다. `kg query {out} articles`로 목록을 보세요.",
        ),
        "retract.earlier": (
            "The article {ident!r} was retracted already, by run {run}.",
            "기사 {ident!r}은(는) 이미 철회되었습니다({run}번 실행).",
        ),
        "retract.not_out": (
            "There is no retracted article {ident!r}.",
            "철회한 기사 {ident!r}이(가) 없습니다.",
        ),
        # check and rebuild
        "check.short": ("Check whether a store is damaged.", "저장소가 손상되었는지 점검합니다."),
        "check.help": (
            "Check that NEWS is as it was written: hashes of documents, texts and graphs, the words at every offset, "
            "and\n"
            "counts. Each line names the file and the article; exit code 1 if there is one.\n\n"
            "What is damaged in graph/ is restored by `kg rebuild`; store.sqlite holds what everything follows "
            "from.\n\n"
            "\b\nExample:\n  kg check news.kg",
            "NEWS가 처음 쓴 그대로인지 점검합니다: 문서와 본문과 그래프의 해시, 모든 위치의 글자, 개수. 손상된 "
            "것마다\n"
            "파일과 기사를 적으며 하나라도 있으면 종료 코드가 1입니다.\n\n"
            "graph/의 손상은 `kg rebuild`로 되살립니다. store.sqlite는 다른 모든 것의 바탕입니다.\n\n"
            "\b\n예:\n  kg check news.kg",
        ),
        "check.sound": (
            "{out}: sound. {articles:article}, {facts:fact}, {spans:span}, "
            "{entities:entity or role/entities and roles} checked.",
            "{out}: 이상 없음. 기사 {articles}건, 사실 {facts}개, 범위 {spans}곳, 개체와 직책 {entities}개를 "
            "점검했습니다.",
        ),
        "check.found": (
            "{out}: {count:fault}. `kg rebuild {out}` restores what is in graph/ from the documents.",
            "{out}: 손상 {count}곳. graph/에 있는 것은 `kg rebuild {out}`로 문서에서 되살립니다.",
        ),
        "rebuild.short": (
            "Make the graph again from documents and decisions.",
            "문서와 결정으로 그래프를 다시 만듭니다.",
        ),
        "rebuild.help": (
            "Remove the graph of NEWS and make it again from the documents and decisions in store.sqlite.\n\n"
            "Nothing is read or extracted again. The hash is the same as before.\n\n"
            "\b\nExample:\n  kg rebuild news.kg",
            "NEWS의 그래프를 지우고 store.sqlite의 문서와 결정으로 다시 만듭니다.\n\n"
            "아무것도 다시 읽거나 추출하지 않습니다. 해시는 전과 같습니다.\n\n"
            "\b\n예:\n  kg rebuild news.kg",
        ),
        "rebuild.done": ("{out}: {articles:article} ({seconds:.1f} s)", "{out}: 기사 {articles}건 ({seconds:.1f}초)"),
        # history
        "history.short": ("List what was run, or what became of an article.", "실행 기록이나 한 기사의 내력을 봅니다."),
        "history.help": (
            "List the runs that changed NEWS, oldest first, with what each did; with --article, what became of "
            "one.\n\n"
            "\b\nExamples:\n  kg history news.kg\n  kg history news.kg --article 2026-01-20-committee-chair",
            "NEWS를 바꾼 실행을 오래된 것부터 한 일과 함께 보입니다. --article을 주면 한 기사의 내력을 보입니다.\n\n"
            "\b\n예:\n  kg history news.kg\n  kg history news.kg --article 2026-01-20-committee-chair",
        ),
        "history.article": ("Id of an article.", "기사의 id."),
        "history.none": ("{out} never had an article {ident!r}.", "{out}: 기사 {ident!r}은(는) 있던 적이 없습니다."),
        "history.added": ("added", "추가"),
        "history.changed": ("changed", "변경"),
        "history.retracted": ("retracted", "철회"),
        "history.counts": (
            "articles +{added} ~{changed} -{retracted}, entities +{new} -{gone}",
            "기사 +{added} ~{changed} -{retracted}, 개체 +{new} -{gone}",
        ),
        "history.stopped": ("stopped before its end", "끝나기 전에 멈춤"),
        "command.build": ("build", "빌드"),
        "command.decide": ("decide", "동일 개체 결정"),
        "command.retract": ("retract", "철회"),
        "command.reinstate": ("bring back", "되살림"),
        "command.as-of": ("as of", "시점 저장소"),
        "command.rebuild": ("rebuild", "다시 만들기"),
        # as-of
        "as-of.short": ("Make a store of what was known on a day.", "어느 날까지 알려진 것으로 저장소를 만듭니다."),
        "as-of.help": (
            "Make a store of what was known from the articles of NEWS that were published until DATE, a day\n"
            "(2012-10-31), a month or a year. All commands work on it.\n\n"
            "Articles without a date are left out and counted. Corrected articles stand in it as they are now,\n"
            "retracted ones do not; decisions on who is who are taken over.\n\n"
            "\b\nExamples:\n  kg as-of news.kg 2025-09-30 --out then.kg\n"
            "  kg query then.kg positions\n  kg diff then.kg news.kg",
            "NEWS에서 DATE(날 2012-10-31, 달, 해)까지 나온 기사로 알려진 것만 담은 저장소를 만듭니다.\n"
            "모든 명령을 쓸 수 있습니다.\n\n"
            "날짜가 없는 기사는 빼고 개수를 알려 줍니다. 고친 기사는 지금의 내용으로 들어가고 철회한 기사는 들어가지\n"
            "않습니다. 동일 개체 결정은 그대로 옮깁니다.\n\n"
            "\b\n예:\n  kg as-of news.kg 2025-09-30 --out then.kg\n"
            "  kg query then.kg positions\n  kg diff then.kg news.kg",
        ),
        "as-of.out": ("Folder of the store to be made.", "만들 저장소 폴더."),
        "as-of.done": (
            "{out}: {articles:article} published until {day} ({later} later, {undated} without a date)",
            "{out}: {day}까지 나온 기사 {articles}건 (그 뒤 {later}건, 날짜 없음 {undated}건)",
        ),
        # diff
        "diff.short": ("Show what changed between two states.", "두 상태 사이에 바뀐 것을 보입니다."),
        "diff.help": (
            "Show what changed from OLD to NEW (stores), or from one run of a store to another: articles, entities,\n"
            "facts, and decisions on who is who.\n\n"
            "With one store and no --from or --to, what its last run changed. `kg history` lists the runs; 0 is the\n"
            "empty store before all of them.\n\n"
            "\b\nExamples:\n  kg diff monday.kg tuesday.kg\n  kg diff news.kg\n  kg diff news.kg --from 3 --to 5\n"
            "  kg diff news.kg --from 0 --format json",
            "OLD에서 NEW로(저장소 둘), 또는 한 저장소의 한 실행에서 다른 실행으로 바뀐 것을 기사, 개체, 사실, 동일 "
            "개체\n"
            "결정으로 보입니다.\n\n"
            "저장소 하나만 주면 마지막 실행이 바꾼 것을 보입니다. 실행 번호는 `kg history`로 보며, 0은 처음의 빈 "
            "상태입니다.\n\n"
            "\b\n예:\n  kg diff monday.kg tuesday.kg\n  kg diff news.kg\n  kg diff news.kg --from 3 --to 5\n"
            "  kg diff news.kg --from 0 --format json",
        ),
        "diff.from": (
            "Number of the run to begin with (default: the one before --to).",
            "처음 실행 번호(기본값: --to의 앞).",
        ),
        "diff.to": ("Number of the run to end with (default: the last).", "끝 실행 번호(기본값: 마지막)."),
        "diff.limit": ("Entries of each part that are listed; 0 lists all.", "부분마다 보일 개수. 0은 전부."),
        "diff.two": (
            "--from and --to are runs of one store; give one.",
            "--from과 --to는 한 저장소의 실행 번호입니다. 저장소를 하나만 지정하세요.",
        ),
        "diff.same": ("Nothing changed.", "바뀐 것이 없습니다."),
        "diff.nothing": ("{path}: before the first run", "{path}: 첫 실행 전"),
        "diff.run": (
            "{path}: run {run} ({command}, {started}{note})",
            "{path}: {run}번 실행 ({command}, {started}{note})",
        ),
        "diff.articles": ("Articles", "기사"),
        "diff.entities": ("Entities", "개체"),
        "diff.moves": ("Now taken for another", "다른 개체로 판정"),
        "diff.facts": ("Facts", "사실"),
        "diff.decisions": ("Decisions on who is who", "동일 개체 결정"),
        "diff.new": ("{count} new", "추가 {count}"),
        "diff.changed": ("{count} changed", "변경 {count}"),
        "diff.gone": ("{count} gone", "빠짐 {count}"),
        "diff.more": ("… and {count} more (--limit 0 lists all)", "… 외 {count}건 (--limit 0으로 전부)"),
        "diff.facts_of": ("facts {counts}", "사실 {counts}"),
        "diff.text": ("another text", "본문 바뀜"),
        "diff.set_aside": ("set aside as a whole", "기사 전체 보류"),
        "diff.move": ("{old} → {new}, in {count:article}", "{old} → {new}, 기사 {count}건"),
        "diff.undo": ("takes {number} back", "{number}번을 되돌림"),
        # identity
        "identity.short": ("Decide who is who across articles.", "기사마다 나온 이가 같은지 판정합니다."),
        "identity.help": (
            "Decide who is who across articles: which entities of NEWS are one and which are two.\n\n"
            "A shared name alone makes nobody one. Decisions stand in a log that is only added to; each can be taken\n"
            "back. What a person decided, no rule overrules.\n\n"
            "\b\nWHO is an entity: NAME@ARTICLE (김민수@a1), its IRI or its path (person/김민수~가온시),\n"
            "or a name that only one entity has. The IRI of a record of an authority (https://www.wikidata.org/entity/Q…)\n"
            "can stand in place of one of two.\n\n"
            "\b\nExamples:\n  kg identity candidates news.kg --interactive\n"
            "  kg identity same news.kg 김민수@a1 김민수@b2\n  kg identity show news.kg 김민수@a1\n"
            "  kg identity undo news.kg 3",
            "여러 기사에 나온 이들 가운데 누가 같고 누가 다른지 판정합니다.\n\n"
            "이름이 같다고 같은 이가 되지는 않습니다. 결정은 더하기만 하는 기록에 남고 하나하나 되돌릴 수 있습니다.\n"
            "사람이 내린 결정은 어떤 규칙도 뒤집지 않습니다.\n\n"
            "\b\nWHO는 개체입니다: 이름@기사(김민수@a1), IRI나 그 경로(person/김민수~가온시), "
            "또는 한 개체만 가진 이름.\n"
            "둘 중 하나는 전거 레코드의 IRI(https://www.wikidata.org/entity/Q…)일 수 있습니다.\n\n"
            "\b\n예:\n  kg identity candidates news.kg --interactive\n"
            "  kg identity same news.kg 김민수@a1 김민수@b2\n  kg identity show news.kg 김민수@a1\n"
            "  kg identity undo news.kg 3",
        ),
        "identity.candidates.short": (
            "List pairs that may be one, or work through them.",
            "같을 수 있는 쌍을 보이거나 차례로 판정합니다.",
        ),
        "identity.candidates.help": (
            "List pairs of entities that may be one, the likeliest first, with the sentences of both articles and\n"
            "what speaks for it and against it.\n\n"
            "With --interactive one key decides: s same, d different, n not now, u undo, q quit.\n"
            "Each decision is safe at once; what follows from decisions already made is not asked.\n"
            'With --format jsonl each line waits for its "decision" to be set to '
            '"same" or "different"; `kg identity apply` takes the lines back.\n\n'
            "\b\nExamples:\n  kg identity candidates news.kg --kind person\n"
            "  kg identity candidates news.kg -i --by 가람\n"
            "  kg identity candidates news.kg --format jsonl -o todo.jsonl",
            "같을 수 있는 개체의 쌍을 가능성이 높은 것부터, 두 기사의 문장과 근거·반대 근거와 함께 보입니다.\n\n"
            "--interactive를 쓰면 한 글쇠로 결정합니다: s 같음, d 다름, n 다음에, u 되돌림, q 끝.\n"
            "결정은 바로 저장되고, "
            '이미 내린 결정에서 따라 나오는 것은 묻지 않습니다. --format jsonl은 줄마다 "decision"에 "same"이나\n'
            '"different"를 적게 하며, `kg identity apply`가 그 줄을 받습니다.\n\n'
            "\b\n예:\n  kg identity candidates news.kg --kind person\n  kg identity candidates news.kg -i --by 가람\n"
            "  kg identity candidates news.kg --format jsonl -o todo.jsonl",
        ),
        "identity.interactive": ("Decide one after the other with single keys.", "한 글쇠로 하나씩 결정합니다."),
        "identity.joined": (
            "Instead the people whom only a post that several can hold has made one, the least likely first, to "
            "confirm or to tell apart.",
            "그 대신 여럿이 맡는 직함만으로 하나가 된 사람들을, 가능성이 낮은 것부터 확인하거나 가르도록 보입니다.",
        ),
        "identity.kinds": ("Only this kind; can be repeated.", "이 종류만. 여러 번 쓸 수 있습니다."),
        "identity.min_score": ("Leave out what is less likely.", "이보다 가능성이 낮은 것은 뺍니다."),
        "identity.limit": ("At most so many; 0 is all.", "많아야 이만큼. 0은 전부."),
        "identity.by": (
            "Who decides (default: KG_BY, else the user's name).",
            "결정하는 이(기본값: KG_BY, 없으면 사용자 이름).",
        ),
        "identity.note": ("A remark that is kept with the decision.", "결정과 함께 남길 메모."),
        "identity.name": (
            "A name that the body bore and when, for one that was renamed; either end may be open; can be repeated.",
            "이름이 바뀐 기관이 쓴 이름과 그 기간. 한쪽 끝은 비울 수 있고, 여러 번 쓸 수 있습니다.",
        ),
        "identity.bad_name": (
            "{text!r} is not NAME:SINCE..UNTIL with dates such as 2013-03-23.",
            "{text!r}: 이름:시작..끝 꼴이 아닙니다. 날짜는 2013-03-23처럼 쓰세요.",
        ),
        "identity.show.short": (
            "Show the log of decisions, or who somebody is.",
            "결정 기록이나, 누가 누구인지 보입니다.",
        ),
        "identity.show.help": (
            "Show the log of decisions on NEWS, or, of WHO, its names, its articles and what was decided.\n\n"
            "\b\nExamples:\n  kg identity show news.kg\n  kg identity show news.kg 김민수@a1\n"
            "  kg identity show news.kg --format jsonl -o log.jsonl",
            "NEWS의 결정 기록을, WHO를 주면 그 이름과 나온 기사와 내려진 결정을 보입니다.\n\n"
            "\b\n예:\n  kg identity show news.kg\n  kg identity show news.kg 김민수@a1\n"
            "  kg identity show news.kg --format jsonl -o log.jsonl",
        ),
        "identity.same.short": ("Decide that two are one.", "둘이 같다고 결정합니다."),
        "identity.same.help": (
            "Decide that two entities are one, or that an entity is what a record of an authority is about.\n\n"
            "\b\nExamples:\n  kg identity same news.kg 김민수@a1 김민수@b2 --note '두 기사 모두 같은 사진'\n"
            "  kg identity same news.kg 행정안전부@a1 안전행정부@b2 --name 행정안전부:2008-02-29..2013-03-22\n"
            "  kg identity same news.kg 김민수@a1 https://www.wikidata.org/entity/Q1",
            "두 개체가 같다고, 또는 한 개체가 전거 레코드의 대상과 같다고 결정합니다.\n\n"
            "\b\n예:\n  kg identity same news.kg 김민수@a1 김민수@b2 --note '두 기사 모두 같은 사진'\n"
            "  kg identity same news.kg 행정안전부@a1 안전행정부@b2 --name 행정안전부:2008-02-29..2013-03-22\n"
            "  kg identity same news.kg 김민수@a1 https://www.wikidata.org/entity/Q1",
        ),
        "identity.different.short": ("Decide that two are two.", "둘이 다르다고 결정합니다."),
        "identity.different.help": (
            "Decide that two entities are different; no rule joins them then.\n\n"
            "\b\nExample:\n  kg identity different news.kg 김민수@a1 김민수@b2",
            "두 개체가 다르다고 결정합니다. 그러면 어떤 규칙도 둘을 잇지 않습니다.\n\n"
            "\b\n예:\n  kg identity different news.kg 김민수@a1 김민수@b2",
        ),
        "identity.undo.short": ("Take a decision back.", "결정을 되돌립니다."),
        "identity.undo.help": (
            "Take the decision with this NUMBER back; both stay in the log.\n\n"
            "\b\nExample:\n  kg identity undo news.kg 3",
            "이 번호의 결정을 되돌립니다. 둘 다 기록에 남습니다.\n\n\b\n예:\n  kg identity undo news.kg 3",
        ),
        "identity.apply.short": ("Take answered candidates from a file.", "답을 적은 후보를 파일에서 받습니다."),
        "identity.apply.help": (
            'Decide what FILE says: lines of `kg identity candidates --format jsonl` whose "decision" is set.\n\n'
            "\b\nExample:\n  kg identity apply news.kg todo.jsonl",
            'FILE에 적힌 대로 결정합니다. `kg identity candidates --format jsonl`의 줄에 "decision"을 적어 둔 것.\n\n'
            "\b\n예:\n  kg identity apply news.kg todo.jsonl",
        ),
        "identity.link.short": ("Find records of an authority, to be confirmed.", "전거 레코드를 찾아 확인받습니다."),
        "identity.link.help": (
            "Ask the reconciliation service at URL (of Wikidata or another authority) what records it has for the\n"
            "entities of NEWS. Nothing is stored unless somebody confirms it: with --interactive, or by\n"
            "`kg identity apply`. What was confirmed stands in the graph as owl:sameAs.\n\n"
            "\b\nExample:\n  kg identity link news.kg https://wikidata.reconci.link/ko/api --kind person --type Q5 -i",
            "URL의 대조(reconciliation) 서비스(위키데이터 등)에 NEWS의 개체에 맞는 레코드를 묻습니다.\n"
            "사람이 확인한 것만 저장합니다: --interactive나 `kg identity apply`로 확인하세요. 확인한 것은 그래프에\n"
            "owl:sameAs로 적힙니다.\n\n"
            "\b\n예:\n  kg identity link news.kg https://wikidata.reconci.link/ko/api --kind person --type Q5 -i",
        ),
        "identity.record_type": (
            "Only records of this type, by the authority's own id (Wikidata: Q5 is a person).",
            "이 유형의 레코드만. 전거가 쓰는 id로 적습니다(위키데이터에서 Q5는 사람).",
        ),
        "identity.entities": (
            "Ask for at most so many entities, the most named first.",
            "많이 나온 개체부터 많아야 이만큼 묻습니다.",
        ),
        "identity.applied": ("{count:decision} made.", "결정 {count}건을 내렸습니다."),
        "identity.none": ("No candidates.", "후보가 없습니다."),
        "identity.no_decisions": ("Nothing was decided yet.", "아직 결정한 것이 없습니다."),
        "identity.gone": ("Article {article} is not in the store now.", "기사 {article}: 지금 저장소에 없습니다."),
        "identity.kind.same": ("same", "같음"),
        "identity.kind.different": ("different", "다름"),
        "identity.kind.undo": ("undo", "되돌림"),
        "identity.undoes": ("decision {number}", "{number}번 결정"),
        "identity.maker.person": ("by {by}", "결정: {by}"),
        "identity.maker.rule": ("by rule {by}", "규칙: {by}"),
        "identity.undone": ("taken back by {number}", "{number}번으로 되돌림"),
        "identity.resting": ("rests: contradicts {numbers}", "쉼: {numbers}번과 어긋남"),
        "identity.now_rests": (
            "Decision {number} now rests, for it contradicts {numbers}.",
            "{number}번 결정은 {numbers}번과 어긋나 이제 쉽니다.",
        ),
        "identity.articles": ("Named in {count:article}", "나온 기사 {count}건"),
        "identity.grounds": ("What its articles share", "기사들이 함께 말하는 것"),
        "identity.more": ("… and {count} more", "… 외 {count}건"),
        "identity.decisions": ("Decisions", "결정"),
        "identity.rank": ("{at}/{total} · {made} decided", "{at}/{total} · 결정 {made}건"),
        "identity.keys": (
            "  [s]ame  [d]ifferent  [n]ot now  [u]ndo  [q]uit  ",
            "  [s] 같음  [d] 다름  [n] 다음에  [u] 되돌림  [q] 끝  ",
        ),
        "identity.key_help": (
            "s: they are one; d: they are two; n, space: leave it undecided; u: take the last one back; q: stop.",
            "s: 같음, d: 다름, n이나 빈칸: 그대로 둠, u: 마지막 결정을 되돌림, q: 끝.",
        ),
        "identity.skipped": ("not now", "다음에"),
        "identity.nothing_to_undo": ("Nothing was decided in this sitting.", "이번에 결정한 것이 없습니다."),
        "identity.taken_back": ("Decision {number} was taken back.", "{number}번 결정을 되돌렸습니다."),
        "identity.left": ("{made} decided, {rest} left.", "결정 {made}건, 남은 후보 {rest}건."),
        # train
        "train.short": ("Train the mention tagger.", "개체 인식 모델을 학습합니다."),
        "train.help": (
            "Train the Korean mention tagger on DATA, a folder with mentions/train-silver.jsonl, "
            "lexicon/forms-train.tsv, relations/train.jsonl and gazetteer/. The same data give "
            "the same model.\n\n\b\nExample:\n"
            "  kg train data/ -o mentions.zip",
            "DATA 폴더의 mentions/train-silver.jsonl, lexicon/forms-train.tsv, relations/train.jsonl, gazetteer/로 "
            "한국어 개체 인식 모델을 학습합니다. 같은 자료는 같은 모델을 만듭니다.\n\n\b\n예:\n"
            "  kg train data/ -o mentions.zip",
        ),
        "train.encoder": (
            "Train the encoder of --engine accurate instead. It needs pip install 'kg[train]', corpus/wikinews.jsonl "
            "in DATA, and an hour of two cores.",
            "대신 --engine accurate의 인코더를 학습합니다. pip install 'kg[train]'과 DATA의 corpus/wikinews.jsonl이 "
            "필요하고 코어 두 개로 한 시간쯤 걸립니다.",
        ),
        "train.output": ("Model file to write.", "쓸 모델 파일."),
        "train.read": ("sentences read", "읽은 문장"),
        "train.iterate": ("iterations", "반복"),
        "train.done": ("Model written: {path}", "모델을 썼습니다: {path}"),
        # explain
        "explain.short": ("Show what was found in an article, and why.", "기사에서 찾은 것과 그 까닭을 보입니다."),
        "explain.help": (
            "Show one ARTICLE with every mention, entity and fact marked, the rule and score of each fact, and why\n"
            "candidates were dropped. A facts document is shown as it is.\n\n"
            "\b\nExamples:\n  kg explain article.txt\n  kg explain articles.jsonl --id a1 --format html -o a1.html",
            "ARTICLE 하나에 찾은 언급, 개체, 사실을 표시하고 사실마다 규칙과 점수를, 버린 후보마다 까닭을 보입니다.\n"
            "사실 문서는 있는 그대로 보입니다.\n\n"
            "\b\n예:\n  kg explain article.txt\n  kg explain articles.jsonl --id a1 --format html -o a1.html",
        ),
        "explain.id": ("Which article, where the input holds several.", "입력에 기사가 여럿이면 그중 하나의 id."),
        "explain.facts": ("Facts", "사실"),
        "explain.entities": ("Entities", "개체"),
        "explain.dropped": ("Dropped", "버린 후보"),
        "explain.evidence": ("Evidence", "근거"),
        "explain.score": ("Confidence", "신뢰도"),
        "explain.nothing": ("No fact was found.", "찾은 사실이 없습니다."),
        # types of mentions; those of facts are called as in the ontology
        "type.Person": ("Person", "사람"),
        "type.Organization": ("Organization", "조직"),
        "type.Place": ("Place", "장소"),
        "type.Event": ("Event", "행사·사건"),
        "type.Policy": ("Policy", "정책"),
        "type.Position": ("Title", "직함"),
        "type.Time": ("Time", "시간"),
        "type.Quantity": ("Quantity", "수량"),
        # arguments of facts
        "argument.person": ("person", "사람"),
        "argument.title": ("title", "직함"),
        "argument.organization": ("organization", "조직"),
        "argument.status": ("status", "재직 상태"),
        "argument.event": ("event", "행사·사건"),
        "argument.start": ("start", "시작"),
        "argument.end": ("end", "끝"),
        "argument.place": ("place", "장소"),
        "argument.agent": ("agent", "주체"),
        "argument.role": ("role", "역할"),
        "argument.speaker": ("speaker", "말한 이"),
        "argument.manner": ("manner", "방식"),
        "argument.content": ("content", "내용"),
        "argument.verb": ("verb", "전달 동사"),
        "argument.action": ("action", "행동"),
        "argument.policy": ("policy", "정책"),
        "argument.subject": ("subject", "주어"),
        "argument.predicate": ("relation", "관계"),
        "argument.object": ("object", "대상"),
        "argument.value": ("value", "값"),
        "argument.unit": ("unit", "단위"),
        "argument.of": ("of", "무엇의"),
        "argument.qualifier": ("qualifier", "한정"),
        # serve
        "serve.short": ("Look at a store in a browser.", "저장소를 브라우저로 봅니다."),
        "serve.help": (
            "Serve the explorer of NEWS (a store) until it is stopped: pages of people, organizations, events,\n"
            "policies, places and articles, and a SPARQL endpoint at /sparql.\n\n"
            "Only this machine is served, and only for reading, unless --host and --edit say otherwise. A build\n"
            "may run beside it; pages show what it has written.\n\n"
            "\b\nExamples:\n  kg serve news.kg\n  kg serve news.kg --port 8000 --edit\n"
            "  kg serve news.kg --host 0.0.0.0 --name news.example",
            "NEWS(저장소)의 탐색기를 멈출 때까지 띄웁니다: 사람, 조직, 행사·사건, 정책, 장소, 기사의 쪽과\n"
            "/sparql의 SPARQL 엔드포인트가 있습니다.\n\n"
            "--host와 --edit을 주지 않으면 이 컴퓨터에서만 읽을 수 있습니다. 곁에서 빌드를 돌려도 되며 쓴 만큼\n"
            "보입니다.\n\n"
            "\b\n예:\n  kg serve news.kg\n  kg serve news.kg --port 8000 --edit\n"
            "  kg serve news.kg --host 0.0.0.0 --name news.example",
        ),
        "serve.host": ("Address to listen on.", "요청을 받을 주소."),
        "serve.port": ("Port to listen on; 0 takes a free one.", "요청을 받을 포트. 0이면 비어 있는 것을 씁니다."),
        "serve.name": (
            "A further name by which the server may be called, such as that of a proxy before it. Repeatable.",
            "서버를 부를 수 있는 다른 이름(예: 앞에 둔 프록시의 이름). 여러 번 쓸 수 있습니다.",
        ),
        "serve.edit": (
            "Let who knows the token edit. It stands in KG_TOKEN, else one is made and shown.",
            "토큰을 아는 이가 편집하게 합니다. 토큰은 KG_TOKEN에 두며, 없으면 새로 만들어 보입니다.",
        ),
        "serve.seconds": ("Seconds that a query may run.", "질의 하나가 실행될 수 있는 초."),
        "serve.ready": ("Serving {store} at {url} (stop with Ctrl-C)", "{store}: {url} 에서 봅니다(멈추려면 Ctrl-C)"),
        "serve.token": ("Token for editing: {token}", "편집 토큰: {token}"),
        "serve.open": (
            "Everybody who reaches {host} can read the store.",
            "{host}에 닿는 누구나 저장소를 읽을 수 있습니다.",
        ),
        # kinds of entities
        "kind.person": ("people", "사람"),
        "kind.organization": ("organizations", "조직"),
        "kind.place": ("places", "장소"),
        "kind.event": ("events", "행사·사건"),
        "kind.policy": ("policies", "정책"),
        "store.growing": (
            "{out}: a build is running; this is what it has written so far.",
            "{out}: 빌드가 진행 중입니다. 지금까지 쓴 내용입니다.",
        ),
        "store.unfinished": (
            "{out}: the last build was not finished; `kg build --out {out}` finishes it.",
            "{out}: 지난 빌드가 끝나지 않았습니다. `kg build --out {out}`로 마무리하세요.",
        ),
    }
)
"""Every message by its key; `{…}` is filled in."""
