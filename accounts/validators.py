"""What a password must not be. Each says its rule in a sentence, before and after."""

from string import ascii_lowercase, ascii_uppercase, digits

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class MinimumLength(MinimumLengthValidator):
    def get_error_message(self):
        return _("Too short: at least %(n)d characters.") % {"n": self.min_length}

    def get_help_text(self):
        return _("At least %(n)d characters.") % {"n": self.min_length}


class NotCommon(CommonPasswordValidator):
    def get_help_text(self):
        return _("None of the passwords that everybody uses.")


class NotLikeName(UserAttributeSimilarityValidator):
    def __init__(self):
        super().__init__(user_attributes=("username", "display_name"))

    def get_error_message(self):
        return _("Too much like your name or staff number.")

    def get_help_text(self):
        return _("Not like your name or staff number.")


class NoPersonalNumber:
    """Neither number, nor a good part of one: a birthday, the last six digits."""

    PART = 6

    def validate(self, password, user=None):
        person = getattr(user, "person", None)
        for number in (person.mobile, person.id_number) if person else ():
            parts = {number[start : start + self.PART] for start in range(len(number) - self.PART + 1)}
            if any(part in password for part in parts):
                raise ValidationError(_("It holds digits of your mobile or ID number."), code="personal_number")

    def get_help_text(self):
        return _("No digits of your mobile or ID number.")


class ThreeClasses:
    CLASSES = (ascii_lowercase, ascii_uppercase, digits)
    WANTED = 3

    def validate(self, password, user=None):
        named = "".join(self.CLASSES)
        used = sum(any(c in kind for c in password) for kind in self.CLASSES) + any(c not in named for c in password)
        if used < self.WANTED:
            text = _("Use three of these: small letters, capitals, digits, other characters.")
            raise ValidationError(text, code="too_plain")

    def get_help_text(self):
        return _("Three of these: small letters, capitals, digits, other characters.")


class NotRecent:
    """Compares with the hashes of the present password and of those before it: 50 ms each."""

    def __init__(self, count):
        self.count = count

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        earlier = user.used_passwords.values_list("password", flat=True)[: self.count - 1]
        if user.check_password(password) or any(check_password(password, digest) for digest in earlier):
            raise ValidationError(self.get_help_text(), code="recent")

    def get_help_text(self):
        if self.count == 1:
            return _("Not the present one.")
        return _("None of your last %(n)d passwords.") % {"n": self.count}
