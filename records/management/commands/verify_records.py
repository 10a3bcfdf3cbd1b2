import json
import sys

from common.management.base import TablesCommand
from records.verification import find_problems


class Command(TablesCommand):
    help = "Check that evidence is unaltered and that every projection equals it; exit status 1 on any difference."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, **options):
        problems = list(find_problems())
        if options["json"]:
            rows = [{"check": p.check, "row": p.row, "message": p.message} for p in problems]
            self.stdout.write(json.dumps({"problems": rows}, ensure_ascii=False))
        else:
            for problem in problems:
                self.stdout.write(f"{problem.check}: {problem.row}: {problem.message}")
            self.stdout.write(f"{len(problems)} problems")
        if problems:
            sys.exit(1)
