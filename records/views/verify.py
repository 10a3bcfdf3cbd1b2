"""Anybody holding a certificate may ask whether it is genuine; the answer says no more than the paper does."""

from django.shortcuts import render
from django.urls import reverse

from common.throttle import times_this_minute
from common.views import PUBLIC, FormPage, PageView
from people.trail.middleware import client_address
from records.codes import normalised
from records.forms import CodeForm
from records.models import Certificate

LOOKUPS_A_MINUTE = 30


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
        if times_this_minute("verify", client_address(request)) > LOOKUPS_A_MINUTE:
            return render(request, self.template_name, {"too_often": True, "form": CodeForm()}, status=429)
        certificate = Certificate.objects.filter(public_code=normalised(kwargs["code"])).first()
        context = self.get_context_data(certificate=certificate, form=CodeForm())
        if certificate:
            context["name"] = masked(certificate.content["name"])
        return self.render_to_response(context, status=200 if certificate else 404)
