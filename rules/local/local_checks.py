"""What a province may not do in its profile: cite others, drop or loosen what the law asks.

A province may make a national criterion stricter or more precise.  Whatever is dropped, and
whatever is not surely as strict as before (`rules.local.stricter`), has to name the article of
the law that leaves it to the province, and only the articles of `profiles/delegations.yaml` do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.files.entry import Entry, Path
from rules.law.award import AwardRules, Version
from rules.local import profile_wording as wording
from rules.local.profile import Profile, delegations
from rules.local.stricter import as_strict, implies
from rules.meaning.language import Constant
from texts import Mistake, Text, joined
from texts.reading import Tree

LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Local:
    """What is checked.

    Attributes:
        award: the rules as the province has them.
        national: the rules of the law; None for an award of the province alone.
        profile: the profile.
        tree: the file of the province.
    """

    award: AwardRules
    national: AwardRules | None
    profile: Profile
    tree: Tree

    def at(self, path: Path) -> Entry:
        """The entry at a path of the file."""
        return _at(self.tree, path)


def local_mistakes(local: Local) -> Iterator[Mistake]:
    """Sources that are not the province's, and changes that only the law could make."""
    yield from source_mistakes(local.tree, local.profile)
    if local.national is None:
        return
    for n, entry in enumerate(local.at(("versions",)).items):
        law = entry.at("id").words
        after = local.award.version(local.profile.version(law))
        before = local.national.version(law)
        yield from _of_delegations(local, ("versions", n))
        yield from _of_changes(local, ("versions", n), before, after)
        yield from _of_stages(local, ("versions", n), before, after)


def source_mistakes(tree: Tree, profile: Profile) -> Iterator[Mistake]:
    """Sources in a file of a profile that are not the decision of the province.

    Args:
        tree: the file: of an award or of quotas.
        profile: whose decision every source has to name.
    """
    for path in _sources(tree.plain(), ()):
        yield from _of_source(tree, path, profile.basis.document)


def _sources(value: object, path: Path) -> Iterator[Path]:
    """The ways to every source of a file; articles that delegate are no sources of the province."""
    if isinstance(value, list):
        for n, one in enumerate(value):
            yield from _sources(one, (*path, n))
    for name, one in value.items() if isinstance(value, dict) else ():
        if name == "source":
            yield (*path, name)
        elif name != "delegated":
            yield from _sources(one, (*path, name))


def _of_source(tree: Tree, path: Path, document: str) -> Iterator[Mistake]:
    """What is wrong with one source."""
    entry = _at(tree, path)
    if entry.at("status").words != LOCAL:
        place = (*path, "status") if entry.has("status") else path
        text = wording.NOT_LOCAL.fill(words=entry.at("status").words or "confirmed")
        yield _told(tree, place, "not-local", text.fill(words=tree.words(place)))
    if document not in entry.at("document").words:
        named = (*path, "document")
        text = wording.NO_DOCUMENT.fill(document=document, words=tree.words(named))
        yield _told(tree, named, "not-local", text)


def _of_delegations(local: Local, path: Path) -> Iterator[Mistake]:
    """Articles that are named as delegating and do not."""
    known = {(one.document, one.article) for one in delegations() if one.award == local.award.code}
    entry = local.at((*path, "delegated"))
    for name in entry.keys:
        one = entry.at(name)
        if (one.at("document").words, one.at("article").words) not in known:
            text = wording.NOT_DELEGATING.fill(articles=_articles(local))
            yield _mistake(local, (*one.path, "article"), "not-delegating", text)


def _of_changes(local: Local, path: Path, before: Version, after: Version) -> Iterator[Mistake]:
    """Criteria of the law that are dropped or not surely as strict, without leave to do so."""
    version = local.at(path)
    allowed = version.at("delegated").keys
    law = before.law.law
    for one in version.at("drop").items:
        if one.words not in allowed:
            text = wording.DROPS.fill(law=law, articles=_articles(local))
            yield _mistake(local, one.path, "drops-national", text)
    for name in version.at("replace").keys:
        change = version.at("replace").at(name)
        if not change.has("source"):
            yield _mistake(local, change.path, "not-local", wording.NO_SOURCE, key=True)
        old, new = before.criterion(name), after.criterion(name)
        if name not in allowed and old and new and not as_strict(new, old):
            text = wording.LOOSENS.fill(law=law, articles=_articles(local))
            yield _mistake(local, change.path, "loosens-national", text, key=True)


def _of_stages(local: Local, path: Path, before: Version, after: Version) -> Iterator[Mistake]:
    """Stages of the law that are passed over where it does not, without leave to do so."""
    version = local.at(path)
    then = {rule.stage: rule.applies for rule in before.stages}
    now = {rule.stage: rule.applies for rule in after.stages}
    for name in version.at("stages").keys:
        old, new = then.get(name, Constant(value=True)), now[name]
        if name not in version.at("delegated").keys and not implies(old, new):
            text = wording.SKIPS.fill(law=before.law.law, articles=_articles(local))
            yield _mistake(local, (*path, "stages", name), "loosens-national", text, key=True)


def _at(tree: Tree, path: Path) -> Entry:
    """The entry at a path of a file."""
    entry = Entry(tree.plain())
    for step in path:
        entry = entry.items[step] if isinstance(step, int) else entry.at(step)
    return entry


def _told(tree: Tree, path: Path, code: str, text: Text) -> Mistake:
    """A mistake at a value, by its words."""
    return Mistake(tree.place(path), code, text, tree.words(path))


def _mistake(local: Local, path: Path, code: str, text: Text, *, key: bool = False) -> Mistake:
    """A mistake at a path; the words are those of the value, or the key itself."""
    words = str(path[-1]) if key else local.tree.words(path)
    filled = text.fill(words=words, document=local.profile.basis.document)
    return Mistake(local.tree.place(path, key=key), code, filled, words)


def _articles(local: Local) -> Text:
    """The articles that leave the award to provinces, or that there are none."""
    named = [
        Text(vi=words, en=words)
        for words in (
            f"{one.document}, {one.article}"
            for one in delegations()
            if one.award == local.award.code
        )
    ]
    return wording.ARTICLES.fill(named=joined(named, "; ")) if named else wording.NO_ARTICLES
