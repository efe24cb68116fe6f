"""The private folder."""

import stat
from pathlib import Path

from models.home import make_private, make_private_file, secret_key


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_makes_a_folder_that_only_its_user_enters(tmp_path: Path) -> None:
    assert mode(make_private(tmp_path / "a" / "home")) == 0o700


def test_it_closes_a_folder_that_others_could_enter(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert mode(make_private(tmp_path)) == 0o700


def test_it_makes_a_private_key_once(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert len(key) == 32
    assert secret_key(tmp_path) == key
    assert mode(tmp_path / "secret.key") == 0o600


def test_it_gives_two_installations_different_keys(tmp_path: Path) -> None:
    assert secret_key(make_private(tmp_path / "a")) != secret_key(make_private(tmp_path / "b"))


def test_it_leaves_a_file_alone_that_exists_and_no_draft_behind(tmp_path: Path) -> None:
    make_private_file(tmp_path / "a", b"first")
    make_private_file(tmp_path / "a", b"second")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"first")]
