"""Pages of one person, and the door."""

import itertools
import urllib.parse

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Count, Q
from django.urls import reverse

from bench.client import Call
from bench.goals import GOALS
from bench.measure import Step
from bench.town import CSRF, Town, cookies_of
from courses.models import Course
from people.choices import Role

FORM = "application/x-www-form-urlencoded"


def dashboard(town: Town) -> Step:
    """`/me/` of the demo city's trainee."""
    return page(town, "dashboard", Call(reverse("me"), cookies_of(town.trainee)))


def course_page(town: Town) -> Step:
    """A course the trainee is taking, else the one most people take."""
    user = town.trainee
    own = Count("enrolments", filter=Q(enrolments__person=user.person_id))
    course = Course.objects.live().annotate(own=own, taken=Count("enrolments")).order_by("-own", "-taken", "code")[0]
    return page(town, "course_page", Call(urllib.parse.urlsplit(course.full_url).path, cookies_of(user)))


def person_list(town: Town) -> Step:
    """The city's roster by strokes, as a training officer looks for a surname."""
    address = reverse("people:person_list", query={"sort": "surname_strokes", "q": "王"})
    officer = town.account_of(Role.TRAINING_OFFICER)
    # Production lets officers in with a second factor only.
    if not is_mfa_enabled(officer):
        TOTP.activate(officer, generate_totp_secret())
    return page(town, "person_list", Call(address, cookies_of(officer)))


def sign_in(town: Town) -> Step:
    """Staff number and password; most of it is the password's hash, on purpose. One person after the other: the
    site refuses somebody who tries more than five times at once."""
    calls = itertools.cycle([knock(user.username, town.crowd.password) for user in town.crowd.users])
    # From one address it takes 600 in a minute.
    return Step("sign_in", GOALS["sign_in"], lambda n: [[call] for call in itertools.islice(calls, max(n // 4, 1))])


def knock(username: str, password: str) -> Call:
    form = {"login": username, "password": password, "csrfmiddlewaretoken": CSRF}
    body = urllib.parse.urlencode(form).encode()
    return Call(reverse("account_login"), f"csrftoken={CSRF}", body, FORM, status=302, location=reverse("home"))


def page(town: Town, name: str, call: Call) -> Step:
    goal = GOALS[name]
    return Step(name, goal, lambda n: [[call] for _call in range(n)], town.floor_scripts(goal.floor))
