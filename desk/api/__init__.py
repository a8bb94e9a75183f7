"""The API: the same reads and acts as JSON, for programs that act for an account (ADR 0054).

An endpoint is a function from a `Call` to a `Reply`, in a table from which the routes and the
OpenAPI document are both made.  `desk.web.api` alone knows the framework.  What is answered has the
shapes of `dossiers.telling`, which the command line prints too.

Invariants:

* nobody is known by a cookie here: a token comes with every request, so there is no form to forge;
* what a token may do is its scopes and the roles of its account, asked of `dossiers.accounts.may`
  by the clock; no day that was sent decides about it;
* a body is read strictly: an unknown key, a value of another kind and an unknown parameter are told
  field by field, and nothing is recorded;
* whatever goes wrong is a problem (RFC 9457) in both languages; a refused act carries everything
  that is in its way.
"""
