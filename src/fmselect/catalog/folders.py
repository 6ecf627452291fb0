"""Where this user's caches and own catalog live, in each system's own places."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

_PROGRAM = "fmselect"


def cache_folder() -> Path:
    """Where compiled catalogs are kept; `FMSELECT_CACHE` names another place."""
    named = os.environ.get("FMSELECT_CACHE")  # noqa: TID251 - an edge: the environment's word
    return Path(named) if named else user_cache_path(_PROGRAM, appauthor=False)


def own_catalog() -> Path:
    """Where a user's own catalog is looked for, whether or not there is one."""
    return user_data_path(_PROGRAM, appauthor=False) / "catalog"
