"""Forms of the office."""

import hashlib

import factory
from factory.django import DjangoModelFactory

from reports.choices import FormPurpose
from reports.models import FormTemplate
from reports.starters import starter_form


class FormTemplateFactory(DjangoModelFactory):
    class Meta:
        model = FormTemplate

    name = factory.Sequence(lambda n: f"表样{n}")
    purpose = FormPurpose.ATTENDANCE
    file = factory.LazyAttribute(lambda o: starter_form(o.purpose))
    file_name = "表样.xlsx"
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.file).hexdigest())
