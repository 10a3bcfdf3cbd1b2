import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import translation

from accounts.exports.slips import slips_pdf
from common.errors import NotAllowed
from common.management.base import TablesCommand
from lms.setup_city import COPIES, Plan, set_up_city
from people.choices import Role

LOCAL = "http://127.0.0.1:8000"
NO_ADDRESS = (
    f"Warning: PUBLIC_URL is not set. The first slips will print {LOCAL}, which opens on this machine alone. "
    "Set it to the address people will use before you give --commit: the first slips are written once."
)


class Command(TablesCommand):
    help = "Set up a real city in an empty database. A dry run unless --commit is given."

    def add_arguments(self, parser):
        parser.add_argument("--city", default="南阳市", help="name of the city, the top of the tree")
        parser.add_argument("--code", default="NY", help="its code")
        parser.add_argument("--units", type=Path, metavar="FILE.xlsx", help="list of the units, in their fixed order")
        parser.add_argument("--officer", default="", metavar="NAME", help="who runs the training office")
        parser.add_argument("--hr", default="", metavar="NAME", help="who keeps the roster")
        parser.add_argument("--from-demo", nargs="*", choices=sorted(COPIES), default=[], metavar="WHAT",
                            help=f"copy from the demo city: {', '.join(sorted(COPIES))}")  # fmt: skip
        parser.add_argument("--slips", type=Path, metavar="OUT.pdf", help="where the first slips are written")
        parser.add_argument("--commit", action="store_true", help="write")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, commit, **options):
        plan = plan_of(options)
        if not settings.PUBLIC_URL:
            self.stderr.write(NO_ADDRESS)
        try:
            with translation.override("zh-hans"):
                answer = set_up_city(plan, commit=commit)
                slips = write_slips(answer.slips, options["slips"]) if answer.slips else None
        except (OSError, NotAllowed) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_text(answer, slips, commit, options["json"]))


def plan_of(options):
    file = options["units"]
    try:
        data = file.read_bytes() if file else None
    except OSError as error:
        raise CommandError(str(error)) from error
    names = {Role.TRAINING_OFFICER: options["officer"], Role.HR: options["hr"]}
    return Plan(options["city"], options["code"], data, file.name if file else "", names, tuple(options["from_demo"]))


def write_slips(slips, path):
    """The only place where the codes of the first accounts are written down."""
    path = path or settings.DATA_DIR / "first-slips.pdf"
    path.write_bytes(slips_pdf(slips, address=settings.PUBLIC_URL or LOCAL, is_demo=False))
    path.chmod(0o600)
    return path


def as_text(answer, slips, commit, as_json):
    told = answer.as_json()
    if as_json:
        return json.dumps({**told, "slips": str(slips) if slips else None}, ensure_ascii=False)
    rows = [row for row in told.pop("rows") if row["status"] not in ("ok", "skipped")]
    lines = [f"{row['sheet']} {row['row']}: {row['status']} {row['code']} {row['message']}" for row in rows]
    lines.append(" ".join(f"{name}={value}" for name, value in told.items()))
    if slips:
        lines.append(f"The slips of the first accounts: {slips}. Print them, hand them over, delete the file.")
    if not commit:
        lines.append("Dry run: nothing was written. Add --commit when this is right.")
    return "\n".join(lines)
