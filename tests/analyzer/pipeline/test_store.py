import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from analyzer.pipeline import open_store
from analyzer.pipeline.store import INSERT_BATCH_SIZE, Store, add_rows
from analyzer.settings import InstallationSettings
from analyzer.types import Side
from models import SetAside, Upload

KEY = b"k" * 32
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(Side) | st.dates()
PARTS = st.recursive(
    PLAIN, lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=8
)


@given(st.lists(PARTS).map(tuple))
def test_a_digest_is_that_of_the_parts_as_json(parts):
    store = Store(InstallationSettings(home=Path(), database=""), None, KEY, lambda: datetime.now(UTC))
    content = json.dumps(parts, default=str).encode()
    assert store.digest(*parts) == hashlib.blake2b(content, key=KEY, digest_size=32).hexdigest()


def test_it_adds_more_rows_than_it_makes_ready_at_once(tmp_path):
    store = open_store(InstallationSettings(home=tmp_path, database=f"sqlite:///{tmp_path / 'h.db'}"))
    made = {"sha256": "", "side": Side.CUSTOMER, "choices": {}, "plan": {}, "created": store.clock()}
    with store.sessions.begin() as session:
        session.add(Upload(id=1, fingerprint="f", name="texts.csv", **made))
        session.flush()
        add_rows(
            session,
            SetAside,
            ({"upload_id": 1, "line": line, "kind": "skipped", "reason": ""} for line in range(INSERT_BATCH_SIZE + 1)),
        )
    with store.sessions() as session:
        count, last = session.execute(select(func.count(), func.max(SetAside.line))).one()
    assert (count, last) == (INSERT_BATCH_SIZE + 1, INSERT_BATCH_SIZE)
