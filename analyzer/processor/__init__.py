"""What this machine's processor does well."""

from __future__ import annotations

from functools import cache
from pathlib import Path

# Linux says it there; importing torch to ask would take two seconds.
_DESCRIBED = Path("/proc/cpuinfo")


@cache
def best_precision() -> str:
    """bf16 where the processor multiplies it in hardware: about three times faster, with the same neighbours."""
    return "bfloat16" if _features() & {"amx_bf16", "avx512_bf16"} else "float32"


@cache
def encoder_precision() -> str:
    """int8 where there is no bf16, but instructions for whole numbers (docs/decisions/0033-int8-with-vnni.md)."""
    whole = _features() & {"avx_vnni", "avx512_vnni"}
    return "int8" if whole and best_precision() == "float32" else best_precision()


@cache
def _features() -> set[str]:
    return _described() if _DESCRIBED.exists() else _asked()


def _described() -> set[str]:
    lines = _DESCRIBED.read_text(encoding="utf-8").splitlines()
    return set(next((line for line in lines if line.startswith("flags")), "").split())


def _asked() -> set[str]:
    import torch

    return {name for name, has in torch.cpu.get_capabilities().items() if has is True}
