"""How Korean papers write what stands around an article's body: bylines, date lines, captions, notices, links.

Everything here looks at one line. `kg.read.page` knows how the lines of a page follow one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.read.dates import STAMP, stamp_value

_PUBLISHED = (
    r"(?:최초\s?)?(?:기사\s?)?(?:입력|등록|승인|게재|송고|발행|작성|보도|출고)"
    r"(?:\s?(?:일시|일자|시간|시각|일|날짜))?|날짜|일시|Published|Posted"
)
_MODIFIED = (
    r"(?:기사\s?)?(?:최종\s?)?(?:수정|편집|업데이트|갱신|변경)"
    r"(?:\s?(?:일시|일자|시간|시각|일))?|최종(?=\s*[:：]?\s*\d)|Updated?"
)
_LABEL = re.compile(rf"(?P<modified>{_MODIFIED})|(?P<published>{_PUBLISHED})", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:{_LABEL.pattern})\s*[:：]?\s*$", re.IGNORECASE)
_ONLY_LABELS = re.compile(rf"(?:(?:{_MODIFIED}|{_PUBLISHED})\s*[:：]?\s*)+", re.IGNORECASE)

_SURNAMES = (
    "가강경계고곡공곽구국권금기길김나남노단담당도동두라류마맹명모목문민박반방배백범변복봉부빈사서석선설섭성소손송승신심"
    "안양어엄여연염예오옥온왕용우원위유육윤은음이인임장전정제조종좌주지진차채천초최추탁탄태팽편표피하한함허현형호홍화황"
)
_TWO_SURNAMES = r"남궁|황보|제갈|사공|선우|서문|독고|동방"
_NO_NAME_START = "기자|사진|선임|인턴|수습|전문|객원|시민|편집|취재|영상|명예|본부|대표"
_NAME = (
    rf"(?:(?!{_NO_NAME_START})"
    rf"(?:(?:{_TWO_SURNAMES})[가-힣]{{1,2}}|[{_SURNAMES}][가-힣]{{1,2}}|[{_SURNAMES}]\s[가-힣]\s?[가-힣](?![가-힣])))"
)
_TITLE = (
    r"(?:(?:인턴|수습|선임|전문|객원|시민|사진|편집|취재|영상|명예|본부|대표|[가-힣]{2,4}전문)\s?)?기자(?:들)?|특파원|논설위원|"
    r"논설실장|통신원|리포터|앵커|PD|편집장|편집국장|편집위원|칼럼니스트|해설위원|에디터"
)
_NAMES = rf"{_NAME}(?:\s?[·,/ㆍ‧]\s?{_NAME}|\s{_NAME})*"
_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+|[\w.+-]+@")
_BYLINE = re.compile(
    r"(?P<label>(?:글|사진|글\s?[·/&,]\s?사진|취재|기자명|작성자|글쓴이|취재기자|기자|By)\s*(?:[=:：]\s*|\s))?"
    rf"(?:(?P<prefix>\S{{2,20}}?)(?:\s?[=:]\s?|\s))??(?P<names>{_NAMES})\s?(?P<title>{_TITLE})?\s*=?",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    rf"(?:\S{{2,12}}\s)?(?:\S*(?:뉴스|방송|TV)|[KMS]BS|MBC|YTN|JTBC|OBS)\s(?P<name>{_NAME})(?:이었|였)?(?:입|습)니다\.?"
)
_CREW = re.compile(
    r"\W*(?:촬영|영상|취재|그래픽|자막|CG|디자인|구성|연출|번역|화면|편집|리서처)\s?"
    r"(?:기자|편집|취재|제작|디자인|제공|출처)?\s?[:：]\s?\S.{0,60}"
)
_DESK = re.compile(
    r"(?P<prefix>\S{1,12}\s)?\S{0,6}(?:뉴스팀|편집부|취재팀|취재부|보도팀|뉴스부|편집국|온라인팀|디지털팀|미디어팀)"
)
_PUBLISHER = re.compile(
    r"[가-힣A-Za-z0-9]{1,12}(?:신문|일보|투데이|뉴스|타임스|타임즈|저널|방송|통신|닷컴|데일리|헤럴드|포스트|미디어|신보|시보|"
    r"매일|경제|프레스|오늘|시대|TV|News)|뉴시스|뉴스1|뉴스핌|한겨레|오마이뉴스|노컷뉴스|[KMS]BS|MBC|YTN|JTBC"
)
_SECTIONS = frozenset(
    re.split(
        r"\s+",
        """정치 경제 사회 문화 국제 세계 스포츠 연예 전국 지역 종합 오피니언 사설 칼럼 사람들 사람 인물 교육 환경 홈
        HOME 뉴스 산업 금융 증권 부동산 과학 의료 건강 복지 행정 자치 의회 시정 동정 인사 부고 생활 여행 기획 특집 포토
        영상 속보 단독 성남 수원 용인 서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남
        제주 이슈 정책 기자명 기사원문 기자 지면 지면보기 면 원고 본지""",
    )
)
_BRACKETS = "()[]【】<>〈〉{}「」『』"
_EDGES = _BRACKETS + " ,.:=·/-◎■●※☞"
_PAGE_NUMBER = re.compile(r"(?:제?\d+[면호판]|[A-Z]\d+면?|[([]?\d+[)\]]?)")
_PART = re.compile(
    rf"(?:^|(?<=[\s·/,&]))(?:글|사진|취재|정리|영상)\s?[=:·/,&]?\s?(?=(?:사진|영상)?\s?{_NAME}(?![가-힣]{{3}}))"
)
_CELL = re.compile(r"\s*[|│ㅣ∣;\t▷▶◇■]\s*|\s{2,}|\s+[/·-]\s+")

_LEAD = re.compile(
    r"\s*[(\[【<〈](?P<inside>[^)\]】>〉\n]{2,40})[)\]】>〉]\s*"
    rf"(?:(?P<names>{_NAMES})\s?(?:{_TITLE})\s*(?:{_EMAIL.pattern})?\s*(?:=|[-–—](?=\s)|(?=\s)))?\s*=?\s*"
)
_LEAD_BARE = re.compile(
    rf"\s*(?:[가-힣]{{2,5}}\s?=\s?(?P<names>{_NAMES})\s?(?:{_TITLE})\s*(?:{_EMAIL.pattern})?\s*=?"
    rf"|(?P<names2>{_NAMES})\s?(?:{_TITLE})\s*(?:{_EMAIL.pattern})?\s*=)\s*"
)

_CLOSERS = "”’\"')\\]」』〉》】 "
_SENTENCE = re.compile(rf"(?:[가-힣)”’\"'%]\.|[다요죠][!?]|[까나]\?)[{_CLOSERS}]*$|다[”’\"']$")
_LIST = re.compile(r"\s*[◇◆△▲○●]")
_HEADLINE_MARK = re.compile(r"^\s*(?:제목\s*[:：]|[□■◆◇○●◎▶▷※*]+(?=\s))\s*")
_INNER_STOP = re.compile(r"(?:[가-힣]\.|[다요죠까][!?])[”’\"']?\s+\S")
_BULLET = re.compile(r"\s*[▲△▷▶■□◆◇○●◎※☞•·ㆍ\-–*]|\s*\(?\d{1,2}[.)]")
_CAPTION = re.compile(
    r"\s*[▲△▶◀▼↑↓]|.{8,}[©ⓒ]\s?\S|.{8,}[/=(\[|]\s?사진\s?(?:제공)?\s?[=:]?.{0,20}$|\s*(?:\[|\()?사진(?:설명|제공)?\s?[=:)\]]"
)
_CREDIT_MARK = re.compile(r"[©ⓒ]\s*(?P<name>[가-힣A-Za-z0-9][^\s©ⓒ,.|/>\]]*)")
_COPYRIGHT = re.compile(
    r"무단\s?(?:전재|복제|배포)|재배포\s?(?:금지|를\s?금)|저작권자|저작권법|copyright|all\s?rights?\s?reserved|^\s*[<\[(]?\s*[©ⓒ]",
    re.IGNORECASE,
)
_COPYRIGHT_NAME = re.compile(
    r"(?:저작권자|copyrights?)?\s*(?:[©ⓒ]|\(c\)|저작권자|copyrights?)\s*(?:by\s*)?(?:\d{4}\s*[,.]?\s*)?"
    r"(?P<name>[가-힣A-Za-z0-9][가-힣A-Za-z0-9]*)",
    re.IGNORECASE,
)
_NO_NAME = frozenset(("무단", "all", "by", "rights", "the"))
_SHARE = re.compile(
    r"SNS|공유(?:하기)?|페이스북|트위터|카카오(?:톡|스토리)?|네이버|밴드|블로그|구글|라인|텔레그램|인스타그램|URL|링크|복사|좋아요|싫어요|"
    r"슬퍼요|화나요|훈훈해요|후속기사|댓글|스크랩|인쇄|프린트|출력|글자|글씨|크기|크게|작게|키우기|줄이기|조절|확대|축소|원본|이미지|보기|메일|"
    r"이메일|보내기|기사|구독|본문|듣기|추천|조회수?|이전|다음|목록|닫기|열기|북마크|저장|광고|신고|폰트|더보기|맨위로|위로|처음으로|TOP|facebook|twitter|"
    r"kakao(?:talk|story)?|naver|band|print|email|share|copy|advertisement|바로가기|가나다|로그인|회원가입|전체메뉴|메뉴|검색|"
    r"뉴스홈|다른\s?공유\s?찾기|하기|\(?으로\)?|번역|설정|변경|요약봇|음성|자동\s?요약|재생|정지|독자\s?수|[가A](?=[+\-\s]|$)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s\[<(【▶■◆☞#●※*]*(?:관련\s?(?:기사|뉴스|글)|많이\s?본|가장\s?많이|인기\s?(?:기사|뉴스|글)|주요\s?(?:기사|뉴스)|추천\s?(?:기사|뉴스)|"
    r"이\s?시각|실시간|최신\s?(?:기사|뉴스)|함께\s?(?:읽|볼|보)|이\s?기사(?:를|에|가)\s|이\s?기자의|다른\s?기사|전체\s?댓글|댓글\s?(?:쓰기|목록|\d)|오늘의\s?(?:추천|핫)|"
    r"독자\s?의견|네티즌|기사\s?제보|제보는|.?당신의\s?제보|후원|당신만\s?안|SPONSORED|AD$)",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"\s*(?:홈|HOME|뉴스|처음으로|메인)\s*[>›»〉]|[^.]{1,12}\s[>›»]\s[^.]{1,12}$", re.IGNORECASE)
_SITE = re.compile(r"\s+(?:[-|:<]|::|—|–)\s*(?P<site>[^-|:<>]{2,20}?)\s*(?:::)?\s*$")
_MARK = re.compile(r"\s*(?:[<(\[]?\s*끝\.?\s*[>)\]]?|\d{1,4}|[|│ㅣ∣·ㆍ•\-–—=_*]+)\s*")


@dataclass(frozen=True, slots=True)
class Credits:
    """What a line says about the article itself.

    Attributes:
        authors: names of the byline.
        publisher: the paper.
        published: labelled as the publication, ISO 8601.
        dated: a date without label.
        modified: labelled as a later change.
    """

    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    dated: str | None = None
    modified: str | None = None


def credit_line(line: str) -> Credits | None:
    """Return what a byline or date line says, None if `line` is something else."""
    line = line.strip()
    if not line or len(line) > 150 or (is_caption(line) and not STAMP.search(line)):
        return None
    if _ONLY_LABELS.fullmatch(line):
        return Credits()
    if signed_off := _SIGN_OFF.fullmatch(line):
        return Credits(authors=(signed_off["name"],))
    rest, dates = _dates(line)
    mark = _CREDIT_MARK.search(rest)
    publisher = mark["name"] if mark and dates else None
    rest = _CREDIT_MARK.sub(" ", rest) if dates else rest
    mailed = _EMAIL.search(rest) is not None
    rest = _PART.sub(" | ", _EMAIL.sub(" | ", rest))
    cells = [cell for cell in (c.strip(_EDGES) for c in _CELL.split(rest)) if cell]
    bylines = [_byline(cell) for cell in cells]
    titled = any(found.signed for found in bylines if found)
    authors: list[str] = []
    strange = []
    for cell, found in zip(cells, bylines, strict=True):
        if found and (titled or dates or mailed):
            authors += found.names
            publisher = publisher or found.publisher
        elif _PUBLISHER.fullmatch(cell):
            publisher = publisher or cell
        elif desk := _DESK.fullmatch(cell):
            titled = True
            publisher = publisher or _known(desk["prefix"])
        elif not (cell in _SECTIONS or is_share(cell) or _ONLY_LABELS.fullmatch(cell) or _PAGE_NUMBER.fullmatch(cell)):
            strange.append(cell)
    labelled = "published" in dates or "modified" in dates
    if strange and (not labelled or len(" ".join(strange)) > 30 or any(map(is_sentence, strange))):
        return None
    if not (dates or titled or mailed):
        return None
    return Credits(authors=tuple(dict.fromkeys(authors)), publisher=publisher, **dates)


def _dates(line: str) -> tuple[str, dict[str, str]]:
    """Take the dates with their labels out of `line`: what remains, and the first date of each kind."""
    rest, end = "", 0
    dates: dict[str, str] = {}
    for match in STAMP.finditer(line):
        value = stamp_value(match)
        if value is None:
            continue
        before = line[end : match.start()]
        label = _LABELLED.search(before)
        kind = "dated" if label is None else "modified" if label["modified"] else "published"
        rest += before[: label.start()] if label else before
        rest += " | "
        dates.setdefault(kind, value)
        end = match.end()
    return rest + line[end:], dates


@dataclass(frozen=True, slots=True)
class _Byline:
    names: tuple[str, ...]
    publisher: str | None
    signed: bool


def _byline(cell: str) -> _Byline | None:
    """Return who signs in this cell of a line; without a title (기자) only what looks like a full name."""
    match = _BYLINE.fullmatch(cell)
    if match is None:
        return None
    names = _split_names(match["names"])
    prefix = (match["prefix"] or "").rpartition("=")[2].strip(_BRACKETS + ":")
    signed = match["title"] is not None or (match["label"] is not None and match["prefix"] is None)
    strange = any(len(name) < 3 or name in _SECTIONS or name.endswith("시") for name in names)
    if not signed and ((match["prefix"] and not _known(prefix)) or strange):
        return None
    return _Byline(names, _known(prefix), signed)


def _known(name: str | None) -> str | None:
    """Return `name` if it is the name of a paper."""
    return name.strip() if name and _PUBLISHER.fullmatch(name.strip()) else None


def _split_names(names: str) -> tuple[str, ...]:
    spaced = re.sub(rf"(?<![가-힣])([{_SURNAMES}])\s([가-힣])\s?([가-힣])(?![가-힣])", r"\1\2\3", names)
    return tuple(n for n in re.split(r"[\s·,/ㆍ‧]+", spaced) if n)


_FOREIGN = re.compile(r"[A-Z][\w'’-]*\.?(?:\s[A-Z][\w'’.-]*){1,3}")


def signed(text: str) -> tuple[str, ...]:
    """Return the names in a field for the authors of an article; desks, papers and addresses are none."""
    names: list[str] = []
    for cell in _CELL.split(_EMAIL.sub(" | ", " ".join(text[:200].split()))):
        cell = cell.strip(_EDGES)
        if found := _byline(cell):
            names += [name for name in found.names if not (name[-1] in "부팀국실" and name[:-1] in _SECTIONS)]
        elif _FOREIGN.fullmatch(cell) and not _PUBLISHER.search(cell):
            names.append(cell)
    return tuple(dict.fromkeys(names))


def lead(line: str) -> tuple[Credits, int] | None:
    """Return the byline that opens a first paragraph, `(성남=연합뉴스) 홍길동 기자 = `, and where the text goes on."""
    match = _LEAD.match(line)
    if match:
        place, _, inside = match["inside"].rpartition("=")
        inside, names = inside.strip(), match["names"] or ""
        found = _byline(inside)
        if found and found.signed:
            return Credits(authors=found.names + _split_names(names), publisher=found.publisher), match.end()
        if place and names:
            return Credits(authors=_split_names(names), publisher=_known(inside) or _known(place)), match.end()
        if _PUBLISHER.fullmatch(inside) and (place or names):
            return Credits(authors=_split_names(names), publisher=inside), match.end()
        return None
    match = _LEAD_BARE.match(line)
    if match:
        return Credits(authors=_split_names(match["names"] or match["names2"])), match.end()
    return None


def is_sentence(line: str) -> bool:
    """Whether `line` ends as a full sentence does (headlines end in a noun, or in 다 without a full stop)."""
    return _SENTENCE.search(line.rstrip()) is not None


def is_paragraph(line: str) -> bool:
    """Whether `line` is a paragraph: a long sentence, or several."""
    return len(line) > 150 or (is_sentence(line) and (len(line) >= 60 or _INNER_STOP.search(line) is not None))


def ends_in_full_stop(line: str) -> bool:
    """Whether `line` is a sentence that states something; advertisements rather end in a mark of exclamation."""
    return is_sentence(line) and "." in line.rstrip()[-3:]


def is_caption(line: str) -> bool:
    """Whether `line` describes a photograph."""
    return _CAPTION.match(line) is not None and not _COPYRIGHT.search(line)


def is_bullet(line: str) -> bool:
    """Whether `line` is a list item or a sub-heading with a mark before it."""
    return _BULLET.match(line) is not None


def is_share(line: str) -> bool:
    """Whether `line` holds nothing but buttons: share, print, letter size, comments."""
    if len(line) > 80:
        return False
    left = _SHARE.sub("", line)
    return left != line and not re.search(r"[^\W\d_]", left)


def is_notice(line: str) -> bool:
    """Whether `line` is a copyright notice."""
    return len(line) <= 200 and _COPYRIGHT.search(line) is not None


def is_furniture(line: str) -> bool:
    """Whether `line` belongs to the page, not to the article: buttons, notices, breadcrumbs, ranks, an end mark."""
    return (
        is_share(line) or is_notice(line) or _is_crumbs(line) or _MARK.fullmatch(line) is not None or _is_colophon(line)
    )


def _is_colophon(line: str) -> bool:
    """Whether `line` names the crew of a broadcast, or says where to write to."""
    short = len(line) <= 80 and not is_sentence(line)
    return short and (_CREW.fullmatch(line) is not None or (len(line) <= 60 and _EMAIL.search(line) is not None))


def _is_crumbs(line: str) -> bool:
    words = line.split()
    return _CRUMBS.match(line) is not None or (len(words) > 1 and all(word in _SECTIONS for word in words))


def opens_tail(line: str) -> bool:
    """Whether `line` heads a list of other articles or of comments."""
    return len(line) <= 60 and _TAIL.match(line) is not None and not is_sentence(line)


def notice_publisher(line: str) -> str | None:
    """Return the publisher that a copyright notice names."""
    for match in _COPYRIGHT_NAME.finditer(line):
        if match["name"].lower() not in _NO_NAME:
            return match["name"]
    return None


def caption_publisher(line: str) -> str | None:
    """Return the paper whose mark © stands at the end of a caption."""
    match = _CREDIT_MARK.search(line)
    return match["name"] if match else None


def is_publisher(line: str) -> bool:
    """Whether `line` is nothing but the name of a paper."""
    return _PUBLISHER.fullmatch(line.strip()) is not None


def is_heading(line: str) -> bool:
    """Whether `line`, standing above the text, is a sub-headline or a label, not a part of the body."""
    return len(line) <= 80 and not (ends_in_full_stop(line) or is_caption(line) or _LIST.match(line))


def headline(line: str) -> str:
    """Return a headline without the mark or the label (제목:) before it, on one line."""
    return " ".join(_HEADLINE_MARK.sub("", line).split())


def split_site(line: str) -> tuple[str, str | None]:
    """Return a window title without the site's name behind it, and that name."""
    match = _SITE.search(line)
    return (line[: match.start()].rstrip(), match["site"]) if match else (line, None)


_SENTENCE_END = re.compile(rf"(?:[가-힣]\.|[다요죠][!?]|[까나]\?)[{_CLOSERS}]*(?=\s|$)")


def whole_part(text: str) -> str:
    """Return `text` up to the end of its last whole sentence."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return text[: ends[-1]].rstrip() if ends else ""
