from django.template.loader import render_to_string
from django.utils import timezone
from wagtail import hooks

from people.models import Installation


@hooks.register("office_panels", order=90)
def last_backup(request):
    """Whether the installation could be put back after a failure, for those who answer for it."""
    if not request.user.has_perm("people.view_backups"):
        return ""
    installation = Installation.objects.first() or Installation()
    alarm = not installation.is_demo and installation.needs_backup(timezone.now())
    return render_to_string("lms/_backup_panel.html", {"installation": installation, "alarm": alarm}, request)
