"""Lists from files: upload, look at the verdicts, put right, take over, undo."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from common.errors import NotAllowed
from common.exports import file_answer
from common.views import (
    ActionView,
    ConsequencesMixin,
    FormPage,
    ListPage,
    ManyFieldsMixin,
    ObjectFormPage,
    ObjectMixin,
    ObjectPage,
    RightsMixin,
)
from intake.choices import ImportState
from intake.exports import write_report
from intake.forms import ListCommitForm, ListOptionsForm, ListUploadForm
from intake.kinds import list_kinds
from intake.models import ListImport
from intake.options import Options
from intake.services.committing import STALE, TAKEN, is_taken, left_out, undo_list
from intake.services.receiving import file_of, kind_of, put_right, receive_list, verdicts_of
from intake.services.working import start_commit, start_judging
from intake.verdicts import ERROR, FIXED, OK, SKIPPED, WARNING
from people.trail import audit

SHOWN = (ERROR, WARNING, FIXED, OK, SKIPPED)
ROWS_A_PAGE = 100
MOST_UNIT_TEXTS = 40


class OfKind:
    """A page about lists of one kind, which its address names."""

    permission_required = "intake.bring_list"

    @property
    def kind(self):
        kind = list_kinds().get(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return kind

    def rights_object(self):
        return self.kind

    def get_context_data(self, **kwargs):
        return super().get_context_data(kind=self.kind, **kwargs)


class ImportListView(OfKind, ListPage):
    model = ListImport
    template_name = "intake/import_list.html"

    def get_rows(self):
        rows = super().get_rows().filter(kind=self.kind.code)
        return rows.select_related("unit", "uploaded_by").without_files()


class ImportCreateView(OfKind, FormPage):
    template_name = "intake/import_create.html"
    form_class = ListUploadForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kind": self.kind, "units": self.kind.units(self.request.user)}

    def get_initial(self):
        first = self.kind.units(self.request.user).first()
        return {"unit": first.code if first else None}

    def act(self, form):
        file, unit = form.cleaned_data["file"], form.cleaned_data["unit"]
        listing = receive_list(
            kind=self.kind,
            file_name=file.name,
            data=file.read(),
            unit=unit,
            by=self.request.user,
            more=form.more(),
        )
        return start_judging(listing=listing)

    def get_success_url(self):
        return self.result.get_absolute_url()


class ImportTemplateView(OfKind, RightsMixin, View):
    def get(self, request, **kwargs):
        content = self.kind.template()
        if content is None:
            raise Http404
        return file_answer(content, _("Template"), self.kind.label, ending="xlsx")


class OneImport(ObjectMixin):
    model = ListImport
    lookup = "uuid"
    context_object_name = "listing"
    permission_required = "intake.bring_list"

    def get_queryset(self):
        return super().get_queryset().select_related("unit", "uploaded_by", "committed_by")

    def rights_target(self):
        listing = self.rights_object()
        self.kind = kind_of(listing)
        return self.kind

    def get_context_data(self, **kwargs):
        return super().get_context_data(kind=self.kind, **kwargs)


class ImportDetailView(OneImport, ObjectPage):
    template_name = "intake/import_detail.html"

    def get_context_data(self, **kwargs):
        verdicts = verdicts_of(self.object)
        statuses = Counter(verdict.status for verdict in verdicts)
        shown = self.request.GET.get("show", "")
        shown = shown if shown in SHOWN else next((status for status in SHOWN if statuses[status]), OK)
        pages = Paginator([verdict for verdict in verdicts if verdict.status == shown], ROWS_A_PAGE)
        return super().get_context_data(
            tabs=[(status, statuses[status]) for status in SHOWN if statuses[status]],
            shown=shown,
            columns=[self.kind.label_of(name) for name in self.kind.shown],
            page_obj=pages.get_page(self.request.GET.get("page")),
            warnings=[row for row in self.to_tick(verdicts) if not row[-1]],
            alone=[row for row in self.to_tick(verdicts) if row[-1]],
            choices=self.to_choose(verdicts),
            commit_form=ListCommitForm(kind=self.kind),
            may_commit=self.object.state == ImportState.JUDGED,
            left_out=left_out(self.object, verdicts),
            **kwargs,
        )

    def to_tick(self, verdicts):
        """Rows with a warning, and why one is ticked by itself, where it is."""
        return [
            (verdict.key, verdict, self.kind.alone(verdict))
            for verdict in verdicts
            if verdict.status == WARNING and verdict.outcome in TAKEN
        ]

    def to_choose(self, verdicts):
        """Rows of which more may be said than whether they are taken."""
        taken = [verdict for verdict in verdicts if is_taken(verdict, None)]
        return [(verdict.key, verdict, choices) for verdict in taken if (choices := self.kind.row_choices(verdict))]


class ImportOptionsView(OneImport, ObjectFormPage):
    template_name = "intake/import_options.html"
    form_class = ListOptionsForm

    def get_form_kwargs(self):
        words = self.kind.vocabulary
        sheets = self.object.summary.get("sheets", {})
        columns = [column for columns in sheets.values() for column in columns]
        texts = [verdict.unit_text for verdict in verdicts_of(self.object) if verdict.lacks_unit]
        unknown = [text for text, _count in Counter(texts).most_common(MOST_UNIT_TEXTS)] if self.kind.has_units else []
        return {
            **super().get_form_kwargs(),
            "kind": self.kind,
            "before": Options.from_json(self.object.options),
            "sheets": [*sheets, *self.object.summary.get("unread_sheets", [])],
            "headings": {c["heading"]: c["field"] for c in columns if c["field"] or not words.is_ignored(c["heading"])},
            "unit_texts": unknown,
            "units": list(self.kind.units(self.request.user)) if unknown else [],
        }

    def get_initial(self):
        options = Options.from_json(self.object.options)
        sheets = options.sheets or list(self.object.summary.get("sheets", {}))
        return {**options.more, "skip_hidden": options.skip_hidden, "sheets": sheets}

    def act(self, form):
        chosen = form.options(Options.from_json(self.object.options))
        return start_judging(listing=put_right(listing=self.object, options=chosen, by=self.request.user))


class ImportReportView(OneImport, View):
    """The sheets again with 校验结果; numbers masked."""

    def get(self, request, *args, **kwargs):
        listing, verdicts = self.object, verdicts_of(self.object)
        try:
            content = write_report(
                file_of(listing),
                listing.file_name,
                verdicts,
                words=self.kind.vocabulary,
                headings=Options.from_json(listing.options).headings,
                left_out=left_out(listing, verdicts),
            )
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(listing.get_absolute_url())
        audit.record(listing, "intake.export_list_report", by=request.user)
        return file_answer(content, _("Verdicts"), self.kind.label, listing.pk, ending="xlsx")


class ImportCommitView(ManyFieldsMixin, OneImport, ActionView):
    """Rows with a warning are taken over when they are ticked."""

    def act(self, listing):
        data = self.request.POST
        form = ListCommitForm(data, kind=self.kind)
        if not form.is_valid():
            raise NotAllowed(" ".join(str(text) for texts in form.errors.values() for text in texts), code="invalid")
        ticked = {name.removeprefix("row-"): data.getlist(name) for name in data if name.startswith("row-")}
        chosen = {name: str(value) for name, value in form.cleaned_data.items() if value not in (None, "")}
        if data.get("seen", listing.summary.get("digest")) != listing.summary.get("digest"):
            message = gettext("The list was read anew in the meantime. Look at the new result first.")
            raise NotAllowed(message, code=STALE)
        accepted = self.accepted(listing)
        if not any(is_taken(verdict, accepted) for verdict in verdicts_of(listing)):
            message = gettext("There is no row to take over. Tick the rows that are right, or mend the list.")
            raise NotAllowed(message, code="nothing_to_take")
        listing = start_commit(listing=listing, accepted=accepted, by=self.request.user, choices={**chosen, **ticked})
        self.done_message = gettext("The rows are being taken over.")
        if written := listing.summary.get("written"):
            self.done_message = gettext("Taken over: %(created)s new, %(updated)s changed.") % written

    def accepted(self, listing):
        """The keys of the ticked rows; None where one tick stands for all of them."""
        ticked = set(self.request.POST.getlist("accept"))
        if "accept_all" not in self.request.POST:
            return ticked
        if not self.kind.has_lone_rows:
            return None
        return ticked | {verdict.key for verdict in verdicts_of(listing) if not self.kind.alone(verdict)}


class ImportUndoView(ConsequencesMixin, OneImport, ActionView):
    done_message = _("The import is undone; everything is as it was before.")
    question = _("Undo the whole import")

    @property
    def consequences(self):
        written = self.object.summary.get("written") or {}
        n = {"created": written.get("created", 0), "updated": written.get("updated", 0)}
        gone = (
            _("%(created)s new rows are taken out again, and %(updated)s changed ones are what they were before.") % n
        )
        return [gone, self.kind.undo_advice]

    def whom(self):
        return [f"{self.object.file_name} · {self.object.unit}"]

    def act(self, listing):
        undo_list(listing=listing, by=self.request.user)
