"""Whom a next action or a request waits for: the roles that may take it in the accountable unit."""

from taizhang.rules.lifecycle.states import Command, Role, Who

C, R = Command, Role
DISTRICT_WIDE = frozenset({R.INTAKE, R.SUPERVISOR, R.ARBITER, R.LEADER, R.INSPECTOR})
"""Roles that see the whole district when they belong to a post of the supervision office."""

WORKERS = frozenset({R.HANDLER, R.HEAD})
DOERS: dict[Command, frozenset[Role]] = {
    C.CHECK: frozenset({R.INSPECTOR}),
    C.REGISTER: frozenset({R.INTAKE}),
    C.DISPATCH: frozenset({R.SUPERVISOR}),
    C.CONFIRM: frozenset({R.SUPERVISOR}),
    C.ARBITRATE: frozenset({R.ARBITER}),
    C.ACCEPT: WORKERS,
    C.REPORT_PROGRESS: WORKERS,
    C.SUBMIT: WORKERS,
    C.VERIFY_PASS: frozenset(Role) - {R.ADMIN},
    C.REVISIT_PASS: frozenset({R.INSPECTOR, R.SUPERVISOR}),
}
"""Which roles of the accountable unit a next action waits for; what the system does is not here."""

DECIDERS: dict[Who, frozenset[Role]] = {
    Who.SECOND: frozenset({R.SUPERVISOR, R.HEAD, R.ARBITER, R.INTAKE, R.LEADER}),
    Who.SUPERVISOR: frozenset({R.SUPERVISOR, R.LEADER}),
    Who.LEADER: frozenset({R.LEADER}),
    Who.ARBITER: frozenset({R.ARBITER}),
    Who.LEAD_HEAD: frozenset({R.HEAD}),
}
