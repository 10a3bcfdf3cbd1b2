"""Pages of one person, and the door."""

import urllib.parse

from django.db.models import Count, Q
from django.urls import reverse

from bench.client import Call
from bench.goals import GOALS
from bench.measure import Step
from bench.town import CSRF, Town, cookies_of
from courses.models import Course

FORM = "application/x-www-form-urlencoded"


def dashboard(town: Town) -> Step:
    """`/me/` of the demo city's trainee."""
    user, _password = town.trainee
    return page(town, "dashboard", Call(reverse("me"), cookies_of(user)))


def course_page(town: Town) -> Step:
    """A course the trainee is taking, else the one most people take."""
    user, _password = town.trainee
    own = Count("enrolments", filter=Q(enrolments__person=user.person_id))
    course = Course.objects.live().annotate(own=own, taken=Count("enrolments")).order_by("-own", "-taken", "code")[0]
    return page(town, "course_page", Call(urllib.parse.urlsplit(course.full_url).path, cookies_of(user)))


def sign_in(town: Town) -> Step:
    """Staff number and password; most of it is the password's hash, on purpose."""
    user, password = town.trainee
    form = {"login": user.username, "password": password, "csrfmiddlewaretoken": CSRF}
    body = urllib.parse.urlencode(form).encode()
    door = Call(reverse("account_login"), f"csrftoken={CSRF}", body, FORM, status=302, location=reverse("home"))
    # The site takes 600 sign-ins a minute from one address.
    return Step("sign_in", GOALS["sign_in"], lambda n: [[door] for _call in range(max(n // 4, 1))])


def page(town: Town, name: str, call: Call) -> Step:
    goal = GOALS[name]
    return Step(name, goal, lambda n: [[call] for _call in range(n)], town.floor_scripts(goal.floor))
