import json

from django.core.management.base import CommandError
from django.utils import timezone, translation

from common.management.base import TablesCommand
from lms.demo_city import NotADemoDatabase, build_demo_city


class Command(TablesCommand):
    help = "Load the demo city, or rebuild it on a later day, and print one account per role."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, **options):
        with translation.override("zh-hans"):
            try:
                answer = build_demo_city(timezone.localdate())
            except NotADemoDatabase:
                raise CommandError(
                    "This database already holds something else. The demo city needs one of its own: "
                    "set DATABASE_URL or ZHENGXUN_DATA to an empty place."
                ) from None
            if options["json"]:
                self.stdout.write(
                    json.dumps({"accounts": answer.accounts, "counts": answer.counts}, ensure_ascii=False)
                )
            else:
                self.print_accounts(answer)

    def print_accounts(self, answer):
        self.stdout.write("\nAccounts of the demo city (data folder and password belong to this machine only):")
        for account in answer.accounts:
            self.stdout.write(
                f"  {account['role']:<18} {account['username']:<12} {account['password']}  {account['name']}"
            )
        self.stdout.write("  " + ", ".join(f"{n} {name}" for name, n in answer.counts.items()) + "\n")
