"""Which news leaves by which channel, as each person chooses, and in which words, as the training office writes."""

from collections.abc import Mapping, Set

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import NotAllowed, check_row, refuse_changed
from notifications.channels import channels
from notifications.kinds import fill, message_groups, placeholders_of, unknown_placeholders
from notifications.models import ChannelChoice, MessageTemplate
from notifications.selectors import channel_choices
from people.models import User
from people.news import MessageKind
from people.trail import audit


@transaction.atomic
def choose_channels(*, wanted: Mapping[str, Set[str]], by: User) -> None:
    """Say for one's own account which groups of news leave by each channel; the inbox always has them."""
    user = User.objects.select_for_update().get(pk=by.pk)
    before = channel_choices(user)
    groups = [group.code for group in message_groups()]
    after = {code: set(wanted.get(code, ())) & set(groups) for code in channels()}
    if before == after:
        return
    ChannelChoice.objects.bulk_create(
        [
            ChannelChoice(user=user, group=group, channel=code, is_wanted=group in kept)
            for code, kept in after.items()
            for group in groups
        ],
        update_conflicts=True,
        unique_fields=["user", "group", "channel"],
        update_fields=["is_wanted"],
    )
    audit.record(
        user, "notifications.choose_channels", by=by, data={code: sorted(kept) for code, kept in after.items()}
    )


@transaction.atomic
def set_own_email(*, email: str, password: str, by: User) -> None:
    """Give one's own account an address, or take it away. New passwords are sent there, hence the present one."""
    user = User.objects.select_for_update().get(pk=by.pk)
    email = email.strip()
    if email == user.email:
        return
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise NotAllowed(_("This is not an e-mail address."), code="not_an_address") from error
    if not user.check_password(password):
        text = _("To change the address, type your present password.")
        raise NotAllowed(text, code="wrong_password")
    user.email = email
    user.save(update_fields=["email"])
    audit.record(user, "notifications.set_email", by=by, data={"has_address": bool(email)})


def preview(kind: MessageKind, *, title: str, body: str) -> tuple[str, str]:
    """How the words would read, with the kind's examples; the built-in where a field is empty."""
    _refuse_unknown(kind, title, body)
    return fill(title.strip() or str(kind.title), kind.sample), fill(body.strip() or str(kind.body), kind.sample)


def own_words(template: MessageTemplate | None) -> dict[str, str]:
    return {"title": template.title, "body": template.body} if template else {"title": "", "body": ""}


@transaction.atomic
def write_message(*, kind: MessageKind, title: str, body: str, by: User, seen: str = "") -> None:
    """Put the house's own words for an event; both empty brings the built-in ones back."""
    title, body = title.strip(), body.strip()
    _refuse_unknown(kind, title, body)
    own = MessageTemplate.objects.select_for_update().filter(kind=kind.code, language=settings.LANGUAGE_CODE).first()
    stands, wish = own_words(own), {"title": title, "body": body}
    if stands == wish:
        return
    refuse_changed(seen, stands, wish)
    if title or body:
        row = own or MessageTemplate(kind=kind.code, language=settings.LANGUAGE_CODE)
        row.title, row.body = title, body
        check_row(row)
        row.save()
    elif own:
        own.delete()
    audit.record(None, "notifications.write_message", by=by, data={"kind": kind.code, "title": title, "body": body})


def _refuse_unknown(kind: MessageKind, *texts: str) -> None:
    unknown = [name for text in texts for name in unknown_placeholders(kind, text)]
    if unknown:
        text = _("Not a placeholder of this message: %(names)s. It may use %(allowed)s.")
        allowed = "、".join(name for name, _meaning, _sample in placeholders_of(kind))
        raise NotAllowed(
            text % {"names": "、".join(dict.fromkeys(unknown)), "allowed": allowed}, code="unknown_placeholder"
        )
