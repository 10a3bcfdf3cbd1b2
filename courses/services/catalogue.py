from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction, Site

from courses.models import CourseIndexPage


@transaction.atomic
def ensure_course_index() -> CourseIndexPage:
    """The page all courses stand under, open after sign-in; made below the start page when it is missing."""
    index = CourseIndexPage.objects.first()
    if index is None:
        start_page = Site.objects.select_related("root_page").get(is_default_site=True).root_page
        index = start_page.add_child(instance=CourseIndexPage(title=_("Courses"), slug="courses"))
    PageViewRestriction.objects.get_or_create(page=index, defaults={"restriction_type": PageViewRestriction.LOGIN})
    return index
