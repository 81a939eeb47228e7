"""Tests here commit."""

import tests.append_only  # noqa: F401
