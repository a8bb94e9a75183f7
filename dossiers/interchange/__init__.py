"""History in the forms that other people's tools read: XES, OCEL 2.0 and PROV, with nobody's name.

`telling` reads what may leave the office; `xes`, `ocel` and `prov` write it, each in its form.
"""
