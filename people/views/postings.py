"""People posted, leaving and coming back."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.views import ListPage, ObjectFormPage, SeenMixin
from people.choices import PersonStatus
from people.filters import FormerFilter
from people.forms.persons import DatedPostingForm, DepartForm
from people.models import Person
from people.services.postings import leave_person, particulars, post_person, reinstate_person, retire_person


class PersonFormPage(ObjectFormPage):
    model = Person
    lookup = "uuid"
    permission_required = "people.change_posting"
    context_object_name = "person"
    template_name = "people/person_form.html"
    title = ""
    consequence = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, consequence=self.consequence, **kwargs)


class PersonPostView(SeenMixin, PersonFormPage):
    form_class = DatedPostingForm
    title = _("Change the posting")
    consequence = _("The present posting ends on that day and stays in the history.")
    done_message = _("The posting is changed.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def stands(self):
        return particulars(self.object.postings.current().select_related("unit").first())

    def get_initial(self):
        return self.stands()

    def act(self, form):
        return post_person(person=self.object, by=self.request.user, seen=self.seen, **form.cleaned_data)


class PersonDepartView(PersonFormPage):
    form_class = DepartForm
    title = _("Retired or left")
    consequence = _(
        "The posting, all roles and the account end; no more messages are sent. Records and certificates stay."
    )
    done_message = _("The departure is noted.")

    def act(self, form):
        data = form.cleaned_data
        service = retire_person if data.pop("status") == PersonStatus.RETIRED else leave_person
        return service(person=self.object, by=self.request.user, **data)


class FormerListView(ListPage):
    """People who retired or left, for the units they last worked in."""

    model = Person
    permission_required = "people.register_person"
    filterset_class = FormerFilter
    template_name = "people/person_former.html"

    def get_rows(self):
        return Person.objects.left_from(self.request.user).with_last_posting().order_by("staff_no")


class PersonReinstateView(PersonFormPage):
    permission_required = "people.register_person"
    form_class = DatedPostingForm
    title = _("Back in post")
    consequence = _("The account is enabled again; roles are granted anew.")
    done_message = _("The person is in post again.")

    def get_queryset(self):
        return Person.objects.left_from(self.request.user)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self):
        return particulars(self.object.postings.select_related("unit").first())

    def act(self, form):
        return reinstate_person(person=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("people:person_detail", kwargs={"uuid": self.object.uuid})
