"""A second reader may know better, never invents, and never stops or changes a reading by being ill."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text as sql
from typer.testing import CliRunner

from monitor.cli import app
from monitor.config import load
from monitor.errors import ConfigError
from monitor.extract import catalogue, extract
from monitor.llm import asker
from monitor.run import run_once
from monitor.second_reader import REST, SecondReader
from monitor.types import Article
from storage import Store
from tests.line.conftest import free_port, line_over, publish
from tests.line.model import Answer, Body, Model, figures, model, says

NOW = datetime(2025, 2, 20, 8, tzinfo=UTC)
TEXT = "去年，恒远装备投产。该企业研发人员达到118人。"
TOLD = {
    "quote": "118人",
    "value": 118,
    "subject": "恒远装备",
    "indicator": None,
    "period": None,
    "status": None,
}
WriteConfig = Callable[..., Path]
LOOK = "select answer, failure from answer"


def article(text: str = TEXT) -> Article:
    return Article(url="u", publisher="p", published=date(2025, 2, 20), text=text, title="一个标题")


def reader(url: str, store: Store, *, timeout: float = 5, **more: Any) -> SecondReader:
    standard: dict[str, Any] = {"below": 0.9, "sentences": 20, "model": "m", "now": lambda: NOW}
    standard |= {"ask": asker(url, "m", "sesame", timeout), "memory": store, "known": catalogue.load()}
    return SecondReader(**(standard | more))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path}/monitor.sqlite3") as opened:
        yield opened


def kept(store: Store) -> list[tuple[str, str]]:
    with store.engine.connect() as connection:
        return [(row.answer, row.failure) for row in connection.execute(sql(LOOK))]


def test_a_doubtful_figure_is_known_better_and_marked(store: Store) -> None:
    (doubtful,) = extract(article())
    with model(lambda _: figures(TOLD)) as there:
        (better,) = reader(there.url, store).read(article(), [doubtful])
    assert doubtful.confidence < better.confidence
    assert better.subject == "恒远装备"
    assert "llm:subject" in better.rules
    assert not any(rule.startswith("subject:") for rule in better.rules)
    alike = {"subject": doubtful.subject, "rules": doubtful.rules, "confidence": doubtful.confidence}
    assert replace(better, **alike) == doubtful


def test_it_is_asked_what_it_needs_to_know(store: Store) -> None:
    with model(lambda _: figures(TOLD)) as there:
        reader(there.url, store).read(article(), extract(article()))
    (asked,) = there.asked
    question = asked["messages"][0]["content"]
    about = json.loads(question[question.index("\n{") :])
    assert asked["path"] == "/v1/chat/completions"
    assert asked["response_format"] == {"type": "json_object"}
    assert there.keys == ["Bearer sesame"]
    assert about == {
        "published": "2025-02-20",
        "area": "重庆市",
        "title": "一个标题",
        "sentence": "该企业研发人员达到118人。",
        "quotes": [{"quote": "118人", "value": 118.0}],
    }


def test_one_that_says_the_same_makes_it_surer(store: Store) -> None:
    (doubtful,) = extract(article())
    with model(lambda _: figures(TOLD | {"subject": doubtful.subject})) as there:
        (surer,) = reader(there.url, store).read(article(), [doubtful])
    assert surer.confidence > doubtful.confidence
    assert surer.rules == (*doubtful.rules, "llm:agrees")


def test_a_known_name_brings_its_concept(store: Store) -> None:
    told = "去年，恒远装备投产。该企业有高新技术企业牌子的达到118家。"
    (doubtful,) = extract(article(told))
    answer = {"quote": doubtful.quote, "value": 118, "indicator": "高新技术企业"}
    with model(lambda _: figures(answer)) as there:
        (better,) = reader(there.url, store).read(article(told), [replace(doubtful, concept=None)])
    assert better.concept == "hnte_stock"


def test_what_is_sure_is_not_asked(store: Store) -> None:
    sure = extract(article("2024年，全市高新技术企业达到9123家。"))
    with model(lambda _: figures()) as there:
        assert reader(there.url, store).read(article(), sure) == sure
    assert there.asked == []


@pytest.mark.parametrize(
    ("lie", "said"),
    [
        ({"value": 119}, "the value 119 is not that of the text"),
        ({"value": "118"}, "the value 118 is not that of the text"),
        ({"subject": "恒星装备"}, "the subject 恒星装备 does not stand in the text"),
        ({"indicator": "研发人员增速"}, "the indicator 研发人员增速 does not stand in the text"),
        ({"period": "2031"}, "the period 2031 is none of the text"),
        ({"status": "hoped"}, "the status hoped is none"),
        ({"subject": ["恒远装备"]}, "['恒远装备'] is no word"),
        ({"quote": "120人", "value": 120}, "118人: not answered; 120人: was not asked for"),
    ],
)
def test_what_does_not_stand_in_the_text_is_refused(store: Store, lie: dict[str, Any], said: str) -> None:
    read = extract(article())
    with model(lambda _: figures(TOLD | lie)) as there:
        assert reader(there.url, store).read(article(), read) == read
    ((_, failure),) = kept(store)
    assert failure.endswith(said)


def test_a_figure_that_was_never_printed_is_not_added(store: Store) -> None:
    invented = {"quote": "500人", "value": 500, "subject": "恒远装备", "indicator": "研发人员"}
    with model(lambda _: figures(TOLD, invented)) as there:
        (better,) = reader(there.url, store).read(article(), extract(article()))
    assert better.quote == "118人"
    assert better.subject == "恒远装备"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (500, "HTTP 500"),
        (302, "HTTP 302"),
        (b"<html>", "is it an OpenAI-compatible endpoint?"),
        (b'{"choices": []}', "is it an OpenAI-compatible endpoint?"),
        (b'{"choices": [{"message": {"content": 3}}]}', "the answer holds no words"),
        (says("I am sorry"), "no answer in the form asked for: it holds no JSON object"),
        (says('{"figures": [1]}'), "it holds no list of figures"),
        (says('{"figures": '), "no answer in the form asked for"),
        (
            says('{"figures": [{"quote": "118人", "value": 118, "subject": "\ud800"}]}'),
            "does not stand in the text",
        ),
        (b"x" * (2**20 + 1), "more than 1048576 bytes"),
    ],
    ids=["error", "redirect", "page", "empty", "number", "prose", "list", "cut", "surrogate", "flood"],
)
def test_a_bad_answer_changes_nothing_and_is_recorded(store: Store, answer: Body | int, said: str) -> None:
    read = extract(article())
    with model(lambda _: answer) as there:
        assert reader(there.url, store).read(article(), read) == read
    ((_, failure),) = kept(store)
    assert said in failure


def test_words_around_the_answer_do_no_harm(store: Store) -> None:
    said = "<think>{让我想想}</think>```json\n" + json.dumps({"figures": [TOLD]}) + "\n```"
    with model(lambda _: says(said)) as there:
        (better,) = reader(there.url, store).read(article(), extract(article()))
    assert better.subject == "恒远装备"


def test_a_dead_endpoint_changes_nothing_and_is_recorded(store: Store) -> None:
    read = extract(article())
    assert reader(f"http://127.0.0.1:{free_port()}/v1", store).read(article(), read) == read
    ((answer, failure),) = kept(store)
    assert answer == ""
    assert "connection failed" in failure


def silent(there: Model) -> Answer:
    def answer(_: dict[str, Any]) -> Body:
        there.over.wait(30)
        return figures(TOLD)

    return answer


def dripping(there: Model) -> Answer:
    def answer(_: dict[str, Any]) -> Iterator[bytes]:
        while not there.over.wait(0.02):
            yield b" "

    return answer


@pytest.mark.parametrize("manner", [silent, dripping])
def test_a_slow_endpoint_is_not_waited_for(store: Store, manner: Any) -> None:
    read = extract(article())
    with model(lambda _: b"") as there:
        there.answer = manner(there)
        assert reader(there.url, store, timeout=0.2).read(article(), read) == read
    ((_, failure),) = kept(store)
    assert "answer within 0.2 s" in failure


def test_the_key_is_never_said(store: Store) -> None:
    with model(lambda _: 401) as there:
        reader(there.url, store).read(article(), extract(article()))
    ((_, failure),) = kept(store)
    assert "sesame" not in failure


def test_a_sentence_is_asked_about_once(store: Store) -> None:
    with model(lambda _: figures(TOLD)) as there:
        first = reader(there.url, store).read(article(), extract(article()))
        again = reader(there.url, store).read(article(), extract(article()))
    assert len(there.asked) == 1
    assert again == first


def test_a_lie_is_not_asked_for_twice(store: Store) -> None:
    with model(lambda _: figures(TOLD | {"value": 1})) as there:
        for _ in range(2):
            reader(there.url, store).read(article(), extract(article()))
    assert len(there.asked) == 1


def test_another_model_is_asked_anew(store: Store) -> None:
    with model(lambda _: figures(TOLD)) as there:
        for name in ("small", "large"):
            reader(there.url, store, model=name).read(article(), extract(article()))
    assert len(there.asked) == 2


def test_after_a_failure_it_is_left_alone_for_a_while_and_asked_again_later(store: Store) -> None:
    times = [NOW]
    two = article(TEXT + "该企业员工达到300人。")
    with model(lambda _: 503) as there:
        second = reader(there.url, store, now=lambda: times[-1])
        second.read(two, extract(two))
        assert len(there.asked) == 1
        times.append(NOW + REST + timedelta(seconds=1))
        there.answer = lambda _: figures(TOLD)
        assert {o.subject for o in second.read(two, extract(two))} >= {"恒远装备"}
    assert len(there.asked) == 3


def test_half_a_character_does_no_harm(store: Store) -> None:
    odd = article(TEXT.replace("118人", "118人\ud800"))
    with model(lambda _: figures(TOLD)) as there:
        (better,) = reader(there.url, store).read(odd, extract(odd))
    assert better.subject == "恒远装备"


def test_of_one_article_only_so_many_sentences_are_asked(store: Store) -> None:
    many = article(TEXT + "".join(f"该企业员工达到{n}人。" for n in range(301, 306)))
    with model(lambda _: figures()) as there:
        reader(there.url, store, sentences=2).read(many, extract(many))
    assert len(there.asked) == 2


class Forgetful:
    """A memory that remembers nothing."""

    def answer_to(self, question: str) -> None:
        return None

    def keep_answer(self, question: str, **_: object) -> None:
        return None


VALUES = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text()
    | st.sampled_from([118, "118人", "恒远装备"])
)
LIES = st.fixed_dictionaries(dict.fromkeys(TOLD, VALUES)) | st.dictionaries(
    st.sampled_from(list(TOLD)), VALUES
)


@given(st.text() | st.builds(lambda lies: json.dumps({"figures": lies}), st.lists(LIES, max_size=3)))
def test_no_answer_whatever_alters_a_figure(answer: str) -> None:
    read = extract(article())
    second = reader("http://nowhere", None, ask=lambda _: answer, memory=Forgetful())  # type: ignore[arg-type]
    (said,) = second.read(article(), read)
    for name in ("quote", "sentence", "value", "unit", "comparator", "measure", "start", "end"):
        assert getattr(said, name) == getattr(read[0], name)
    assert said.subject in (read[0].subject, "恒远装备") or said.subject in TEXT


def test_a_pass_keeps_what_the_second_reader_knew_better(write_config: WriteConfig, press: Path) -> None:
    publish(press, "a", TEXT, "2025-02-20")
    with model(lambda _: figures(TOLD)) as there:
        source = {"id": "press", "adapter": "folder", "url": str(press)}
        file = write_config(source, extract={"llm": {"url": there.url, "model": "m", "below": 0.9}})
        with line_over(file, lambda: NOW) as (config, line):
            (visit,) = run_once(config, line)
            with line.store.engine.connect() as connection:
                ((subject, rules),) = connection.execute(sql("select subject, rules from observation")).all()
    assert visit.state == "ok"
    assert subject == "恒远装备"
    assert "llm:subject" in rules


def test_the_doctor_asks_it(write_config: WriteConfig, press: Path) -> None:
    publish(press, "a", TEXT, "2025-02-20")
    source = {"id": "press", "adapter": "folder", "url": str(press)}
    with model(lambda _: figures()) as there:
        file = write_config(source, extract={"llm": {"url": there.url, "model": "m", "below": 0.9}})
        well = CliRunner().invoke(app, ["doctor", "--config", str(file)])
    ill = CliRunner().invoke(app, ["doctor", "--config", str(file)])
    assert re.search(r"ok +reader +m answers; 0 sentences taken", well.stdout)
    assert re.search(r"WRONG reader .*connection failed", ill.stdout)


def test_reading_again_undoes_nothing_it_said(write_config: WriteConfig, press: Path) -> None:
    publish(press, "a", TEXT, "2025-02-20")
    source = {"id": "press", "adapter": "folder", "url": str(press)}
    with model(lambda _: figures(TOLD)) as there:
        file = write_config(source, extract={"llm": {"url": there.url, "model": "m", "below": 0.9}})
        with line_over(file, lambda: NOW) as (config, line):
            run_once(config, line)
        again = CliRunner().invoke(app, ["reextract", "--config", str(file)])
    assert "0 changes of history" in again.output
    assert len(there.asked) == 1


def test_without_a_second_reader_nothing_of_it_is_loaded(write_config: WriteConfig, press: Path) -> None:
    publish(press, "a", TEXT, "2025-02-20")
    file = write_config({"id": "press", "adapter": "folder", "url": str(press)})
    code = f"""
