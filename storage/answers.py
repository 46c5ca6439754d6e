"""What did the second reader answer?  Each question is asked once; what failed is kept as well."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, func, select

from storage.convert import stamp
from storage.engine import writing
from storage.sql import ANSWER, put


class Answers:
    """The verbs of the Store about the second reader."""

    engine: Engine

    def answer_to(self, question: str) -> str | None:
        """What was answered to a question, by its hash; None where nothing was: it may be asked again."""
        query = select(ANSWER.c.answer).where(ANSWER.c.question == question, ANSWER.c.answer != "")
        with self.engine.connect() as connection:
            return connection.scalar(query)

    def keep_answer(
        self, question: str, *, sentence: str, model: str, answer: str, failure: str, now: datetime
    ) -> None:
        """Remember an answer, and what of it was refused; or why there is none."""
        row = {"question": question, "sentence": _storable(sentence), "model": model, "at": stamp(now)}
        row |= {"answer": _storable(answer), "failure": _storable(failure)}
        with writing(self.engine) as connection:
            put(connection, ANSWER, [row], key="question", again=("answer", "failure", "at"))

    def answered(self) -> tuple[int, int, str]:
        """How many sentences were answered and taken, how many not, and the last reason."""
        bad = ANSWER.c.failure != ""
        with self.engine.connect() as connection:
            total = connection.scalar(select(func.count()).select_from(ANSWER)) or 0
            failed = connection.scalar(select(func.count()).where(bad)) or 0
            newest = select(ANSWER.c.failure).where(bad).order_by(ANSWER.c.at.desc()).limit(1)
            last = connection.scalar(newest)
        return total - failed, failed, last or ""


def _storable(words: str) -> str:
    """Without what no database takes as text: a stranger wrote it."""
    return words.encode("utf-8", "replace").decode().replace("\0", "")
