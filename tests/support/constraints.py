"""Every named constraint of an app is broken once, and the database says which one it was."""

from django.apps import apps


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
