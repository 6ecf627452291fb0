"""`fmselect catalog add`: by options, in a terminal, and interrupted."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fmselect.catalog.format_files import format_files
from fmselect.catalog.lint import lint
from fmselect.cli.schemas import SCHEMAS

Call = Callable[..., Any]
TODAY = ("--today", "2026-11-24")
MODEL = (
    *("--id", "acme/atlas-3", "--name", "Atlas 3", "--context", "400k", "--max-output", "64k"),
    *("--input", "text,image", "--features", "tools vision-input", "--open-weights", "no"),
    *("--released", "2026-10", "--source", "https://acme.example/models/atlas-3"),
)
OFFER = (
    *("--provider", "gatehub", "--model", "acme/atlas-2", "--api-id", "acme/atlas-2"),
    *("--input-price", "$2.50", "--output-price", "10.00", "--effective-from", "2026-12-01"),
    *("--source", "https://gatehub.example/models", "--observed", "2026-11-20"),
)


_SCRIPT = """
import sys
from pathlib import Path
from fmselect.catalog import locate
locate.BUNDLED_COMPILED, locate.BUNDLED_SOURCE = Path(sys.argv.pop(1)), Path(sys.argv.pop(1))
from fmselect.cli.app import main
sys.exit(main())
"""


@pytest.fixture
def started(small_compiled: Path, small_source: Path) -> list[str]:
    """The words that start the command line on the small catalog, its files included."""
    return [sys.executable, "-c", _SCRIPT, str(small_compiled), str(small_source)]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder of one's own, not there yet."""
    return tmp_path / "mine"


def test_a_model(fmselect: Call, mine: Path) -> None:
    """Options alone make a valid, formatted record; read today, it says so."""
    answer = fmselect("catalog", "add", "model", *MODEL, "--into", str(mine), *TODAY)
    path = mine / "models" / "acme" / "atlas-3.yaml"

    assert (answer.code, answer.out) == (0, f"{path}\n")
    assert (
        path.read_text()
        == """\
# yaml-language-server: $schema=../../schemas/models.schema.json
name: Atlas 3
type: language
lab: acme
identity:
  input: [text, image]
  output: [text]
  released: 2026-10
  source: https://acme.example/models/atlas-3
  observed: 2026-11-24
  observed_from: collection
limits:
  - context_tokens: 400000
    max_output_tokens: 64000
    source: https://acme.example/models/atlas-3
    observed: 2026-11-24
    observed_from: collection
weights:
  open: false
  license: LicenseRef-provider-terms
  source: https://acme.example/models/atlas-3
  observed: 2026-11-24
  observed_from: collection
features:
  - supports: [tools, vision-input]
    source: https://acme.example/models/atlas-3
    observed: 2026-11-24
    observed_from: collection
"""
    )
    assert format_files([mine], check=True).changed == ()


def test_an_offer_beside_others(fmselect: Call, mine: Path, small_source: Path) -> None:
    """An offer goes into the file of its provider and lab, whose comments stay; both lint clean."""
    path = mine / "offers" / "gatehub" / "acme.yaml"
    path.parent.mkdir(parents=True)
    before = """\
offers:
  # as agreed in July
  - model: acme/atlas-2-mini
    billing: token
    prices:
      - input_usd_per_million_tokens: 0.20
        output_usd_per_million_tokens: 0.90
        source: https://gatehub.example/contract
        observed: 2026-07-02
"""
    path.write_text(before)
    words = ("catalog", "add", "offer", *OFFER, "--into", str(mine), *TODAY)
    answer = fmselect(*words, "--json")
    assert answer.code == 0, answer.err

    jsonschema.validate(answer.document, SCHEMAS["catalog-add"]())
    assert answer.document["id"] == "gatehub/acme/atlas-2"
    assert (
        path.read_text()
        == before
        + """\
  - model: acme/atlas-2
    api_id: acme/atlas-2
    billing: token
    prices:
      - input_usd_per_million_tokens: 2.50
        output_usd_per_million_tokens: 10.00
        effective_from: 2026-12-01
        source: https://gatehub.example/models
        observed: 2026-11-20
"""
    )
    found = lint([small_source, mine])
    assert [item for item in found if item.severity != "info" and str(mine) in item.path] == []

    again = fmselect(*words)
    assert (again.code, again.out) == (2, "")
    assert "is not overwritten" in again.err


