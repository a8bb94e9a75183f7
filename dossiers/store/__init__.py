"""Where dossiers, their events and documents are kept: SQLAlchemy lives here and nowhere else."""

from dossiers.store.records import Entry, NewEvent, Recorded, Row, Store, StoredEvent
from dossiers.store.schema import initialise

__all__ = ["Entry", "NewEvent", "Recorded", "Row", "Store", "StoredEvent", "initialise"]
