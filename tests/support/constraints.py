"""Every named constraint of an app is broken once, and the database says which one it was."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction


def constraints_of(app):
    """Model and constraint, by the constraint's name."""
    return {
        constraint.name: (model, constraint)
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }


def words_of(model, constraint):
    """How a database names a constraint; SQLite names the columns of a unique one."""
    columns = [model._meta.get_field(field).column for field in getattr(constraint, "fields", ())]
    return constraint.name, ", ".join(f"{model._meta.db_table}.{column}" for column in columns) or constraint.name


def assert_broken(app, name, breaking):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        breaking()

    assert is_named(refused.value, *constraints_of(app)[name])


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
