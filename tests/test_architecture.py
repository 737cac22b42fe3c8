"""The laws of docs/architecture.md, read from the source itself.

Each law is a function from source to the sentences that say what breaks it. One test applies it to the
project, another shows with a few made-up lines that it bites.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400
LONGEST_FUNCTION = 40

# Which of the project's own parts each part may import. Parts that are not named here (app, commands,
# bench, __main__) wire the others together and may import all of them.
MAY_IMPORT = {
    "errors": {"domain"},
    "settings": {"domain", "errors", "resources"},
    "resources": set(),
    "domain": set(),
    "models": {"domain", "errors"},
    "services": {"domain", "models", "errors", "settings", "resources"},
    "paper": {"domain", "errors", "resources"},
    "ui": {"domain", "errors", "settings", "resources"},
}
# The window knows these by type only; app.py hands them in.
BY_TYPE_ONLY = {"ui": {"services", "models", "paper"}}

QT = {"PySide6", "shiboken6", "qtawesome"}
SQL = {"sqlalchemy", "alembic"}
# Who may import a library (law 2): the only parts that may, or the parts that may not.
ONLY_IN = {library: {"ui", "app", "bench"} for library in QT} | {"reportlab": {"paper", "bench"}}
NOT_IN = {library: {"domain", "ui", "paper"} for library in SQL}
STANDARD_LIBRARY_ONLY = {"domain"}


@dataclass(frozen=True)
class Module:
    """One source file, parsed."""

    name: str  # deskapp.services.mail
    where: str  # deskapp/services/mail.py
    text: str
    is_package: bool = False

    @property
    def tree(self) -> ast.Module:
        return _parse(self.text)

    @property
    def part(self) -> str:
        """The part of the project it belongs to: services, ui, app, __main__ …"""
        return part_of(self.name)


@dataclass(frozen=True)
class Import:
    """One name that a module imports."""

    target: str
    line: int
    at_top: bool  # runs when the module is imported
    by_type_only: bool  # stands under ``if TYPE_CHECKING``


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


def part_of(name: str) -> str:
    """Return the part of deskapp that a dotted name lies in, or an empty string for other packages."""
    pieces = name.split(".")
    if pieces[0] != "deskapp":
        return ""
    return pieces[1] if len(pieces) > 1 else "__init__"


def read_modules(folder: Path) -> list[Module]:
    """Read every Python file below a folder of the project."""
    modules = []
    for file in sorted(folder.rglob("*.py")):
        where = file.relative_to(ROOT)
        pieces = list(where.with_suffix("").parts)
        is_package = pieces[-1] == "__init__"
        name = ".".join(pieces[:-1] if is_package else pieces)
        modules.append(Module(name, where.as_posix(), file.read_text("utf-8"), is_package))
    return modules


@cache
def program() -> tuple[Module, ...]:
    return tuple(read_modules(ROOT / "deskapp"))


@cache
def own_tests() -> tuple[Module, ...]:
    return tuple(read_modules(ROOT / "tests"))


def made_up(name: str, text: str, is_package: bool = False) -> Module:
    """A module that exists only to be caught."""
    return Module(name, name.replace(".", "/") + ".py", text, is_package)


# Reading imports


def _is_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _statements(body: list[ast.stmt], at_top: bool, by_type_only: bool) -> Iterator[tuple[ast.stmt, bool, bool]]:
    for node in body:
        yield node, at_top, by_type_only
        inside = at_top and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        guarded = by_type_only or (isinstance(node, ast.If) and _is_type_checking(node.test))
        for field in ("body", "handlers", "cases", "finalbody"):
            yield from _statements(getattr(node, field, []), inside, guarded)
        yield from _statements(getattr(node, "orelse", []), inside, by_type_only)


def _absolute(node: ast.ImportFrom, module: Module) -> str:
    if not node.level:
        return node.module or ""
    pieces = module.name.split(".")
    base = pieces[: len(pieces) - node.level + int(module.is_package)]
    return ".".join([*base, *([node.module] if node.module else [])])


@cache
def imports(module: Module) -> tuple[Import, ...]:
    """List what a module imports, wherever the import stands."""
    found: list[Import] = []
    for node, at_top, by_type_only in _statements(module.tree.body, True, False):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, module)
            names = [f"{base}.{alias.name}" for alias in node.names]
        found += [Import(name, node.lineno, at_top, by_type_only) for name in names]
    return tuple(found)


# The laws


def layering(module: Module) -> Iterator[str]:
    allowed = MAY_IMPORT.get(module.part)
    if allowed is None:
        return
    for entry in imports(module):
        part = part_of(entry.target)
        if not part or part == module.part or part in allowed or entry.target == "deskapp.__version__":
            continue
        if part in BY_TYPE_ONLY.get(module.part, set()):
            if not entry.by_type_only:
                yield f"{module.where}:{entry.line}: {entry.target} only under `if TYPE_CHECKING`"
            continue
        yield f"{module.where}:{entry.line}: {module.part} must not import {entry.target}"


def libraries(module: Module) -> Iterator[str]:
    for entry in imports(module):
        library = entry.target.partition(".")[0]
        only, never = ONLY_IN.get(library), NOT_IN.get(library, set())
        if (only is not None and module.part not in only) or module.part in never:
            yield f"{module.where}:{entry.line}: no {library} in {module.part}"
        elif module.part in STANDARD_LIBRARY_ONLY and library not in {*sys.stdlib_module_names, "deskapp"}:
            yield f"{module.where}:{entry.line}: {module.part} must not import {library}"


def circles(modules: tuple[Module, ...]) -> Iterator[str]:
    """Follow the imports that run when a module is imported; name each circle once."""
    known = {module.name for module in modules}
    edges: dict[str, set[str]] = {}
    for module in modules:
        targets = {entry.target for entry in imports(module) if entry.at_top and not entry.by_type_only}
        resolved = {name if name in known else name.rpartition(".")[0] for name in targets}
        edges[module.name] = (resolved & known) - {module.name}
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> Iterator[str]:
        if name in path:
            yield " → ".join([*path[path.index(name) :], name])
        elif name not in done:
            for target in sorted(edges[name]):
                yield from walk(target, [*path, name])
            done.add(name)

    for name in sorted(edges):
        yield from walk(name, [])


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_composed(node: ast.expr) -> bool:
    return any(
        isinstance(part, ast.JoinedStr)
        or _called(part) == "format"
        or (isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mod))
        for part in ast.walk(node)
    )


def composed_sentences(module: Module) -> Iterator[str]:
    """A sentence that is put together inside tr() is looked up in its finished form, and never found."""
    for node in ast.walk(module.tree):
        if _called(node) in {"tr", "translate", "QT_TR_NOOP", "QT_TRANSLATE_NOOP"}:
            assert isinstance(node, ast.Call)
            if any(_is_composed(argument) for argument in node.args[:2]):
                yield f"{module.where}:{node.lineno}: translate the sentence first, fill it in afterwards"


def lambdas_on_signals(module: Module) -> Iterator[str]:
    if module.part != "ui":
        return
    for node in ast.walk(module.tree):
        if _called(node) == "connect":
            assert isinstance(node, ast.Call)
            if any(isinstance(part, ast.Lambda) for argument in node.args for part in ast.walk(argument)):
                yield f"{module.where}:{node.lineno}: connect a bound method; a lambda outlives its widget"


def prints(module: Module) -> Iterator[str]:
    if module.part in {"commands", "__main__"}:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"{module.where}:{node.lineno}: only the command line prints"


def long_files(module: Module) -> Iterator[str]:
    lines = len(module.text.splitlines())
    if lines > LONGEST_FILE:
        yield f"{module.where}: {lines} lines, {LONGEST_FILE} at most: a name is missing"


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    length = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node, clean=False) is not None:
        docstring = node.body[0]
        assert docstring.end_lineno is not None
        length -= docstring.end_lineno - docstring.lineno + 1
    return length


def long_functions(module: Module) -> Iterator[str]:
    if ".migrations." in module.name:
        return  # a migration is a list of columns, written once
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > LONGEST_FUNCTION:
            where = f"{module.where}:{node.lineno}: {node.name}"
            yield f"{where}: {_length(node)} lines, {LONGEST_FUNCTION} at most: a name is missing"


def pretence(module: Module) -> Iterator[str]:
    """Tests use the real thing, and wait for events instead of for time."""
    for entry in imports(module):
        if entry.target.startswith(("unittest.mock", "mock.", "pytest_mock")) or entry.target == "time.sleep":
            yield f"{module.where}:{entry.line}: no {entry.target} in tests"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.arg) and node.arg in {"monkeypatch", "mocker"}:
            yield f"{module.where}:{node.lineno}: no {node.arg} in tests"
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "time.sleep":
            yield f"{module.where}:{node.lineno}: no time.sleep in tests"


MACHINE_PATH = re.compile(r"(?<![\w.$}\])~*/<>-])/(?:work|tmp|root|home)(?![\w-])")


def machine_paths(where: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := MACHINE_PATH.search(line):
            yield f"{where}:{number}: {found.group()} is a path of one machine"


def project_texts() -> Iterator[tuple[str, str]]:
    """Read every text file that is, or is about to be, committed."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    for name in listing.stdout.decode().split("\0"):
        file = ROOT / name
        if name and file.is_file() and b"\0" not in (content := file.read_bytes()):
            yield name, content.decode("utf-8", "replace")


