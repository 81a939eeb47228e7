"""What import contracts cannot see of the laws of the house (docs/rooms.md), read from the source itself.

Each law is a function: given the folder of the packages, it yields a sentence for every place that breaks
it. It goes by names, not by types, so each law says in its docstring what it takes for what.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yichuang.database import changes_in
from yichuang.packages import HOUSE, ORDER

Law = Callable[[Path], Iterator[str]]
LONGEST_MODULE, LONGEST_FUNCTION = 600, 60

# The two modules below the packages that touch the database itself.
BELOW = {"database.py": "it is the connection", "setting_up.py": "it makes the tables"}


@dataclass(frozen=True, slots=True)
class Module:
    """One module of a package: where it lies, and what stands in it."""

    house: Path
    path: Path

    @property
    def place(self) -> str:
        return str(self.path.relative_to(self.house))

    @property
    def package(self) -> str:
        """cases; empty for the modules beside the packages."""
        parts = self.path.relative_to(self.house).parts
        return parts[0] if len(parts) > 1 else ""

    @property
    def room(self) -> str:
        """rules, commands, web …: the first name below the package, be it a folder or a module."""
        parts = self.path.relative_to(self.house).parts
        return Path(parts[1]).stem if len(parts) > 1 else Path(parts[0]).stem

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.path)

    def at(self, node: ast.AST) -> str:
        return f"{self.place}:{getattr(node, 'lineno', 1)}"


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules(house: Path) -> Iterator[Module]:
    """Every module but migrations, which live by laws of their own."""
    for path in sorted(house.rglob("*.py")):
        if "migrations" not in path.parts:
            yield Module(house, path)


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the name that is called: `save` of `case.save()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(attr=name) | ast.Name(id=name):
                    yield node, name


def _imports(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Every module or name that is imported, dotted; what only type checkers read is left out."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            skipped |= {inner for statement in node.body for inner in ast.walk(statement)}
    for node in ast.walk(module.tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


# ---- law 3: across packages ----

OPEN_ROOMS = {"rules", "queries", "commands"}
OPEN_PACKAGES = {"kernel", "web"}  # the base page's components are for all; the kernel is below the rooms


def across_packages_only_open_rooms(house: Path) -> Iterator[str]:
    """Of another package one imports `rules`, `queries` and `commands`; never `models`, `web`, `wording`.

    Imports under TYPE_CHECKING name types for readers and do not count.
    """
    for module in modules(house):
        if not module.package:
            continue
        for node, name in _imports(module):
            parts = name.split(".")
            if parts[0] != "yichuang" or len(parts) < 3 or parts[1] not in ORDER:
                continue
            if parts[1] not in {module.package, *OPEN_PACKAGES} and parts[2] not in OPEN_ROOMS:
                yield f"{module.at(node)}: {name} is a closed room of another package"


def foreign_keys_are_strings(house: Path) -> Iterator[str]:
    """A foreign key names its model as a string, "centres.Centre"; one's own may stand as itself."""
    for module in modules(house):
        own = {node.name for node in module.tree.body if isinstance(node, ast.ClassDef)}
        for call, name in _calls(module.tree):
            if name not in {"ForeignKey", "OneToOneField", "ManyToManyField"}:
                continue
            if call.args and isinstance(call.args[0], ast.Name) and call.args[0].id not in own:
                yield f"{module.at(call)}: {call.args[0].id} should be named as a string"


def nobody_fetches_models_by_the_back_door(house: Path) -> Iterator[str]:
    """`apps.get_model` reaches models past the import laws: for migrations and set-up alone."""
    for module in modules(house):
        if module.place not in BELOW:
            for call, name in _calls(module.tree):
                if name in {"get_model", "get_user_model"}:
                    yield f"{module.at(call)}: {name} goes past the import laws"


TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?([a-z]+)_\w+", re.IGNORECASE)


