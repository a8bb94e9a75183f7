"""Steps of the features are plugins, so that any feature may use any of them."""

pytest_plugins = [
    "features.steps.context",
    "features.steps.nominations",
    "features.steps.acts",
    "features.steps.audits",
    "features.steps.files",
    "features.steps.publishing",
    "features.steps.batches",
    "features.steps.explaining",
]

# Alembic alone runs these; imported by anybody else they have no database to speak to.
collect_ignore_glob = ["dossiers/store/migrations/**"]
