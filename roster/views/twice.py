"""One person entered twice."""

from django.utils.translation import gettext_lazy as _

from common.views import ObjectFormPage
from people.forms.persons import ReasonForm
from people.views.postings import PersonFormPage
from roster.forms.persons import MergePersonsForm
from roster.models import PersonMerge
from roster.services.twice import merge_persons, unmerge_persons


class PersonMergeView(PersonFormPage):
    permission_required = "roster.merge_persons"
    form_class = MergePersonsForm
    title = _("Entered twice")
    consequence = _(
        "This entry is kept. The other one disappears from all lists and its account is disabled; its classes, hours and "
        "certificates are shown with this one. It can be undone."
    )
    done_message = _("The two entries are read as one person.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, form):
        return merge_persons(keep=self.object, by=self.request.user, **form.cleaned_data)


class PersonUnmergeView(ObjectFormPage):
    model = PersonMerge
    lookup = "pk"
    permission_required = "roster.unmerge_persons"
    context_object_name = "merge"
    template_name = "roster/person_unmerge.html"
    form_class = ReasonForm
    done_message = _("These are two people again.")

    def get_queryset(self):
        return super().get_queryset().standing().select_related("keep", "away")

    def act(self, form):
        return unmerge_persons(merge=self.object, by=self.request.user, **form.cleaned_data)
