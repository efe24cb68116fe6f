"""Measure the panel test alone on a large made-up organisation: wall time, processor time and peak memory.

    benchmark_links.py [--units 200] [--periods 36] [--themes 200] [--partners 4] [--permutations 4999]

Peak memory is the whole process's, Python and its libraries included. Prints Markdown.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from dataclasses import replace

import click

from analyzer.link.candidates import Candidate
from analyzer.link.evaluate import build_series, evaluate_pairs
from analyzer.selftest import World, simulate
from analyzer.settings import LinkSettings


@click.command()
@click.option("--units", default=200, show_default=True)
@click.option("--periods", default=36, show_default=True)
@click.option("--themes", default=200, show_default=True, help="A side.")
@click.option("--partners", default=4, show_default=True, help="Candidates of each theme.")
@click.option("--permutations", default=LinkSettings().permutations, show_default=True)
def main(units: int, periods: int, themes: int, partners: int, permutations: int) -> None:
    """Measure what testing all candidates of one organisation costs."""
    panels = simulate(World(units=units, periods=periods, themes=themes, linked=themes // 5), 0)
    pairs = [Candidate(e, (e + step) % themes, 0.5, None) for step in range(partners) for e in range(themes)]
    settings = replace(LinkSettings(), permutations=permutations)
    memory = _peak()
    wall, cpu = time.perf_counter(), time.process_time()
    field = build_series(*panels)
    laid = time.perf_counter()
    verdicts = evaluate_pairs(field, pairs, [True] * len(pairs), (), settings, 0)
    end = time.perf_counter()
    found = sum(verdict.q <= settings.fdr for verdict in verdicts.tested if verdict)
    load = os.getloadavg()[0]
    click.echo(f"{units} units × {periods} periods, {themes} themes a side, {len(pairs)} pairs;")
    click.echo(f"at least {permutations} swaps;")
    click.echo(f"{os.cpu_count()} cores, load {load:.1f}; {found} pairs pass.\n")
    click.echo("| wall s | of it laying out | CPU s | peak MB | of it before |\n|---|---|---|---|---|")
    times = f"| {end - wall:.1f} | {laid - wall:.1f} | {time.process_time() - cpu:.1f} |"
    click.echo(f"{times} {_peak() / 1e6:.0f} | {memory / 1e6:.0f} |")


def _peak() -> int:
    """Largest resident memory of this process so far, bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
