"""The frame of the public site: banner and bar of columns, the same for everybody who reads it."""

from cms.models import HomePage
from cms.selectors import columns_for, coming_classes, reader_menu, start_page


def portal_frame(request, page=None):
    """What every page of the site shows around its own; `page` is the one of Wagtail's that is served."""
    user = request.user
    columns = columns_for(user)
    frame = {"columns": columns, "here": getattr(page, "column", page), "site_menu": reader_menu(user)}
    if isinstance(page, HomePage):
        frame |= {"start": start_page(user, columns), "classes": coming_classes()}
    return frame


class PortalMixin:
    def get_context_data(self, **kwargs):
        return super().get_context_data(**portal_frame(self.request), **kwargs)
