"""The endpoint is a real HTTP server on this machine: what matters here is what a network does."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from analyzer.llm import LLMError, Prompt, load_llm
from analyzer.llm.endpoint import EndpointLLM, Timeouts
from analyzer.llm.prompt import Example
from analyzer.settings import LLMSettings

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

KEY = "sk-invented-0123456789"
PROMPT = Prompt("Name it.", (Example("- a", "A"),), "- b", max_tokens=9)
HASTY = Timeouts(silence=0.3, answer=0.3, tries=2, backoff=0)

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    base: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[dict[str, object]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            state.keys.append(self.headers.get("Authorization"))
            state.replies.pop(0)(self)

        def log_request(self, *args: object) -> None:
            """Stay quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state = Server(f"http://127.0.0.1:{http.server_address[1]}/v1")
        Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield state
        http.shutdown()


def reply(status: int, body: bytes, **headers: str) -> Reply:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def completion(text: str) -> Reply:
    return reply(200, json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode())


def test_it_asks_as_openai_has_it_and_reads_the_answer(server: Server) -> None:
    server.replies = [completion("Till crashes")]
    assert EndpointLLM(server.base + "/", "small", KEY).complete(PROMPT) == "Till crashes"
    assert server.asked == [
        {
            "model": "small",
            "messages": [
                {"role": "system", "content": "Name it."},
                {"role": "user", "content": "- a"},
                {"role": "assistant", "content": "A"},
                {"role": "user", "content": "- b"},
            ],
            "max_tokens": 9,
            "temperature": 0,
        }
    ]
    assert server.keys == [f"Bearer {KEY}"]


def test_it_sends_no_key_where_there_is_none(server: Server) -> None:
    server.replies = [completion("Till crashes")]
    EndpointLLM(server.base, "small", "").complete(PROMPT)
    assert server.keys == [None]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_it_tries_again_when_told_to_wait(server: Server, status: int) -> None:
    server.replies = [reply(status, b"busy"), reply(status, b"busy", Retry_After="0"), completion("Till crashes")]
    assert EndpointLLM(server.base, "small", KEY, HASTY).complete(PROMPT) == "Till crashes"


def test_it_gives_up_after_two_more_tries(server: Server) -> None:
    server.replies = [reply(500, b"no")] * 4
    with pytest.raises(LLMError, match="refused with HTTP status 500"):
        EndpointLLM(server.base, "small", KEY, HASTY).complete(PROMPT)
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 404])
def test_it_does_not_insist_when_refused(server: Server, status: int) -> None:
    server.replies = [reply(status, f"bad key {KEY}".encode())]
    with pytest.raises(LLMError) as caught:
        EndpointLLM(server.base, "small", KEY, HASTY).complete(PROMPT)
    assert str(caught.value) == f"The language model's endpoint refused with HTTP status {status}."


def test_it_follows_no_redirect_with_its_key(server: Server) -> None:
    server.replies = [reply(307, b"", Location=server.base + "/elsewhere"), completion("Till crashes")]
    with pytest.raises(LLMError, match="307"):
        EndpointLLM(server.base, "small", KEY, HASTY).complete(PROMPT)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>busy</html>",
        b"{",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"null",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": ["a"]}}]}',
        b'{"error": {"message": "overloaded"}}',
    ],
    ids=range(11),
)
def test_it_refuses_what_is_no_chat_completion(server: Server, body: bytes) -> None:
    server.replies = [reply(200, body)]
    with pytest.raises(LLMError, match="something else than a chat completion"):
        EndpointLLM(server.base, "small", KEY).complete(PROMPT)


def test_it_stops_reading_an_endless_answer(server: Server) -> None:
    server.replies = [reply(200, b"x" * (300 * 1024))]
    with pytest.raises(LLMError, match="more than 256 KiB"):
        EndpointLLM(server.base, "small", KEY).complete(PROMPT)


def test_it_stops_waiting_for_a_silent_endpoint(server: Server) -> None:
    over = Event()
    server.replies = [lambda handler: over.wait(20) and None] * 3
    try:
        with pytest.raises(LLMError, match="did not answer"):
            EndpointLLM(server.base, "small", KEY, Timeouts(silence=0.05, tries=2, backoff=0)).complete(PROMPT)
    finally:
        over.set()
    assert len(server.asked) == 3


def test_it_stops_waiting_for_an_answer_that_drips(server: Server) -> None:
    over = Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not over.wait(0.02):
            handler.wfile.write(b" ")

    server.replies = [drip]
    try:
        with pytest.raises(LLMError, match=r"did not finish its answer within 0\.1 seconds"):
            EndpointLLM(server.base, "small", KEY, Timeouts(silence=5, answer=0.1)).complete(PROMPT)
    finally:
        over.set()


def test_it_says_when_nobody_listens() -> None:
    with pytest.raises(LLMError, match="did not answer"):
        EndpointLLM("http://127.0.0.1:9/v1", "small", KEY, HASTY).complete(PROMPT)


def test_it_keeps_key_and_words_out_of_logs_errors_and_representations(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.replies = [reply(500, b"no")] * 3
    llm = EndpointLLM(server.base, "small", KEY, HASTY)
    with pytest.raises(LLMError) as caught:
        llm.complete(PROMPT)
    told = caplog.text + repr(caught.value) + repr(caught.value.__cause__) + repr(llm) + repr(LLMSettings(key=KEY))
    assert KEY not in told
    assert "Name it." not in told


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        ("llm.example/v1", "must look like https://llm.example/v1"),
        ("ftp://llm.example/v1", "must look like"),
        ("https://[::1", "must look like"),
        ("https://", "must look like"),
        (f"https://me:{KEY}@llm.example/v1", "must hold no password or key"),
        (f"https://llm.example/v1?key={KEY}", "must hold no password or key"),
        ("http://llm.example/v1", "must begin with https://"),
        ("http://8.8.8.8/v1", "must begin with https://"),
    ],
)
def test_it_refuses_an_address_without_repeating_it(base: str, reason: str) -> None:
    with pytest.raises(LLMError, match=reason) as caught:
        EndpointLLM(base, "small", "")
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "base", ["https://llm.example/v1", "http://localhost:11434/v1", "http://10.1.2.3/v1", "http://[::1]:80"]
)
def test_it_accepts_addresses_that_keep_words_safe(base: str) -> None:
    llm = load_llm(LLMSettings(source=base, model="small"))
    assert llm is not None
    assert llm.name == "small"


@pytest.mark.parametrize("key", ["sk-\nHost: elsewhere", "schlüssel"])
def test_it_refuses_a_key_that_no_header_can_carry_without_repeating_it(key: str) -> None:
    with pytest.raises(LLMError, match="check HEADWATER_LLM_KEY") as caught:
        EndpointLLM("https://llm.example/v1", "small", key)
    assert key not in str(caught.value)


def test_it_needs_a_model_name() -> None:
    with pytest.raises(LLMError, match="HEADWATER_LLM_MODEL"):
        load_llm(LLMSettings(source="https://llm.example/v1"))


def test_it_is_off_unless_switched_on() -> None:
    assert load_llm(LLMSettings()) is None
