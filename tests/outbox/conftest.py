"""Every test of the outbox plays in the staffed demo district; the follower has just begun."""

from typing import Any

import pytest

from taizhang.outbox import tasks
from tests.build import MONDAY
from tests.desk.people import a_staffed_district


@pytest.fixture
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)
    tasks.follow(MONDAY)
