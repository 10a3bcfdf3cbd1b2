import json
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation

from common.errors import NotAllowed
from common.management.base import TablesCommand
from common.tables import read_book
from intake.exports import write_report
from intake.services.at_once import look_at_list, take_list
from intake.services.committing import left_out
from intake.services.receiving import remembered
from people.models import OrgUnit
from roster.people_list.kind import PeopleList

WRONG_USAGE = 2
KIND = PeopleList()


class Command(TablesCommand):
    help = "Read a roster of people from .xlsx, .xls or .csv. A dry run unless --commit is given."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--unit", metavar="CODE", help="unit whose list it is; the city without it")
        parser.add_argument("--sheet", action="append", dest="sheets", metavar="NAME", help="read only this sheet")
        parser.add_argument("--id-optional", action="store_true", help="rows without a usable ID number are taken over")
        parser.add_argument("--skip-hidden", action="store_true", help="pass hidden rows over")
        parser.add_argument("--commit", action="store_true", help="write the rows without an error")
        parser.add_argument("--without-warnings", action="store_true", help="leave rows with a warning out of --commit")
        parser.add_argument("--report", type=Path, metavar="OUT.xlsx", help="the sheets again, with the verdicts")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, file, unit, commit, report, **options):
        unit = unit_of(unit)
        chosen = replace(
            remembered(KIND, unit, None),
            sheets=options["sheets"],
            skip_hidden=options["skip_hidden"],
            more={"id_is_optional": options["id_optional"]},
        )
        accepted = () if options["without_warnings"] else None
        try:
            with translation.override("zh-hans"), held_open(report):
                data = file.read_bytes()
                refuse_unknown_sheets(data, file.name, chosen.sheets)
                taken = run(data, file.name, unit, chosen, commit=commit, accepted=accepted)
                if report:
                    report.write_bytes(report_of(taken, data, file.name, chosen))
        except (OSError, NotAllowed) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_text(taken, options["json"]))
        if taken.listing and not options["json"]:
            self.stdout.write(f"To undo: manage.py undo_roster {taken.listing.pk}")


@contextmanager
def held_open(report):
    """A report that cannot be written is refused before anything else is; a refusal leaves no empty file behind."""
    is_new = report is not None and not report.exists()
    if report:
        report.open("ab").close()
    try:
        yield
    except BaseException:
        if is_new:
            report.unlink(missing_ok=True)
        raise


def refuse_unknown_sheets(data, name, sheets):
    there = [grid.name for grid in read_book(data, name)] if sheets else []
    if unknown := [sheet for sheet in sheets or () if sheet not in there]:
        text = f"There is no sheet {', '.join(unknown)} in the file. It has: {', '.join(there)}."
        raise CommandError(text, returncode=WRONG_USAGE)


def report_of(taken, data, name, chosen):
    passed_by = left_out(taken.listing, taken.verdicts) if taken.listing else ()
    words, headings = KIND.vocabulary, chosen.headings
    return write_report(data, name, taken.verdicts, words=words, headings=headings, left_out=passed_by)


def unit_of(code):
    units = OrgUnit.objects.get_queryset()
    unit = units.filter(code=code).first() if code else units.first()
    if unit is None and code:
        raise CommandError(f"There is no unit with the code {code}.", returncode=WRONG_USAGE)
    if unit is None:
        raise CommandError("There is no unit yet: run setup_city.")
    return unit


def run(data, name, unit, chosen, *, commit, accepted):
    whose = {"kind": KIND, "unit": unit, "by": None, "options": chosen}
    if not commit:
        return look_at_list(grids=read_book(data, name), **whose)
    return take_list(file_name=name, data=data, accepted=accepted, **whose)


def as_text(taken, as_json):
    unused = taken.summary["unused"]
    if as_json:
        rows = [row_of(verdict) for verdict in taken.verdicts]
        number = {"import": taken.listing.pk} if taken.listing else {}
        return json.dumps({**taken.counts, "unused": unused, "rows": rows, **number}, ensure_ascii=False)
    lines = [f"{v.sheet} {v.row}: {v.status} {v.code} {v.message}" for v in taken.verdicts if v.status != "ok"]
    lines += [f"{sheet}: not used: {', '.join(names)}" for sheet, names in unused.items()]
    return "\n".join([*lines, " ".join(f"{name}={count}" for name, count in taken.counts.items())])


def row_of(verdict):
    """The row as it is judged, with what it would change: old and new by field."""
    changes = {"changes": verdict.changes} if verdict.changes and not verdict.is_error else {}
    return {**verdict.as_json(), **changes}
