"""Requirements files and policies as layers."""

from __future__ import annotations

from pathlib import Path

import pytest

import fmselect
from fmselect.catalog.requirements_file import file_layer, text_layer
from fmselect.errors import InvalidFileError


def test_a_layer_knows_the_line_of_every_value(tmp_path: Path) -> None:
    """A message about a requirement can name the place where it was stated."""
    path = tmp_path / "requirements.yaml"
    path.write_text("task: coding\nconstraints:\n  max_cost_usd_per_month: 500\n", encoding="utf-8")
    layer = file_layer(path)

    assert layer.values == {"task": "coding", "constraints": {"max_cost_usd_per_month": 500}}
    assert layer.where("constraints.max_cost_usd_per_month").endswith("requirements.yaml:3:3")
    assert layer.origin == "file"
    assert text_layer(b"task: chat\n", "<stdin>").where("task") == "<stdin>:1:1"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_a_file_that_states_nothing_is_refused_everywhere(tmp_path: Path, text: str) -> None:
    """It is more likely a mistake than a wish; for scripts as for the command line."""
    path = tmp_path / "requirements.yaml"
    path.write_text(text, encoding="utf-8")

    for read in (file_layer, fmselect.read_requirements):
        with pytest.raises(InvalidFileError, match="is empty") as caught:
            read(path)
        assert caught.value.hint
    with pytest.raises(InvalidFileError, match="is empty"):
        text_layer(text.encode(), "<stdin>")
