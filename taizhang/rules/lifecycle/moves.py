"""MOVES: every command with the states it leaves and reaches, who may give it, what it must carry.

The one table of the lifecycle. `offers()`, `decide()`, the diagram in docs and the exhaustive check
of the state graph read it; nothing else knows which command is legal where.
"""

from dataclasses import dataclass

from taizhang.rules.lifecycle.states import OPEN, Command, RequestKind, State, Who

C, S, W = Command, State, Who


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a command carries.

    Kinds: text (free words, kept apart from the entry), short (a code or word in it), unit, units,
    person, date, moment, number, flag, choice, evidence (list of SHA-256), items, entry, moments.
    """

    name: str
    kind: str = "text"
    required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """One command: from which states to which (none: it stays), by whom, with what."""

    command: Command
    sources: frozenset[State]
    targets: tuple[State, ...]
    by: frozenset[Who]
    fields: tuple[Field, ...] = ()
    stays: frozenset[State] = frozenset()  # sources in which it changes no state all the same

    def reaches(self, state: State) -> tuple[State, ...]:
        """Return the states that the command may lead to from this one; none if it stays."""
        return () if state in self.stays else self.targets


@dataclass(frozen=True, slots=True)
class Wish:
    """One kind of request: where it may be asked, by whom, who decides, what it must carry."""

    kind: RequestKind
    states: frozenset[State]
    askers: frozenset[Who]
    decider: Who
    fields: tuple[Field, ...] = ()


REASON = Field("reason")
EVIDENCE = Field("evidence", "evidence")
OPTIONAL_EVIDENCE = Field("evidence", "evidence", required=False)
UNSETTLED = (S.PROPOSED, S.REGISTERED, S.DISPATCHED, S.IN_PROGRESS)
HELD = (S.REGISTERED, S.DISPATCHED, S.IN_PROGRESS, S.SUSPENDED)
REGISTER_FIELDS = (
    Field("category", "short"),
    Field("condition", "short", required=False),
    Field("basis"),
    Field("approver"),
    Field("supervising_unit", "unit"),
    Field("criteria"),
    Field("standing", "flag", required=False),
)
DISPATCH_FIELDS = (
    Field("lead", "unit"),
    Field("supports", "units", required=False),
    Field("area", "unit", required=False),
    Field("sponsor", "person", required=False),
    Field("deadline_kind", "choice", required=False, choices=("budget", "date")),
    Field("deadline", "moment", required=False),
    Field("limit", "short", required=False),
    Field("deadline_words", required=False),
    Field("clause", required=False),
    Field("note", required=False),
)
TAKEN_OVER = (
    Field("state", "choice", choices=("registered", "dispatched", "in_progress", "closed",
                                      "archived")),
    Field("source", "short"), Field("campaign", "short"), Field("title"),
    Field("category", "short"), Field("supervising_unit", "unit"),
    Field("lead", "unit", required=False), Field("supports", "units", required=False),
    Field("area", "unit", required=False), Field("deadline", "moment", required=False),
    Field("criteria", required=False), Field("tracking", "short", required=False),
)  # fmt: skip
PHOTOS = (Field("before", "evidence"), Field("after", "evidence"), Field("stood_for_lead"))
ALL = frozenset(State)


def _move(
    command: Command, sources: tuple[State, ...] | frozenset[State], to: tuple[State, ...],
    by: tuple[Who, ...], *carried: Field, stays: frozenset[State] = frozenset(),
) -> Move:  # fmt: skip
    return Move(command, frozenset(sources), to, frozenset(by), carried, stays)


MOVES: tuple[Move, ...] = (
    _move(
        C.PROPOSE, (), (S.PROPOSED,), (W.INTAKE, W.INSPECTOR, W.SUPERVISOR, W.REPORTER, W.SYSTEM),
        Field("source", "short"), Field("campaign", "short"), Field("title"),
        Field("words", required=False), Field("place", required=False),
        Field("point", "short", required=False), OPTIONAL_EVIDENCE,
        Field("tracking", "short", required=False), Field("passage", "short", required=False),
        Field("intake_unit", "unit", required=False),
        Field("inspecting_unit", "unit", required=False),
        Field("complained_of", "units", required=False),
        Field("confidential", "flag", required=False), Field("parent", "item", required=False),
        Field("external", "short", required=False), Field("reporter", "flag", required=False),
    ),
    _move(
        C.CHECK, (S.PROPOSED,), (), (W.INSPECTOR,),
        Field("finding", "choice", choices=("true", "partly", "untrue")),
        Field("note", required=False), EVIDENCE,
    ),
    _move(C.REGISTER, (S.PROPOSED,), (S.REGISTERED,), (W.INTAKE,), *REGISTER_FIELDS),
    _move(
        C.DECLINE, (S.PROPOSED,), (S.DECLINED,), (W.INTAKE,),
        Field("outcome", "choice",
              choices=("answered", "other_path", "untrue", "repeat", "beyond_duty")),
        REASON, Field("answer", required=False),
    ),
    _move(
        C.HAND_OVER, (S.PROPOSED,), (S.DISPATCHED,), (W.INSPECTOR,),
        *REGISTER_FIELDS, *DISPATCH_FIELDS, EVIDENCE,
    ),
    _move(
        C.FIX_ON_SPOT, (S.PROPOSED, S.DISPATCHED), (S.DISCLOSED, S.CLOSED), (W.INSPECTOR,), *PHOTOS
    ),
    _move(
        C.TAKE_OVER, (), (S.REGISTERED, S.DISPATCHED, S.IN_PROGRESS, S.CLOSED, S.ARCHIVED),
        (W.SUPERVISOR,), Field("row", "short"), Field("old_number", "short"),
        Field("claimed", "moments", required=False),
    ),
    _move(
        C.MERGE, UNSETTLED, (S.SUPERSEDED,), (W.SUPERVISOR, W.INTAKE),
        Field("survivor", "item"), REASON,
    ),
    _move(
        C.ABSORB, (S.REGISTERED, S.DISPATCHED, S.IN_PROGRESS), (), (W.SYSTEM,),
        Field("merged", "item"), Field("deadline", "moment", required=False),
        Field("level", "number", required=False),
    ),
    _move(
        C.DIVIDE, (S.PROPOSED, S.REGISTERED), (S.SUPERSEDED,), (W.SUPERVISOR, W.INTAKE),
        Field("successors", "items"), REASON,
    ),
    _move(
        C.REOPEN, (S.DECLINED, S.SUPERSEDED, S.VOIDED), (S.PROPOSED,), (W.SUPERVISOR, W.INTAKE),
        REASON,
    ),
    _move(C.DISPATCH, (S.REGISTERED,), (S.DISPATCHED,), (W.SUPERVISOR,), *DISPATCH_FIELDS),
    _move(
        C.ARBITRATE, (S.REGISTERED,), (S.DISPATCHED,), (W.ARBITER,), *DISPATCH_FIELDS[:-2],
        Field("statements"), Field("clause"), Field("stands_in", "unit", required=False),
    ),
    _move(
        C.ACCEPT, (S.DISPATCHED,), (S.IN_PROGRESS,), (W.LEAD, W.SYSTEM),
        Field("handler", "person", required=False), Field("note", required=False),
    ),
    _move(
        C.RETURN, (S.DISPATCHED,), (S.REGISTERED,), (W.LEAD,),
        REASON, Field("believed", "unit"), Field("clause"),
    ),
    _move(
        C.RECALL, (S.DISPATCHED, S.IN_PROGRESS, S.SUSPENDED), (S.REGISTERED,), (W.SUPERVISOR,),
        REASON,
    ),
    _move(
        C.ASSIGN, (S.IN_PROGRESS, S.SUSPENDED, S.SUBMITTED, S.DISCLOSED, S.CLOSED), (),
        (W.LEAD_HEAD, W.ADMIN),
        Field("handler", "person"), Field("note", required=False),
    ),
    _move(
        C.AMEND, OPEN, (), (W.SUPERVISOR, W.ADMIN), REASON,
        Field("supports", "units", required=False), Field("area", "unit", required=False),
        Field("supervising_unit", "unit", required=False),
        Field("sponsor", "person", required=False), Field("category", "short", required=False),
        Field("criteria", required=False), Field("deadline", "moment", required=False),
        Field("deadline_basis", required=False),
    ),
    _move(
        C.REPORT_PROGRESS, (S.IN_PROGRESS, S.SUSPENDED), (), (W.LEAD, W.SUPPORT),
        Field("progress"), Field("percent", "number", required=False),
        Field("milestone", "short", required=False),
        Field("zero", "flag", required=False), OPTIONAL_EVIDENCE,
    ),
    _move(
        C.CONFIRM, (S.IN_PROGRESS,), (), (W.SUPERVISOR,),
        Field("kept", "flag", required=False), Field("note"), OPTIONAL_EVIDENCE,
    ),
    _move(
        C.SPLIT, (S.IN_PROGRESS,), (), (W.LEAD, W.SUPERVISOR),
        Field("children", "items"), Field("note", required=False),
    ),
    _move(
        C.REPLY, ALL, (), (W.INTAKE, W.LEAD, W.SUPERVISOR), Field("answer"), OPTIONAL_EVIDENCE
    ),
    _move(
        C.REPEAT,
        (S.PROPOSED, S.REGISTERED, S.DISPATCHED, S.IN_PROGRESS, S.SUSPENDED, S.SUBMITTED,
         S.DISCLOSED, S.CLOSED, S.ARCHIVED),
        (S.REGISTERED,), (W.INTAKE,),
        Field("words"), Field("new_tracking", "short"),
        Field("request_number", "short", required=False),
        stays=OPEN - {S.CLOSED},
    ),
    _move(
        C.URGE, OPEN, (), (W.SUPERVISOR, W.LEADER, W.SYSTEM),
        Field("words"), Field("answer_by", "moment", required=False),
    ),
    _move(
        C.ESCALATE, OPEN, (), (W.SUPERVISOR, W.LEADER, W.SYSTEM),
        Field("level", "choice", choices=("0", "1", "2", "3")), REASON,
    ),
    _move(
        C.RESUME, (S.SUSPENDED,), (S.IN_PROGRESS,), (W.SUPERVISOR, W.SYSTEM),
        Field("note", required=False),
    ),
    _move(
        C.SUBMIT, (S.IN_PROGRESS,), (S.SUBMITTED,), (W.LEAD,),
        Field("outcome", "choice",
              choices=("solved", "stage", "untrue", "explained", "legal_path", "standing")),
        Field("result"), OPTIONAL_EVIDENCE,
    ),
    _move(C.WITHDRAW, (S.SUBMITTED,), (S.IN_PROGRESS,), (W.LEAD,), REASON),
    _move(
        C.VERIFY_PASS, (S.SUBMITTED,), (S.SUBMITTED, S.DISCLOSED, S.CLOSED), (W.VERIFIER,),
        Field("where", "choice", choices=("on_site", "on_paper")), Field("ticked", "flag"),
        Field("opinion"), OPTIONAL_EVIDENCE,
    ),
    _move(
        C.VERIFY_FAIL, (S.SUBMITTED,), (S.IN_PROGRESS,), (W.VERIFIER,),
        Field("where", "choice", choices=("on_site", "on_paper")), Field("missing"),
        OPTIONAL_EVIDENCE,
    ),
    _move(
        C.CLOSE, (S.DISCLOSED,), (S.CLOSED,), (W.SUPERVISOR, W.SYSTEM),
        Field("note", required=False),
    ),
    _move(
        C.REVISIT_PASS, (S.CLOSED,), (), (W.REVISITER,), Field("opinion"), EVIDENCE
    ),
    _move(
        C.ARCHIVE, (S.CLOSED,), (S.ARCHIVED,), (W.SUPERVISOR, W.SYSTEM),
        Field("note", required=False),
    ),
    _move(
        C.REBOUND, (S.CLOSED, S.ARCHIVED), (S.REGISTERED,), (W.INSPECTOR, W.SUPERVISOR),
        REASON, EVIDENCE,
    ),
    _move(
        C.RATE, (S.CLOSED, S.ARCHIVED), (), (W.REPORTER,),
        Field("solved", "choice", choices=("yes", "no")),
        Field("satisfied", "number", required=False),
        Field("words", required=False),
    ),
    _move(
        C.REBASE, OPEN, (), (W.SUPERVISOR, W.SYSTEM), Field("pack", "short"), REASON
    ),
    _move(
        C.ANNOTATE, ALL, (),
        (W.INVOLVED, W.INTAKE, W.SUPERVISOR, W.LEADER, W.INSPECTOR, W.ARBITER), Field("words"),
    ),
    _move(
        C.ATTACH, ALL, (), (W.INVOLVED, W.INTAKE, W.SUPERVISOR, W.INSPECTOR),
        EVIDENCE, Field("words", required=False),
    ),
    _move(
        C.CORRECT, ALL, (), (W.INVOLVED, W.INTAKE, W.SUPERVISOR, W.INSPECTOR),
        Field("entry", "entry"), Field("words"),
    ),
    _move(
        C.ERASE, ALL, (), (W.SUPERVISOR, W.ADMIN), Field("entry", "entry"), Field("authority")
    ),
)  # fmt: skip
"""Every command but those of requests (ask, grant, deny, take_back, lapse), see WISHES."""

MOVE: dict[Command, Move] = {move.command: move for move in MOVES}

WISHES: dict[RequestKind, Wish] = {
    wish.kind: wish
    for wish in (
        Wish(RequestKind.SIGNATURE, ALL, frozenset(Who), W.SECOND),
        Wish(
            RequestKind.EXTENSION, frozenset({S.IN_PROGRESS}), frozenset({W.LEAD}), W.SUPERVISOR,
            (Field("until", "moment"), REASON),
        ),
        Wish(
            RequestKind.SUSPENSION, frozenset({S.IN_PROGRESS}),
            frozenset({W.LEAD, W.SUPERVISOR}), W.SUPERVISOR, (Field("until", "moment"), REASON),
        ),
        Wish(
            RequestKind.REASSIGNMENT, frozenset({S.IN_PROGRESS}), frozenset({W.LEAD}),
            W.SUPERVISOR, (REASON, Field("believed", "unit"), Field("clause")),
        ),
        Wish(
            RequestKind.TERMINATION, frozenset(HELD),
            frozenset({W.LEAD, W.SUPERVISOR, W.REPORTER}), W.LEADER,
            (Field("outcome", "choice", choices=("withdrawn", "other_path", "impossible")), REASON),
        ),
        Wish(
            RequestKind.VOIDING, OPEN, frozenset({W.INTAKE, W.SUPERVISOR}), W.SECOND, (REASON,)
        ),
        Wish(
            RequestKind.OBJECTION,
            frozenset({S.DISCLOSED, S.CLOSED, S.ARCHIVED, S.DECLINED, S.SUPERSEDED}),
            frozenset({W.REPORTER, W.INTAKE}), W.SUPERVISOR, (REASON,),
        ),
        Wish(
            RequestKind.APPEAL, ALL, frozenset({W.INVOLVED}), W.ARBITER,
            (Field("subject", "entry"), REASON, OPTIONAL_EVIDENCE),
        ),
    )
}  # fmt: skip
