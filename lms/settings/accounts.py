"""Accounts, passwords and signing in. Values an installation may change are in the table of docs/operations.md."""

from django.core.exceptions import ImproperlyConfigured

from .environment import env

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "common.backends.RuleBackend",
    "accounts.backends.AccountBackend",
]
PASSWORD_HASHERS = [
    "accounts.hashers.Argon2idHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# `asvs` after OWASP ASVS 5.0, `dengbao` as assessors of the graded protection (等保) ask.
_EVERYWHERE = [
    {"NAME": "accounts.validators.NotCommon"},
    {"NAME": "accounts.validators.NotLikeName"},
    {"NAME": "accounts.validators.NoPersonalNumber"},
]
PASSWORD_PROFILES = {
    "asvs": [
        {"NAME": "accounts.validators.MinimumLength", "OPTIONS": {"min_length": 10}},
        *_EVERYWHERE,
        {"NAME": "accounts.validators.NotRecent", "OPTIONS": {"count": 1}},
    ],
    "dengbao": [
        {"NAME": "accounts.validators.MinimumLength", "OPTIONS": {"min_length": 8}},
        {"NAME": "accounts.validators.ThreeClasses"},
        *_EVERYWHERE,
        {"NAME": "accounts.validators.NotRecent", "OPTIONS": {"count": 5}},
    ],
}
PASSWORD_PROFILE = env("PASSWORD_PROFILE", default="asvs")
if PASSWORD_PROFILE not in PASSWORD_PROFILES:
    raise ImproperlyConfigured("PASSWORD_PROFILE is either asvs or dengbao.")
AUTH_PASSWORD_VALIDATORS = PASSWORD_PROFILES[PASSWORD_PROFILE]
PASSWORD_MAX_DAYS = 90 if PASSWORD_PROFILE == "dengbao" else None  # noqa: S105
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.ClosedSignupAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.StaffNumberLoginForm",
    "reauthenticate": "accounts.forms.ConfirmForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
}
# What the keys of the counts are made of is decided in accounts.adapters.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/15m/key",
    "login_failed_known": "5/15m/key",
    "login_failed_address": "200/15m/ip",
    "login": "600/m/ip",
}
USERSESSIONS_TRACK_ACTIVITY = False

# Whether the roles in accounts.roles (two_factors) have to; anybody may.
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=False)
MFA_ADAPTER = "accounts.second_factor.SealedMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Zhengxun"
# Phones run a little fast or slow.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "reauthenticate": "accounts.forms.SecondFactorAgainForm",
    "activate_totp": "accounts.forms.SecondFactorSetUpForm",
}

OIDC_ISSUER = env("OIDC_ISSUER", default="").rstrip("/")
# Which claim holds the staff number.
OIDC_CLAIM = env("OIDC_CLAIM", default="preferred_username")
SOCIALACCOUNT_ADAPTER = "accounts.single_sign_on.MatchingAdapter"
# A link instead of a form: the answer leads to another server, which the policy of our pages forbids to forms.
SOCIALACCOUNT_LOGIN_ON_GET = True


def oidc_provider(issuer: str, client_id: str, secret: str) -> dict:
    """What allauth wants to know about the one server people may come from."""
    app = {
        "provider_id": "city",
        "name": "OIDC",
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"APPS": [app], "SCOPE": ["openid", "profile"], "OAUTH_PKCE_ENABLED": True}}


if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS = oidc_provider(OIDC_ISSUER, env("OIDC_CLIENT_ID"), env("OIDC_CLIENT_SECRET"))

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=120)
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
