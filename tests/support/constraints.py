"""The database refuses what must never be: each constraint of an app is broken once."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction


def constraints(app: str) -> dict[str, tuple]:
    """By name, with the model."""
    models = apps.get_app_config(app).get_models()
    return {constraint.name: (model, constraint) for model in models for constraint in model._meta.constraints}


def assert_broken(app: str, name: str, breaking: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        breaking()

    assert is_named(refused.value, *constraints(app)[name])


def is_named(error, model, constraint):
    """PostgreSQL names the constraint; SQLite names it for checks and conditional indexes, else its columns."""
    if constraint.name in str(error):
        return True
    columns = [model._meta.get_field(field).column for field in getattr(constraint, "fields", ())]
    wanted = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return connection.vendor == "sqlite" and str(error) == f"UNIQUE constraint failed: {wanted}"


def twice(factory, **same):
    """Two rows that agree in `same`."""
    for _turn in range(2):
        factory(**same)
