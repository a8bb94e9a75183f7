"""The first page of auditors: how the record stands, and where to look."""
