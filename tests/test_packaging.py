"""The package as users get it: a wheel that holds what it needs, and works in an empty environment."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import onrecord

ROOT = Path(__file__).parents[1]
TEXT = "“The ferry will run all winter,” said Ida Rowan, the harbour master.\n"


def do(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    do(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_its_model_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert wheel.name == f"onrecord-{onrecord.__version__}-py3-none-any.whl"
    assert {name.split("/")[0] for name in names} == {
        "onrecord",
        f"onrecord-{onrecord.__version__}.dist-info",
    }
    in_source = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src/onrecord").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert in_source == {name for name in names if name.startswith("onrecord/")}
    assert {"onrecord/py.typed", "onrecord/models/weights/tokenizer.json"} <= names
    assert any(name.startswith("onrecord/models/weights/") and name.endswith(".onnx") for name in names)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_wheel_works_in_an_environment_of_its_own(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python, program = tmp_path / "venv/bin/python", tmp_path / "venv/bin/onrecord"
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile")
    # The pinned versions, so that the test says the same tomorrow; the wheel's own list must be met by them.
    do(*pip, "--require-hashes", "-r", ROOT / "requirements/run.txt", cwd=tmp_path)
    do(*pip, "--no-index", wheel, cwd=tmp_path)
    do(python, "-m", "pip", "check", cwd=tmp_path)
    assert do(program, "--version", cwd=tmp_path) == f"onrecord {onrecord.__version__}\n"
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    (line,) = do(program, "extract", "ferry.txt", cwd=tmp_path).splitlines()
    (quotation,) = json.loads(line)["quotations"]
    assert quotation["text"] == "“The ferry will run all winter,”"
    assert quotation["speaker"]["name"] == "Ida Rowan"


def test_importing_onrecord_is_cheap() -> None:
    program = "import sys, onrecord; print(onrecord.__version__); print(*sys.modules)"
    version, modules = do(sys.executable, "-c", program, cwd=ROOT).splitlines()
    assert version == onrecord.__version__
    heavy = {"numpy", "onnxruntime", "sqlalchemy", "rich", "typer", "httpx", "lxml", "dateparser"}
    assert not heavy & set(modules.split())


def test_the_commands_load_what_they_need_when_they_are_given() -> None:
    modules = do(sys.executable, "-c", "import sys, onrecord.cli; print(*sys.modules)", cwd=ROOT).split()
    heavy = {"numpy", "onnxruntime", "sqlalchemy", "httpx", "lxml", "dateparser", "rigour"}
    assert not heavy & set(modules)


@pytest.mark.parametrize(
    "first", ["import onrecord.read", "from onrecord.read import Skip", "import onrecord.cli"]
)
def test_reading_is_a_function_whoever_imported_the_part_first(first: str) -> None:
    program = f"{first}\nimport onrecord\nprint(next(onrecord.read('README.md')).name)"
    assert do(sys.executable, "-c", program, cwd=ROOT) == "README.md\n"


def test_every_public_name_is_there() -> None:
    assert {name for name in onrecord.__all__ if not hasattr(onrecord, name)} == set()
    assert set(onrecord.__all__) <= set(dir(onrecord))
    with pytest.raises(AttributeError, match="'onrecord' has no attribute 'nonsense'"):
        onrecord.nonsense  # noqa: B018


def test_every_direct_dependency_is_imported_somewhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {
        re.split(r"[^\w-]", requirement)[0].replace("-", "_") for requirement in project["dependencies"]
    }
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:import|from) (\w+)", source, re.MULTILINE))
    assert needed - imported == {
        "python_multipart",  # Starlette's, which reads forms with it
        "lxml_html_clean",
    }  # trafilatura's, which asks for it in a way not all pips hear


def test_locks_name_no_index_and_hash_everything() -> None:
    for lock in ("run.txt", "test.txt"):
        text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
        assert "://" not in text
        pins = [line for line in text.splitlines() if line and line[0] not in "# "]
        assert pins
        assert all("==" in line and line.endswith("\\") for line in pins)
