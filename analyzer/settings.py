"""All settings as frozen values, read from the environment at the entry points and passed down as arguments."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

TIERS = ("auto", "full", "fast")


class SettingError(Exception):
    """An environment variable that cannot be used. The message is one sentence for people."""

    def __init__(self, name: str, found: str, allowed: str) -> None:
        super().__init__(f"{name} is {found!r}: it has to be {allowed}.")


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """How statements become themes.

    Attributes:
        engine: "leiden" (nearest-neighbour graph and Leiden) or "bertopic" (UMAP and HDBSCAN).
    """

    engine: str = "leiden"


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How pairs of themes are tested. All of it is declared before any statistic is seen.

    Attributes:
        partners: Candidate partners kept per theme.
        permutations: Least number of permutations of whole unit series; more if the number of tested pairs needs it.
        fdr: False discovery rate tolerated among reported links; half of it among those that no mechanism explains.
        lags: Periods by which the customer side may follow.
        reverse_lags: Periods by which the employee side may follow.
    """

    partners: int = 4
    permutations: int = 4999
    fdr: float = 0.10
    lags: tuple[int, ...] = (0, 1, 2, 3)
    reverse_lags: tuple[int, ...] = (-1, -2)


@dataclass(frozen=True, slots=True)
class GateSettings:
    """The fewest people behind anything that a leader sees.

    Attributes:
        people: Behind any count, share or theme.
        quote: Behind any employee's words.
    """

    people: int = 5
    quote: int = 10


@dataclass(frozen=True, slots=True)
class LLMSettings:
    """Which language model writes theme names and judges links. Empty ``source`` means none.

    Attributes:
        source: "", "packaged", or the base URL of an OpenAI-compatible endpoint.
        model: The endpoint's model name.
        key: The endpoint's key; never logged or stored.
    """

    source: str = ""
    model: str = ""
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class KnowledgeSettings:
    """Which file of mechanisms a user added to the shipped ones. Empty means none.

    Attributes:
        name: The file's name.
        sha256: Hash of its content; a copy is stored under it, so that the run can be repeated.
    """

    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run.

    Attributes:
        seed: Makes every random choice repeatable.
        embedder: "auto", "english", "multilingual", or a local path or hub name for sentence-transformers.
        tier: "full" (the embedder reads every statement), "fast" (it reads a few thousand, and a map learned from them
            places the others), or "auto": fast where there are many statements.
        themes: How statements become themes.
        links: How pairs of themes are tested.
        gate: Fewest people behind what a leader sees.
        llm: Which language model writes names.
        knowledge: Which file of mechanisms was added.
        slices: Whether leaving employees are also divided by tenure, role and birth cohort.
    """

    seed: int = 0
    embedder: str = "auto"
    tier: str = "auto"
    themes: ThemeSettings = ThemeSettings()
    links: LinkSettings = LinkSettings()
    gate: GateSettings = GateSettings()
    llm: LLMSettings = LLMSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    slices: bool = False


@dataclass(frozen=True, slots=True)
class InstallationSettings:
    """Locations and limits of this installation.

    Attributes:
        home: The private folder: database, vector cache, queue, secret key, spool.
        database: SQLAlchemy URL.
        upload_limit: Largest accepted file, bytes.
        keep_uploads: Whether the uploaded bytes stay once their redacted records are stored.
        knowledge: A file of mechanisms that runs started here use beside the shipped ones, or None.
    """

    home: Path
    database: str
    upload_limit: int = 300 * 1024 * 1024
    keep_uploads: bool = False
    knowledge: Path | None = None


def installation_settings(environment: Mapping[str, str] = os.environ) -> InstallationSettings:
    """Read the installation's locations from HEADWATER_HOME, DATABASE_URL and HEADWATER_KNOWLEDGE, and its limits.

    Raises:
        SettingError: A limit cannot be understood.
    """
    knowledge = environment.get("HEADWATER_KNOWLEDGE")
    home = Path(environment.get("HEADWATER_HOME") or user_data_path("headwater"))
    return InstallationSettings(
        home=home,
        database=environment.get("DATABASE_URL") or f"sqlite:///{home / 'headwater.db'}",
        upload_limit=_megabytes(environment, "HEADWATER_MAX_UPLOAD_MB", 300) * 1024 * 1024,
        keep_uploads=environment.get("HEADWATER_KEEP_UPLOADS", "") == "1",
        knowledge=Path(knowledge) if knowledge else None,
    )


def run_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings of runs from HEADWATER_EMBEDDER, _TIER, _LLM, _LLM_MODEL and _LLM_KEY.

    Raises:
        SettingError: There is no such tier.
    """
    tier = environment.get("HEADWATER_TIER") or "auto"
    if tier not in TIERS:
        raise SettingError("HEADWATER_TIER", tier, "auto, full or fast")
    return Settings(
        embedder=environment.get("HEADWATER_EMBEDDER") or "auto",
        tier=tier,
        llm=LLMSettings(
            source=environment.get("HEADWATER_LLM", ""),
            model=environment.get("HEADWATER_LLM_MODEL", ""),
            key=environment.get("HEADWATER_LLM_KEY", ""),
        ),
    )


def _megabytes(environment: Mapping[str, str], name: str, default: int) -> int:
    found = environment.get(name) or str(default)
    if not found.strip().isdecimal() or int(found) < 1:
        raise SettingError(name, found, "a whole number of megabytes, 1 or more")
    return int(found)
