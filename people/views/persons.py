"""The roster."""

from wagtail import hooks

from common.errors import NotAllowed
from common.views import ListPage, ObjectFormPage, ObjectPage
from people.filters import PersonFilter
from people.forms import UnmaskForm
from people.masking import mask_id_number, mask_mobile
from people.models import Person, Posting, one_person
from people.services.persons import unmask_person


class PersonListView(ListPage):
    model = Person
    permission_required = "people.view_roster"
    filterset_class = PersonFilter
    template_name = "people/person_list.html"

    def get_rows(self):
        return Person.objects.visible_to(self.request.user).in_post().in_unit_order().with_posting()


class PersonDetailView(ObjectPage):
    model = Person
    lookup = "uuid"
    permission_required = "people.view_person"
    context_object_name = "person"
    template_name = "people/person_detail.html"

    def get_queryset(self):
        return Person.objects.readable_by(self.request.user)

    def get_context_data(self, **kwargs):
        person, user = self.object, self.request.user
        return super().get_context_data(
            postings=Posting.objects.filter(one_person(person.pk)).select_related("unit", "person"),
            merges=person.merges.standing().select_related("away"),
            panels=[panel for hook in hooks.get_hooks("person_page_panels") if (panel := hook(self.request, person))],
            id_number=mask_id_number(person.id_number),
            mobile=mask_mobile(person.mobile),
            may_change=user.has_perm("people.change_posting", person),
            may_merge=user.has_perm("people.merge_persons", person),
            may_unmask=user.has_perm("people.unmask_person", person),
            **kwargs,
        )


class PersonUnmaskView(ObjectFormPage):
    """Shows one number once, on the answer to the POST; it never appears in an address."""

    model = Person
    lookup = "uuid"
    permission_required = "people.unmask_person"
    context_object_name = "person"
    template_name = "people/person_unmask.html"
    form_class = UnmaskForm

    def form_valid(self, form):
        try:
            value = unmask_person(person=self.object, by=self.request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, value=value))
