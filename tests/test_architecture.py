"""The ladder, held where import-linter cannot see: foreign keys, templates, budgets."""

import ast
import configparser
import re
from pathlib import Path

import pytest
from django.apps import apps
from wagtail.models import Page

ROOT = Path(__file__).resolve().parents[1]
# From the bottom to the top; packages of one rung do not know each other.
LADDER = [
    {"common"},
    {"people"},
    {"notifications"},
    {"accounts"},
    {"intake"},
    {"questions", "roster"},
    {"courses"},
    {"training"},
    {"admission"},
    {"attendance"},
    {"exams", "partners"},
    {"records"},
    {"reports", "cms"},
    {"lms"},
]
RUNG = {app: height for height, rung in enumerate(LADDER) for app in rung}
MODULE_LINES, FUNCTION_LINES = 400, 40


def may_know(lower: str, upper: str) -> bool:
    """Whether `upper` stands above `lower`, or is it."""
    return lower == upper or RUNG[lower] < RUNG[upper]


def test_import_linter_holds_the_same_ladder():
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    lines = config["importlinter:contract:ladder"]["layers"].split("\n")

    assert [set(line.replace(" ", "").split("|")) for line in reversed(lines) if line.strip()] == LADDER


def test_foreign_keys_point_down():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in RUNG
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and field.related_model._meta.app_label in RUNG
        if not may_know(field.related_model._meta.app_label, model._meta.app_label)
    ]

    assert wrong == []


def test_pages_name_parents_and_children_of_lower_rungs_only():
    """A page that names none allows all, and so fails as soon as a higher app has pages."""
    wrong = [
        f"{model.__name__}: {other.__name__}"
        for model in apps.get_models()
        if issubclass(model, Page) and model._meta.app_label in RUNG
        for other in (*model.clean_subpage_models(), *model.clean_parent_page_models())
        if other._meta.app_label in RUNG and not may_know(other._meta.app_label, model._meta.app_label)
    ]

    assert wrong == []


def test_templates_refer_to_lower_rungs_only():
    wrong = [
        f"{template.relative_to(ROOT)}: {named}"
        for app in RUNG
        for template in (ROOT / "templates" / app).rglob("*.html")
        for named, other in references(template.read_text(encoding="utf-8"))
        if other not in RUNG or not may_know(other, app)
    ]

    assert wrong == []


def references(text: str) -> list[tuple[str, str]]:
    """What a template names in full, with the app it belongs to."""
    routes = re.findall(r"""{%\s*url\s+['"]((\w+):\w+)['"]""", text)
    files = re.findall(r"""{%\s*(?:include|extends)\s+['"](([\w.-]+)[^'"]*)['"]""", text)
    return [*routes, *((name, top) for name, top in files if top not in ("base.html", "components", "frame"))]


def test_shared_components_name_no_app():
    named = {
        name: found
        for path in (ROOT / "templates" / "components").rglob("*.html")
        for name, found in [(path.name, references(path.read_text(encoding="utf-8")))]
        if found
    }

    assert named == {}


@pytest.mark.parametrize("tool", ["bench", "scripts", "tests"])
def test_no_app_knows_a_tool(tool):
    imports = re.compile(rf"^\s*(from|import) {tool}\b", re.MULTILINE)
    knowing = [
        str(p.relative_to(ROOT)) for app in RUNG for p in (ROOT / app).rglob("*.py") if imports.search(p.read_text())
    ]

    assert knowing == []


def test_only_the_top_knows_the_top():
    imports = re.compile(r"^\s*(from|import) lms\b", re.MULTILINE)
    knowing = [
        str(path.relative_to(ROOT))
        for app in RUNG
        if app != "lms"
        for path in (ROOT / app).rglob("*.py")
        if imports.search(path.read_text())
    ]

    assert knowing == []