import sys
from monitor.cli import app
app(["run", "--once", "--config", {str(file)!r}], standalone_mode=False)
print([name for name in ("monitor.llm", "monitor.second_reader") if name in sys.modules])
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert ended.stdout.decode().splitlines()[-1] == "[]"


def settings(tmp_path: Path, llm: str) -> Path:
    file = tmp_path / "sources.yaml"
    file.write_text(f"sources: [{{id: a, adapter: folder, url: x}}]\nextract:\n  llm: {llm}\n", "utf-8")
    return file


def test_its_key_is_a_secret(tmp_path: Path) -> None:
    file = settings(tmp_path, '{url: "http://127.0.0.1/v1", model: m, key: "${LLM_KEY}"}')
    llm = load(file, {"LLM_KEY": "open-sesame"}).extract.llm
    assert llm is not None
    assert llm.key.get_secret_value() == "open-sesame"
    assert "open-sesame" not in repr(llm)


@pytest.mark.parametrize(
    ("llm", "said"),
    [
        ("{model: m}", "`url` is missing"),
        ("{url: localhost, model: m}", "is no web address"),
        ('{url: "http://u:secret@host/v1", model: m}', "write a secret as `key: ${LLM_KEY}`"),
        ('{url: "${LLM_URL}", model: m}', "is not read in a reader's `url`"),
        ('{url: "http://host/v1", model: m, belov: 0.5}', "did you mean `below`?"),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, llm: str, said: str) -> None:
    with pytest.raises(ConfigError, match=r"sources\.yaml:3") as refused:
        load(settings(tmp_path, llm), {"LLM_URL": "http://host"})
    assert said in str(refused.value)
    assert "u:secret" not in str(refused.value)