# Applied to the project


def assert_none(problems: Iterator[str] | list[str]) -> None:
    found = list(problems)
    assert not found, "\n" + "\n".join(found)


def each(law: Callable[[Module], Iterator[str]], modules: tuple[Module, ...]) -> list[str]:
    return [problem for module in modules for problem in law(module)]


def test_each_part_imports_only_what_lies_below_it() -> None:
    assert_none(each(layering, program()))


def test_each_library_stays_in_its_part() -> None:
    assert_none(each(libraries, program()))


def test_no_imports_run_in_a_circle() -> None:
    assert_none(circles(program()))


def test_no_sentence_is_composed_before_it_is_translated() -> None:
    assert_none(each(composed_sentences, program()))


def test_no_lambda_is_connected_to_a_signal() -> None:
    assert_none(each(lambdas_on_signals, program()))


def test_only_the_command_line_prints() -> None:
    assert_none(each(prints, program()))


def test_no_file_is_too_long() -> None:
    assert_none(each(long_files, program()))


def test_no_function_is_too_long() -> None:
    assert_none(each(long_functions, program()))


def test_tests_use_the_real_thing() -> None:
    assert_none(each(pretence, own_tests()))


def test_no_file_names_a_path_of_one_machine() -> None:
    assert_none([problem for where, text in project_texts() for problem in machine_paths(where, text)])


