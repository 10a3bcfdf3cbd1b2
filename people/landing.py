from django.urls import reverse

from common.menu import home_of
from people.choices import LANDING_ORDER
from people.models import User


def landing_address(user: User) -> str:
    """Where somebody's work begins: the page of the first of their roles that has one, else their own."""
    held = (role for role in LANDING_ORDER if user.scope.has(role))
    return reverse(next((url for role in held if (url := home_of(role))), "me"))
