"""Which finding answers which requirement: the only place where rules and workflow meet.

The workflow names requirements, the rules answer with findings; neither knows of the other.  A new
requirement of the workflow file needs one entry here, in `DUE` when it speaks of criteria and in
`OTHERS` when it speaks of anything else.

Invariants:

* a requirement is never answered with nothing: where no criterion is due, that is said and met;
* a finding that is not known makes an answer that is not known, and names what would settle it;
* a paper of the unit that is missing answers `papers` and no requirement on criteria.

    >>> sorted(DUE["council_criteria"]), sorted(DUE["all_criteria"])
    (['council'], ['cluster', 'council', 'proposal', 'province'])
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import rules
from dossiers.model import Case, Dossier
from texts import Text, joined
from workflow import Answer, Definition, Source

CURED_BY = {
    "proposal": ("unit_clerk",),
    "council": ("council_secretary",),
    "cluster": ("cluster_head",),
    "province": ("provincial_secretary",),
}
"""Who can do something about a criterion, by the stage at which its evidence is due."""

DUE = {
    "proposal_criteria": frozenset({"proposal"}),
    "council_criteria": frozenset({"council"}),
    "cluster_criteria": frozenset({"cluster"}),
    "all_criteria": frozenset(CURED_BY),
}
"""Which criteria a requirement speaks of."""

ORDER = ("unit_proposal", "council_review", "cluster_review", "provincial_approval")
"""The stages in the order in which a dossier comes to them."""

STAGE_OF = {
    "unit": "unit_proposal",
    "administrator": "unit_proposal",
    "council": "council_review",
    "cluster": "cluster_review",
    "province": "provincial_approval",
}
"""At which stage a body answers a question."""

ROLES_OF = {
    "unit": ("unit_clerk", "unit_head"),
    "administrator": ("council_secretary", "provincial_secretary"),
    "council": ("council_secretary",),
    "cluster": ("cluster_head",),
    "province": ("provincial_secretary",),
}
"""Who writes down the answer of a body."""

ANSWER = "answer_question"
PAPERS = "return_to_sender"
CENTRAL_SOURCE = Source("Luật 06/2022/QH15", "Điều 77, Điều 78")
CASE_SOURCE = Source("Nghị định 152/2025/NĐ-CP", "Điều 4 khoản 4")
GROUND_SOURCE = Source("Luật 06/2022/QH15", "Điều 93 khoản 2")
AUTHORITY_SOURCE = Source("Luật 06/2022/QH15", "Điều 93 khoản 8")

OPEN_CASE = Text(
    vi="Vụ việc mở ngày {day} đang được xác minh{body}; chờ văn bản kết luận.",
    en="A case opened on {day} is being verified{body}; the concluding document is awaited.",
)
NO_CASE = Text(vi="Không có vụ việc đang xác minh.", en="No case is being verified.")
SETTLED_BY = Text(vi="{papers}.", en="{papers}.")
NOT_ASKED = Text(
    vi="Quy tắc của danh hiệu này không nói gì về bước này; vì vậy bước này phải thực hiện.",
    en="The rules of this award say nothing about this stage; it therefore has to be passed.",
)
NOTHING_DUE = Text(vi="Không có tiêu chuẩn nào ở bước này.", en="No criterion is due here.")
GROUND = Text(vi="Căn cứ hủy bỏ: {ground}.", en="Ground of the revocation: {ground}.")
NO_GROUND = Text(
    vi="Chưa nêu căn cứ: fraud, false_information, unlawful_review hoặc standard_not_met.",
    en="No ground given: fraud, false_information, unlawful_review or standard_not_met.",
)
NO_CENTRAL_PAPER = Text(
    vi="Chưa nêu số quyết định của cấp Nhà nước (number) và ngày ký (decided_on).",
    en="The number of the central decision (number) and its day (decided_on) are not given.",
)
NOT_DECIDED = Text(vi="Chưa có quyết định nào để hủy bỏ.", en="There is no decision yet to revoke.")
AUTHORITY = Text(
    vi="Quyết định do {role} ban hành; cấp đó hủy bỏ.",
    en="The decision was made by {role}; the same authority revokes it.",
)


def answering_roles(definition: Definition, body: str) -> tuple[str, ...]:
    """The roles that may write down the answer of a body; none where the workflow gives it to none.

    An older workflow may leave the questions of a body to whoever has the dossier.

    Args:
        definition: the workflow of the dossier.
        body: whom a question is put to.

    >>> from dossiers.rulebook import procedure
    >>> answering_roles(procedure().definition, "province")
    ('provincial_secretary',)
    """
    here = {role for act in definition.acts_called(ANSWER).values() for role in act.by}
    return tuple(role for role in ROLES_OF.get(body, ()) if role in here)


class Answers(Mapping[str, tuple[Answer, ...]]):
    """What the domain answers to every requirement of the provincial workflow, when it is asked.

    Most acts need few requirements, and an answer costs more than the question; so nothing is
    answered before the workflow asks.

    Attributes:
        definition: the workflow of the dossier.
        dossier: as it stands.
        evaluation: what the rules found.
        role: the role in which somebody wants to act; empty when nobody in particular does.
        details: what comes with the act.
        told: whether findings on criteria come with their words, which cost more than the answer.
    """

    def __init__(
        self,
        definition: Definition,
        dossier: Dossier,
        evaluation: rules.Evaluation,
        *,
        role: str = "",
        details: Mapping[str, object] | None = None,
        told: bool = True,
    ) -> None:
        """Keep what the answers are made from."""
        self.definition = definition
        self.dossier = dossier
        self.evaluation = evaluation
        self.role = role
        self.details = details or {}
        self.told = told

    def __getitem__(self, requirement: str) -> tuple[Answer, ...]:
        """The answers to one requirement.

        Raises:
            KeyError: the domain does not know the requirement.
        """
        if requirement in DUE:
            return _criteria(self, DUE[requirement])
        return OTHERS[requirement](self)

    def __iter__(self) -> Iterator[str]:
        """The requirements that the domain can answer."""
        yield from (*DUE, *OTHERS)

    def __len__(self) -> int:
        """How many they are."""
        return len(DUE) + len(OTHERS)

    @property
    def stage(self) -> str:
        """The stage of the state the dossier is in; empty outside of all stages.

        Such as `cluster_review`; the states `approved` and `head_decision` are in none.
        """
        return self.definition.state(self.dossier.state).stage or ""


def _criteria(asked: Answers, due: frozenset[str]) -> tuple[Answer, ...]:
    """The findings on the criteria that are due, or the answer that none is due.

    The papers of the unit are a requirement of their own; those due at a later stage, such as the
    public notice, are asked with the other criteria of that stage.
    """
    evaluation, stage = asked.evaluation, asked.stage
    found = tuple(
        _answer(one, asked)
        for one in evaluation.findings
        if one.due in due and not _sent_with(one) and not _asked_later(one, evaluation, stage)
    )
    return found or (Answer("nothing-due", met=True, text=NOTHING_DUE),)


def _asked_later(finding: rules.Finding, evaluation: rules.Evaluation, stage: str) -> bool:
    """Whether nothing is wanting but answers of bodies that the dossier has yet to come to.

    Such a question holds nobody up on the way to the body that answers it; it does at every stage
    from that body on.
    """
    if finding.result != "unknown" or stage not in ORDER:
        return False
    asked = {one.id: one.asks for one in evaluation.questions}
    return all(
        name in asked and ORDER.index(STAGE_OF[asked[name]]) > ORDER.index(stage)
        for name in finding.unknown
    )


def _sent_with(finding: rules.Finding) -> bool:
    """Whether a finding is on papers that the unit sends with its proposal."""
    return finding.severity == PAPERS and finding.due == "proposal"


def _papers(asked: Answers) -> tuple[Answer, ...]:
    """The findings on the unit's papers: what is absent sends a dossier back, failing nothing."""
    found = tuple(_answer(one, asked) for one in asked.evaluation.findings if _sent_with(one))
    return found or (Answer("nothing-due", met=True, text=NOTHING_DUE),)


