from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from cms.forms import IdentityForm, SearchForm
from cms.models import PORTAL
from cms.selectors import search_articles, search_classes, search_courses
from cms.services import TEXTS, set_identity, standing
from common.views import PUBLIC, FormPage, PageView, SeenMixin
from people.models import Installation


class SearchView(PageView):
    """One box over articles and classes; each visitor finds what is open to them."""

    permission_required = PUBLIC
    template_name = "cms/search.html"

    def get_context_data(self, **kwargs):
        form = SearchForm(self.request.GET)
        text = form.cleaned_data["q"].strip() if form.is_valid() else ""
        user = self.request.user
        return super().get_context_data(
            form=form,
            text=text,
            articles=search_articles(user, text),
            batches=search_classes(user, text),
            lessons=search_courses(user, text),
            **PORTAL,
            **kwargs,
        )


class IdentityView(SeenMixin, FormPage):
    """Whose site this is."""

    permission_required = "cms.set_identity"
    template_name = "cms/identity.html"
    form_class = IdentityForm
    success_url = reverse_lazy("cms:identity")
    done_message = gettext_lazy("Every page shows it from now on.")

    def get_initial(self):
        return dict(standing(self.stands_on))

    @cached_property
    def stands_on(self):
        return Installation.objects.first() or Installation()

    def stands(self):
        return standing(self.stands_on)

    def act(self, form):
        data = form.cleaned_data
        emblem, texts = data.pop("emblem"), {name: data[name] for name in TEXTS}
        picture = emblem.read() if emblem else None
        without = data["without_emblem"]
        set_identity(texts=texts, emblem=picture, without_emblem=without, seen=self.seen, by=self.request.user)
