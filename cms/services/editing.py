"""Who writes, reads and lets out the pages of the site, on every installation."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.models import HomePage
from courses.models import CourseIndexPage
from courses.services.catalogue import ensure_course_index
from people.choices import Role
from people.services.roles import PAGE_GROUPS

WORKFLOW = "三审"
# The three readings of an article before it is let out, each by the group of a role.
READINGS = {"初审": Role.EDITOR, "复审": Role.TRAINING_OFFICER, "终审": Role.VIEWER}
RIGHT_NAMES = {"add": "Can add page", "change": "Can edit any page", "publish": "Can publish any page"}
FILE_RIGHTS = ("add", "change", "choose")


def grant_editing() -> None:
    """The groups behind the roles enter the editor. Editors write; who reads last may publish and take off the site,
    too. Courses are not news: their editors publish them. Run after every migration; safe to repeat."""
    home = HomePage.objects.first()
    if home is None:
        return
    groups = {role: Group.objects.get_or_create(name=name)[0] for role, name in PAGE_GROUPS.items()}
    enter = Permission.objects.get(codename="access_admin")
    for group in groups.values():
        group.permissions.add(enter)
        _grant_pages(group, home, "change")
    _grant_pages(groups[Role.EDITOR], home, "add")
    _grant_pages(groups[Role.EDITOR], ensure_course_index(), "publish")
    _grant_pages(groups[Role.VIEWER], home, "publish")
    _grant_files(groups[Role.EDITOR])
    ensure_workflow(home, groups)


def _grant_pages(group: Group, page: HomePage | CourseIndexPage, verb: str) -> None:
    right = _right(Page, verb, RIGHT_NAMES[verb])
    GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)


def _grant_files(group: Group) -> None:
    root = Collection.get_first_root_node()
    for model in (Image, Document):
        for verb in FILE_RIGHTS:
            right = _right(model, verb, f"Can {verb} {model._meta.model_name}")
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=right)


def _right(model: type[Model], verb: str, name: str) -> Permission:
    """Wagtail's permission, made where Django has not come to it yet."""
    right, _new = Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(model),
        codename=f"{verb}_{model._meta.model_name}",
        defaults={"name": name},
    )
    return right


def ensure_workflow(home: HomePage, groups: dict[Role, Group]) -> None:
    """Three readings for whatever stands below the start page; what the office has set for it meanwhile stays."""
    if WorkflowPage.objects.filter(page=home).exists():
        return
    workflow, _new = Workflow.objects.get_or_create(name=WORKFLOW)
    for place, (name, role) in enumerate(READINGS.items()):
        task, new = GroupApprovalTask.objects.get_or_create(name=name)
        if new:
            task.groups.add(groups[role])
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": place})
    WorkflowPage.objects.create(page=home, workflow=workflow)
