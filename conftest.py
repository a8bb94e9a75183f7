"""Steps of the features are plugins, so that any feature may use any of them.

Hypothesis has a profile `soak`, the large budget that `make soak` spends.  No example fails for
having taken long: how quick a machine is is what `bench/` asks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from dossiers.store.postgresql import FOLDER_OF_KEYS
from tests.terminal.speaking import help_pages_in_vietnamese

settings.register_profile(
    "soak",
    max_examples=2_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

settings.register_profile(
    "usual", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("usual")

pytest_plugins = [
    "tests.walking",
    "tests.databases",
    "tests.dossiers.accounting",
    "tests.browser",
    "features.steps.context",
    "features.steps.accounts",
    "features.steps.backups",
    "features.steps.many",
    "features.steps.apart",
    "features.steps.nominations",
    "features.steps.acts",
    "features.steps.audits",
    "features.steps.files",
    "features.steps.publishing",
    "features.steps.batches",
    "features.steps.explaining",
    "features.steps.profiles",
    "features.steps.editing",
    "features.steps.effects",
    "features.steps.terms",
    "features.steps.pictures",
    "features.steps.councils",
    "features.steps.returns",
    "features.steps.migrations",
    "features.steps.proofs",
    "features.steps.findings",
    "features.steps.erasures",
    "features.steps.browsing",
    "features.steps.columns",
    "features.steps.linked",
    "features.steps.mandates",
    "features.steps.interchange",
    "features.steps.stamps",
    "features.steps.travelling",
    "features.steps.reading",
    "features.steps.auditing_desk",
    "features.steps.programs",
    "features.steps.waiting",
    "features.steps.weather",
    "features.steps.desks",
    "features.steps.desk_safety",
    "features.steps.standing_in",
]

# Alembic alone runs these; imported by anybody else they have no database to speak to.
collect_ignore_glob = ["dossiers/store/migrations/**"]


@pytest.fixture(autouse=True, scope="session")
def keys_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keys of databases on servers lie in a folder of this run."""
    os.environ[FOLDER_OF_KEYS] = str(tmp_path_factory.mktemp("keys"))


@pytest.fixture(autouse=True, scope="session")
def help_in_vietnamese() -> Iterator[None]:
    """Every command is imported in Vietnamese before a test speaks English in this process."""
    with help_pages_in_vietnamese():
        yield
