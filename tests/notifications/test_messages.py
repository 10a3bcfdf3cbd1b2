"""Which news leaves by which channel, as people choose; and the office's own words."""

import pytest

from admission.messages import NOTICE_ISSUED
from common.errors import NotAllowed
from notifications.models import ChannelChoice, MessageTemplate
from notifications.selectors import channel_choices
from notifications.services.messages import choose_channels, set_own_email, write_message
from people.choices import Role
from people.models import AuditEvent
from records.messages import RECORDS
from tests.factories.people import PASSWORD, OrgUnitFactory, UserFactory, user_with_role
from tests.support.rights import BACKEND
from tests.support.visits import seen_on
from training.messages import CLASSES

pytestmark = pytest.mark.django_db
SETTINGS = "/people/inbox/settings/"
EDIT = f"/people/admin/messages/{NOTICE_ISSUED.code}/"


@pytest.fixture
def user(client):
    user = UserFactory(email="old@training.invalid")
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def officer(client):
    user = user_with_role(Role.TRAINING_OFFICER)
    client.force_login(user, backend=BACKEND)
    return user


def test_a_choice_is_kept_and_the_page_shows_it(client, user):
    client.post(SETTINGS, {"email": user.email, "by_email": [RECORDS.code]})

    page = client.get(SETTINGS)
    assert channel_choices(user) == {"email": {RECORDS.code}}
    assert page.context["form"]["by_email"].initial == [RECORDS.code]


def test_choosing_the_same_again_changes_nothing(user):
    for _turn in range(2):
        choose_channels(wanted={"email": {CLASSES.code}}, by=user)

    assert AuditEvent.objects.filter(action="notifications.choose_channels").count() == 1
    assert ChannelChoice.objects.filter(user=user, is_wanted=True).count() == 1


def test_every_group_is_offered_that_somebody_is_told_of(client, user):
    offered = [group for group, _label in client.get(SETTINGS).context["form"].fields["by_email"].choices]

    assert offered == ["classes", "examinations", "exchanges", "records", "transfers", "site", "account", "operation"]


@pytest.mark.parametrize(
    ("email", "password", "kept", "status"),
    [
        ("new@training.invalid", PASSWORD, "new@training.invalid", 302),
        ("", PASSWORD, "", 302),
        ("new@training.invalid", "wrong", "old@training.invalid", 422),
        ("new@training.invalid", "", "old@training.invalid", 422),
        ("nonsense", PASSWORD, "old@training.invalid", 422),
        ("old@training.invalid", "", "old@training.invalid", 302),
    ],
)
def test_the_address_changes_only_with_the_password(client, user, email, password, kept, status):
    answer = client.post(SETTINGS, {"email": email, "password": password})

    user.refresh_from_db()
    assert (answer.status_code, user.email) == (status, kept)


def test_the_trail_says_that_the_address_changed_and_not_to_what(user):
    set_own_email(email="new@training.invalid", password=PASSWORD, by=user)

    assert AuditEvent.objects.get(action="notifications.set_email").data == {"has_address": True}


def test_the_officer_sees_the_words_before_they_are_saved(client, officer):
    page = client.post(EDIT, {"title": "请签收：{title}", "body": "", "preview": "1"})

    assert (page.status_code, page.context["shown"][0]) == (200, "请签收：公文写作培训班")
    assert MessageTemplate.objects.count() == 0


@pytest.mark.parametrize("button", [{}, {"preview": "1"}])
def test_an_unknown_placeholder_is_named(client, officer, button):
    page = client.post(EDIT, {"title": "{titel}", "body": "", **button})

    assert (page.status_code, MessageTemplate.objects.count()) == (422, 0)
    assert "{titel}" in page.content.decode()


def test_saving_the_same_again_changes_nothing_and_empty_brings_the_built_in_words_back(officer):
    for _turn in range(2):
        write_message(kind=NOTICE_ISSUED, title="请签收：{title}", body="", by=officer)
    written = list(MessageTemplate.objects.values_list("kind", "title"))
    for _turn in range(2):
        write_message(kind=NOTICE_ISSUED, title=" ", body="", by=officer)

    assert written == [(NOTICE_ISSUED.code, "请签收：{title}")]
    assert (
        MessageTemplate.objects.count(),
        AuditEvent.objects.filter(action="notifications.write_message").count(),
    ) == (0, 2)


def test_words_somebody_else_wrote_meanwhile_stay(client, officer):
    seen = seen_on(client, EDIT)
    write_message(kind=NOTICE_ISSUED, title="请签收：{title}", body="", by=officer)

    shown = client.post(EDIT, {"title": "通知：{title}", "body": "", "preview": "1", "seen": seen})
    answer = client.post(EDIT, {"title": "通知：{title}", "body": "", "seen": shown.context["seen"]})

    assert (answer.status_code, MessageTemplate.objects.get().title) == (422, "请签收：{title}")
    assert answer.context["form"].errors["title"] == ["现为“请签收：{title}”。"]


def test_the_refusal_has_a_code(officer):
    with pytest.raises(NotAllowed) as refusal:
        write_message(kind=NOTICE_ISSUED, title="{x}", body="", by=officer)

    assert refusal.value.code == "unknown_placeholder"


def test_a_kind_nobody_knows_is_not_there(client, officer):
    assert client.get("/people/admin/messages/people.nothing/").status_code == 404


def test_the_list_of_texts_takes_one_statement_for_all_kinds(client, officer, django_assert_num_queries):
    client.get("/people/admin/messages/")
    with django_assert_num_queries(5):
        client.get("/people/admin/messages/")
    MessageTemplate.objects.create(kind=NOTICE_ISSUED.code, title="x")
    MessageTemplate.objects.create(kind="admission.admitted", title="x")
    with django_assert_num_queries(5):
        page = client.get("/people/admin/messages/")

    assert sum(row.own is not None for row in page.context["rows"]) == 2


def test_an_officer_of_one_unit_writes_no_texts_for_everybody(client):
    client.force_login(user_with_role(Role.TRAINING_OFFICER, OrgUnitFactory()), backend=BACKEND)

    assert client.get("/people/admin/messages/").status_code == 403
