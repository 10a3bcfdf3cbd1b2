from common.management.base import TablesCommand
from people.models import Person
from people.services.persons import rebuild_name_keys


class Command(TablesCommand):
    help = "Compute anew what names are found and ordered by, after the stroke data or the table of surnames changed."

    def handle(self, *args, **options):
        self.stdout.write(f"changed: {rebuild_name_keys(Person.objects.all())}")
