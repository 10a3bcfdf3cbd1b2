"""A paper belongs to the unit that held it first, one never held to the city; a sitting is worth what its paper is."""

from decimal import Decimal

from django.db import migrations


def fill(apps, schema_editor):
    Paper, Sitting, OrgUnit = (
        apps.get_model(*name) for name in (("exams", "Paper"), ("exams", "Sitting"), ("people", "OrgUnit"))
    )
    root = OrgUnit.objects.order_by("path").first()
    for paper in Paper.objects.all():
        first = Sitting.objects.filter(paper=paper).order_by("opens_at", "id").first()
        paper.unit_id = first.unit_id if first else root.pk
        paper.save(update_fields=["unit"])
    for sitting in Sitting.objects.prefetch_related("paper__rules"):
        total = sum((rule.count * rule.score for rule in sitting.paper.rules.all()), Decimal(0))
        sitting.full_mark = max(total, sitting.pass_mark, Decimal(1))
        sitting.save(update_fields=["full_mark"])


class Migration(migrations.Migration):
    dependencies = [("exams", "0002_owners_and_full_marks")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
