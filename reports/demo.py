"""The reports' part of the demo city: the two forms to start from."""

from reports.services import copy_forms


def load(city, by):
    copy_forms()
