"""The desk: the door in the browser, for councils, auditors and policy staff.

A page is a function from an `Asked` to an `Answer`, in a folder of its own under `desk.pages`
together with its templates and its English words.  `desk.web` alone knows the framework: it makes
an `Asked` of a request and a response of an `Answer`.  What a page shows and does comes from
`dossiers.use_cases`; nothing is judged here.

Invariants:

* every form works without JavaScript, and every address is a plain link;
* a page that reads shows any moment (`?at=`, `?as_of=`), under a band that says so, and offers no
  act there;
* text in a template is Vietnamese and has its English in `en.po` beside it; a test counts both;
* nothing is fetched from anywhere else, and nothing runs that is not a file of `desk/static`;
* what somebody may do is decided by `dossiers.accounts` and the use cases, never by what a page
  shows.
"""
