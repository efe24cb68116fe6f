"""The command line with tools that load nothing."""

from __future__ import annotations

from tests.fakes import fake_tools
from web import cli


def run(*arguments: object) -> int:
    """Run one command. Returns its exit code."""
    try:
        cli.main([str(argument) for argument in arguments], lambda key: fake_tools())
    except SystemExit as end:
        return int(end.code or 0)
    return 0
