"""Setting up papers: one page, what each rule can draw from, a drawn sample with its key."""

import secrets

from django.utils.translation import gettext_lazy as _

from common.errors import NotAllowed
from common.views import ActionView, FormPage, ObjectFormPage, ObjectPage, SeenMixin
from exams.forms import PaperForm, RuleFormSet, rules_as_stored, rules_as_typed
from exams.models import Paper
from exams.pool import supplies, total_of
from exams.rules import manages
from exams.selectors import sample_items
from exams.services.drawing import draw_items
from exams.services.oneself import OWN_PAPER
from exams.services.papers import change_paper, copy_paper, create_paper, particulars
from people.trail import audit

SEEDS = 2**31 - 1


class PaperEditing(FormPage):
    """The head and its lines. A press may ask for more lines or for the counts instead of storing anything."""

    template_name = "exams/paper_form.html"
    form_class = PaperForm
    rules = None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def post(self, request, *args, **kwargs):
        if "more" in request.POST:
            form = PaperForm(initial=request.POST.dict(), user=request.user)
            return self.render_to_response(self.get_context_data(form=form, rules=rules_as_typed(request.POST)))
        self.rules, form = RuleFormSet(request.POST), self.get_form()
        sound = [form.is_valid(), self.rules.is_valid()]
        if all(sound) and "count" not in request.POST:
            return self.form_valid(form)
        return self.render_to_response(self.get_context_data(form=form), status=200 if all(sound) else 422)

    def get_context_data(self, **kwargs):
        rules = kwargs.pop("rules", None) or self.rules or self.stored_rules()
        form = kwargs.setdefault("form", self.get_form())
        kwargs.setdefault("supply", {})
        # A refusal by the service leaves the bank that was chosen.
        bank = getattr(form, "cleaned_data", {}).get("bank")
        if bank and rules.is_bound and rules.is_valid():
            kwargs["supply"], kwargs["total"] = rules.supply(bank)
        return super().get_context_data(rules=rules, **kwargs)

    def stored_rules(self):
        return RuleFormSet()

    def get_success_url(self):
        return self.result.get_absolute_url()


class PaperCreateView(PaperEditing):
    permission_required = "exams.manage_papers"
    done_message = _("The paper is stored.")

    def act(self, form):
        return create_paper(draft=form.draft(self.rules.drafts()), by=self.request.user)


class OnePaper:
    model = Paper
    lookup = "pk"
    context_object_name = "paper"
    permission_required = "exams.change_paper"
    but_for_oneself = manages
    about_oneself = OWN_PAPER

    def get_queryset(self):
        return super().get_queryset().with_use().select_related("unit", "bank")


class PaperChangeView(SeenMixin, OnePaper, PaperEditing, ObjectFormPage):
    """What a paper says; once an examination with it has opened it is only shown."""

    done_message = _("The paper is stored.")

    def get_initial(self):
        paper = self.object
        return {"title": paper.title, "unit": paper.unit.code, "bank": paper.bank_id}

    def get_context_data(self, **kwargs):
        stored = list(self.object.rules.select_related("knowledge_point"))
        self.stored, found = stored, dict(enumerate(supplies(self.object.bank, stored)))
        if self.rules is None and "rules" not in kwargs:
            kwargs |= {"supply": found, "total": total_of(stored)}
        return super().get_context_data(stored=list(found.values()), stored_total=total_of(stored), **kwargs)

    def stands(self):
        return particulars(self.object, self.stored)

    def stored_rules(self):
        return rules_as_stored(self.stored)

    def act(self, form):
        draft = form.draft(self.rules.drafts())
        return change_paper(paper=self.object, draft=draft, by=self.request.user, seen=self.seen)


class PaperCopyView(OnePaper, ActionView):
    done_message = _("This is the copy; it can be changed.")

    def act(self, paper):
        self.copy = copy_paper(paper=paper, by=self.request.user)

    def get_success_url(self):
        return self.copy.get_absolute_url()


class PaperPreviewView(OnePaper, ObjectPage):
    """A paper as an attempt would draw it, with the keys. It is nobody's attempt; who looked is on record."""

    template_name = "exams/paper_preview.html"

    def get(self, request, *args, **kwargs):
        try:
            items = draw_items(self.object, secrets.randbelow(SEEDS))
        except NotAllowed as refusal:
            return self.render_to_response(self.get_context_data(refusal=str(refusal)))
        audit.record(self.object, "exams.preview_paper", by=request.user)
        return self.render_to_response(self.get_context_data(items=sample_items(items)))
