from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def number_what_is_there(apps, schema_editor):
    """Earlier sheets did not say which list they show. What is there now begins with a new version of each class; what
    has gone belongs to none, so that an older number is answered with "no list is kept" and not with a guess."""
    Batch = apps.get_model("training", "Batch")
    Enrolment = apps.get_model("training", "Enrolment")
    ClassMeeting = apps.get_model("training", "ClassMeeting")
    OrgUnit = apps.get_model("people", "OrgUnit")
    Person = apps.get_model("people", "Person")
    Batch.objects.update(version=F("version") + 1)
    version = Subquery(Batch.objects.filter(pk=OuterRef("batch")).values("version"))
    path = Subquery(OrgUnit.objects.filter(pk=OuterRef("unit")).values("path"))
    key = Subquery(Person.objects.filter(pk=OuterRef("person")).values("pinyin_key"))
    Enrolment.objects.update(unit_path=path, name_key=key)
    Enrolment.objects.filter(status="active").update(joined_in=version)
    Enrolment.objects.exclude(status="active").update(joined_in=0, left_in=1)
    ClassMeeting.objects.filter(cancelled_at=None).update(added_in=version)
    ClassMeeting.objects.exclude(cancelled_at=None).update(added_in=0, cancelled_in=1)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0012_setup_answers"),
        ("training", "0005_list_versions"),
    ]

    operations = [migrations.RunPython(number_what_is_there, migrations.RunPython.noop)]
