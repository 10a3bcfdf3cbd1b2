"""Settings shared by every way of running. No secret lives here; each value an installation may
change comes from the environment and is listed in the table of docs/operations.md."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from .accounts import *  # noqa: F403
from .environment import BASE_DIR, env

DATA_DIR = Path(env("ZHENGXUN_DATA", default=str(BASE_DIR / "var"))).resolve()
KEYS_FILE = Path(env("ZHENGXUN_KEYS", default=str(DATA_DIR / "keys.json")))
KEYS_ARE_MADE = False
BACKUP_DIR = Path(env("ZHENGXUN_BACKUPS", default="") or DATA_DIR / "backups")
BACKUP_KEEP = env.int("BACKUP_KEEP", default=14)
BACKUP_WITH_KEYS = env.bool("BACKUP_WITH_KEYS", default=True)
PUBLIC_URL = env("PUBLIC_URL", default="").rstrip("/")
PROFILE = env("PROFILE", default="http-intranet")
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
REFUSE_DEMO_DATABASE = False

DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])

# Ours come first: templates of `lms` override Wagtail's and allauth's by app order.
INSTALLED_APPS = [
    "lms",
    "cms",
    "reports",
    "records",
    "exams",
    "partners",
    "attendance",
    "admission",
    "training",
    "courses",
    "questions",
    "roster",
    "intake",
    "accounts",
    "notifications",
    "people",
    "common",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rules.apps.AutodiscoverRulesConfig",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_filters",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "common.middleware.CookieLocaleMiddleware",
    "common.middleware.ApiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "people.trail.middleware.OriginMiddleware",
    "common.middleware.NoStoreMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SessionAgeMiddleware",
    "accounts.middleware.DueMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "common.middleware.EditorPolicyMiddleware",
    "common.middleware.EditorGateMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
FORM_RENDERER = "common.forms.PageFormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "common.frame.processors.page_frame",
                "lms.frame.around",
            ],
            "builtins": ["common.templatetags.zhengxun", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
}


def database(url: str) -> dict:
    """Connection settings for one of the two supported databases."""
    config = env.db_url_config(url)
    if "sqlite" in config["ENGINE"]:
        return {**config, "OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
    pool = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=4), "timeout": 3}
    return {**config, "OPTIONS": {"pool": pool}, "CONN_MAX_AGE": 0}


DATABASES = {"default": database(env("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
# `default` must outlive Redis and be shared by all processes: sign-in throttles live there.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_default"},
    "fast": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "zx_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = ["common.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default="webmaster@localhost")
# A console or a file sends nothing to anybody: nobody is then told to look into their mail.
MAIL_IS_SENT = EMAIL_CONFIG["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 10
# How news goes out beside the site's own inbox: docs/notifications.md.
NOTIFY_CHANNELS = env.list("NOTIFY_CHANNELS", default=["email"])
OUTBOX_DIR = DATA_DIR / "outbox"

# Months after a class is closed for which reasons of leave and arrival details are kept: they tell of health and faith.
ERASE_AFTER_MONTHS = env.int("ERASE_AFTER_MONTHS", default=12)
if ERASE_AFTER_MONTHS < 1:
    raise ImproperlyConfigured("ERASE_AFTER_MONTHS is a number of months from 1 on.")

WAGTAIL_SITE_NAME = "政训"
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_BASE_URL = PUBLIC_URL or "http://127.0.0.1:8000"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# One city, one time zone; the machine's own list holds names that browsers do not know.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "common.search"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5

BROKER_DIR = DATA_DIR / "broker"
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 300}
    if REDIS_URL
    else {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
    }
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "take-up-lists": {"task": "intake.tasks.take_up_lists", "schedule": 60, "options": {"expires": 60}},
    "send-deliveries": {"task": "notifications.tasks.send_deliveries", "schedule": 60, "options": {"expires": 60}},
    # An article goes out, or off the site, at the time that was given for it.
    "publish-scheduled": {"task": "cms.tasks.publish_scheduled", "schedule": 60, "options": {"expires": 60}},
    "erase-arrivals": {"task": "admission.tasks.erase_arrivals", "schedule": crontab(hour=3, minute=30)},
    "erase-leave": {"task": "attendance.tasks.erase_leave", "schedule": crontab(hour=3, minute=32)},
    "tell-hr-of-waiting-transfers": {
        "task": "roster.tasks.tell_hr_of_waiting_transfers",
        "schedule": crontab(hour=8, minute=5),
    },
    "remind-of-expiring-agreements": {
        "task": "partners.tasks.remind_of_expiring_agreements",
        "schedule": crontab(hour=8, minute=0),
    },
    # Papers that ran out of time, also when nobody looks at them. A call that waited this long is not needed any more.
    "finish-overdue-attempts": {
        "task": "exams.tasks.finish_overdue_attempts",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "back-up": {
        "task": "lms.tasks.back_up",
        "schedule": crontab(hour=2, minute=30),
        "options": {"expires": 6 * 60 * 60},
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "common.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "kombu": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
    },
}

SITE_TITLE = _("Zhengxun")
