"""The environment variables of a deployment: each is read here, and nowhere else."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, its default, and what it turns."""

    name: str
    default: str
    means: str


DATA = Variable("TAIZHANG_DATA", "data", "folder of the database, the evidence and the secret key")
DATABASE_URL = Variable(
    "TAIZHANG_DATABASE_URL",
    "",
    "postgresql://user:password@host:port/name; empty: SQLite in TAIZHANG_DATA",
)
SECRET_KEY = Variable(
    "TAIZHANG_SECRET_KEY",
    "",
    "signs sessions; empty: made once and kept in TAIZHANG_DATA/secret-key",
)
HOSTS = Variable(
    "TAIZHANG_HOSTS",
    "localhost,127.0.0.1,[::1]",
    "host names that are answered, separated by commas",
)
ORIGINS = Variable(
    "TAIZHANG_ORIGINS", "", "https://… origins of forms behind a proxy, separated by commas"
)
HTTPS = Variable(
    "TAIZHANG_HTTPS",
    "",
    "1: only by HTTPS, behind a proxy that sets X-Forwarded-Proto; HSTS, secure cookies",
)
DEBUG = Variable(
    "TAIZHANG_DEBUG", "", "1: tracebacks in the browser and the style guide; never in production"
)
LOG_LEVEL = Variable("TAIZHANG_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR")
EVIDENCE_MB = Variable(
    "TAIZHANG_EVIDENCE_MB", "20", "largest file of evidence that is accepted, in MB"
)
CLOCK_AHEAD = Variable(
    "TAIZHANG_CLOCK_AHEAD",
    "",
    "for rehearsals: how many days the ledger's clock runs ahead, like 40 or 0.5",
)

VARIABLES = (
    DATA,
    DATABASE_URL,
    SECRET_KEY,
    HOSTS,
    ORIGINS,
    HTTPS,
    DEBUG,
    LOG_LEVEL,
    EVIDENCE_MB,
    CLOCK_AHEAD,
)


def text(variable: Variable) -> str:
    return os.environ.get(variable.name) or variable.default


def is_on(variable: Variable) -> bool:
    return text(variable).lower() in {"1", "true", "yes", "on"}


def words(variable: Variable) -> list[str]:
    return [word.strip() for word in text(variable).split(",") if word.strip()]


def number(variable: Variable) -> float:
    given = text(variable)
    try:
        return float(given) if given else 0.0
    except ValueError:
        raise SystemExit(f"{variable.name}={given}：应为数字。(It has to be a number.)") from None


def secret_key(folder: Path) -> str:
    """Return the given key, else the one kept in `folder`, made on first use."""
    if given := text(SECRET_KEY):
        return given
    kept = folder / "secret-key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"secret-key.{secrets.token_hex(4)}"
        fresh.write_text(secrets.token_urlsafe(50), encoding="ascii")
        fresh.chmod(0o600)
        fresh.replace(kept)
    return kept.read_text(encoding="ascii")


def sqlite(path: Path) -> dict[str, Any]:
    """Return a database that survives a power cut and lets one writer in at a time."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def postgres(url: str) -> dict[str, Any]:
    """Return a database reached through a pool, so that a hundred threads need ten connections."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SystemExit(
            f"{DATABASE_URL.name} 应形如 postgresql://user:password@host:5432/name。"
            f"(Not a PostgreSQL address.)"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 10, "timeout": 30},
            **dict(parse_qsl(parts.query)),
        },
    }


def database(folder: Path) -> dict[str, Any]:
    url = text(DATABASE_URL)
    return postgres(url) if url else sqlite(folder / "taizhang.db")
