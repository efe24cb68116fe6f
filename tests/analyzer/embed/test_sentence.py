"""Where a sentence-transformers model is looked for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from huggingface_hub import set_client_factory
from huggingface_hub.utils._http import default_client_factory

from analyzer.embed.sentence import HUB_TIMEOUT_SECONDS, open_model


class Hub:
    """A hub that answers each request in the same way and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[httpx2.Request] = []
        self.answer: Callable[[], httpx2.Response] = lambda: httpx2.Response(404)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        return self.answer()


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()
    set_client_factory(lambda: httpx2.Client(transport=httpx2.MockTransport(hub)))
    yield hub
    set_client_factory(default_client_factory)


def unreachable() -> httpx2.Response:
    raise httpx2.ConnectError("no way there")


@pytest.mark.parametrize(
    "answer", [unreachable, lambda: httpx2.Response(404), lambda: httpx2.Response(503), lambda: httpx2.Response(200)]
)
def test_it_asks_the_hub_for_an_unknown_model_once_and_in_silence(
    hub: Hub, answer: Callable[[], httpx2.Response], capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    hub.answer = answer
    assert open_model("nowhere/no-such-model") is None
    assert [request.url.path for request in hub.asked] == ["/api/models/nowhere/no-such-model"]
    assert set(hub.asked[0].extensions["timeout"].values()) == {HUB_TIMEOUT_SECONDS}
    assert "".join(capfd.readouterr()) == ""
    assert "Retry" not in caplog.text


def test_it_asks_no_hub_for_a_folder(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    for name in ("mine", "./mine", str(tmp_path / "mine"), "./not/there", str(tmp_path / "not" / "there")):
        assert open_model(name) is None
    assert hub.asked == []
