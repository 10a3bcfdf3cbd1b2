"""The roster."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from common.errors import NotAllowed
from common.views import ListPage, ObjectFormPage, ObjectPage
from people.filters import RosterFilter
from people.forms.persons import PinyinForm, UnmaskForm
from people.masking import mask_id_number, mask_mobile
from people.models import Person, Posting, one_person
from people.selectors import roles_of_person
from people.services.persons import correct_pinyin, unmask_person


class PersonListView(ListPage):
    model = Posting
    permission_required = "people.view_roster"
    filterset_class = RosterFilter
    template_name = "people/person_list.html"

    def get_rows(self):
        shown = super().get_rows().select_related("person__user", "unit")
        return shown.defer("person__id_number_sealed", "person__mobile_sealed", "person__spare_mobile_sealed")

    def get_paginator(self, queryset, *args, **kwargs):
        paginator = super().get_paginator(queryset.read_in_order(), *args, **kwargs)
        paginator.count = queryset.count()
        return paginator

    def get_context_data(self, **kwargs):
        chosen = self.filterset.form.cleaned_data.get("unit") if self.filterset.is_valid() else None
        actions = [action for hook in hooks.get_hooks("roster_actions") for action in hook(self.request.user)]
        ticks = [html for hook in hooks.get_hooks("roster_ticks") if (html := hook(self.request, chosen))]
        return super().get_context_data(ticks=ticks, actions=actions, **kwargs)


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
            roles=roles_of_person(person),
            buttons=[html for hook in hooks.get_hooks("person_buttons") if (html := hook(self.request, person))],
            panels=[panel for hook in hooks.get_hooks("person_page_panels") if (panel := hook(self.request, person))],
            id_number=mask_id_number(person.id_number),
            mobile=mask_mobile(person.mobile),
            may_change=user.has_perm("people.change_posting", person),
            actions=[action for hook in hooks.get_hooks("person_actions") for action in hook(user, person)],
            may_unmask=user.has_perm("people.unmask_person", person),
            may_correct_pinyin=user.has_perm("people.correct_pinyin", person),
            **kwargs,
        )


class PersonPinyinView(ObjectFormPage):
    model = Person
    lookup = "uuid"
    permission_required = "people.correct_pinyin"
    context_object_name = "person"
    template_name = "people/person_pinyin.html"
    form_class = PinyinForm
    done_message = _("The pinyin is corrected.")

    def get_initial(self):
        return {"pinyin": self.object.pinyin}

    def act(self, form):
        return correct_pinyin(person=self.object, by=self.request.user, **form.cleaned_data)


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
