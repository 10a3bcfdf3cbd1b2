"""Everything kept about one person, as a workbook for them."""

from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.own_data import OwnTable, own_tables
from common.exports import Column, ListExport, Sheet
from people.masking import mask_id_number, mask_mobile
from people.models import User

SHOWN = (
    "staff_no",
    "name",
    "sex",
    "birth_month",
    "ethnic_group",
    "political_status",
    "education",
    "tech_title",
    "office_phone",
    "remark",
    "staff_category",
    "status",
)


class OwnDataExport(ListExport):
    def __init__(self, user: User, *, with_numbers: bool):
        self.user = user
        self.with_numbers = with_numbers

    def sheets(self) -> list[Sheet]:
        person = self.user.person
        tables = [account_table(self.user), roles_table(self.user), messages_table(self.user)]
        if person is not None:
            tables = [person_table(person, with_numbers=self.with_numbers), postings_table(person), *tables]
            tables += own_tables(person)
        return [as_sheet(table) for table in tables]


def as_sheet(table: OwnTable) -> Sheet:
    columns = [Column(heading, itemgetter(i), 22) for i, heading in enumerate(table.headings)]
    return Sheet(str(table.title), columns, table.rows)


def person_table(person, *, with_numbers: bool) -> OwnTable:
    fields = [(person._meta.get_field(name).verbose_name, shown(person, name)) for name in SHOWN]
    numbers = [
        (_("ID number"), person.id_number, mask_id_number),
        (_("Mobile"), person.mobile, mask_mobile),
        (_("Second mobile"), person.spare_mobile, mask_mobile),
    ]
    rows = [(name, value if with_numbers else mask(value)) for name, value, mask in numbers if value]
    return OwnTable(_("Person"), [_("What is kept"), _("Value")], [*fields, *rows])


def shown(row, name):
    display = getattr(row, f"get_{name}_display", None)
    return str(display()) if display else getattr(row, name)


def postings_table(person) -> OwnTable:
    headings = [_("Unit"), _("Department"), _("Post"), _("Rank"), _("Audience"), _("From"), _("To")]
    rows = person.postings.select_related("unit")
    return OwnTable(
        _("Postings"),
        headings,
        [(p.unit.name, p.dept, p.post, p.rank, shown(p, "track"), p.started_on, p.ended_on) for p in rows],
    )


def account_table(user: User) -> OwnTable:
    rows = [(_("Staff number"), user.username), (_("E-mail address"), user.email), (_("Opened on"), user.date_joined)]
    return OwnTable(_("Account"), [_("What is kept"), _("Value")], [*rows, (_("Last sign-in"), user.last_login)])


def roles_table(user: User) -> OwnTable:
    rows = user.role_assignments.select_related("unit")
    return OwnTable(
        _("Roles"),
        [_("Role"), _("Unit"), _("From"), _("To")],
        [(shown(row, "role"), row.unit.name, row.started_on, row.ended_on) for row in rows],
    )


def messages_table(user: User) -> OwnTable:
    rows = user.notifications.values_list("created_at", "title", "body", "read_at")
    return OwnTable(
        _("Messages"), [_("Received at"), pgettext("message", "Title"), pgettext("message", "Text"), _("Read at")], rows
    )
