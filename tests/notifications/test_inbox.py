import pytest
from django.utils import translation

from notifications.kinds import MEANINGS, fill, message_kinds, unknown_placeholders
from notifications.models import MessageTemplate, Notification
from notifications.services.inbox import notify, read_all_notifications, read_notification
from people.news import MessageKind
from records.messages import CERTIFICATE_READY
from tests.factories.notifications import NotificationFactory
from tests.factories.people import UserFactory
from training.messages import CLASSES

pytestmark = pytest.mark.django_db
NEWS = MessageKind(code="people.test", group=CLASSES, label="试", title="{title}", body="正文", sample={"title": "例"})


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_the_same_news_reaches_each_inbox_once_and_other_news_too(user):
    other = UserFactory()
    for title in ("第一次", "第二次"):
        notify(users=[user, other], kind=NEWS, event_key="batch-1", values={"title": title})
    notify(users=[user], kind=NEWS, event_key="batch-2", values={"title": "另一条"})

    assert sorted(Notification.objects.values_list("user", "title")) == sorted(
        [(user.pk, "第一次"), (other.pk, "第一次"), (user.pk, "另一条")]
    )


def test_reading_again_keeps_the_first_time(user):
    note = NotificationFactory(user=user)
    read_notification(notification=note)
    note.refresh_from_db()
    first = note.read_at

    read_notification(notification=note)

    note.refresh_from_db()
    assert note.read_at == first is not None


def test_reading_all_reads_ones_own_only(user):
    NotificationFactory.create_batch(2, user=user)
    others = NotificationFactory()

    read_all_notifications(by=user)

    assert list(Notification.objects.unread()) == [others]


@pytest.mark.parametrize(("address", "reached"), [("/me/", "/me/"), ("", "/people/inbox/")])
def test_opening_a_message_reads_it_and_leads_to_what_it_is_about(client, user, address, reached):
    note = NotificationFactory(user=user, address=address)

    answer = client.post(f"/people/inbox/{note.pk}/read/")

    assert (answer["Location"], user.notifications.unread().count()) == (reached, 0)


def test_the_inbox_shows_ones_own_messages_newest_first(client, user):
    older, newer = NotificationFactory.create_batch(2, user=user)
    NotificationFactory()

    page = client.get("/people/inbox/")

    assert (list(page.context["page_obj"]), page.context["unread_count"]) == ([newer, older], 2)


def test_somebody_elses_message_cannot_be_read(client, user):
    note = NotificationFactory()

    answer = client.post(f"/people/inbox/{note.pk}/read/")

    assert (answer.status_code, Notification.objects.unread().count()) == (404, 1)


def test_nobody_to_tell_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        notify(users=[], kind=NEWS, event_key="x", values={"title": "无"})


@pytest.mark.parametrize("readers", [1, 3])
def test_telling_many_takes_as_many_statements_as_telling_one(readers, django_assert_num_queries):
    users = UserFactory.create_batch(readers)

    with django_assert_num_queries(2):
        notify(users=users, kind=NEWS, event_key="x", values={"title": "新"})


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"title": "请看：{title}"}, ("请看：甲班", "正文")),
        ({"body": "另有正文"}, ("甲班", "另有正文")),
        (None, ("甲班", "正文")),
    ],
)
def test_words_of_the_house_stand_before_the_built_in_ones(user, own, words):
    if own:
        MessageTemplate.objects.create(kind=NEWS.code, **own)

    notify(users=[user], kind=NEWS, event_key="x", values={"title": "甲班"})

    note = Notification.objects.get()
    assert (note.title, note.body, note.kind) == (*words, NEWS.code)


def test_news_is_in_the_language_of_the_house_whoever_acts(user):
    with translation.override("en"):
        notify(users=[user], kind=CERTIFICATE_READY, event_key="x", values={"title": "甲班"})

    with translation.override("zh-hans"):
        assert Notification.objects.get().body == str(CERTIFICATE_READY.body)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("{title}", []),
        ("{titel} {day}", ["{titel}", "{day}"]),
        ("{title.__class__}", ["{", "}"]),
        ("{title!r}", ["{", "}"]),
        ("{", ["{"]),
    ],
)
def test_only_plain_names_of_the_kind_are_placeholders(text, unknown):
    assert unknown_placeholders(NEWS, text) == unknown


def test_a_value_that_looks_like_a_placeholder_is_not_filled_again():
    assert fill("{title}", {"title": "{reason}", "reason": "x"}) == "{reason}"


def test_every_kind_has_a_code_of_its_own_and_words_that_keep_to_its_placeholders():
    kinds = message_kinds()

    assert len({kind.code for kind in kinds}) == len(kinds) > 0
    assert [kind.code for kind in kinds if unknown_placeholders(kind, f"{kind.title}{kind.body}")] == []
    assert {name for kind in kinds for name in kind.sample} <= set(MEANINGS)
