"""Any OpenAI-compatible endpoint: POST {base}/chat/completions.

What is sent is already redacted. What comes back is untrusted, so its size, duration and shape are bounded. The key is
sent in one header and appears nowhere else: not in any message, log line or repr.
"""

from __future__ import annotations

import ipaddress
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError
from urllib3.util.retry import Retry

from analyzer.llm.prompt import LLMError, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable

_LARGEST_ANSWER = 256 * 1024
_TRY_AGAIN = (429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long an endpoint may take.

    Attributes:
        silence: Seconds without a byte before an attempt is given up.
        answer: Seconds one answer may take from its first byte.
        tries: Number of retries after a refused connection, 429 or 5xx.
        backoff: Seconds before the second retry, doubled for each further one; at most 20, which also caps Retry-After.
    """

    silence: float = 30.0
    answer: float = 60.0
    tries: int = 2
    backoff: float = 1.0


class EndpointLLM:
    """A language model behind an OpenAI-compatible endpoint."""

    def __init__(self, base: str, model: str, key: str, timeouts: Timeouts = Timeouts()) -> None:
        """Check the address; nothing is sent.

        Args:
            base: The address up to and without "/chat/completions", such as "https://llm.example/v1".
            model: The endpoint's name for the model.
            key: Sent as a bearer token; "" sends none.
            timeouts: How long to wait.

        Raises:
            LLMError: The key or the address is invalid, or the address holds a password, or is unencrypted and not
                local.
        """
        _check_address(base)
        if not model:
            raise LLMError("The language model's endpoint needs a model name: set HEADWATER_LLM_MODEL.")
        self.name = model
        self.languages: frozenset[str] = frozenset()
        self._url = base.rstrip("/") + "/chat/completions"
        self._key = _check_key(key.strip())
        self._patience = timeouts

    def complete(self, prompt: Prompt) -> str:
        """Answer at temperature 0.

        Raises:
            LLMError: The endpoint refused, did not answer in time, or answered with no chat completion.
        """
        try:
            return _read_answer(self._post(prompt))
        except (requests.RequestException, HTTPError) as error:
            # The error's text may quote the address or a header, so only its type is passed on, without the cause.
            raise LLMError(f"The language model's endpoint did not answer ({type(error).__name__}).") from None

    def _post(self, prompt: Prompt) -> bytes:
        with requests.Session() as session:
            adapter = HTTPAdapter(max_retries=_retries(self._patience))
            session.mount("https://", adapter)
            session.mount("http://", adapter)
            with session.post(
                self._url,
                json={
                    "model": self.name,
                    "messages": prompt.messages(),
                    "max_tokens": prompt.max_tokens,
                    "temperature": 0,
                },
                # A callable, because requests would let a .netrc file override a plain Authorization header.
                auth=self._authorise,
                timeout=self._patience.silence,
                stream=True,
                allow_redirects=False,
            ) as response:
                if response.status_code != 200:
                    raise LLMError(f"The language model's endpoint refused with HTTP status {response.status_code}.")
                return _read_bounded(response, self._patience.answer, time.monotonic)

    def _authorise(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def _retries(timeouts: Timeouts) -> Retry:
    return Retry(
        total=timeouts.tries,
        status_forcelist=_TRY_AGAIN,
        allowed_methods={"POST"},  # asking twice changes nothing at the other end
        backoff_factor=timeouts.backoff,
        backoff_max=20,
        retry_after_max=20,
        redirect=False,
        raise_on_status=False,
    )


def _read_bounded(response: requests.Response, seconds: float, clock: Callable[[], float]) -> bytes:
    until = clock() + seconds
    body = bytearray()
    while piece := response.raw.read1(16 * 1024, decode_content=True):
        body += piece
        if len(body) > _LARGEST_ANSWER:
            raise LLMError(f"The language model's endpoint answered with more than {_LARGEST_ANSWER // 1024} KiB.")
        if clock() > until:
            raise LLMError(f"The language model's endpoint did not finish its answer within {seconds:g} seconds.")
    return bytes(body)


def _read_answer(body: bytes) -> str:
    try:
        answer = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        answer = None
    if not isinstance(answer, str):
        raise LLMError("The language model's endpoint answered with something else than a chat completion.")
    return answer


def _check_address(base: str) -> None:
    try:
        address = urlsplit(base)
        host = address.hostname or ""
    except ValueError:
        host = ""
    if not host or address.scheme not in {"http", "https"}:
        raise LLMError("The language model's address must look like https://llm.example/v1 (see HEADWATER_LLM).")
    if address.username or address.password or address.query or address.fragment:
        raise LLMError("The language model's address must hold no password or key: set HEADWATER_LLM_KEY instead.")
    if address.scheme == "http" and not _is_local(host):
        raise LLMError("The language model's address must begin with https:// unless it is in your own network.")


def _check_key(key: str) -> str:
    # The HTTP library quotes a header that it cannot send, and with it the key.
    if not (key.isascii() and key.isprintable()):
        raise LLMError("The language model's key holds characters that no key has: check HEADWATER_LLM_KEY.")
    return key


def _is_local(host: str) -> bool:
    """Tell whether a host is this machine or in the local network: a private address or a name without a dot."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host
