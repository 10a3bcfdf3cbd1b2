"""Rosters from files: upload, look at the verdicts, put right, take over, undo."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from common.errors import NotAllowed
from common.exports import XLSX
from common.views import ActionView, FormPage, ListPage, ObjectFormPage, ObjectMixin, ObjectPage, RightsMixin
from intake.choices import ImportState
from intake.headings import is_ignored
from intake.models import RosterImport
from intake.verdicts import ERROR, FIXED, OK, SKIPPED, WARNING
from people import audit
from people.models import OrgUnit
from roster.exports import roster_template, write_report
from roster.forms.imports import RosterOptionsForm, RosterUploadForm
from roster.people_list.reading import IMPORTING_ROLES, Options
from roster.services.people_list import put_right, undo_roster, upload_roster
from roster.services.people_list.arriving import file_of, verdicts_of
from roster.services.people_list.committing import row_key
from roster.services.people_list.working import start_commit, start_judging

SHOWN = (ERROR, WARNING, FIXED, OK, SKIPPED)
ROWS_A_PAGE = 100
MOST_UNIT_TEXTS = 40


def units_in_reach(user):
    return OrgUnit.objects.open().filter(user.scope.reach("path", IMPORTING_ROLES))


class ImportListView(ListPage):
    model = RosterImport
    permission_required = "roster.import_roster"
    template_name = "roster/import_list.html"

    def get_rows(self):
        return (
            super().get_rows().select_related("unit", "uploaded_by").defer("file_sealed", "rows_sealed", "undo_sealed")
        )


class ImportCreateView(FormPage):
    permission_required = "roster.import_roster"
    template_name = "roster/import_create.html"
    form_class = RosterUploadForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "units": units_in_reach(self.request.user)}

    def get_initial(self):
        first = units_in_reach(self.request.user).first()
        return {"unit": first.code if first else None}

    def act(self, form):
        file = form.cleaned_data["file"]
        roster = upload_roster(
            file_name=file.name, data=file.read(), unit=form.cleaned_data["unit"], by=self.request.user
        )
        return start_judging(roster=roster)

    def get_success_url(self):
        return self.result.get_absolute_url()


class ImportTemplateView(RightsMixin, View):
    permission_required = "roster.import_roster"

    def get(self, request):
        answer = HttpResponse(roster_template(), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="roster.xlsx"'
        return answer


class OneImport(ObjectMixin):
    model = RosterImport
    lookup = "uuid"
    context_object_name = "roster"
    permission_required = "roster.import_roster"

    def get_queryset(self):
        return super().get_queryset().select_related("unit", "uploaded_by", "committed_by")


def unused_headings(summary):
    columns = [column for columns in summary.get("sheets", {}).values() for column in columns]
    headings = (column["heading"] for column in columns if not column["field"])
    return list(dict.fromkeys(heading for heading in headings if not is_ignored(heading)))


class ImportDetailView(OneImport, ObjectPage):
    template_name = "roster/import_detail.html"

    def get_context_data(self, **kwargs):
        verdicts = verdicts_of(self.object)
        statuses = Counter(verdict.status for verdict in verdicts)
        shown = self.request.GET.get("show", "")
        shown = shown if shown in SHOWN else next((status for status in SHOWN if statuses[status]), OK)
        rows = [verdict for verdict in verdicts if verdict.status == shown]
        pages = Paginator(rows, ROWS_A_PAGE)
        return super().get_context_data(
            tabs=[(status, statuses[status]) for status in SHOWN if statuses[status]],
            shown=shown,
            page_obj=pages.get_page(self.request.GET.get("page")),
            warnings=[
                (row_key(verdict), verdict) for verdict in verdicts if verdict.status == WARNING and verdict.outcome
            ],
            unused=unused_headings(self.object.summary),
            may_commit=self.object.state == ImportState.JUDGED,
            **kwargs,
        )


class ImportOptionsView(OneImport, ObjectFormPage):
    template_name = "roster/import_options.html"
    form_class = RosterOptionsForm

    def get_form_kwargs(self):
        sheets = self.object.summary.get("sheets", {})
        columns = [column for columns in sheets.values() for column in columns]
        texts = [v.unit_text for v in verdicts_of(self.object) if not v.values.get("unit") and v.unit_text]
        unknown = [text for text, _count in Counter(texts).most_common(MOST_UNIT_TEXTS)]
        return {
            **super().get_form_kwargs(),
            "sheets": [*sheets, *self.object.summary.get("unread_sheets", [])],
            "headings": {c["heading"]: c["field"] for c in columns if c["field"] or not is_ignored(c["heading"])},
            "unit_texts": unknown,
            "units": list(units_in_reach(self.request.user)),
        }

    def get_initial(self):
        options = self.object.options
        kept = {name: options.get(name, False) for name in ("id_is_optional", "skip_hidden")}
        return {**kept, "sheets": options.get("sheets") or list(self.object.summary.get("sheets", {}))}

    def act(self, form):
        chosen = form.options(Options.from_json(self.object.options))
        return start_judging(roster=put_right(roster=self.object, options=chosen, by=self.request.user))


class ImportReportView(OneImport, View):
    """The sheets again with 校验结果; numbers masked."""

    def get(self, request, *args, **kwargs):
        roster = self.object
        try:
            content = write_report(
                file_of(roster),
                roster.file_name,
                verdicts_of(roster),
                headings=Options.from_json(roster.options).headings,
            )
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(roster.get_absolute_url())
        audit.record(roster, "roster.export_roster_report", by=request.user)
        answer = HttpResponse(content, content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="roster-{roster.pk}.xlsx"'
        return answer


class ImportCommitView(OneImport, ActionView):
    """Rows with a warning are taken over when they are ticked."""

    def act(self, roster):
        everything = "accept_all" in self.request.POST
        accepted = None if everything else set(self.request.POST.getlist("accept"))
        roster = start_commit(roster=roster, accepted=accepted, by=self.request.user)
        self.done_message = gettext("The people are being taken over.")
        if written := roster.summary.get("written"):
            self.done_message = gettext("Taken over: %(created)s new, %(updated)s changed.") % written


class ImportUndoView(OneImport, ActionView):
    done_message = _("The import is undone; the roster is as it was before.")

    def act(self, roster):
        undo_roster(roster=roster, by=self.request.user)
