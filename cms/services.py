from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupPagePermission, Page

from cms.models import HomePage
from people.services.roles import EDITOR_GROUP

PAGE_RIGHTS = {"add_page": "Can add page", "change_page": "Can edit any page", "publish_page": "Can publish any page"}


def grant_editing() -> None:
    """The group behind the role `editor` enters the editor and publishes below the start page. Run after every
    migration, so that each installation has it; safe to repeat."""
    home = HomePage.objects.first()
    if home is None:
        return
    group, _new = Group.objects.get_or_create(name=EDITOR_GROUP)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    of_pages = ContentType.objects.get_for_model(Page)
    for codename, name in PAGE_RIGHTS.items():
        right, _new = Permission.objects.get_or_create(
            content_type=of_pages, codename=codename, defaults={"name": name}
        )
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=right)
