"""What a class's hotel, kitchen and gate need to know: entered place by place, handed out as lists."""

import io

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from admission.choices import ArrivalList
from admission.exports import ArrivalExport
from admission.forms.arrivals import ArrivalForm
from admission.models import Enrolment
from admission.rules import is_own_place
from admission.selectors import arrival_rows, arrival_totals
from admission.services.arrivals import arrival_refusal, particulars, set_arrival_details
from common.exports import file_answer
from common.views import ObjectFormPage, SeenMixin
from people.trail import audit
from training.labels import label_of
from training.views.classes import BatchPage


class ArrivalListView(BatchPage):
    """Everybody's for those who run the class, those of one's own unit for who answers for it."""

    permission_required = "admission.view_arrivals"
    template_name = "admission/arrival_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("organiser", "training_session").prefetch_related("staff")

    def get_context_data(self, **kwargs):
        rows = arrival_rows(self.object, self.request.user)
        may_export = self.request.user.has_perm("admission.export_arrivals", self.object)
        return super().get_context_data(
            rows=rows, totals=arrival_totals(rows), may_export=may_export, lists=ArrivalList, **kwargs
        )


class ArrivalExportView(ArrivalListView):
    permission_required = "admission.export_arrivals"

    def get(self, request, *args, **kwargs):
        if self.kwargs["part"] not in ArrivalList:
            raise Http404
        part, batch = ArrivalList(self.kwargs["part"]), self.object
        output = io.BytesIO()
        rows = ArrivalExport(arrival_rows(batch, request.user), part).write(output, format="xlsx")
        audit.record(batch, "admission.export_arrivals", by=request.user, data={"list": part.value, "rows": rows})
        return file_answer(output.getvalue(), part.label, label_of(batch), timezone.localdate(), ending="xlsx")


class ArrivalSetView(SeenMixin, ObjectFormPage):
    model = Enrolment
    lookup = "pk"
    context_object_name = "place"
    permission_required = "admission.set_arrival"
    template_name = "admission/arrival_set.html"
    form_class = ArrivalForm
    done_message = _("The arrival details are saved.")

    def get_queryset(self):
        rows = Enrolment.objects.with_arrival_visible_to(self.request.user)
        rows = rows.select_related("batch__organiser", "person", "unit", "arrival")
        return rows.prefetch_related("batch__staff")

    def stands(self):
        return particulars(getattr(self.object, "arrival", None))

    def get_initial(self):
        stands = self.stands()
        if stands["stays_overnight"] is None:
            return {}
        return stands | {"stays_overnight": str(int(stands["stays_overnight"]))}

    def get_context_data(self, **kwargs):
        place = self.object
        return super().get_context_data(
            batch=place.batch,
            refusal=arrival_refusal(place, self.request.user),
            is_own=is_own_place(self.request.user, place),
            months=settings.ERASE_AFTER_MONTHS,
            **kwargs,
        )

    def act(self, form):
        return set_arrival_details(enrolment=self.object, draft=form.draft(), by=self.request.user, seen=self.seen)

    def get_success_url(self):
        batch = self.object.batch
        own = is_own_place(self.request.user, self.object)
        return batch.get_absolute_url() if own else reverse("admission:arrival_list", kwargs={"code": batch.code})
