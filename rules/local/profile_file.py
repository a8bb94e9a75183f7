"""The shapes of the files of a local profile, from which their JSON Schemas are generated.

A profile is a folder: `profile.yaml` says whose it is, by which decision and from when; beside it
stands one file an award.  An award of the law gets a file of *changes* (`profile_award/v1`); an
award that only the province has gets an ordinary award file (`award_rules/v1`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from rules.files.award_file import (
    CODE,
    ChangeShape,
    Condition,
    CriterionShape,
    SomeWords,
    SourceShape,
    StageShape,
    schema_of,
)
from texts import Text
from texts.reading import Closed, Day, Flag, Name, Whole, Words

PROFILE_ID = r"^[a-z][a-z0-9-]{0,23}$"


class BasisShape(Closed):
    """The decision on which a profile rests.

    Attributes:
        document: its kind and number, as people cite it; every source of the profile names it.
        issuer: who issued it.
        date: the day on which it was signed.
        key: where it was read, a key of docs/sources.md.
    """

    document: SomeWords
    issuer: SomeWords
    date: Day
    key: SomeWords


class ProfileShape(Closed):
    """Whose rules these are, by which decision, and for which days.

    Attributes:
        kind: the version of this file format.
        id: its name, that of its folder; never renamed, because history refers to it.
        text: the province, for people.
        basis: the decision.
        first: the first day of receipt that it judges (written `from`).
        last: the last one (written `to`); left out while no end is known.
        note: what has to be known about the profile as a whole.
    """

    model_config = ConfigDict(title="A local profile of tdkt")

    kind: Literal["rules_profile/v1"]
    id: Annotated[Words, Field(pattern=PROFILE_ID)]
    text: Text
    basis: BasisShape
    first: Day = Field(alias="from")
    last: Day | None = Field(default=None, alias="to")
    note: Text | None = None


class LocalParameterShape(Closed):
    """A setting of the national file as this province has it.

    Attributes:
        value: the setting here.
        source: where the decision of the province says so.
    """

    value: Flag | Whole
    source: SourceShape


class LocalVersionShape(Closed):
    """What the province changes under one law version, written like an inheriting version.

        - id: V2022b
          add: [...]
          replace: {c.share: {must: ..., source: {...}}}
          drop: [c.inner]
          delegated:
            c.inner: {document: Luật 06/2022/QH15, article: Điều 27 khoản 3, key: LAW22}

    Attributes:
        id: the law version, a name of laws.yaml.
        parameters: settings of the national file that are others here.
        replace: what is different, by criterion.
        add: criteria that come in addition.
        drop: criteria that are left out.
        stages: what is said about stages.
        delegated: for each criterion or stage that is dropped or that is not surely as strict as
            before, the article of the law that leaves it to the province.
    """

    id: SomeWords
    parameters: Mapping[Name, LocalParameterShape] | None = None
    replace: Mapping[Name, ChangeShape] | None = None
    add: tuple[CriterionShape, ...] | None = None
    drop: tuple[Name, ...] | None = None
    stages: Mapping[Name, StageShape] | None = None
    delegated: Mapping[Name, SourceShape] | None = None


class ProfileAwardShape(Closed):
    """What a province changes about one award of the law.

    Attributes:
        kind: the version of this file format.
        award: the code of the award.
        facts: conditions that are named once and used by name, beside those of the national file.
        versions: the changes by law version.
    """

    model_config = ConfigDict(title="An award in a local profile of tdkt")

    kind: Literal["profile_award/v1"]
    award: Annotated[Words, Field(pattern=CODE)]
    facts: Mapping[Name, Condition] | None = None
    versions: tuple[LocalVersionShape, ...]


class DelegationShape(Closed):
    """One article that leaves details of an award to the provinces.

    Attributes:
        award: the code of the award.
        document: the law.
        article: article and clause, as a profile has to cite them.
        key: where it was read.
    """

    award: Annotated[Words, Field(pattern=CODE)]
    document: SomeWords
    article: SomeWords
    key: SomeWords


class DelegationsShape(Closed):
    """Every article that leaves details of an award to the provinces.

    Attributes:
        kind: the version of this file format.
        delegations: the articles.
    """

    kind: Literal["delegations/v1"]
    delegations: Annotated[tuple[DelegationShape, ...], Field(min_length=1)]


def profile_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file `profile.yaml`."""
    return schema_of(ProfileShape)


def profile_award_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an award file of a profile that changes a national award."""
    return schema_of(ProfileAwardShape)