def test_it_counts_at_once(fmselect: Call, mine: Path) -> None:
    """What was added is what the next recommendation knows."""
    cheap = ("--input-price", "1.00", "--output-price", "5.00", "--tier", "ours")
    words = [*OFFER[:6], *cheap, *OFFER[-4:]]
    assert fmselect("catalog", "add", "offer", *words, "--into", str(mine), *TODAY).code == 0
    answer = fmselect("recommend", "chat", "--catalog", str(mine), "--json", *TODAY)

    assert answer.document["ranking"][0]["offer"] == "gatehub/acme/atlas-2@ours"


def test_an_offer_of_the_model_before_it(fmselect: Call, mine: Path) -> None:
    """A model added to a folder is known to the offer that is added to it next."""
    into = ("--into", str(mine), *TODAY)
    assert fmselect("catalog", "add", "model", *MODEL, *into).code == 0
    offer = ("--provider", "gatehub", "--model", "acme/atlas-3", *OFFER[4:])
    answer = fmselect("catalog", "add", "offer", *offer, *into)

    assert (answer.code, answer.err) == (0, "")
    assert "model: acme/atlas-3" in (mine / "offers/gatehub/acme.yaml").read_text(encoding="utf-8")


def test_your_own_catalog_by_default(
    fmselect: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a folder it goes where every command looks for your own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    answer = fmselect("catalog", "add", "model", *MODEL, *TODAY)
    path = Path(answer.out.strip())

    assert answer.code == 0
    assert path.parts[-4:] == ("catalog", "models", "acme", "atlas-3.yaml")
    assert fmselect("show", "acme/atlas-3").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("modle",), "did you mean model"),
        (("model",), "--id: is needed"),
        (("model", *MODEL, "--id", "atlas"), "--id: 'atlas' is no id"),
        (("model", *MODEL, "--id", "acme/atlas-2"), "--id: the catalog knows acme/atlas-2"),
        (("model", *MODEL, "--type", "langage"), "did you mean language"),
        (("model", *MODEL, "--features", "tolls"), "did you mean tools"),
        (("model", *MODEL, "--open-weights", "yes", "--license", "mit"), "--license: there is no"),
        (("model", *MODEL, "--context", "0.5"), "--context: '0.5' is no number of tokens"),
        (("model", *MODEL, "--source", "unknown"), "--source: is no source"),
        (("model", *MODEL, "--observed", "2026-13"), "--observed: '2026-13' is no day"),
        (("model", *MODEL, "--observed", "2027-01"), "--observed: 2027-01 is in the future"),
        (("model", *MODEL, "--provider", "acme"), "--provider: is no answer for a new model"),
        (("offer", *OFFER, "--provider", "gatehubb"), "did you mean gatehub"),
        (("offer", *OFFER, "--model", "acme/atlas-9"), "did you mean acme/atlas-2"),
        (("offer", *OFFER, "--input-price", "€2"), "--input-price: '€2' is not in US dollars"),
        (("offer", *OFFER, "--input-price", "2,50"), "--input-price: '2,50' is no amount"),
        (("offer", *OFFER, "--unit-price", "2"), "--unit-price: a language model is not billed"),
    ],
)
def test_answers_that_are_none(
    fmselect: Call, mine: Path, words: tuple[str, ...], said: str
) -> None:
    """Exit 2 with the option and what would be right; nothing is written."""
    answer = fmselect("catalog", "add", *words, "--into", str(mine), *TODAY)

    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert not mine.exists()