def sources() -> list[Path]:
    return [path for app in (*RUNG, "bench") for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def test_modules_stay_inside_their_budget():
    long = [str(p.relative_to(ROOT)) for p in sources() if len(p.read_text().splitlines()) > MODULE_LINES]

    assert long == []


def test_functions_stay_inside_their_budget():
    long = [
        f"{path.relative_to(ROOT)}:{node.name} {node.end_lineno - node.lineno + 1}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]

    assert long == []


def imported(tree: ast.AST) -> set[str]:
    """Every module or name imported anywhere, in functions too."""
    return {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [f"{node.module}.{alias.name}" for alias in node.names]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }


def test_services_know_no_request_and_no_response():
    """They raise common.errors.NotAllowed instead."""
    services = [path for path in sources() if path.name == "services.py" or "services" in path.parts]
    knowing = [
        str(path.relative_to(ROOT))
        for path in services
        if any(name.startswith("django.http") for name in imported(ast.parse(path.read_text())))
    ]

    assert (len(services) > 20, knowing) == (True, [])


def test_the_check_of_services_sees_every_way_to_import():
    ways = ["import django.http", "from django import http", "def f():\n    from django.http import HttpResponse"]

    assert all(any(n.startswith("django.http") for n in imported(ast.parse(way))) for way in ways)


@pytest.mark.parametrize("app", [*sorted(RUNG), "bench"])
def test_every_package_says_what_it_owns(app):
    assert (ROOT / app / "README.md").is_file()


# Words of a higher app's relation that mean something else in a lower one.
OTHER_MEANING = {("intake", "merges"): "merged cells of a sheet"}
# What takes names of relations as they are, without `__`.
LOOKUPS = {
    "Count",
    "F",
    "Max",
    "Min",
    "OuterRef",
    "Prefetch",
    "Sum",
    "exclude",
    "filter",
    "order_by",
    "prefetch_related",
    "select_related",
    "values",
    "values_list",
}


def reverse_words(app: str, *, to_lower_only: bool) -> set[str]:
    """The names under which the relations of an app are reached from the models they point to."""
    relations = [
        field
        for model in apps.get_app_config(app).get_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.is_relation and field.related_model._meta.app_label in RUNG and not field.remote_field.hidden
        if not to_lower_only or field.related_model._meta.app_label != app
    ]
    return {name for one in relations for name in (one.remote_field.get_accessor_name(), one.related_query_name())}


def reached(tree: ast.AST, words: set[str]) -> set[str]:
    """Which of the words are used as an attribute, in a look-up, or as the name of a relation."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            found |= set(node.arg.split("__"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "__" in node.value:
            found |= set(node.value.lstrip("-").split("__"))
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in LOOKUPS:
                found |= {one.value.lstrip("-") for one in node.args if isinstance(getattr(one, "value", None), str)}
    return found & words


@pytest.mark.parametrize("app", sorted(RUNG))
def test_no_app_reaches_up_through_a_relation(app):
    """`batch.enrolments` in `training`: the relation belongs to a higher app, and no import says so."""
    higher = [reverse_words(one, to_lower_only=True) for one in RUNG if RUNG[one] > RUNG[app]]
    words = set().union(*higher) - reverse_words(app, to_lower_only=False)
    wrong = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in sources()
        if path.relative_to(ROOT).parts[0] == app
        for word in reached(ast.parse(path.read_text()), words)
        if (app, word) not in OTHER_MEANING
    ]

    assert wrong == []


def test_the_check_of_relations_knows_those_of_places_and_marks():
    assert reverse_words("admission", to_lower_only=True) >= {"enrolments", "nominations", "notices", "quotas"}
    assert reverse_words("attendance", to_lower_only=True) >= {"marks", "evidence", "leave_requests"}


@pytest.mark.parametrize(
    "way",
    [
        "batch.enrolments.active()",
        "Batch.objects.filter(enrolments__person=1)",
        "Batch.objects.filter(enrolments=1)",
        "Q(**{'enrolments__person': 1})",
        "user.scope.reach('enrolments__unit__path', ())",
        "rows.order_by('-batch__enrolments__pk')",
        "rows.annotate(n=Count('enrolments'))",
        "rows.prefetch_related('enrolments')",
    ],
)
def test_the_check_of_relations_sees_every_way_to_reach_up(way):
    assert reached(ast.parse(way), {"enrolments"}) == {"enrolments"}


def test_the_check_of_relations_leaves_words_alone():
    assert reached(ast.parse("enrolments = _('enrolments'); count(enrolments)"), {"enrolments"}) == set()


# Rooms: how large a package may grow.

PACKAGE_LINES, LOOSE_MODULES = 5500, 12
# Modules that a newcomer finds in every app by their names.
STANDARD = frozenset(
    [
        *("__init__", "apps", "urls", "api", "views", "wagtail_hooks", "exports", "forms", "filters", "services"),
        *("selectors", "models", "tasks", "rules", "roles", "choices", "validators", "actions", "messages", "own_data"),
        *("telling", "waiting", "stages", "demo", "receivers", "checks", "converters"),
    ]
)


@pytest.mark.parametrize("app", sorted(RUNG))
def test_a_package_stays_inside_its_budget(app):
    files = [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    loose = sorted(path.stem for path in (ROOT / app).glob("*.py") if path.stem not in STANDARD)

    assert sum(len(path.read_text().splitlines()) for path in files) <= PACKAGE_LINES
    assert len(loose) <= LOOSE_MODULES, loose


# Roles: what a role may do stands in the `roles.py` of an app, and nowhere else.

ASKING = frozenset(
    [
        *("has_role", "works_for_the_city", "role_covers_person", "kept_by"),
        *("has", "has_whole_tree", "reach", "reach_below", "covers", "covers_below", "covers_from_root"),
    ]
)


def roles_named(node: ast.AST) -> list[ast.Attribute]:
    """`Role.HR` and the like."""
    return [
        one
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == "Role"
    ]


def asks_by_name(node: ast.AST) -> bool:
    """A question of rights that names a role, or a constant that lists several."""
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return called in ASKING and any(roles_named(one) for one in (*node.args, *node.keywords))
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple | ast.Call) and len(roles_named(node)) > 1


def test_what_a_role_may_do_stands_in_the_roles_of_an_app():
    places = [path for path in sources() if path.name not in ("roles.py", "demo.py", "choices.py")]
    places = [path for path in places if path.parts[len(ROOT.parts)] not in ("lms", "bench")]
    named = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in places
        for node in ast.walk(ast.parse(path.read_text()))
        if asks_by_name(node)
    ]

    assert named == []
