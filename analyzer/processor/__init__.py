"""What this machine multiplies fast: the processor's precisions, and a GPU if there is one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

# Linux lists the processor's features here; importing torch to ask for them would take two seconds.
_CPUINFO = Path("/proc/cpuinfo")


@cache
def best_precision() -> str:
    """Return bf16 if the processor multiplies it in hardware (about three times faster, same neighbours), else fp32."""
    return "bfloat16" if _features() & {"amx_bf16", "avx512_bf16"} else "float32"


@cache
def encoder_precision() -> str:
    """Return int8 if the processor has VNNI but no bf16, else ``best_precision`` (docs/decisions/0033)."""
    vnni = _features() & {"avx_vnni", "avx512_vnni"}
    return "int8" if vnni and best_precision() == "float32" else best_precision()


@cache
def best_device() -> str:
    """Return "cuda" if torch finds a GPU, else "cpu". Imports torch."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


@cache
def _features() -> set[str]:
    return _features_of_cpuinfo() if _CPUINFO.exists() else _features_of_torch()


def _features_of_cpuinfo() -> set[str]:
    lines = _CPUINFO.read_text(encoding="utf-8").splitlines()
    return set(next((line for line in lines if line.startswith("flags")), "").split())


def _features_of_torch() -> set[str]:
    import torch

    return {name for name, has in torch.cpu.get_capabilities().items() if has is True}
