"""Settings that a run is stored with."""

import json

from analyzer.pipeline.runs.stored_settings import from_json, to_json
from analyzer.settings import GateSettings, KnowledgeSettings, LinkSettings, LLMSettings, Settings, ThemeSettings

OTHER = Settings(
    seed=7,
    embedder="multilingual",
    themes=ThemeSettings("bertopic"),
    links=LinkSettings(2, 99, 0.2, (0, 1), (-1,)),
    gate=GateSettings(6, 12),
    llm=LLMSettings("packaged", "m", ""),
    knowledge=KnowledgeSettings("own.yaml", "ab" * 32),
    slices=True,
)


def test_it_gives_back_the_settings_that_were_stored() -> None:
    for settings in (Settings(), OTHER):
        assert from_json(json.loads(json.dumps(to_json(settings)))) == settings
