"""How is a language model asked?  One POST to an OpenAI-compatible endpoint, within a time and a size."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import httpx

from monitor.errors import FetchError, ReadError

LIMIT = 2**20
"""Bytes of one answer; a structured reading of a sentence has some hundreds."""


def asker(url: str, model: str, key: str, timeout: float) -> Callable[[str], str]:
    """Asks `url`/chat/completions; gives the words of the answer. Raises FetchError or ReadError.

    Ollama, vLLM, DeepSeek and others speak this; all of them know `json_object`, not all a schema.
    """
    place = url.rstrip("/") + "/chat/completions"
    headers = {"Authorization": f"Bearer {key}"} if key else {}

    def ask(question: str) -> str:
        said = {"model": model, "messages": [{"role": "user", "content": question}], "temperature": 0}
        said |= {"response_format": {"type": "json_object"}, "stream": False}
        body = _body(place, headers, said, timeout)
        try:
            words = json.loads(body)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            raise ReadError("no chat completion; is it an OpenAI-compatible endpoint?", url=place) from None
        if not isinstance(words, str):
            raise ReadError("the answer holds no words", url=place)
        return words

    return ask


def _body(place: str, headers: dict[str, str], said: object, timeout: float) -> bytes:
    until = time.monotonic() + timeout
    body = bytearray()
    try:
        with httpx.stream("POST", place, headers=headers, json=said, timeout=timeout) as response:
            if response.status_code != 200:
                raise FetchError(f"HTTP {response.status_code}", url=place, status=response.status_code)
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LIMIT:
                    raise FetchError(f"more than {LIMIT} bytes", url=place, state="too large")
                if time.monotonic() > until:
                    raise FetchError(f"no whole answer within {timeout:g} s", url=place, state="timeout")
    except httpx.TimeoutException:
        raise FetchError(f"no answer within {timeout:g} s", url=place, state="timeout") from None
    except httpx.HTTPError as error:
        reason = f"connection failed: {error or type(error).__name__}"
        raise FetchError(reason, url=place, state="unreachable") from None
    return bytes(body)
