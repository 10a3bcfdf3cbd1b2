"""How a test visits a page: somebody signed in, and the words of the answer."""

import re

from django.http import HttpResponse
from django.test import Client

from people.models import User
from tests.support.rights import BACKEND


def signed_in(user: User, client: Client | None = None) -> Client:
    client = client or Client()
    client.force_login(user, backend=BACKEND)
    return client


def seen_on(client: Client, address: str) -> str:
    """What the page carries of what it shows, for the form to send back."""
    return re.search(r'name="seen" value="([0-9a-f.]+)"', client.get(address).content.decode())[1]


def text_of(answer: HttpResponse) -> str:
    """The page without its tags, white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))
