"""What a workflow asks of an act, of a ballot and of a term, in sentences of both languages.

Books and pages are made of these sentences, so that neither says more than the other.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> reject = definition.states["proposed"].acts["reject"]
    >>> [one.en for one in needs_of(definition, reject)]
    ['a reason in words']
"""

from __future__ import annotations

from collections.abc import Iterator

from texts import Text, joined
from workflow.language.definition import Act, AnywhereAct, Definition
from workflow.language.naming import Source, When
from workflow.running.preconditions import mark_text

REASON = Text(vi="phải ghi lý do", en="a reason in words")
NOT_BY = Text(vi="người đã '{act}'", en="whoever did '{act}'")
NOT_RELATED = Text(vi="người là {relation}", en="whoever is {relation}")
AFTER = Text(vi="đã có: {mark}", en="reached: {mark}")
BEFORE = Text(vi="khi đã có: {mark}", en="once reached: {mark}")
AT_MOST = Text(vi="quá {n} lần", en="more than {n} times")
WITHIN = Text(vi="trong: {clock}", en="within: {clock}")
ONLY_IF = Text(vi="chỉ khi {setting}: {value}", en="only where {setting}: {value}")
SHARE = Text(vi="{number} của {of}", en="{number} of {of}")
OF_SHARE = {
    "members": Text(vi="tổng số thành viên", en="all members"),
    "present": Text(vi="số người dự", en="those present"),
}


def needs_of(definition: Definition, act: Act | AnywhereAct) -> Iterator[Text]:
    """What has to hold before an act.

    Args:
        definition: the workflow, for the names of what is asked.
        act: the act as one state has it.
    """
    yield from settings_of(definition, act.when)
    for name in act.needs:
        need = definition.requirements[name]
        source = cited(need.source)
        yield Text(f"{need.text.vi} ({source})", f"{need.text.en} ({source})")
    for name in act.after:
        yield AFTER.fill(mark=mark_text(definition, name))
    if act.within is not None:
        yield WITHIN.fill(clock=definition.clocks[act.within].text)
    if act.reason == "required":
        yield REASON


def bars_of(definition: Definition, act: Act | AnywhereAct) -> Iterator[Text]:
    """Who may not do an act, and when nobody may.

    Args:
        definition: the workflow, for the names of acts, relations and marks.
        act: the act as one state has it.
    """
    for name in act.not_same_person_as:
        yield NOT_BY.fill(act=next(iter(definition.acts_called(name).values())).text)
    for name in act.bar:
        yield NOT_RELATED.fill(relation=definition.relations[name].text)
    for name in act.before:
        yield BEFORE.fill(mark=mark_text(definition, name))
    if act.at_most is not None:
        yield AT_MOST.fill(n=act.at_most)


def settings_of(definition: Definition, when: When) -> Iterator[Text]:
    """Under which settings something is asked.

    Args:
        definition: the workflow, for the names of settings.
        when: the settings; none where it is always asked.
    """
    for name, values in when.items():
        setting = definition.settings[name]
        wanted = joined((setting.values[value] for value in values), " / ")
        yield ONLY_IF.fill(setting=setting.text, value=wanted)


def share_of(definition: Definition, words: str) -> Text:
    """A share in words; one that a setting gives is told by the name of the setting.

    Args:
        definition: the workflow, for its settings.
        words: the share as it is written, such as `{council_share}% of members`.
    """
    number, _, base = words.partition(" of ")
    told = Text(vi=number, en=number)
    for name, setting in definition.settings.items():
        place = f"{{{name}}}%"
        told = Text(
            vi=told.vi.replace(place, setting.text.vi), en=told.en.replace(place, setting.text.en)
        )
    return SHARE.fill(number=told, of=OF_SHARE[base])


def act_text(definition: Definition, name: str) -> Text:
    """The words of an act, as the first of its states has them."""
    return next(iter(definition.acts_called(name).values())).text


def cited(source: Source) -> str:
    """A source as people cite it: document and article."""
    return f"{source.document}, {source.article}"
