"""The words of pictures, in Korean and English."""

from __future__ import annotations

from collections.abc import Mapping

from kg.analysis import PROJECTIONS
from kg.errors import Reason
from kg.messages import filled
from kg.vocab import iri, terms


class Words:
    """Speaks one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of `key` with `values` filled in."""
        return filled(WORDS[key].text(self.language), values)

    def kind(self, kind: str) -> str:
        """Return what nodes of a type are called."""
        return self(f"kind.{kind}")

    def concept(self, name: str) -> str:
        """Return the label of a concept such as `current`."""
        return terms()[iri(f"kg:{name}")].labels["ko" if self.language == "ko" else "en"]


WORDS: Mapping[str, Reason] = {
    **{
        f"network.{projection.name}": Reason(
            projection.title.en[0].upper() + projection.title.en[1:], projection.title.ko
        )
        for projection in PROJECTIONS
    },
    "network.network": Reason("Every fact, and what was said", "모든 사실과 발언"),
    "network.note": Reason(
        "{shown:,} of {all:connected node}, {ties:tie}. Larger: more ties.",
        "이어진 노드 {all:,}개 가운데 {shown:,}개, 연결 {ties:,}개. 클수록 연결이 많음.",
    ),
    "network.foremost": Reason("The foremost: {names}.", "앞선 것: {names}."),
    "timeline": Reason("Events in time", "시간순 행사·사건"),
    "timeline.note": Reason(
        "{shown:,} of {all:dated event}, those that most articles name.",
        "날짜가 있는 행사·사건 {all:,}건 가운데 많은 기사에 나온 {shown:,}건.",
    ),
    "timeline.precise": Reason("stated to the day", "날짜까지 나온 것"),
    "timeline.uncertain": Reason("month or year alone", "달이나 해만 나온 것"),
    "days.outside": Reason(
        "{count:that lies far from the rest is/that lie far from the rest are} left out.",
        "나머지와 멀리 떨어진 {count:,}건은 뺐음.",
    ),
    "statements": Reason("Who said what", "누가 무엇을 말했나"),
    "statements.note": Reason(
        "{shown:,} of {all:statement}, by the {speakers:,} who speak most. "
        "That it was said is the fact; what was said is not.",
        "발언 {all:,}건 가운데 많이 말한 {speakers:,}명의 {shown:,}건. 말했다는 것만 사실이며 말한 내용은 사실이 아님.",
    ),
    "positions": Reason("Positions over time", "직위의 흐름"),
    "positions.note": Reason(
        "{shown:,} of {all:post}. A mark is an article that names the post; a line joins marks and states no more.",
        "직위 {all:,}개 가운데 {shown:,}개. 표시는 그 직위가 나온 기사이고, 선은 표시를 이을 뿐임.",
    ),
    "side.for": Reason("for", "찬성·추진"),
    "side.against": Reason("against", "반대"),
    "kind.Person": Reason("people", "사람"),
    "kind.Organization": Reason("organizations", "조직"),
    "kind.Place": Reason("places", "장소"),
    "kind.Event": Reason("events", "행사·사건"),
    "kind.Policy": Reason("policies", "정책"),
    "kind.Statement": Reason("statements", "발언"),
}
