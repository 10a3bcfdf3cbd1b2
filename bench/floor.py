"""The bare floor: what this stack costs with nothing of a training system in it.

A Django project in one file, on the same PostgreSQL server and behind the same gunicorn as the real one. Divide by
it, never by another day's milliseconds. `python -m bench.floor PEOPLE` fills its database and prints session keys.
"""

import json
import os
import sys

import django
import environ
from django.conf import settings
from django.http import HttpResponseForbidden, JsonResponse

URL = os.environ["DATABASE_URL"]
POOL = {"pool": {"min_size": 1, "max_size": 4, "timeout": 3}}
OPTIONS = POOL if URL.startswith("postgres") else {"transaction_mode": "IMMEDIATE", "timeout": 20}
PAGE = """<!doctype html><html lang="zh-hans"><head><meta charset="utf-8"><title>{{ user }}</title></head><body>
<form method="post">{% for question in questions %}<fieldset><legend>{{ forloop.counter }}. {{ question.stem }}</legend>
{% for option in question.options.all %}<label><input type="radio" name="{{ question.pk }}" value="{{ option.pk }}">
{{ option.text }}</label>{% endfor %}</fieldset>{% endfor %}<button>OK</button></form></body></html>"""

settings.configure(
    SECRET_KEY=os.environ["SECRET_KEY"],
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "bench.statements.StatementCountMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={"default": environ.Env().db_url_config(URL) | {"OPTIONS": OPTIONS}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"page": PAGE})],
                    )
                ]
            },
        }
    ],
    USE_TZ=True,
)
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402 -- need the app registry
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402

QUESTIONS, CHOICES = 5, 4


class Question(models.Model):
    stem = models.CharField(max_length=200)

    class Meta:
        app_label = "floor"


class Option(models.Model):
    question = models.ForeignKey(Question, models.PROTECT, related_name="options")
    text = models.CharField(max_length=200)

    class Meta:
        app_label = "floor"


class Attempt(models.Model):
    user = models.OneToOneField(User, models.PROTECT)
    saves = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "floor"


class Answer(models.Model):
    attempt = models.ForeignKey(Attempt, models.PROTECT)
    question = models.ForeignKey(Question, models.PROTECT)
    payload = models.JSONField()

    class Meta:
        app_label = "floor"
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="one_answer")]


def signed_in(view):
    """Session and user: the first two statements of every view but the empty one."""

    def refuse_strangers(request):
        return view(request) if request.user.is_authenticated else HttpResponseForbidden()

    return refuse_strangers


def empty(request):
    return JsonResponse({})


@signed_in
def questions(request):
    rows = Question.objects.order_by("pk").prefetch_related("options")
    return render(request, "page", {"user": request.user, "questions": rows})


@signed_in
def save(request):
    payloads = json.loads(request.body)["saves"]
    with transaction.atomic():
        attempt = Attempt.objects.select_for_update().get(user=request.user)
        Answer.objects.bulk_create(
            [Answer(attempt=attempt, question_id=row["item"], payload=row["payload"]) for row in payloads],
            update_conflicts=True,
            unique_fields=["attempt", "question"],
            update_fields=["payload"],
        )
        attempt.saves += len(payloads)
        attempt.save(update_fields=["saves"])
    return JsonResponse({"saves": attempt.saves})


@signed_in
def update(request):
    attempt = Attempt.objects.get(user=request.user)
    attempt.saves += 1
    attempt.save(update_fields=["saves"])
    return JsonResponse({"saves": attempt.saves})


urlpatterns = [path("empty/", empty), path("questions/", questions), path("save/", save), path("update/", update)]


def fill(people):
    """Tables, questions, people with an attempt each; session keys of those who are signed in."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in (Question, Option, Attempt, Answer):
            editor.create_model(model)
    rows = Question.objects.bulk_create(Question(stem=f"问题{i}：下列说法正确的是哪一项？") for i in range(QUESTIONS))
    Option.objects.bulk_create(Option(question=row, text=f"第{i}种说法") for row in rows for i in range(CHOICES))
    users = User.objects.bulk_create(User(username=f"person{i}") for i in range(people))
    Attempt.objects.bulk_create(Attempt(user=user) for user in users)
    return [session_key(user) for user in users]


def session_key(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
else:
    application = get_wsgi_application()