def statements_read_lower_tables(house: Path) -> Iterator[str]:
    """A statement in `sql/` may read tables of its own package and of lower ones."""
    for path in sorted(house.glob("*/sql/*.sql")):
        package = path.relative_to(house).parts[0]
        for found in TABLE.findall(path.read_text(encoding="utf-8")):
            if found in ORDER and package in ORDER and ORDER.index(found) > ORDER.index(package):
                yield f"{path.relative_to(house)}: a table of {found}, which stands above {package}"


# ---- law 4: who writes ----

ALWAYS_WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ALWAYS_WRITES |= {f"a{name}" for name in (*ALWAYS_WRITES, "create", "update", "delete", "save")}


def only_commands_write(house: Path) -> Iterator[str]:
    """Rows are written in `commands` alone.

    Taken for a write: `x.save()` and `x.save(update_fields=…)`, but not `font.save(path)`; `create(…)` of
    a manager; `update(field=…)` without a positional argument, so not that of dicts and hashes;
    `delete()` without one; a cursor; and naming a statement of `sql/` that changes rows.
    """
    for module in modules(house):
        if module.room == "commands" or module.place in BELOW:
            continue
        for call, name in _calls(module.tree):
            if _is_write(call, name):
                yield f"{module.at(call)}: {ast.unparse(call.func)} writes"
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and str(node.value).endswith(".sql"):
                yield from _written_by(module, node)
        for node, name in _imports(module):
            if name in {"yichuang.ledger.commands.record", "yichuang.ledger.commands.rectify"}:
                yield f"{module.at(node)}: an entry is filed by the command whose act it is"


def _is_write(call: ast.Call, name: str) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    owner, bare, words = ast.unparse(call.func.value), not call.args, {word.arg for word in call.keywords}
    return (
        name in ALWAYS_WRITES
        or (name == "save" and bare and words <= {"update_fields", "force_insert", "using"})
        or (name == "create" and (owner.endswith(("objects", "_set")) or ".objects." in owner))
        or (name == "update" and bare and bool(words))
        or (name == "delete" and bare and not words)
        or (name == "cursor" and owner.startswith("connection"))
    )


def _written_by(module: Module, node: ast.Constant) -> Iterator[str]:
    named = Path(str(node.value)).name
    for path in (module.house / module.package).glob(f"sql/{Path(named).stem}*.sql"):
        if changes_in(path.read_text(encoding="utf-8")):
            yield f"{module.at(node)}: {path.name} changes rows"


OWN_TRANSACTIONS = re.compile(r"transactions? of (?:its|their) own|outside any transaction")


def each_command_is_one_transaction(house: Path) -> Iterator[str]:
    """A public function of `commands` that acts (`by`) or writes stands under @transaction.atomic.

    One that is part of another's act asserts `connection.in_atomic_block` instead. One that cannot be a
    single transaction (a sweep, a drain) says so in its docstring: "in transactions of its own".
    """
    for module, node in _public_commands(house):
        acts = any(word.arg == "by" for word in node.args.kwonlyargs)
        writes = any(_is_write(call, name) for call, name in _calls(node))
        says = " ".join((ast.get_docstring(node) or "").split())
        asserts = any(
            isinstance(n, ast.Assert) and "in_atomic_block" in ast.unparse(n.test) for n in ast.walk(node)
        )
        in_ledger = module.package == "ledger" and node.name == "rectify"  # files by `record`, which asserts
        excused = asserts or in_ledger or OWN_TRANSACTIONS.search(says)
        if (acts or writes) and not _is_atomic(node) and not excused:
            yield f"{module.at(node)}: {node.name} is no transaction"


def commands_name_what_they_are_given(house: Path) -> Iterator[str]:
    """What somebody does (`by`) takes keyword arguments; one single argument may stand alone."""
    for module, node in _public_commands(house):
        positional = len(node.args.posonlyargs) + len(node.args.args)
        acts = "by" in {word.arg for word in (*node.args.args, *node.args.kwonlyargs)}
        if acts and _is_atomic(node) and positional > 1:
            yield f"{module.at(node)}: {node.name} takes {positional} arguments by position"