# Shown to bite


@pytest.mark.parametrize(
    ("name", "text", "caught"),
    [
        ("deskapp.domain.mail", "import deskapp.errors", True),
        ("deskapp.domain.mail", "from deskapp.domain import fields", False),
        ("deskapp.models.mail", "from deskapp.services import mail", True),
        ("deskapp.models.mail", "from ..services import mail", True),
        ("deskapp.models.mail", "from . import base", False),
        ("deskapp.services.mail", "def f():\n    from deskapp.ui import main_window", True),
        ("deskapp.services.mail", "from deskapp.models.mail import Mail", False),
        ("deskapp.paper.mail", "from deskapp.models.mail import Mail", True),
        ("deskapp.ui.mail", "from deskapp.services.mail import receive", True),
        ("deskapp.ui.mail", "if TYPE_CHECKING:\n    from deskapp.services.mail import receive", False),
        ("deskapp.ui.mail", "if TYPE_CHECKING:\n    pass\nelse:\n    import deskapp.services", True),
        ("deskapp.ui.mail", "if typing.TYPE_CHECKING:\n    import deskapp.app", True),
        ("deskapp.resources", "try:\n    import deskapp.settings\nexcept ImportError: pass", True),
        ("deskapp.app", "import deskapp.services.mail, deskapp.ui.main_window", False),
    ],
)
def test_layering_bites(name: str, text: str, caught: bool) -> None:
    assert bool(list(layering(made_up(name, text)))) is caught


