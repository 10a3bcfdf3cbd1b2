"""Put our start page where Wagtail's own migration leaves a welcome page."""

from django.db import migrations


def add_start_page(apps, schema_editor):
    content_type, _new = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="cms", model="homepage"
    )
    apps.get_model("wagtailcore", "Page").objects.filter(depth=2, slug="home", numchild=0).delete()
    locale = apps.get_model("wagtailcore", "Locale").objects.first()
    home = apps.get_model("cms", "HomePage").objects.create(
        title="政训",
        draft_title="政训",
        slug="home",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=locale,
        intro="全市电子政务培训：计划、报名、上课、考勤、学时，一处办理。",
    )
    site = apps.get_model("wagtailcore", "Site")
    site.objects.all().delete()
    site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="政训")


def remove_start_page(apps, schema_editor):
    apps.get_model("cms", "HomePage").objects.filter(slug="home", depth=2).delete()


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial")]
    operations = [migrations.RunPython(add_start_page, remove_start_page)]
