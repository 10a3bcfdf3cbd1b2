from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from common.menu import MenuItem
from courses.actions import ACTIONS
from courses.models import Course, CourseEnrolment
from courses.own_data import own_data
from courses.selectors import enrolments_for_list, has_learning_records, open_courses_for
from courses.views import PAGE_VIEWS

KEEP = _("People have begun this course or lesson, so it cannot be deleted or moved. Unpublish it instead.")
KEEP_ONE_OF = _(
    "People have begun a course or lesson among these pages, so nothing was deleted or moved. Unpublish it."
)
NEEDS_CODE = _("A course needs a code before it can be published. The text is saved as a draft.")
LEARNING_PANEL_ROWS = 5


@hooks.register("site_menu")
def courses_menu():
    return [MenuItem(_("Courses"), "courses:course_list", "courses.view_catalogue", 3, "book", short=_("Courses"))]


@hooks.register("me_panels", order=20)
def my_courses(request):
    """Courses under way, and those open to the person's audience."""
    user = request.user
    if user.person_id is None:
        return ""
    under_way = (
        CourseEnrolment.objects.of(user.person_id).in_progress().only("title", "course__code", "course__url_path")
    )
    context = {
        "enrolments": enrolments_for_list(under_way).filter(course__live=True)[:LEARNING_PANEL_ROWS],
        "courses": open_courses_for(user),
    }
    return render_to_string("courses/_me_panel.html", context, request)


@hooks.register("person_page_panels", order=20)
def courses_of(request, person):
    """The courses a person takes or took, as far as the reader may know of them."""
    taken = CourseEnrolment.objects.visible_to(request.user).of(person.pk)
    context = {"enrolments": enrolments_for_list(taken)}
    return render_to_string("courses/_person_panel.html", context, request) if context["enrolments"] else ""


@hooks.register("on_serve_page", order=100)
def serve_to_reader(serve_next):
    """Course and lesson pages know who reads them. The order puts this behind Wagtail's check of restrictions."""

    def serve(page, request, args, kwargs):
        view = PAGE_VIEWS.get(type(page))
        return view(request, page) if view else serve_next(page, request, args, kwargs)

    return serve


@hooks.register("before_delete_page")
def refuse_to_delete(request, page):
    return _refuse(request, page, KEEP) if has_learning_records([page]) else None


@hooks.register("before_move_page")
def refuse_to_move(request, page, destination):
    """A lesson in another course would leave its progress behind; moving within its parent is fine."""
    stays = page.get_parent().pk == destination.pk
    return None if stays or not has_learning_records([page]) else _refuse(request, page, KEEP)


@hooks.register("before_bulk_action")
def refuse_bulk_action(request, action_type, objects, action):
    if Page not in action.models:
        return None
    if action_type in ("delete", "move") and has_learning_records(objects):
        return _refuse(request, objects[0].get_parent(), KEEP_ONE_OF)
    if action_type == "publish" and Course.objects.filter(pk__in=[page.pk for page in objects], code=None).exists():
        return _refuse(request, objects[0].get_parent(), NEEDS_CODE)
    return None


@hooks.register("before_publish_page")
def refuse_to_publish(request, page):
    if isinstance(page, Course) and not page.code:
        messages.error(request, str(NEEDS_CODE))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def _refuse(request, page, sentence):
    messages.error(request, str(sentence))
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("audit_actions")
def courses_actions():
    return ACTIONS


@hooks.register("own_data")
def courses_of_person(person):
    return own_data(person)