def _public_commands(house: Path) -> Iterator[tuple[Module, ast.FunctionDef]]:
    for module in modules(house):
        if module.room != "commands" or module.path.name.startswith("_"):
            continue
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield module, node


def _is_atomic(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(mark).startswith(("transaction.atomic", "atomic")) for mark in node.decorator_list)


# ---- law 5: purity ----

CLOCK_CALLS = {"now", "today", "utcnow", "localdate", "localtime", "Now"}
CLOCK_NAMES = {"timezone", "datetime", "date", "dt", "django.utils.timezone", "functions"}
MAY_LOOK = {"web", "management"}  # rooms; `web` is the base package too
LOOKS = {"ledger/commands.py": "recorded_at is the server's clock, whoever acts"}


def only_entrances_look_at_the_clock(house: Path) -> Iterator[str]:
    """`now` is read in views and management commands and handed down.

    Taken for a look: a call of now, today, utcnow, localdate, localtime on a date or timezone module
    without an argument to convert; naming `timezone.now` as a default; auto_now; time.time;
    `{% now %}` in a template; CURRENT_… and now() in a statement.
    """
    for module in modules(house):
        if module.place in LOOKS or module.room in MAY_LOOK or module.package in {"", "web"}:
            continue
        yield from _looks(module)
    for path in sorted(house.glob("*/sql/*.sql")):
        if re.search(
            r"\bCURRENT_(?:DATE|TIME)|\bnow\(|'now'", path.read_text(encoding="utf-8"), re.IGNORECASE
        ):
            yield f"{path.relative_to(house)}: a statement looks at the clock"
    for path in sorted(house.glob("*/templates/**/*.html")):
        if re.search(r"\{%\s*now\b", path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(house)}: a template looks at the clock"


def _looks(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        match node:
            case ast.keyword(arg="auto_now" | "auto_now_add"):
                yield f"{module.at(node.value)}: {node.arg} looks at the clock"
            case ast.Attribute(attr=attr, value=owner) if ast.unparse(owner) == "timezone" and attr == "now":
                yield f"{module.at(node)}: timezone.now looks at the clock"
            case ast.Call(func=ast.Attribute(attr=attr, value=owner)) if _is_look(
                ast.unparse(owner), attr, node
            ):
                yield f"{module.at(node)}: {ast.unparse(node.func)} looks at the clock"
            case ast.Call(func=ast.Name(id="Now" | "localdate" | "localtime"), args=[]):
                yield f"{module.at(node)}: {ast.unparse(node.func)} looks at the clock"


def _is_look(owner: str, attr: str, call: ast.Call) -> bool:
    if owner == "time" and attr in {"time", "time_ns", "localtime", "gmtime"}:
        return True
    if owner not in CLOCK_NAMES and not owner.endswith((".datetime", ".date", ".timezone")):
        return False
    converts = attr in {"localdate", "localtime"} and bool(call.args)
    return (attr in CLOCK_CALLS - {"now"} and not converts) or (attr == "now" and owner != "timezone")


def the_kernel_stands_on_the_standard_library(house: Path) -> Iterator[str]:
    """Modules of `kernel` import the standard library and one another."""
    for module in modules(house):
        if module.package != "kernel":
            continue
        for node, name in _imports(module):
            root = name.split(".")[0]
            if root not in sys.stdlib_module_names and not name.startswith("yichuang.kernel"):
                yield f"{module.at(node)}: the kernel needs {name}"


FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "glob", "iterdir"}
OUTSIDE = {"os", "random", "secrets", "socket", "subprocess", "urllib", "shutil", "tempfile", "threading"}


