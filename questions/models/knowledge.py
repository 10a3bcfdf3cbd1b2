from django.db import models
from django.db.models import F
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from people.scopes import subtree

STEP = 4


class KnowledgePointQuerySet(MP_NodeQuerySet):
    def subtree(self, point):
        """The knowledge point and everything below it."""
        return self.filter(subtree(point.path))


class KnowledgePointManager(MP_NodeManager):
    def get_queryset(self):
        return KnowledgePointQuerySet(self.model, using=self._db).order_by("path")


class KnowledgePoint(MP_Node):
    """What courses teach and questions ask for; one tree for the city, in the order of its path."""

    steplen = STEP
    name = models.CharField(_("name"), max_length=50)

    objects = KnowledgePointManager()

    class Meta:
        verbose_name = _("knowledge point")
        verbose_name_plural = _("knowledge points")
        constraints = [
            # A node knows its parent by the path alone.
            models.UniqueConstraint(
                Substr("path", 1, (F("depth") - 1) * STEP),
                "name",
                name="one_knowledge_point_per_parent_and_name",
                violation_error_message=_("There is already a knowledge point with this name here."),
            )
        ]

    def __str__(self):
        return self.name
