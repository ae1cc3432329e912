"""Every test of the ledger plays in the demo district."""

from typing import Any

import pytest

from tests.build import a_district


@pytest.fixture
def district(db: Any) -> None:
    a_district()
