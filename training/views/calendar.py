"""Settings of the office: the hours of the day, days off and days at work."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from common.views import ActionView, FormPage, RightsMixin, SeenMixin
from training.calendar import UsualHours
from training.choices import Slot
from training.forms.calendar import DailyHoursForm, HolidayForm
from training.models import CalendarDay, DailyHours
from training.services.calendar import (
    enter_calendar_days,
    fixed_holidays,
    remove_calendar_day,
    remove_daily_hours,
    set_daily_hours,
    standing_hours,
)


class DailyHoursView(SeenMixin, FormPage):
    permission_required = "training.set_calendar"
    template_name = "training/daily_hours.html"
    form_class = DailyHoursForm
    success_url = reverse_lazy("training:daily_hours")
    done_message = gettext_lazy("The hours hold for half-days that are added from now on.")

    def get_initial(self):
        today, usual = timezone.localdate(), UsualHours()
        times = zip(("morning", "afternoon", "evening"), (usual.of(today, slot) for slot in Slot), strict=True)
        return {f"{name}_{end}": at for name, hours in times for end, at in zip(("starts", "ends"), hours, strict=True)}

    def stands(self):
        return standing_hours(DailyHours.objects.all())

    def get_context_data(self, **kwargs):
        today, usual = timezone.localdate(), UsualHours()
        now = [(slot.label, *usual.of(today, slot)) for slot in Slot]
        return super().get_context_data(rows=usual.rows, now=now, **kwargs)

    def act(self, form):
        data = form.cleaned_data
        by, hours = self.request.user, form.hours()
        set_daily_hours(month=data["month"], day=data["day"], hours=hours, seen=self.seen, by=by)


class SettingAction(ActionView):
    """A verb on one row of the office's settings, which are the same for everybody who may open them."""

    permission_required = "training.set_calendar"
    lookup = "pk"

    def get_queryset(self):
        return self.model.objects.all()


class DailyHoursRemoveView(SettingAction):
    model = DailyHours
    done_message = gettext_lazy("The hours are removed; timetables stay as they are.")

    def act(self, row):
        remove_daily_hours(row=row, by=self.request.user)

    def get_success_url(self):
        return reverse("training:daily_hours")


def entered(request, n):
    messages.success(request, _("%(n)d days are in the calendar.") % {"n": n})


class CalendarView(FormPage):
    permission_required = "training.set_calendar"
    template_name = "training/calendar.html"
    form_class = HolidayForm

    def get_initial(self):
        return {"year": self.year()}

    def year(self):
        wanted = self.request.GET.get("year", "")
        return int(wanted) if wanted.isdecimal() and 2000 <= int(wanted) <= 2100 else timezone.localdate().year

    def get_context_data(self, **kwargs):
        year = self.year()
        days = CalendarDay.objects.filter(date__year=year)
        return super().get_context_data(year=year, days=days, before=year - 1, after=year + 1, **kwargs)

    def act(self, form):
        entered(self.request, enter_calendar_days(days=form.days, by=self.request.user))
        self.shown = form.days[0].date.year if form.days else self.year()

    def get_success_url(self):
        return f"{reverse('training:calendar')}?year={self.shown}"


class FixedHolidaysView(RightsMixin, View):
    """The festivals that fall on the same days every year."""

    permission_required = "training.set_calendar"
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        sent = request.POST.get("year", "")
        year = int(sent) if sent.isdecimal() and 2000 <= int(sent) <= 2100 else timezone.localdate().year
        entered(request, enter_calendar_days(days=fixed_holidays(year), by=request.user))
        return HttpResponseRedirect(f"{reverse('training:calendar')}?year={year}")


class CalendarDayRemoveView(SettingAction):
    model = CalendarDay
    done_message = gettext_lazy("The day is what its weekday says again.")

    def act(self, day):
        self.year = day.date.year
        remove_calendar_day(day=day, by=self.request.user)

    def get_success_url(self):
        return f"{reverse('training:calendar')}?year={self.year}"
