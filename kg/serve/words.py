"""What the explorer says, in English and Korean, beside what the command line says (`kg.messages`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.errors import Reason

_TEXT: Mapping[str, tuple[str, str]] = {
    # every page
    "site.skip": ("Skip to the content", "본문으로 건너뛰기"),
    "site.search": ("Search", "찾기"),
    "site.search.hint": ("A person, an organization, an article …", "사람, 조직, 기사 …"),
    "site.nav": ("Pages", "메뉴"),
    "site.queries": ("Questions", "질문"),
    "site.sparql": ("SPARQL", "SPARQL"),
    "site.review": ("Review", "검토"),
    "site.language": ("한국어", "English"),
    "site.theme": ("Light or dark", "밝게·어둡게"),
    "site.theme.auto": ("Auto", "자동"),
    "site.theme.light": ("Light", "밝게"),
    "site.theme.dark": ("Dark", "어둡게"),
    "site.login": ("Sign in to edit", "편집 로그인"),
    "site.logout": ("Sign out", "로그아웃"),
    "site.growing": (
        "A build is running: pages show what it has written so far.",
        "빌드가 진행 중입니다. 지금까지 쓴 내용을 보입니다.",
    ),
    "site.unfinished": (
        "The last build was not finished; `kg build --out` with this store finishes it.",
        "지난 빌드가 끝나지 않았습니다. 이 저장소로 `kg build --out`을 실행하면 마무리됩니다.",
    ),
    "site.facts_are_claims": (
        "Extracted by a program from articles, each fact with the words it rests on. It can be wrong: check before you "
        "publish.",
        "프로그램이 기사에서 뽑은 것으로, 사실마다 근거 문장이 있습니다. 틀릴 수 있으니 확인하고 쓰세요.",
    ),
    "site.as_data": ("This page as data", "이 쪽을 데이터로"),
    "site.previous": ("Previous", "이전"),
    "site.next": ("Next", "다음"),
    "site.page": ("Page {number} of {pages}", "{pages}쪽 가운데 {number}쪽"),
    # home
    "home.title": ("What the articles say", "기사가 말하는 것"),
    "home.lead": (
        "Look for a person, an organization, an event, a policy or a place, and see what is said of it, where.",
        "사람, 조직, 행사·사건, 정책, 장소를 찾아 어느 기사가 무엇을 말하는지 보세요.",
    ),
    "home.articles": ("Articles", "기사"),
    "home.newest": ("Newest articles", "새 기사"),
    "home.browse": ("Browse", "둘러보기"),
    "home.ask": ("Ask", "묻기"),
    "home.facts": ("Facts", "사실"),
    "home.set_aside": ("Set aside", "보류"),
    "home.empty": ("There is no article yet.", "아직 기사가 없습니다."),
    "home.all": ("All", "전체"),
    # lists and search
    "search.title": ("Search: {text}", "찾기: {text}"),
    "search.entities": ("Names", "이름"),
    "search.articles": ("Headlines", "제목"),
    "search.none": (
        "Nothing is called “{text}”. Try a part of the name, or ask a question.",
        "“{text}”(이)라는 이름이 없습니다. 이름의 일부로 찾거나 질문으로 물어보세요.",
    ),
    "search.also": ("as {name}", "{name}(으)로"),
    "list.count": ("{count}", "{count}"),
    "list.none": ("There is none.", "없습니다."),
    # an entity
    "entity.names": ("Also called", "다른 이름"),
    "entity.iri": ("IRI", "IRI"),
    "entity.links": ("Connected with", "이어진 것"),
    "entity.facts": ("What the articles say", "기사가 말하는 것"),
    "entity.nothing": ("No article says a fact of it yet.", "아직 이에 대한 사실이 없습니다."),
    "entity.in_articles": ("in {count} articles", "기사 {count}건"),
    "entity.articles": ("Articles that name it", "나오는 기사"),
    "entity.same_name": ("Others of this name", "이름이 같은 다른 것"),
    "entity.from": ("← {label}", "← {label}"),
    "fact.evidence": ("Show in the article", "기사에서 보기"),
    "fact.score": ("confidence {score}", "신뢰도 {score}"),
    "fact.said": ("Said, not thereby so", "말한 것이지 사실은 아님"),
    # an article
    "article.source": ("Original", "원문"),
    "article.show": ("Show", "표시"),
    "article.set_aside": ("Set aside", "보류된 것"),
    "article.refused": (
        "This article was set aside as a whole: {reason}",
        "이 기사는 전체가 보류되었습니다: {reason}",
    ),
    "article.pending": (
        "This article still waits to be checked; its facts show when that is done.",
        "이 기사는 아직 검사를 기다립니다. 검사가 끝나면 사실이 보입니다.",
    ),
    "article.entities": ("Who and what is named", "나오는 이름"),
    # questions
    "queries.title": ("Questions", "질문"),
    "queries.lead": (
        "Each question is a SPARQL query that comes with kg. Fill in what you want to know.",
        "질문은 kg에 딸린 SPARQL 질의입니다. 알고 싶은 것을 채워 물어보세요.",
    ),
    "queries.ask": ("Ask", "묻기"),
    "queries.needed": ("needed", "필수"),
    "queries.rows": ("{count} rows", "{count}행"),
    "queries.none": ("Nothing matches.", "맞는 것이 없습니다."),
    "queries.more": (
        "There are more rows: raise `limit`.",
        "행이 더 있습니다. `limit`을 늘리세요.",
    ),
    "queries.sparql": ("The query", "질의문"),
    "queries.edit": ("Open in the editor", "편집기에서 열기"),
    "queries.download": ("Download", "내려받기"),
    "group.articles": ("Articles", "기사"),
    "group.conflicts": ("Conflicts", "엇갈림"),
    "group.events": ("Events", "행사·사건"),
    "group.facts": ("Facts", "사실"),
    "group.network": ("Network", "관계망"),
    "group.organizations": ("Organizations", "조직"),
    "group.people": ("People", "사람"),
    "group.places": ("Places", "장소"),
    "group.policies": ("Policies", "정책"),
    "group.quality": ("Quality", "품질"),
    "group.sources": ("Sources", "출처"),
    "group.statements": ("Statements", "발언"),
    # SPARQL
    "sparql.title": ("SPARQL", "SPARQL"),
    "sparql.lead": (
        "The endpoint is {url}. Without GRAPH a pattern looks at all graphs as one.",
        "엔드포인트는 {url}입니다. GRAPH 없이 쓴 패턴은 모든 그래프를 하나로 봅니다.",
    ),
    "sparql.query": ("Query", "질의"),
    "sparql.run": ("Run", "실행"),
    "sparql.limits": (
        "A query may run for {seconds} seconds and answer with {rows} rows. Updates, SERVICE and LOAD are refused.",
        "질의는 {seconds}초까지 실행되고 {rows}행까지 답합니다. 갱신, SERVICE, LOAD는 거절합니다.",
    ),
    "sparql.true": ("Yes", "예"),
    "sparql.false": ("No", "아니요"),
    "sparql.cut": ("Cut after {count} rows.", "{count}행에서 잘랐습니다."),
    "sparql.seconds": ("{seconds} s", "{seconds}초"),
    # what goes wrong
    "error.400": ("The request is not understood", "요청을 이해할 수 없습니다"),
    "error.401": ("Sign in first", "먼저 로그인하세요"),
    "error.403": ("Not allowed", "허용되지 않습니다"),
    "error.404": ("Not found", "찾을 수 없습니다"),
    "error.405": ("That cannot be done here", "여기서는 할 수 없습니다"),
    "error.406": ("Not available in that form", "그 형식으로는 없습니다"),
    "error.408": ("Too slow", "너무 오래 걸립니다"),
    "error.409": ("It has changed meanwhile", "그사이 바뀌었습니다"),
    "error.413": ("Too large", "너무 큽니다"),
    "error.415": ("Not in that form", "받을 수 없는 형식입니다"),
    "error.421": ("Not this server", "이 서버가 아닙니다"),
    "error.429": ("Too many at once", "한꺼번에 너무 많습니다"),
    "error.500": ("An error of kg itself", "kg 자체의 오류입니다"),
    "error.503": ("Busy", "바쁩니다"),
    "error.absent": (
        "The store says nothing of {iri}. It may have another name now: search for it.",
        "저장소에 {iri}에 관한 것이 없습니다. 이름이 바뀌었을 수 있으니 찾아보세요.",
    ),
    "error.page": ("There is no such page.", "그런 쪽이 없습니다."),
    "error.formats": ("It can be had as {formats}.", "{formats} 형식으로 받을 수 있습니다."),
    "error.method": ("Use {methods}.", "{methods}만 쓸 수 있습니다."),
    "error.internal": ("The server's log says more.", "서버의 기록에 자세한 내용이 있습니다."),
    "error.host": (
        "This server is not called {host}. Start it with --name {host} if it should be.",
        "이 서버의 이름은 {host}이(가) 아닙니다. 이 이름으로 쓰려면 --name {host}(으)로 시작하세요.",
    ),
}

WORDS: Mapping[str, Reason] = MappingProxyType({key: Reason(en, ko) for key, (en, ko) in _TEXT.items()})
"""Every message by its key; `{…}` is filled in."""