def _answer(finding: rules.Finding, asked: Answers) -> Answer:
    """A finding in the words of the workflow, with its source and who can cure it.

    A criterion that does not apply is met: it stands in nobody's way.
    """
    met = {"met": True, "not_applicable": True, "not_met": False}.get(finding.result)
    if met:
        return Answer(finding.id, met=True, text=NOTHING_DUE)
    if not asked.told:
        return Answer(finding.id, met=met, text=NOTHING_DUE, cured_by=CURED_BY[finding.due])
    source = finding.source
    return Answer(
        finding.id,
        met=met,
        text=finding.text,
        source=None if source is None else Source(source.document, source.article),
        actual=finding.actual,
        needed=finding.needed if met is False else _settled_by(finding, asked.evaluation),
        cured_by=CURED_BY[finding.due],
    )


def _settled_by(finding: rules.Finding, evaluation: rules.Evaluation) -> Text | None:
    """What would settle a finding that is not known: papers, or answers to questions."""
    wanted = set(finding.unknown)
    papers = [paper for one in evaluation.missing if one.fact in wanted for paper in one.papers]
    questions = [one.text for one in evaluation.questions if one.id in wanted]
    if not papers and not questions:
        return finding.needed
    return SETTLED_BY.fill(papers=joined(dict.fromkeys([*papers, *questions]), "; "))


