"""Steps of the features are plugins, so that any feature may use any of them.

Hypothesis has a profile `soak`, the large budget that `make soak` spends.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "soak",
    max_examples=2_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

pytest_plugins = [
    "tests.walking",
    "features.steps.context",
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
]

# Alembic alone runs these; imported by anybody else they have no database to speak to.
collect_ignore_glob = ["dossiers/store/migrations/**"]
