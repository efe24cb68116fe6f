"""What this machine's processor does well."""

from __future__ import annotations


def best_precision() -> str:
    """bf16 where the processor multiplies it in hardware: about three times faster, with the same neighbours."""
    import torch

    features = torch.cpu.get_capabilities()
    return "bfloat16" if features.get("amx_bf16") or features.get("avx512_bf16") else "float32"
