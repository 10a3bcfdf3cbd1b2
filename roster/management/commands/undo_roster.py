from uuid import UUID

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from intake.models import ListImport
from intake.services import undo_list
from roster.people_list.kind import PeopleList


def number_or_uuid(text):
    """The number of an import, or what stands in the address of its page."""
    return {"pk": int(text)} if text.isdecimal() else {"uuid": UUID(text)}


class Command(TablesCommand):
    help = "Undo a roster import as a whole."

    def add_arguments(self, parser):
        parser.add_argument("number", type=number_or_uuid, help="as import_roster --commit printed it")

    def handle(self, *args, number, **options):
        listing = ListImport.objects.filter(kind=PeopleList.code, **number).first()
        if listing is None:
            raise CommandError("There is no such import.")
        try:
            with translation.override("zh-hans"):
                undo_list(listing=listing, by=None)
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Undone.")
