"""Stories of the catalogue keep the files they store to themselves."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def documents_of_their_own(settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
