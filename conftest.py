"""Steps of the features are plugins, so that any feature may use any of them."""

pytest_plugins = [
    "features.steps.context",
    "features.steps.nominations",
    "features.steps.acts",
    "features.steps.audits",
    "features.steps.files",
]