def _no_open_case(dossier: Dossier) -> tuple[Answer, ...]:
    """One answer for each case under verification, or the one answer that there is none."""
    cases = [case for case in dossier.evidence.cases or () if case.outcome is None]
    if not cases:
        return (Answer("no-open-case", met=True, text=NO_CASE),)
    return tuple(_open_case(case) for case in cases)


def _open_case(case: Case) -> Answer:
    """The answer that a case is in the way; its day is written as in Vietnam, 17/04/2025."""
    body = f" ({case.body})" if case.body else ""
    return Answer(
        "open-case",
        met=False,
        text=OPEN_CASE.fill(day=case.opened_on.strftime("%d/%m/%Y"), body=body),
        source=CASE_SOURCE,
        cured_by=("council_secretary", "provincial_secretary"),
    )


def _stage(evaluation: rules.Evaluation, stage: str, *, wanted: bool) -> Answer:
    """Whether the rules want the present stage, or that they do not, with the article that says so.

    Where the rules say nothing of a stage it has to be passed (ADR 0016).

    Args:
        evaluation: what the rules found.
        stage: the present stage.
        wanted: True for `stage_required`, False for `stage_not_required`.
    """
    name = "stage-required" if wanted else "stage-not-required"
    found = evaluation.stages.get(stage)
    if found is None:
        return Answer(name, met=wanted, text=NOT_ASKED)
    source = Source(found.source.document, found.source.article)
    return Answer(name, met=found.applies is wanted, text=found.because, source=source)


def _ground(details: Mapping[str, object], role: str) -> Answer:
    """Whether one of the four grounds of Law 06/2022, Article 93(2), comes with a revocation."""
    # What would come with the act is not in the way before anybody in particular does it.
    ground = details.get("ground")
    met = ground is not None or not role
    text = NO_GROUND if ground is None else GROUND.fill(ground=ground)
    return Answer("ground", met=met, text=text, source=GROUND_SOURCE)


def _central_paper(details: Mapping[str, object], role: str) -> Answer:
    """Whether the decision of the central authorities comes with the act that records it."""
    met = bool(details.get("number")) or not role
    return Answer("central-paper", met=met, text=NO_CENTRAL_PAPER, source=CENTRAL_SOURCE)


def _authority(definition: Definition, dossier: Dossier, role: str) -> Answer:
    """Whether whoever comes to revoke is the authority that decided (Law 06/2022, 93(8))."""
    decided_as = dossier.decided_as
    # Asked for nobody in particular, the requirement is a matter of who comes, not of the dossier.
    met = role in {"", decided_as}
    if decided_as is None:
        return Answer("authority", met=False, text=NOT_DECIDED, source=AUTHORITY_SOURCE)
    text = AUTHORITY.fill(role=definition.role(decided_as).text)
    return Answer("authority", met=met, text=text, source=AUTHORITY_SOURCE, cured_by=(decided_as,))


OTHERS: Mapping[str, Callable[[Answers], tuple[Answer, ...]]] = {
    "papers": _papers,
    "no_open_case": lambda asked: _no_open_case(asked.dossier),
    "stage_required": lambda asked: (_stage(asked.evaluation, asked.stage, wanted=True),),
    "stage_not_required": lambda asked: (_stage(asked.evaluation, asked.stage, wanted=False),),
    "central_paper": lambda asked: (_central_paper(asked.details, asked.role),),
    "revocation_ground": lambda asked: (_ground(asked.details, asked.role),),
    "deciding_authority": lambda asked: (_authority(asked.definition, asked.dossier, asked.role),),
}
"""How the requirements that are no group of criteria are answered."""