def rules_touch_nothing(house: Path) -> Iterator[str]:
    """Rules and the kernel open no file, ask no system, throw no dice."""
    for module in modules(house):
        if module.room != "rules" and module.package != "kernel":
            continue
        for call, name in _calls(module.tree):
            if name in FILES and not (name == "open" and isinstance(call.func, ast.Attribute)):
                yield f"{module.at(call)}: {ast.unparse(call.func)} touches a file"
        for node, name in _imports(module):
            if name.split(".")[0] in OUTSIDE:
                yield f"{module.at(node)}: {name} is of the world outside"


# ---- law 7: nothing happens behind one's back ----


def nothing_happens_by_signal(house: Path) -> Iterator[str]:
    """No Django signals, neither sent nor heard."""
    for module in modules(house):
        for node, name in _imports(module):
            if ".signals" in name or name.startswith("django.dispatch"):
                yield f"{module.at(node)}: {name} is a signal"


OVERRIDES = {"save", "delete", "clean", "full_clean", "save_base", "from_db", "refresh_from_db"}
MODEL_METHODS = {"__str__"}


def models_do_nothing(house: Path) -> Iterator[str]:
    """A class of `models` has fields, constraints and __str__; managers have no methods anywhere."""
    for module in modules(house):
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.ClassDef):
                continue
            bases = {ast.unparse(base).split(".")[-1].split("[")[0] for base in node.bases}
            methods = [inner for inner in node.body if isinstance(inner, ast.FunctionDef)]
            manages = any(base.endswith(("Manager", "QuerySet")) for base in bases)
            for method in methods:
                if module.room == "models" and method.name not in MODEL_METHODS:
                    yield f"{module.at(method)}: {node.name}.{method.name}: a model does nothing"
                elif manages:
                    yield f"{module.at(method)}: {node.name}.{method.name}: a manager does nothing"
                elif method.name in OVERRIDES and bases & {"Model"}:
                    yield f"{module.at(method)}: {node.name}.{method.name} overrides the saving"


# ---- law 9: sizes ----


def nothing_is_too_long(house: Path) -> Iterator[str]:
    """No module over 600 lines, no function over 60."""
    for module in modules(house):
        lines = module.path.read_text(encoding="utf-8").count("\n")
        if lines > LONGEST_MODULE:
            yield f"{module.place}: {lines} lines"
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    yield f"{module.at(node)}: {node.name} has {length} lines"


# ---- law 10 and the pages ----

_TAGS = re.compile(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)(?![^>]*application/json)|<[^>]*\s(?:style|on[a-z]+)\s*=", re.I
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def templates_keep_the_policy(house: Path) -> Iterator[str]:
    """No style, script or handler inside a template: the content-security policy has no exceptions."""
    for path in sorted(house.glob("*/templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        for match in _INLINE.finditer(_TAGS.sub(lambda tag: "x" * len(tag.group()), text)):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path.relative_to(house)}:{line}: {match.group(0)[:40]!r}"


def templates_speak_through_gettext(house: Path) -> Iterator[str]:
    """No Chinese stands in a template: it stands in the catalogue of translations."""
    for path in sorted(house.glob("*/templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        bare = _TAGS.sub(lambda tag: "\n" * tag.group().count("\n"), text)
        for number, line in enumerate(bare.split("\n"), 1):
            if _CHINESE.search(line):
                yield f"{path.relative_to(house)}:{number}: {line.strip()[:40]!r}"


LAWS: tuple[Law, ...] = (
    across_packages_only_open_rooms,
    foreign_keys_are_strings,
    nobody_fetches_models_by_the_back_door,
    statements_read_lower_tables,
    only_commands_write,
    each_command_is_one_transaction,
    commands_name_what_they_are_given,
    only_entrances_look_at_the_clock,
    the_kernel_stands_on_the_standard_library,
    rules_touch_nothing,
    nothing_happens_by_signal,
    models_do_nothing,
    nothing_is_too_long,
    templates_keep_the_policy,
    templates_speak_through_gettext,
)

__all__ = ["HOUSE", "LAWS"]
