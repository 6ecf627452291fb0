"""Build hook: a wheel carries the catalog as YAML for people and compiled for the tool.

An editable install gets neither: it finds `catalog/` in the checkout and compiles it when asked.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogBuildHook(BuildHookInterface[Any]):
    """Adds `fmselect/_catalog` and `fmselect/_compiled` to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalog and name both forms for inclusion.

        Args:
            version: `standard` or `editable`.
            build_data: What hatchling is told; `force_include` maps paths to places in the wheel.

        Raises:
            fmselect.errors.FmselectError: The catalog is not valid; a wheel must not carry it.
        """
        if version == "editable":
            return
        root = Path(self.root)
        self._folder = Path(tempfile.mkdtemp(prefix="fmselect-build-"))
        compiled = self._folder / "compiled"
        sys.path.insert(0, str(root / "src"))
        try:
            from fmselect.catalog.compile import compile_catalog  # noqa: PLC0415 - path set above

            compile_catalog(root / "catalog", compiled)
        finally:
            sys.path.remove(str(root / "src"))
        build_data["force_include"][str(root / "catalog")] = "fmselect/_catalog"
        build_data["force_include"][str(compiled)] = "fmselect/_compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder once the wheel is written."""
        del version, build_data, artifact_path
        folder = getattr(self, "_folder", None)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
