"""Where things live and which way they look, read from the source itself."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SIM = Path(__file__).parents[1] / "sim"
FILES = sorted(SIM.rglob("*.py"))

MAY_IMPORT: dict[str, set[str]] = {
    "scenario": set(),
    "behaviour": set(),
    "company": {"behaviour", "scenario"},
    "measures": {"company"},
    "experiment": {"company", "measures", "plain", "scenario"},
    "theory": {"company", "measures", "scenario"},
    "charts": {"experiment"},
    "report": {"charts", "experiment", "scenario"},
    "plain": {"company", "scenario"},
}
NAMES_OF_TYPES = "sim.behaviour.types"
OUTSIDE_FOR_BEHAVIOUR = {"numpy", "numpy.typing", "scipy.special"}
HEAVY = ("numpy", "scipy", "pandas", "pyarrow", "mesa", "matplotlib", "networkx", "jinja2", "xlsxwriter")
LONGEST = 300


def where(file: Path) -> str:
    return file.relative_to(SIM.parent).as_posix()


def room(file: Path) -> str:
    return file.relative_to(SIM).parts[0].removesuffix(".py")


def running(node: ast.AST) -> Iterator[ast.AST]:
    """Every node but those that only the type checker reads."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from running(child)


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that a file imports when it runs, as `sim.room.module` or `package.module`."""
    for node in running(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module
            for alias in node.names:
                yield f"{node.module}.{alias.name}" if node.module in ("sim", "scipy") else node.module


def attributes(tree: ast.AST) -> Iterator[str]:
    """Every attribute that a file reaches for, as `name.attribute` or `.attribute`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield f"{ast.unparse(node.value)}.{node.attr}"


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def every(files: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("file", files, ids=where)


def test_the_source_is_where_this_test_looks() -> None:
    assert {room(file) for file in FILES} >= {"scenario", "behaviour", "company", "measures", "experiment", "cli"}


@every([file for file in FILES if room(file) in MAY_IMPORT])
def test_a_room_imports_only_the_rooms_it_may_know(file: Path) -> None:
    known = MAY_IMPORT[room(file)] | {room(file)}
    found = {name for name in imports(parsed(file)) if name.startswith("sim.")} - {NAMES_OF_TYPES}
    rooms = {name.split(".")[1] for name in found}
    assert rooms <= known, f"{where(file)} may not import {', '.join(sorted(rooms - known))}"


@every([file for file in FILES if room(file) == "behaviour"])
def test_behaviour_knows_numpy_and_scipy_special_alone(file: Path) -> None:
    outside = {name for name in imports(parsed(file)) if name.split(".")[0] not in sys.stdlib_module_names | {"sim"}}
    assert outside <= OUTSIDE_FOR_BEHAVIOUR


@every(FILES)
def test_nobody_imports_what_another_module_keeps_to_itself(file: Path) -> None:
    private = [
        alias.name
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim")
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.startswith("__")
    ]
    assert not private


@every(FILES)
def test_luck_is_addressed_and_never_consumed(file: Path) -> None:
    tree = parsed(file)
    consumed = {"shuffle_do", "default_rng", "RandomState", "rng", "random", "seed_rng"}
    found = {name for name in attributes(tree) if name.rsplit(".", 1)[1] in consumed} - {"np.random"}
    assert not found
    assert not {name for name in imports(tree) if name.split(".")[0] in ("random", "secrets")}
    drawn = {name for name in attributes(tree) if name.startswith("np.random.")}
    assert drawn <= {"np.random.Philox"}


@every([file for file in FILES if room(file) != "cli"])
def test_nothing_but_the_command_line_speaks_to_a_terminal(file: Path) -> None:
    tree = parsed(file)
    assert "print" not in {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not {name for name in imports(tree) if name.split(".")[0] in ("rich", "typer")}


@every(FILES)
def test_click_is_never_imported(file: Path) -> None:
    assert not {name for name in imports(parsed(file)) if "click" in name.split(".")}


@every(FILES)
def test_a_file_is_short_enough_to_be_read(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= LONGEST


def modules_after(code: str) -> set[str]:
    ask = f"{code}\nimport sys\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    return set(done.stdout.splitlines()[-1].split())


def test_import_sim_loads_nothing_heavy() -> None:
    assert not modules_after("import sim") & {*HEAVY, "pydantic", "yaml", "rich", "typer"}


def test_help_loads_nothing_heavy() -> None:
    assert not modules_after("from sim.cli.app import app\napp(['--help'], standalone_mode=False)") & {
        *HEAVY,
        "pydantic",
    }


def test_reading_a_scenario_loads_nothing_heavy() -> None:
    assert not modules_after("import sim\nsim.load('amazon_meshclaw')") & set(HEAVY)


def test_checking_the_measures_of_facts_loads_no_model() -> None:
    code = "from sim.cli.files import measure_names\nimport sim\nsim.load('industry', measures=measure_names())"
    found = modules_after(code)
    assert "sim.measures.metric" in found
    assert not found & {"mesa", "pandas", "pyarrow", "matplotlib", "networkx"}
