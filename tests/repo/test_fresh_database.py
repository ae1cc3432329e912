"""The database of a test that commits: its own, migrated, and one for all its threads."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone


@pytest.mark.parametrize("attempt", ["first", "second"])
def test_what_one_test_commits_no_other_test_sees(fresh_database: str, attempt: str) -> None:
    assert not Session.objects.exists()
    Session.objects.create(session_key=attempt, session_data="", expire_date=timezone.now())


def test_a_thread_sees_what_the_test_has_committed(fresh_database: str) -> None:
    seen: list[str] = []

    def look() -> None:
        seen.extend(Session.objects.values_list("session_key", flat=True))
        connection.close()

    Session.objects.create(session_key="kept", session_data="", expire_date=timezone.now())
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == ["kept"]


def test_the_next_test_is_back_in_the_ordinary_database(db: None) -> None:
    assert not Session.objects.exists()
