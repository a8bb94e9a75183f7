"""Nodes from the events of the YAML parser, in one pass, for readers that mind what they build.

`yaml.compose` reads a text a second time and works out for each word what type it would have; a
strict reader has looked at every event by then, and takes each word as it was written.  So the
nodes are put together from the very events that were looked at, which takes less than half the
time.

    >>> composing, loader = Composing(), yaml.CSafeLoader("a: [1, no]")
    >>> for event in iter(loader.get_event, None):
    ...     composing.take(event)
    >>> [(name.value, [one.value for one in value.value]) for name, value in composing.root.value]
    [('a', ['1', 'no'])]
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import yaml

WORD, LIST, GROUP = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
Making = Callable[..., yaml.Node]
"""Makes a node; its marks are those of the C parser, of which the stubs of nodes do not know."""
WORD_OF: Making = yaml.ScalarNode
LIST_OF: Making = yaml.SequenceNode
GROUP_OF: Making = yaml.MappingNode


@dataclass(slots=True)
class Composing:
    """What has been put together so far.

    Attributes:
        root: the node at the top; None before there is one.
        count: how many words, groups and lists there are.
        waiting: the lists and groups that have begun, each with what stands in it.
    """

    root: yaml.Node | None = None
    count: int = 0
    waiting: list[tuple[yaml.CollectionStartEvent, list[yaml.Node]]] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        """Go on with the next event; an alias stands for an empty word."""
        if isinstance(event, yaml.ScalarEvent):
            marks = event.start_mark, event.end_mark
            self._begin(WORD_OF(WORD, event.value, *marks, event.style))
        elif isinstance(event, yaml.CollectionStartEvent):
            self.count += 1
            self.waiting.append((event, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._ended(event))
        elif isinstance(event, yaml.AliasEvent):
            self._begin(WORD_OF(WORD, "", event.start_mark, event.end_mark))

    def _begin(self, node: yaml.Node) -> None:
        """A node that has no beginning and end of its own."""
        self.count += 1
        self._add(node)

    def _ended(self, event: yaml.CollectionEndEvent) -> yaml.Node:
        """The list or group that began last, as a node."""
        began, inside = self.waiting.pop()
        marks = began.start_mark, event.end_mark, began.flow_style
        if isinstance(began, yaml.SequenceStartEvent):
            return LIST_OF(LIST, inside, *marks)
        parts = iter(inside)
        return GROUP_OF(GROUP, list(zip(parts, parts, strict=True)), *marks)

    def _add(self, node: yaml.Node) -> None:
        """A node at its place: in what began last, or at the top."""
        if self.waiting:
            self.waiting[-1][1].append(node)
        elif self.root is None:
            self.root = node
