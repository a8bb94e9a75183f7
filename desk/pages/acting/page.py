"""Doing an act: the form, a look at what will be recorded, and the act itself."""

from __future__ import annotations

from desk.route import Route

ROUTES: tuple[Route, ...] = ()
