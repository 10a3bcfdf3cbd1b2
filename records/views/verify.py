"""Anybody holding a certificate may ask whether it is genuine; the answer says no more than the paper does."""

from django.core.cache import caches
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from common.views import PUBLIC, FormPage, PageView
from people.middleware import client_address
from records.codes import normalised
from records.forms import CodeForm
from records.models import Certificate

LOOKUPS_A_MINUTE = 30
COUNTED_SECONDS = 120


def is_too_often(request) -> bool:
    """Counts look-ups of an address in the running minute."""
    key = f"verify-{client_address(request)}-{timezone.now():%Y%m%d%H%M}"
    cache = caches["default"]
    n = (cache.get(key) or 0) + 1
    cache.set(key, n, COUNTED_SECONDS)
    return n > LOOKUPS_A_MINUTE


def masked(name: str) -> str:
    return name[:1] + "*" * max(len(name) - 1, 1)


class VerifyView(FormPage):
    permission_required = PUBLIC
    template_name = "records/verify.html"
    form_class = CodeForm

    def act(self, form):
        return form.cleaned_data["code"]

    def get_success_url(self):
        return reverse("records:verify_certificate", kwargs={"code": self.result})


class VerifyCertificateView(PageView):
    permission_required = PUBLIC
    template_name = "records/verify_certificate.html"

    def get(self, request, *args, **kwargs):
        if is_too_often(request):
            return render(request, self.template_name, {"too_often": True, "form": CodeForm()}, status=429)
        certificate = Certificate.objects.filter(public_code=normalised(kwargs["code"])).first()
        context = self.get_context_data(certificate=certificate, form=CodeForm())
        if certificate:
            context["name"] = masked(certificate.content["name"])
        return self.render_to_response(context, status=200 if certificate else 404)
