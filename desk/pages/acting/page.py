"""Doing an act: the form, a look at what will be recorded, and the act itself.

A form carries the key under which its act is recorded, so that a second click, a second tab or a
reload does nothing twice, and the number of events that the dossier had when the form was drawn.
Whoever comes with an older one reads whose change won, and keeps what was typed.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

import workflow
from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.route import Route, Who
from desk.trouble import BadInputError, ConfirmFirstError, NotForYouError
from dossiers.accounts import Allowed, Deed, Denied, accounts, confirmed, deed_of, may
from dossiers.accounts import Declined
from dossiers.acts import kind_of
from dossiers.errors import ActDetailsError, ConflictError, TransitionRefusedError
from dossiers.forms.asking import AMEND, entries, fields_for, part_named, parts
from dossiers.forms.fields import Field, fields_of
from dossiers.forms.gathering import details_of, faults_of, shown
from dossiers.use_cases import Acting, Happening, Look, looked_at, perform, timeline
from texts import Text

