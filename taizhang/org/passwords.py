"""Passwords: what a good one is, and a first one to hand over."""

import re
import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from taizhang.record.ids import ALPHABET

# domain.md 11.3: at least three of the four kinds of characters.
CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
NEEDED = 3
# Of the invented people of the demonstration pack; everybody may know it.
DEMO_PASSWORD = "qinghe-2026"  # noqa: S105  (opens nothing but the demonstration)


def require_three_kinds(password: str) -> None:
    """Refuse a password made of fewer than three kinds of characters."""
    if sum(bool(re.search(kind, password)) for kind in CLASSES) < NEEDED:
        raise ValidationError(
            gettext("密码至少包含大写字母、小写字母、数字、符号中的三种。"), code="password_kinds"
        )


def first_password() -> str:
    """Return a password to be read out once and changed at the first sign-in."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:].lower()}{secrets.randbelow(90) + 10}"
