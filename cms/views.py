from cms.forms import SearchForm
from cms.selectors import search_articles, search_classes
from common.views import PUBLIC, PageView


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
            **kwargs,
        )
