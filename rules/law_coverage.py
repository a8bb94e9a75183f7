"""Which clause of the law is held by which rule, and why where by none.

`coverage.yaml` goes through every cited article clause by clause.  Each clause names the criteria
that hold it, or says where else it is held, or why it is not encoded.  `gaps` compares the file
with the rules both ways, so that neither a new criterion nor a deleted one goes unnoticed, and
`page` writes docs/law-coverage.md from both.

    - document: Luật 06/2022/QH15
      articles:
        - article: Điều 28
          text: {vi: Tập thể lao động tiên tiến, en: Advanced Working Collective}
          clauses:
            - at: khoản 1 điểm c
              text: {vi: ít nhất 70 %, en: at least 70 %}
              criteria: [TTLDTT c.share, TTLDTT c.newcomers]
            - at: khoản 3
              text: {vi: giao bộ và tỉnh quy định cụ thể, en: ministries and provinces detail it}
              not_encoded: {vi: quy định của từng nơi, en: a matter of each place}

What it is not: no proof that a criterion says what its clause says.  That is for people to read;
the page puts both side by side for them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from rules.errors import RulesFileError
from rules.law.award import AwardRules, Criterion, Source
from rules.law.shipped import HOME
from texts import Mistake, Text, nearest
from texts.reading import Closed, Tree, Words, read_model

ARTICLE = re.compile(r"Điều [0-9]+(?:[a-z]\b)?")

NO_NUMBER = "số điều chưa xác nhận"
"""Begins what stands in place of an article whose number is not confirmed."""

EVERY = "* "
"""Begins the name of a criterion that every award has."""

ONE_ANSWER = Text(
    vi="hãy ghi criteria, elsewhere, hoặc chỉ riêng not_encoded kèm lý do",
    en="write criteria, elsewhere, or only not_encoded with the reason",
)
REPEATED = Text(vi="'{words}' đã ghi ở trên", en="'{words}' stands above already")
NO_SUCH = Text(
    vi="{place}: không có tiêu chuẩn nào tên '{name}'.{meant}",
    en="{place}: there is no criterion '{name}'.{meant}",
)
MEANT = Text(vi=" Có phải ý bạn là '{near}'?", en=" Did you mean '{near}'?")
NOTHING = Text(vi="", en="")
NOT_CITED = Text(
    vi="{place}: '{name}' không viện dẫn điều này trong phiên bản nào.",
    en="{place}: no version of '{name}' cites this article.",
)
NOT_LISTED = Text(
    vi="{document}, {article}: thiếu '{name}'; hãy ghi nó ở điểm, khoản mà nó thể hiện.",
    en="{document}, {article}: '{name}' is missing; list it at the clause that it holds.",
)


class Clause(Closed):
    """One clause of an article, or several that are answered together.

    Attributes:
        at: clause and point, such as `khoản 1 điểm c`; empty for the whole article.
        text: what it says, in our own words.
        criteria: the criteria that hold it, each as award and id; `* c.cases` stands for that
            criterion of every award that cites the article.
        elsewhere: where else it is held, such as a stage, the workflow or the award money.
        not_encoded: why nothing holds it.
    """

    at: Words = ""
    text: Text
    criteria: tuple[Words, ...] = ()
    elsewhere: Text | None = None
    not_encoded: Text | None = None


class Article(Closed):
    """One article with all its clauses.

    Attributes:
        article: its number as sources cite it, or the words for a number that is not confirmed.
        text: what it is about.
        clauses: its clauses in their order.
    """

    article: Words = Field(min_length=1)
    text: Text
    clauses: tuple[Clause, ...] = Field(min_length=1)


class Instrument(Closed):
    """One document of the law.

    Attributes:
        document: its number, as sources cite it.
        text: its name for people.
        articles: the articles that are cited.
    """

    document: Words = Field(min_length=1)
    text: Text
    articles: tuple[Article, ...] = Field(min_length=1)


class Coverage(Closed):
    """All cited documents.

    Attributes:
        kind: the version of this file format.
        instruments: the documents.
    """

    kind: Literal["law_coverage/v1"]
    instruments: tuple[Instrument, ...] = Field(min_length=1)

    def places(self) -> Iterator[tuple[Instrument, Article, Clause]]:
        """Every clause with its article and document, in the order of the file."""
        for instrument in self.instruments:
            for article in instrument.articles:
                for clause in article.clauses:
                    yield instrument, article, clause


@dataclass(frozen=True, slots=True)
class Held:
    """A criterion of the rulebook under all law versions that have it.

    Attributes:
        name: award and id, such as `TTLDTT c.share`.
        versions: each law version with the criterion as it stands there.
    """

    name: str
    versions: Mapping[str, Criterion]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Its sources, each once."""
        return tuple(dict.fromkeys(one.source for one in self.versions.values()))

    @property
    def asks(self) -> bool:
        """Whether a person has to answer for it under some version."""
        return any(step.questions for one in self.versions.values() for step in one.step.walk())


def shipped_coverage() -> bytes:
    """The file of clauses that comes with the program."""
    return (HOME / "coverage.yaml").read_bytes()


def read_coverage(text: str | bytes, *, file: str) -> Coverage:
    """Read the file of clauses.

    Args:
        text: its content, YAML or JSON.
        file: its name, for the places of mistakes.

    Raises:
        RulesFileError: it has mistakes; a clause without an answer, or with an answer beside the
            reason for having none, is such, and so is an article or a document given twice.
    """
    coverage, tree = read_model(text, file=file, model=Coverage, error=RulesFileError)
    mistakes = [*_unanswered(coverage, tree), *_repeated(coverage, tree)]
    if mistakes:
        raise RulesFileError(mistakes)
    return coverage


