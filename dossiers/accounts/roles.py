"""Every role that an account can be given: those of people in any workflow, and the house's own.

>>> sorted(role for role in roles() if role in HOUSE_ROLES)
['administrator', 'auditor', 'policy']
>>> "engine" in roles(), roles()["unit_head"].en
(False, 'Head of the unit')
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import workflow
from dossiers.people import HOUSE_ROLES
from dossiers.rulebook import named_procedure
from texts import Text


@cache
def definitions() -> Mapping[str, workflow.Definition]:
    """Every workflow that comes with the program, by name."""
    return {name: named_procedure(name).definition for name in workflow.shipped_names()}


@cache
def roles() -> Mapping[str, Text]:
    """Every role in words, by id; where workflows name one differently, as the first of them."""
    found: dict[str, Text] = {}
    for definition in definitions().values():
        for name, role in definition.roles.items():
            if not role.program:
                found.setdefault(name, role.text)
    return {**found, **HOUSE_ROLES}
