import dataclasses
import json
import sys

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from people.services.keys import ROTATED, retire_key, rotate_keys


class Command(TablesCommand):
    help = (
        "Change a key while the site runs. The first run adds a key and writes all rows under it; after an "
        "interruption run it again. When it says so, remove the old key with --retire."
    )

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        for purpose, what in zip(ROTATED, ("encryption", "look-up", "evidence"), strict=True):
            which.add_argument(
                f"--{purpose}", dest="purpose", action="store_const", const=purpose, help=f"the key of {what}"
            )
        parser.add_argument("--retire", metavar="VERSION", help="remove this old key, if no row needs it")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, purpose, retire, json: bool, **options):
        if retire is None:
            self.tell(rotate_keys(purpose=purpose, by=None), json)
            return
        try:
            with translation.override("en"):
                retire_key(purpose=purpose, version=retire, by=None)
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(as_json({"purpose": purpose, "retired": retire}) if json else f"removed: key {retire}")

    def tell(self, done, json):
        self.stdout.write(as_json(dataclasses.asdict(done)) if json else "\n".join(lines(done)))
        if done.unreadable:
            sys.exit(1)


def as_json(told):
    return json.dumps(told, ensure_ascii=False)


def lines(done):
    yield f"current key: {done.current}{' (new)' if done.added else ''}"
    yield f"rows written anew: {done.renewed}"
    yield from (f"cannot be read: person {uuid}" for uuid in done.unreadable)
    for version, rows in done.needed.items():
        if rows:
            yield f"key {version} stays: {rows} rows need it"
        else:
            yield f"key {version} may be removed: rotate_keys --{done.purpose} --retire {version}"