def held_by(book: Iterable[AwardRules]) -> Mapping[str, Held]:
    """Every criterion of the rulebook by its name, the question of scope included."""
    found: dict[str, dict[str, Criterion]] = defaultdict(dict)
    for award in book:
        for version in award.versions:
            for criterion in version.criteria:
                found[f"{award.code} {criterion.id}"][version.id] = criterion
    return {name: Held(name, versions) for name, versions in found.items()}


def gaps(coverage: Coverage, book: Iterable[AwardRules]) -> tuple[Text, ...]:
    """What does not agree between the file of clauses and the rules; empty when all does.

    Args:
        coverage: the file of clauses.
        book: every award of the rulebook.

    Returns:
        A sentence for each listed criterion that does not exist, each that cites the article in no
        version, and each citation of a criterion that no clause of that article lists.
    """
    held = held_by(book)
    return (*_listed_in_vain(coverage, held), *_not_listed(coverage, held))


def cites(source: Source, document: str, article: str) -> bool:
    """Whether a source names an article of a document.

    >>> both = Source("Luật 06/2022/QH15", "Điều 5 khoản 2 và Điều 93 khoản 2")
    >>> cites(both, "Luật 06/2022/QH15", "Điều 93"), cites(both, "Luật 06/2022/QH15", "Điều 9")
    (True, False)
    """
    return document in source.document and article in articles_of(source)


def articles_of(source: Source) -> tuple[str, ...]:
    """The articles that a source names; its own words where it names none by number.

    >>> articles_of(Source("Nghị định 152/2025/NĐ-CP", "số điều chưa xác nhận (mục 2)"))
    ('số điều chưa xác nhận',)
    """
    named = tuple(dict.fromkeys(ARTICLE.findall(source.article)))
    if source.article.startswith(NO_NUMBER) or (NO_NUMBER in source.article and not named):
        return (NO_NUMBER,)
    return named or (source.article,)


def _unanswered(coverage: Coverage, tree: Tree) -> Iterator[Mistake]:
    """Clauses that nothing holds and nothing excuses, or something does both."""
    for path, clause in _paths(coverage):
        answered = bool(clause.criteria) or clause.elsewhere is not None
        if answered == (clause.not_encoded is not None):
            yield Mistake(tree.place(path), "one-answer", ONE_ANSWER)


def _paths(coverage: Coverage) -> Iterator[tuple[tuple[str | int, ...], Clause]]:
    """Every clause with the path to it in the file."""
    for i, instrument in enumerate(coverage.instruments):
        for k, article in enumerate(instrument.articles):
            for n, clause in enumerate(article.clauses):
                yield ("instruments", i, "articles", k, "clauses", n), clause


def _repeated(coverage: Coverage, tree: Tree) -> Iterator[Mistake]:
    """Documents, and articles of one document, that stand twice."""
    seen: set[tuple[str, str]] = set()
    for i, instrument in enumerate(coverage.instruments):
        path: tuple[str | int, ...] = ("instruments", i, "document")
        names = [(instrument.document, "", path)]
        names += [
            (instrument.document, one.article, ("instruments", i, "articles", k, "article"))
            for k, one in enumerate(instrument.articles)
        ]
        for document, article, where in names:
            if (document, article) in seen:
                words = article or document
                yield Mistake(tree.place(where), "repeated", REPEATED.fill(words=words), words)
            seen.add((document, article))


def _listed_in_vain(coverage: Coverage, held: Mapping[str, Held]) -> Iterator[Text]:
    """Listed criteria that do not exist, or that cite the article in no version."""
    for instrument, article, clause in coverage.places():
        place = f"{instrument.document}, {article.article} {clause.at}".rstrip()
        for name in clause.criteria:
            if name not in held and not name.startswith(EVERY):
                near = nearest(name, held)
                meant = NOTHING if near is None else MEANT.fill(near=near)
                yield NO_SUCH.fill(place=place, name=name, meant=meant)
            elif not any(meant_by(name, held, instrument.document, article.article)):
                yield NOT_CITED.fill(place=place, name=name)


def meant_by(name: str, held: Mapping[str, Held], document: str, article: str) -> Iterator[str]:
    """The criteria that a name in the file stands for, of those that cite the article."""
    for full, one in held.items():
        same = full == name or (name.startswith(EVERY) and full.endswith(name[1:]))
        if same and any(cites(source, document, article) for source in one.sources):
            yield full


def _not_listed(coverage: Coverage, held: Mapping[str, Held]) -> Iterator[Text]:
    """Citations that no clause of the cited article lists."""
    listed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for instrument, article, clause in coverage.places():
        place = (instrument.document, article.article)
        for name in clause.criteria:
            listed[place].update(meant_by(name, held, *place))
    cited = ((one.name, source) for one in held.values() for source in one.sources)
    for name, source in cited:
        for article_name in articles_of(source):
            if not _lists(listed, source, article_name, name):
                values = {"document": source.document, "article": article_name}
                yield NOT_LISTED.fill(**values, name=name)


def _lists(
    listed: Mapping[tuple[str, str], set[str]], source: Source, article: str, name: str
) -> bool:
    """Whether the article of one of the documents that a source names lists a criterion."""
    return any(
        name in names
        for (document, number), names in listed.items()
        if number == article and document in source.document
    )
