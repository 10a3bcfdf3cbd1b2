from django.db.models import F
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail import hooks

from common.errors import NotAllowed
from common.views import ActionView, ListPage, ObjectFormPage, ObjectMixin
from courses.filters import CourseFilter
from courses.forms import SelfCheckForm
from courses.models import Course, CourseEnrolment, Lesson
from courses.selectors import (
    course_of,
    course_outline,
    courses_for_list,
    enrolments_for_list,
    learning_figures,
    prerequisites_of,
    with_next_lesson,
)
from courses.services.learning import complete_lesson, enrol_in_course, read_lesson


class CourseListView(ListPage):
    model = Course
    permission_required = "courses.view_catalogue"
    template_name = "courses/course_list.html"
    filterset_class = CourseFilter

    def get_rows(self):
        return courses_for_list(super().get_rows(), self.request.user).order_by("code")


class EnrolmentListView(ListPage):
    """The courses somebody takes or has completed; nobody else's."""

    model = CourseEnrolment
    permission_required = "courses.view_own_courses"
    template_name = "courses/enrolment_list.html"

    def get_rows(self):
        own = with_next_lesson(enrolments_for_list(self.own_courses()))
        return own.order_by(F("completed_at").desc(nulls_first=True), "-started_at", "-id")

    def own_courses(self):
        return super().get_rows().of(self.request.user.person_id)

    def get_context_data(self, **kwargs):
        return super().get_context_data(figures=learning_figures(self.own_courses()), **kwargs)


class CourseEnrolView(ActionView):
    model = Course
    permission_required = "courses.enrol"
    done_message = _("You now take this course. Begin with the first lesson.")

    def act(self, course):
        enrol_in_course(person=self.request.user.person, course=course, by=self.request.user)


class CourseContinueView(ObjectMixin, View):
    """On to the first lesson still to do; to the course where none is left."""

    model = Course
    permission_required = "courses.view_own_courses"

    def get_queryset(self):
        return super().get_queryset().for_reader(self.request.user)

    def get(self, request, *args, **kwargs):
        outline = course_outline(self.object)
        return HttpResponseRedirect((outline.next_lesson or self.object).get_url(request))


class LessonCompleteView(ObjectFormPage):
    """Takes the answers of the self-check and shows, in the lesson, how they were."""

    model = Lesson
    lookup = "pk"
    permission_required = "courses.learn"
    template_name = "courses/lesson.html"
    form_class = SelfCheckForm

    def get_queryset(self):
        return Lesson.objects.live()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "questions": self.object.questions}

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(self.object.get_url(request))

    def form_valid(self, form):
        user = self.request.user
        enrolment = CourseEnrolment.objects.of(user.person_id).get(course__path=self.object.course_path)
        try:
            outcome = complete_lesson(enrolment=enrolment, lesson=self.object, answers=form.answers, by=user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, outcome=outcome))

    def get_context_data(self, **kwargs):
        outline = course_outline(course_of(self.object, self.request.user))
        return super().get_context_data(**lesson_context(self.object, outline), **kwargs)


def lesson_context(lesson, outline):
    """Where the lesson stands in its course."""
    place = outline.place_of(lesson)
    around = {"number": None, "previous": None, "following": None, "own": None}
    if place is not None:
        before, after = outline.lessons[:place], outline.lessons[place + 1 :]
        around = {
            "number": place + 1,
            "previous": before[-1] if before else None,
            "following": after[0] if after else None,
            "own": outline.lessons[place],
        }
    return {"page": lesson, "course": outline.course, "outline": outline, **around}


def show_course(request, course):
    """A course page as its reader sees it; below it, what the upper apps have to say about the course."""
    panels = [panel for hook in hooks.get_hooks("course_page_panels") if (panel := hook(request, course))]
    context = {
        "outline": course_outline(course),
        "prerequisites": prerequisites_of(course, request.user),
        "may_enrol": request.user.has_perm("courses.enrol"),
        "panels": panels,
    }
    return render(request, "courses/course.html", course.get_context(request) | context)


def show_lesson(request, lesson):
    """A lesson page; opening it is what marks it read."""
    outline = course_outline(lesson.get_parent())
    context = lesson_context(lesson, outline)
    if outline.is_taken:
        if request.method == "GET" and context["own"].own_read_at is None:
            enrolment = CourseEnrolment.objects.get(pk=outline.course.own_enrolment_id)
            read_lesson(enrolment=enrolment, lesson=lesson, by=request.user)
        context["form"] = SelfCheckForm(questions=lesson.questions)
    return render(request, "courses/lesson.html", lesson.get_context(request) | context)


PAGE_VIEWS = {Course: show_course, Lesson: show_lesson}
