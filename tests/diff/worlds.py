"""Small worlds for hypothesis: few names, few periods, few values, so that everything meets everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from monitor.types import Article, Measure, Observation, Status
from tests.diff.gold import Known

SENSES = {"stock": Known("up", "stock"), "flow": Known("up", "flow"), "bad": Known("down", "ratio")}
SENSES["share"] = Known("up", "ratio", ("stock", "flow"))
PERIODS = ["2022", "2023", "2024", "2021/2025", "2024-03", "2024-01/2024-06", "2024-12-31", "2023-12"]
PERIODS += ["2024-06-15", "2024-06-20", "2025-01-10"]

measures = st.sampled_from(
    [(Measure.LEVEL, "家", None)] * 4
    + [(Measure.GROWTH, "%", None), (Measure.GROWTH, "%", "2022"), (Measure.GROWTH, "%", "2023")]
    + [(Measure.CHANGE, "家", None), (Measure.RANK, "位", None), (Measure.LEVEL, "%", None)]
    + [(Measure.MULTIPLE, "倍", base) for base in ("2022", "2023", "2022-12-31", "yoy", None)]
)
printed = st.sampled_from(["100", "105", "110", "120", "1万", "1.05万", "10500", "5", "2"])


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    measure, unit, base = draw(measures)
    number = draw(printed)
    value = Decimal(number[:-1]) * 10000 if number.endswith("万") else Decimal(number)
    name = draw(st.sampled_from(["stock", "flow", "share", "bad", "开放词", "开放词占flow比重"]))
    return Observation(
        quote=f"{number}{unit}",
        sentence=draw(st.sampled_from([f"共{number}{unit}", f"共120家，其中甲{number}{unit}"])),
        subject=draw(st.sampled_from(["重庆市", "永川区"])),
        indicator=name,
        concept=name if name in SENSES else None,
        period=draw(st.sampled_from(PERIODS)),
        status=draw(st.sampled_from([*Status, Status.ACTUAL, Status.TARGET])),
        measure=measure,
        value=value,
        unit=unit,
        base=base,
        comparator=draw(st.sampled_from(["=", "=", "=", ">", ">=", "~", "<"])),
        headline=draw(st.booleans()),
    )


@st.composite
def disputes(draw: st.DrawFn) -> Observation:
    """Everybody on one case."""
    words = draw(st.sampled_from(["100", "105", "超过100", "力争100", "预计105"]))
    number = words.removeprefix("超过").removeprefix("力争").removeprefix("预计")
    status = {"力": Status.TARGET, "预": Status.ESTIMATE}.get(words[0], Status.ACTUAL)
    return Observation(
        quote=f"{words}家",
        sentence=words,
        subject="重庆市",
        indicator="flow",
        concept="flow",
        period="2024",
        status=status,
        measure=Measure.LEVEL,
        value=Decimal(number),
        unit="家",
        comparator=">" if words[0] == "超" else "=",
    )


@st.composite
def articles(
    draw: st.DrawFn, address: int, said: st.SearchStrategy[Observation]
) -> tuple[Article, list[Observation]]:
    publisher = draw(st.sampled_from(["晨报", "日报", "统计局"]))
    published = date(2025, 1, draw(st.integers(1, 4)))
    read = draw(st.lists(said, min_size=1, max_size=4))
    article = Article(
        url=f"https://press.test/{address}", publisher=publisher, published=published, text=str(address)
    )
    return article, [replace(o, start=i, end=i + 1) for i, o in enumerate(read)]


@st.composite
def worlds(draw: st.DrawFn) -> list[tuple[Article, list[Observation]]]:
    """A few articles, in the order they arrive in."""
    if draw(st.booleans()):
        return [draw(articles(address, disputes())) for address in range(draw(st.integers(2, 7)))]
    return [draw(articles(address, observations())) for address in range(draw(st.integers(2, 5)))]
