from uuid import UUID

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from people.models import RosterImport
from people.services.roster import undo_roster


class Command(TablesCommand):
    help = "Undo a roster import as a whole."

    def add_arguments(self, parser):
        parser.add_argument("uuid", type=UUID, help="as import_roster --commit printed it")

    def handle(self, *args, uuid, **options):
        roster = RosterImport.objects.filter(uuid=uuid).first()
        if roster is None:
            raise CommandError("There is no such import.")
        try:
            with translation.override("zh-hans"):
                undo_roster(roster=roster, by=None)
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Undone.")
