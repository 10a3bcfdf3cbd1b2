"""The verbs on the office's forms."""

from people.choices import Role
from reports.starters import starter_form
from tests.factories.people import user_with_role
from tests.factories.reports import FormTemplateFactory
from tests.support.verbs import Sent, verb
from tests.support.workbooks import upload


@verb("reports:template_upload", 6)
def upload_a_form(rows):
    FormTemplateFactory.create_batch(rows)
    form = {"name": "考勤表", "purpose": "attendance", "file": upload(starter_form("attendance"))}
    return Sent(user_with_role(Role.HR), form=form)


@verb("reports:template_retire", 8)
def retire_a_form(rows):
    form, *_others = FormTemplateFactory.create_batch(rows)
    return Sent(user_with_role(Role.HR), {"pk": form.pk})
