"""What the loader promises of any file: an answer or a refusal, soon, in little memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmselect.catalog.border import read_record
from fmselect.catalog.load import load_catalog_files
from fmselect.catalog.requirements_file import text_layer
from fmselect.catalog.strict_yaml import load_yaml
from fmselect.domain.intake import read_requirements
from fmselect.domain.records import RECORD_KINDS
from fmselect.errors import FmselectError, Problems
from tests.support.damage import damaged

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "fixtures" / "small_catalog"
SECONDS = 2.0
"""How long a file of a few kilobytes may take, on a slow and busy machine."""


def texts_of(kind: str) -> list[str]:
    """Real files of a kind: those of the small catalog, and the shortest of the large one."""
    small = sorted((SMALL / kind).rglob("*.yaml"))
    large = sorted((ROOT / "catalog" / kind).rglob("*.yaml"), key=lambda path: path.stat().st_size)
    return [path.read_text(encoding="utf-8") for path in (*small[:6], *large[:: len(large) // 3])]


TEXTS = {kind: texts_of(kind) for kind in RECORD_KINDS if (SMALL / kind).is_dir()}
POLICIES = [path.read_text("utf-8") for path in sorted((ROOT / "catalog/policies").glob("*.yaml"))]


def refused(error: FmselectError, name: str, lines: int = 1) -> None:
    """Check that a refusal says where, in words that a terminal can print."""
    for problem in error.problems if isinstance(error, Problems) else (error,):
        where = problem.where or ""
        assert where.startswith(name)
        line = where.removeprefix(name).split(":")[1:2] or ["1"]
        assert 1 <= int(line[0]) <= lines
        text = f"{problem} {problem.hint}"
        assert text.isprintable()
        assert len(text) <= 1000


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_records(data: st.DataObject) -> None:
    """A damaged record is a record or is refused, with places inside the file, and in no time."""
    kind = data.draw(st.sampled_from(sorted(TEXTS)))
    content = data.draw(damaged(TEXTS[kind]))
    lines = content.count(b"\n") + content.count(b"\r") + 2

    started = time.monotonic()
    try:
        record = read_record(kind, load_yaml(content, "f.yaml"))
    except FmselectError as error:
        refused(error, "f.yaml", lines)
    else:
        assert isinstance(record, RECORD_KINDS[kind])
        assert not list(_unspeakable(record))
    assert time.monotonic() - started < SECONDS


def _unspeakable(value: Any) -> list[object]:
    """What no record may hold: numbers that are none, floats, null bytes."""
    if hasattr(value, "__dataclass_fields__"):
        return [
            bad for name in value.__dataclass_fields__ for bad in _unspeakable(getattr(value, name))
        ]
    if isinstance(value, tuple | list):
        return [bad for item in value for bad in _unspeakable(item)]
    bad = isinstance(value, float) or (isinstance(value, Decimal) and not value.is_finite())
    return [value] if bad or (isinstance(value, str) and "\0" in value) else []


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(damaged([*POLICIES, "task: coding\nworkload:\n  requests: 50000\n  input_tokens: 1200\n"]))
def test_damaged_requirements(content: bytes) -> None:
    """A damaged requirements file states requirements or is refused."""
    try:
        read_requirements([text_layer(content, "r.yaml")])
    except FmselectError as error:
        refused(error, "r.yaml", content.count(b"\n") + content.count(b"\r") + 2)


NAMES = st.text(
    st.sampled_from([*"abAB019._+-@ ~%\n\x1b\udcff\u202eé"]), min_size=1, max_size=8
).filter(lambda name: name not in (".", ".."))
PATHS = st.lists(
    st.tuples(
        st.sampled_from(["models", "offers", "providers", "licenses", "modles", "policies", "."]),
        st.lists(NAMES, max_size=2),
        NAMES,
        st.sampled_from([".yaml", ".yml", ".YAML", ".yaml.bak", ".md", ""]),
    ),
    max_size=6,
)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(PATHS, st.sampled_from(TEXTS["models"]))
def test_any_tree_of_files(
    tmp_path_factory: pytest.TempPathFactory, paths: list[Any], text: str
) -> None:
    """Files of any name, anywhere in a catalog, are read, left alone or refused by name."""
    folder = tmp_path_factory.mktemp("tree")
    (folder / "models").mkdir()
    for kind, parents, name, ending in paths:
        file = Path(folder, kind, *parents, name + ending)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        except OSError:
            continue  # the name is taken, or none for this file system
    loaded = load_catalog_files([folder])
    for problem in loaded.problems:
        assert (problem.where or "").startswith(str(folder))
        assert f"{problem} {problem.hint}".isprintable()


def _of_a_mib(piece: str) -> bytes:
    return (piece * (1024 * 1024 // len(piece)))[: 1024 * 1024 - 1].encode()


HOSTILE = {
    "lists in lists": b"[" * 60_000,
    "mappings in mappings": b"{a: " * 60_000,
    "items in items": b"- " * 60_000,
    "keys in keys": b"? " * 60_000,
    "keys below keys": b"".join(b" " * (i % 900) + b"a:\n" for i in range(1100)),
    "an alias bomb": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(
        b"%c: &%c [%s]\n" % (i, i, b",".join([b"*%c" % (i - 1)] * 9)) for i in range(98, 122)
    ),
    "an anchor in itself": b"a: &a {b: *a}\n",
    "a tag that runs": b"!!python/object/apply:os.system ['kill -9 $PPID']\n",
    "a million items": _of_a_mib("[a,a,a,a]\n").replace(b"]\n[", b","),
    "a million keys": b"".join(b"k%d: 1\n" % i for i in range(90_000)),
    "a key a hundred thousand times": _of_a_mib("k: 1\n"),
    "surprises throughout": b"a:\n" + _of_a_mib("- 1_0\n")[: 900_000 // 6 * 6],
    "a long word": _of_a_mib("a"),
    "a long number": b"a: " + _of_a_mib("9")[:-4],
    "a long number with a point": b"a: 0." + _of_a_mib("9")[:-6],
    "a long number with separators": b"a: " + _of_a_mib("9_")[:-4],
    "a long number by colons": b"a: 1" + _of_a_mib(":1")[:-6],
    "a long number by letters": b"a: 0x" + _of_a_mib("f")[:-6],
    "a long key": b"? " + _of_a_mib("k")[:-9] + b"\n: 1\n",
    "a long anchor": b"a: &" + _of_a_mib("k")[:-9] + b" 1\n",
    "a long tag": b"a: !" + _of_a_mib("k")[:-9] + b" 1\n",
    "open quotes": b'a: "' + _of_a_mib("x")[:-5],
    "escapes": b'a: "' + _of_a_mib("\\x07")[: 1_000_000 // 4 * 4] + b'"',
    "only blanks": _of_a_mib(" "),
    "only line ends": _of_a_mib("\n"),
    "only comments": _of_a_mib("#\n"),
    "only tabs": _of_a_mib("\t"),
    "only colons": _of_a_mib(": "),
    "only documents": _of_a_mib("---\n"),
    "only directives": _of_a_mib("%a\n"),
    "a folded text": b"a: >\n" + _of_a_mib(" x\n\n")[:-8],
    "zeros": bytes(1024 * 1024),
    "all bytes": bytes(range(256)) * 4096,
    "two mebibytes": b"# " + b"x" * (2 * 1024 * 1024),
}
_READ = """
import resource, sys, time
from pathlib import Path
from fmselect.catalog.border import read_record
from fmselect.catalog.load import load_catalog_files
from fmselect.errors import FmselectError, Problems
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
loaded = load_catalog_files([Path(sys.argv[1])])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert not loaded.entries["models"], "was read"
print(len(loaded.problems), (peak - before) // 1024, max(len(str(p)) for p in loaded.problems))
"""


def _limited() -> None:
    """At most 600 MiB of addresses and 20 seconds of processor time."""
    resource.setrlimit(resource.RLIMIT_AS, (600 * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str, tmp_path: Path) -> None:
    """A file made to hurt is refused by a process of bounded memory and time, in a few words."""
    file = tmp_path / "models" / "acme" / "hostile.yaml"
    file.parent.mkdir(parents=True)
    file.write_bytes(HOSTILE[name])
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=_limited,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    problems, mebibytes, longest = map(int, done.stdout.split())
    assert 1 <= problems <= 101
    assert mebibytes <= 200
    assert longest <= 1000