def test_a_slip_is_found_before_it_is_written(fmselect: Call, mine: Path) -> None:
    """What lint calls an error is refused, with the place it would have had."""
    words = [*OFFER, "--cached-price", "3.00"]
    answer = fmselect("catalog", "add", "offer", *words, "--into", str(mine), *TODAY)

    assert (answer.code, answer.out) == (4, "")
    assert "nothing is written" in answer.err
    assert not mine.exists()


def test_a_contract_is_a_source(fmselect: Call, mine: Path) -> None:
    """What one's own contract states has no address, and in a catalog of one's own needs none."""
    words = ["--source", "our contract of July", "--observed", "2026-07-02"]
    offer = [*OFFER[:-4], *words]
    answer = fmselect("catalog", "add", "offer", *offer, "--into", str(mine), *TODAY)

    assert (answer.code, answer.err.count("warning")) == (0, 0)
    assert "source: our contract of July" in (mine / "offers/gatehub/acme.yaml").read_text()


class Terminal:
    """A person at a terminal: reads what is asked and types."""

    def __init__(self, command: list[str]) -> None:
        """Start the command with the terminal as its own; its standard output is a pipe."""
        self._own, other = pty.openpty()
        self.process = subprocess.Popen(
            command,
            stdin=other,
            stdout=subprocess.PIPE,
            stderr=other,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no threads
        )
        os.close(other)
        self.seen = ""

    def answer(self, question: str, text: str) -> None:
        """Wait for a question and type an answer."""
        deadline = time.monotonic() + 60
        while question not in self.seen:
            assert time.monotonic() < deadline, self.seen
            if select.select([self._own], [], [], 0.2)[0]:
                self.seen += os.read(self._own, 4096).decode()
        self.seen = self.seen.partition(question)[2]
        os.write(self._own, text.encode())

    def end(self) -> tuple[int, str]:
        """Exit code and standard output."""
        out, _ = self.process.communicate(timeout=60)
        os.close(self._own)
        return self.process.returncode, out.decode()


def test_in_a_terminal(started: list[str], mine: Path) -> None:
    """What no option gives is asked; a wrong answer is asked again, with what was meant."""
    terminal = Terminal([*started, "catalog", "add", "offer", "--into", str(mine), *TODAY])
    terminal.answer("Provider (such as openai): ", "gatehubb\n")
    terminal.answer("did you mean gatehub", "gatehub\n")
    terminal.answer("Model (", "\n")
    terminal.answer("an answer is needed", "acme/atlas-2\n")
    terminal.answer("Tier", "\n")
    terminal.answer("Name that requests give", "atlas\n")
    terminal.answer("Billing [token]: ", "\n")
    terminal.answer("million input tokens: ", "2.50\n")
    terminal.answer("million output tokens: ", "ten\n")
    terminal.answer("no amount of US dollars", "10\n")
    terminal.answer("from a cache: ", "\n")
    terminal.answer("price counts from: ", "\n")
    terminal.answer("Context window", "\n")
    terminal.answer("Longest answer", "\n")
    terminal.answer("Source", "https://gatehub.example/models\n")
    terminal.answer("read today: ", "\n")
    terminal.answer("caveat", "\n")
    code, out = terminal.end()

    path = mine / "offers" / "gatehub" / "acme.yaml"
    assert (code, out) == (0, f"{path}\n")
    assert "input_usd_per_million_tokens: 2.50\n" in path.read_text()
    assert "observed: 2026-11-24\n        observed_from: collection\n" in path.read_text()


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_interrupted(started: list[str], mine: Path, key: str) -> None:
    """Ctrl-C and Ctrl-D end it with 130, and nothing was written."""
    terminal = Terminal([*started, "catalog", "add", "model", *MODEL[2:], "--into", str(mine)])
    terminal.answer("Id, as lab/model (such as acme/atlas-2): ", key)
    code, out = terminal.end()

    assert (code, out) == (130, "")
    assert not mine.exists()