@pytest.mark.parametrize(
    ("name", "text", "caught"),
    [
        ("deskapp.services.mail", "from PySide6.QtCore import QObject", True),
        ("deskapp.paper.mail", "import qtawesome as qta", True),
        ("deskapp.ui.mail", "from PySide6 import QtCore", False),
        ("deskapp.app", "import PySide6.QtWidgets", False),
        ("deskapp.ui.mail", "def f():\n    import sqlalchemy as sa", True),
        ("deskapp.paper.mail", "from alembic import command", True),
        ("deskapp.services.mail", "from sqlalchemy import select", False),
        ("deskapp.services.mail", "from reportlab.platypus import Paragraph", True),
        ("deskapp.paper.mail", "from reportlab.platypus import Paragraph", False),
        ("deskapp.domain.mail", "import msgspec", True),
        ("deskapp.domain.mail", "import dataclasses", False),
    ],
)
def test_libraries_bites(name: str, text: str, caught: bool) -> None:
    assert bool(list(libraries(made_up(name, text)))) is caught


@pytest.mark.parametrize(
    ("second", "caught"),
    [
        ("import deskapp.a", True),
        ("from deskapp import a", True),
        ("from .a import something", True),
        ("class C:\n    from deskapp.a import something", True),
        ("def f():\n    import deskapp.a", False),
        ("if TYPE_CHECKING:\n    import deskapp.a", False),
    ],
)
def test_circles_bites(second: str, caught: bool) -> None:
    modules = (made_up("deskapp.a", "from deskapp.b import x"), made_up("deskapp.b", second))
    assert bool(list(circles(modules))) is caught


@pytest.mark.parametrize(
    ("law", "name", "text", "caught"),
    [
        (composed_sentences, "deskapp.ui.mail", "self.tr(f'{n} slips')", True),
        (composed_sentences, "deskapp.ui.mail", "translate('Mail', '%d slips' % n)", True),
        (composed_sentences, "deskapp.ui.mail", "self.tr('{n} slips'.format(n=n))", True),
        (composed_sentences, "deskapp.ui.mail", "self.tr('{n} slips').format(n=n)", False),
        (lambdas_on_signals, "deskapp.ui.mail", "button.clicked.connect(lambda: save(x))", True),
        (lambdas_on_signals, "deskapp.ui.mail", "button.clicked.connect(self.save)", False),
        (prints, "deskapp.services.mail", "print('hello')", True),
        (prints, "deskapp.commands.show", "print('hello')", False),
        (prints, "deskapp.paper.mail", "printer.print(page)", False),
        (long_files, "deskapp.ui.mail", "\n" * (LONGEST_FILE + 1), True),
        (long_files, "deskapp.ui.mail", "\n" * LONGEST_FILE, False),
        (long_functions, "deskapp.ui.mail", "def f():\n" + "    x\n" * LONGEST_FUNCTION, True),
        (long_functions, "deskapp.ui.mail", "def f():\n" + "    x\n" * (LONGEST_FUNCTION - 1), False),
        (long_functions, "deskapp.ui.mail", "def f():\n    '''1\n    2'''\n" + "    x\n" * 39, False),
        (pretence, "tests.test_mail", "from unittest.mock import Mock", True),
        (pretence, "tests.test_mail", "from unittest import mock", True),
        (pretence, "tests.test_mail", "def test_x(monkeypatch): ...", True),
        (pretence, "tests.test_mail", "import time\ntime.sleep(1)", True),
        (pretence, "tests.test_mail", "from time import sleep", True),
        (pretence, "tests.test_mail", "import time\ntime.monotonic()", False),
    ],
)
def test_the_other_laws_bite(law: Callable[[Module], Iterator[str]], name: str, text: str, caught: bool) -> None:
    assert bool(list(law(made_up(name, text)))) is caught


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ('open("{}tmp/x")', True),
        ("cd {}work && ls", True),
        ("HOME={}root", True),
        ("see {}home/someone/notes", True),
        ("https://example.org{}work/of/art", False),
        ("$folder{}tmp/x", False),
        ("fire{}work and home{}root", False),
    ],
)
def test_machine_paths_bites(line: str, caught: bool) -> None:
    assert bool(list(machine_paths("notes.md", line.replace("{}", "/")))) is caught
