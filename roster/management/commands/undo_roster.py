from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from common.errors import NotAllowed
from intake.models import RosterImport
from roster.services.people_list import undo_roster


class Command(BaseCommand):
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
