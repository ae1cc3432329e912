# The recipes that developers and CI share. `just` alone lists them.

set shell := ["bash", "-euo", "pipefail", "-c"]
run := "uv run --group dev"

[private]
default:
    @just --list --unsorted

# Quick: everything but the tests; goes on after a failure and names all of them
check:
    #!/usr/bin/env bash
    set -uo pipefail
    failed=()
    for one in format-check lint types contracts templates migrations translations docs-check; do
        "{{just_executable()}}" "$one" || failed+=("$one")
    done
    [ ${#failed[@]} -eq 0 ] && echo "all checks passed" || { echo "failed: ${failed[*]}" >&2; exit 1; }

format-check:
    {{run}} ruff format --check .

lint:
    {{run}} ruff check .

types:
    {{run}} mypy taizhang

contracts:
    {{run}} lint-imports

templates:
    {{run}} djlint --lint --quiet taizhang
    {{run}} djhtml --check --tabwidth 2 $(git ls-files 'taizhang/*.html')

migrations:
    {{run}} django-admin makemigrations --check --dry-run --settings tests.settings --pythonpath .

translations:
    {{run}} python tools/messages.py --check

# All tests, as the README says
test *args:
    uv run pytest {{args}}

# The database tests once more; TAIZHANG_DATABASE_URL names a PostgreSQL server
test-postgres *args:
    uv run pytest {{args}} $(ls -d tests/{record,org,ledger,outbox,intake,desk,simulation} 2>/dev/null)

# Generated documentation is what the code says now
docs-check: docs
    git diff --exit-code -- docs

# Rewrite the generated documentation
docs:
    {{run}} python tools/docs.py
    {{run}} python tools/clocks.py

# What CI runs; .ci/run provides PostgreSQL and a browser first
ci: check test test-postgres

# Long proofs: many kills, many examples, big data; writes docs/proof.md
prove:
    HYPOTHESIS_PROFILE=prove uv run pytest -m "not e2e"
    {{run}} python -m bench --million --proof docs/proof.md

# Reformat what can be reformatted
format:
    {{run}} ruff check --fix-only --quiet .
    {{run}} ruff format .

# Rewrite the exact versions and their hashes
lock:
    {{run}} python tools/lock.py

# Extract and compile the translations
messages:
    {{run}} python tools/messages.py

# Take the pictures of the documentation anew
shots:
    SHOTS=docs/shots uv run pytest tests/e2e

# Measure
bench *args:
    uv run --group dev python -m bench {{args}}
