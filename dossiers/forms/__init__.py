"""What a form asks of whoever does an act, drawn from the models that read the answer.

`labels` has the words of every field, `fields` turns a model into fields, `asking` says what one
act asks on one dossier now, and `gathering` turns what was typed into the details of a command.  A
model that gets a field without a word for it fails a test; nothing is listed twice.
"""
