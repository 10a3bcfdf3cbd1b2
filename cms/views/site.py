from mimetypes import guess_type

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.http import Http404, HttpResponse
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import View

from cms.forms import IdentityForm, SearchForm
from cms.selectors import announced_classes, search_articles, search_classes, search_courses, search_lessons
from cms.services.identity import TEXTS, set_identity, standing
from cms.views.portal import PortalMixin
from common.views import PUBLIC, FormPage, ListPage, PageView, RightsMixin, SeenMixin
from people.models import Installation

PICTURE_SECONDS = 7 * 24 * 3600


class SearchView(PortalMixin, PageView):
    """One box over articles, courses, lessons and classes; each visitor finds what is open to them."""

    permission_required = PUBLIC
    template_name = "cms/search.html"

    def get_context_data(self, **kwargs):
        form = SearchForm(self.request.GET)
        text = form.cleaned_data["q"].strip() if form.is_valid() else ""
        user = self.request.user
        found = {
            "articles": search_articles(user, text),
            "courses": search_courses(user, text),
            "lessons": search_lessons(user, text),
            "batches": search_classes(user, text),
        }
        hits = sum(map(len, found.values()))
        return super().get_context_data(form=form, text=text, hits=hits, **found, **kwargs)


class ClassListView(PortalMixin, ListPage):
    """What classes there are, for everybody: titles and dates, and no more."""

    permission_required = PUBLIC
    template_name = "cms/class_list.html"

    def get_rows(self):
        return announced_classes()


class PictureView(RightsMixin, View):
    """Pictures where no web server in front hands them out: in the demo and on a machine of one's own."""

    permission_required = PUBLIC
    http_method_names = ["get", "head", "options"]

    def get(self, request, path):
        kind = guess_type(path)[0] or ""
        if not kind.startswith("image/"):
            raise Http404
        try:
            with FileSystemStorage(settings.MEDIA_ROOT / "images").open(path) as file:
                picture = file.read()
        except (OSError, ValueError, SuspiciousFileOperation) as error:
            raise Http404 from error
        return HttpResponse(picture, kind, headers={"Cache-Control": f"public, max-age={PICTURE_SECONDS}"})


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
