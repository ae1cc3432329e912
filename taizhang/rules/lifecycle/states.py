"""The words of the lifecycle: states, commands, kinds of request, outcomes, roles and relations."""

from enum import StrEnum


class State(StrEnum):
    """Where an item stands."""

    PROPOSED = "proposed"
    REGISTERED = "registered"
    DISPATCHED = "dispatched"
    IN_PROGRESS = "in_progress"
    SUSPENDED = "suspended"
    SUBMITTED = "submitted"
    DISCLOSED = "disclosed"
    CLOSED = "closed"
    ARCHIVED = "archived"
    DECLINED = "declined"
    VOIDED = "voided"
    SUPERSEDED = "superseded"


ENDED = frozenset({State.ARCHIVED, State.DECLINED, State.VOIDED, State.SUPERSEDED})
OPEN = frozenset(State) - ENDED
FINISHED = ENDED | {State.CLOSED}


class Command(StrEnum):
    """What may be done to an item; each is one append-only entry."""

    PROPOSE = "propose"
    CHECK = "check"
    REGISTER = "register"
    DECLINE = "decline"
    HAND_OVER = "hand_over"
    FIX_ON_SPOT = "fix_on_spot"
    TAKE_OVER = "take_over"
    MERGE = "merge"
    ABSORB = "absorb"
    DIVIDE = "divide"
    REOPEN = "reopen"
    DISPATCH = "dispatch"
    ARBITRATE = "arbitrate"
    ACCEPT = "accept"
    RETURN = "return_"
    RECALL = "recall"
    ASSIGN = "assign"
    AMEND = "amend"
    REPORT_PROGRESS = "report_progress"
    CONFIRM = "confirm"
    SPLIT = "split"
    REPLY = "reply"
    REPEAT = "repeat"
    URGE = "urge"
    ESCALATE = "escalate"
    RESUME = "resume"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    VERIFY_PASS = "verify_pass"  # noqa: S105 - a verdict, no password
    VERIFY_FAIL = "verify_fail"
    CLOSE = "close"
    REVISIT_PASS = "revisit_pass"  # noqa: S105 - a verdict, no password
    ARCHIVE = "archive"
    REBOUND = "rebound"
    RATE = "rate"
    REBASE = "rebase"
    ANNOTATE = "annotate"
    ATTACH = "attach"
    CORRECT = "correct"
    ERASE = "erase"
    ASK = "ask"
    GRANT = "grant"
    DENY = "deny"
    TAKE_BACK = "take_back"
    LAPSE = "lapse"


class RequestKind(StrEnum):
    """What somebody wants and somebody else decides."""

    SIGNATURE = "signature"
    EXTENSION = "extension"
    SUSPENSION = "suspension"
    REASSIGNMENT = "reassignment"
    TERMINATION = "termination"
    VOIDING = "voiding"
    OBJECTION = "objection"
    APPEAL = "appeal"


class Outcome(StrEnum):
    """How an item ended, as its lead says (办结类型) or as a leader decided (终止)."""

    SOLVED = "solved"
    STAGE = "stage"
    UNTRUE = "untrue"
    EXPLAINED = "explained"
    LEGAL_PATH = "legal_path"
    STANDING = "standing"
    WITHDRAWN = "withdrawn"
    OTHER_PATH = "other_path"
    IMPOSSIBLE = "impossible"


SUBMIT_OUTCOMES = (
    Outcome.SOLVED,
    Outcome.STAGE,
    Outcome.UNTRUE,
    Outcome.EXPLAINED,
    Outcome.LEGAL_PATH,
    Outcome.STANDING,
)
TERMINATION_OUTCOMES = (Outcome.WITHDRAWN, Outcome.OTHER_PATH, Outcome.IMPOSSIBLE)


class DeclineOutcome(StrEnum):
    """Why a proposal became no item (不立项)."""

    ANSWERED = "answered"
    OTHER_PATH = "other_path"
    UNTRUE = "untrue"
    REPEAT = "repeat"
    BEYOND_DUTY = "beyond_duty"


class Role(StrEnum):
    """What a post lets a person do in the unit that it belongs to."""

    INTAKE = "intake"
    SUPERVISOR = "supervisor"
    ARBITER = "arbiter"
    HANDLER = "handler"
    HEAD = "head"
    INSPECTOR = "inspector"
    LEADER = "leader"
    ADMIN = "admin"


class Who(StrEnum):
    """How somebody stands to one item; MOVES names these, `relations()` finds them."""

    INTAKE = "intake"
    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"
    ARBITER = "arbiter"
    LEAD = "lead"
    LEAD_HEAD = "lead_head"
    SUPPORT = "support"
    VERIFIER = "verifier"
    REVISITER = "revisiter"
    LEADER = "leader"
    SECOND = "second"
    ADMIN = "admin"
    INVOLVED = "involved"
    REPORTER = "reporter"
    SYSTEM = "system"
