"""Refusals: what a user may meet, how a rule of a table becomes one, and what somebody else changed meanwhile."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.db.models import BaseConstraint, Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

# What a form changes of a row, by the names of its fields.
Facts = Mapping[str, Any]


class NotAllowed(Exception):
    """A refusal that a user may meet: a sentence to show and a code that page, API and command share; `field` names
    what it is about where that is one field of a row."""

    def __init__(self, message: str | Promise, *, code: str, field: str = ""):
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class AboutOneself(PermissionDenied):
    """The roles would do, but the row is about the user: somebody else does it, and the page says so."""

    def __init__(self, message: str | Promise):
        super().__init__(str(message))


def check_row(row: Model, *, exclude: Collection[str] = ()) -> None:
    """Refuse a row that breaks a rule of its fields or a constraint of its table, before the database does.

    The sentences are those of the model; the code is the name of the first constraint broken, or what is wrong with
    the first field that is (`unique`, `max_length`, …).
    """
    try:
        row.full_clean(exclude=set(exclude), validate_constraints=False)
    except ValidationError as error:
        names = list(error.error_dict)
        code, field = error.error_dict[names[0]][0].code, names[0] if len(names) == 1 else ""
        raise NotAllowed(" ".join(error.messages), code=code or "invalid", field=field) from error
    broken = dict(_broken_constraints(row, set(exclude)))
    if broken:
        raise NotAllowed(" ".join(broken.values()), code=next(iter(broken)))


def _broken_constraints(row: Model, exclude: set[str]) -> list[tuple[str, str]]:
    """Name and sentence of each."""
    broken = []
    for model, constraints in row.get_constraints():
        for constraint in constraints:
            try:
                constraint.validate(model, row, exclude=exclude)
            except ValidationError as error:
                broken.append((constraint.name, " ".join(error.messages)))
    return broken


def require_reason(reason: str, message: str | Promise) -> str:
    """What was given as the reason, without white space around it; refused with the message where nothing was."""
    if not reason.strip():
        raise NotAllowed(message, code="reason_missing")
    return reason.strip()


@contextmanager
def refused() -> Iterator[None]:
    """Turn the database's refusal into the sentence and the code of the constraint it names: what was fine when it was
    checked may have been taken in the meantime. Anything else it refuses is a bug and goes on."""
    try:
        yield
    except IntegrityError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def refusal_of(error: IntegrityError) -> NotAllowed | None:
    """None where the database names none of our constraints."""
    named = _names_in(error)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if named & _names_of(model, constraint):
                return NotAllowed(str(constraint.get_violation_error_message()), code=constraint.name)
    return None


def _names_in(error: IntegrityError) -> set[str]:
    """PostgreSQL names the constraint; SQLite names a check or an index, and of a unique constraint the columns."""
    if connection.vendor == "postgresql":
        return {getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""} - {""}
    _, _, named = str(error).partition(" constraint failed: ")
    return {named.removeprefix("index ").strip("'")} - {""}


def _names_of(model: type[Model], constraint: BaseConstraint) -> set[str]:
    by_name = {field.name: field.column for field in model._meta.concrete_fields}
    columns = [f"{model._meta.db_table}.{by_name[name]}" for name in getattr(constraint, "fields", ())]
    return {constraint.name, ", ".join(columns)} - {""}


class ChangedMeanwhile(NotAllowed):
    """`names` are the facts somebody else changed, as the form calls its fields."""

    def __init__(self, names: list[str]):
        text = _(
            "Somebody else has changed this since you opened the page. Look at what stands now; if yours is right, save "
            "once more."
        )
        super().__init__(text, code="changed_meanwhile")
        self.names = names


def seen_of(facts: Facts) -> str:
    """What the page carries of the facts it shows: a mark for each, in their order."""
    return ".".join(_mark(value) for value in facts.values())


def refuse_changed(seen: str, before: Facts, after: Facts) -> None:
    """Refuse to set a fact that is no longer what the page showed. `before` is what stands, read under the lock, and
    `after` what is wished; `seen` is empty where the wish comes from no page."""
    shown = dict(zip(before, seen.split("."), strict=False))
    names = [name for name, value in before.items() if value != after[name] and _mark(value) != shown.get(name)]
    if seen and names:
        raise ChangedMeanwhile(names)


def refuse_other(seen: str, facts: Facts) -> None:
    """Refuse an act on a list that is no longer what the page showed."""
    if seen and seen != seen_of(facts):
        raise ChangedMeanwhile(list(facts))


def _mark(value: Any) -> str:
    return sha256(str(value).encode()).hexdigest()[:12]
