"""Whose site this is: name, emblem and the facts of the footer, on every page."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.services.identity import EMBLEM_SIDE, LARGEST_EMBLEM, set_identity, standing
from common.errors import ChangedMeanwhile, NotAllowed, seen_of
from people.choices import Role
from people.models import AuditEvent, Installation
from tests.factories.people import user_with_role
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db
ADDRESS = "/site/settings/identity/"
TEXTS = {
    "system_name": "南阳市电子政务培训系统",
    "organiser": "南阳市人民政府办公室",
    "operator": "",
    "site_code": "4113000000",
    "icp_number": "",
    "telephone": "0377-0000 0000",
}


def picture(kind="PNG", size=(600, 300)):
    output = io.BytesIO()
    Image.new("RGB", size, "#0e4c92").save(output, kind)
    return output.getvalue()


@pytest.fixture
def officer():
    return user_with_role(Role.TRAINING_OFFICER)


def test_every_page_shows_the_name_the_emblem_and_the_facts_that_were_given(client, officer):
    client.force_login(officer, backend=BACKEND)

    answer = client.post(ADDRESS, TEXTS | {"emblem": SimpleUploadedFile("徽标.jpg", picture("JPEG"))})

    page = client.get("/training/plan/").content.decode()
    row = Installation.objects.get()
    drawn = client.get(f"/emblem/{row.emblem_digest}.png")
    assert answer.status_code == 302
    assert f'src="/emblem/{row.emblem_digest}.png"' in page
    assert ("南阳市电子政务培训系统" in page, "4113000000" in page, "承办单位" in page) == (True, True, False)
    assert Image.open(io.BytesIO(drawn.content)).size == (EMBLEM_SIDE, EMBLEM_SIDE // 2)
    assert (drawn["Content-Type"], "immutable" in drawn["Cache-Control"]) == ("image/png", True)
    assert AuditEvent.objects.filter(action="cms.set_identity").get().data["telephone"] == ["", "0377-0000 0000"]


def test_a_picture_that_is_not_sent_again_stays_until_it_is_taken_away(officer):
    set_identity(texts=TEXTS, emblem=picture(), by=officer)
    set_identity(texts=TEXTS | {"telephone": "1"}, by=officer)
    kept = Installation.objects.get().emblem_digest
    set_identity(texts=TEXTS, without_emblem=True, by=officer)

    row = Installation.objects.get()
    assert (bool(kept), row.emblem_digest, bytes(row.emblem)) == (True, "", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg onload='alert(1)'/>", "no_picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "no_picture"),
        (b"\0" * (LARGEST_EMBLEM + 1), "too_large"),
    ],
    ids=["a drawing with a script", "a broken PNG", "a large file"],
)
def test_what_is_no_picture_is_refused_and_nothing_is_changed(data, code, officer):
    with pytest.raises(NotAllowed) as refusal:
        set_identity(texts=TEXTS, emblem=data, by=officer)

    assert (refusal.value.code, Installation.objects.count()) == (code, 0)


def test_a_page_that_showed_another_name_changes_nothing(officer):
    seen = seen_of(standing(Installation()))
    set_identity(texts=TEXTS, by=officer)

    with pytest.raises(ChangedMeanwhile):
        set_identity(texts=TEXTS | {"system_name": "另一个"}, seen=seen, by=officer)


def test_an_unknown_emblem_is_not_there(client):
    assert client.get(f"/emblem/{'0' * 64}.png").status_code == 404
