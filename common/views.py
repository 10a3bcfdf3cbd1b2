"""The few kinds of view everything is made of. Each states `permission_required`; PUBLIC is said on purpose.

Not visible is 404 (rows come from `visible_to`), not allowed is 403, signed out goes to the sign-in page.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView, ListView, TemplateView, View

from common.errors import AboutOneself, ChangedMeanwhile, NotAllowed, refused, seen_of
from common.forms import in_words

PUBLIC = "public"
SIGNED_IN = "signed in"


class RightsMixin(AccessMixin):
    """Refuses before anything else runs."""

    permission_required: str | None = None

    def dispatch(self, request, *args, **kwargs):
        if self.permission_required is None:
            raise ImproperlyConfigured(f"{type(self).__name__} does not state its permission.")
        if self.permission_required != PUBLIC:
            if not request.user.is_authenticated:
                return self.handle_no_permission()
            self.check_rights()
        return super().dispatch(request, *args, **kwargs)

    def rights_object(self):
        return None

    def check_rights(self):
        if self.permission_required == SIGNED_IN:
            return
        if not self.request.user.has_perm(self.permission_required, self.rights_object()):
            raise PermissionDenied


class ObjectMixin(RightsMixin):
    """Works on one row that the user may know of; its address holds `lookup`."""

    model: type
    # A rule that the user's roles meet though the permission is refused, which then is because the row is about them;
    # and the sentence that says so.
    but_for_oneself: Callable | None = None
    about_oneself: str | Promise = ""
    lookup = "code"
    context_object_name = "object"

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def rights_object(self):
        wanted = self.kwargs[self.lookup]
        # No row is called so, and PostgreSQL would not even look.
        if "\x00" in str(wanted):
            raise Http404
        self.object = get_object_or_404(self.get_queryset(), **{self.lookup: wanted})
        return self.object

    def rights_target(self):
        """What the permission is about: the row itself unless a view says otherwise."""
        return self.rights_object()

    def check_rights(self):
        target, user = self.rights_target(), self.request.user
        if self.permission_required == SIGNED_IN or user.has_perm(self.permission_required, target):
            return
        if self.but_for_oneself and self.but_for_oneself(user, target):
            raise AboutOneself(self.about_oneself)
        raise PermissionDenied

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"object": self.object, self.context_object_name: self.object, **kwargs})


class PageView(RightsMixin, TemplateView):
    pass


class ObjectPage(ObjectMixin, TemplateView):
    pass


class ListPage(RightsMixin, ListView):
    """A filtered, paged list; the filter lives in the address and so can be shared."""

    filterset_class: type | None = None
    sizes = (20, 50, 100)
    export_url_name = ""

    def get_queryset(self):
        rows = self.get_rows()
        if self.filterset_class is None:
            return rows
        self.filterset = self.filterset_class(self.request.GET, queryset=rows, request=self.request)
        return self.filterset.qs

    def get_rows(self):
        return self.model.objects.visible_to(self.request.user)

    def get_paginate_by(self, queryset):
        size = self.request.GET.get("size", "")
        return int(size) if size in {str(n) for n in self.sizes} else self.sizes[0]

    def get_context_data(self, **kwargs):
        return super().get_context_data(filterset=getattr(self, "filterset", None), sizes=self.sizes, **kwargs)


class RefusalMixin:
    """Turns a refusal into its sentence, in the page the user is on."""

    done_message: str | Promise = ""

    def next_url(self, fallback):
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
        return wanted if safe else fallback


class FormPage(RefusalMixin, RightsMixin, FormView):
    """A form whose `act` calls one service; what was typed stays when the service refuses."""

    def form_valid(self, form):
        try:
            with refused():
                self.result = self.act(form)
        except NotAllowed as refusal:
            return self.form_refused(form, refusal)
        if self.done_message:
            messages.success(self.request, self.done_message)
        return HttpResponseRedirect(self.next_url(self.get_success_url()))

    def form_refused(self, form, refusal):
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return self.form_invalid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ObjectFormPage(ObjectMixin, FormPage):
    def get_success_url(self):
        return self.object.get_absolute_url()


class SeenMixin(ABC):
    """A form that changes what stands on a row. The page carries what it showed, in the field `seen`; the service
    refuses what was changed meanwhile. Then each field says what it is now, and the next press is made knowing it."""

    changed: Sequence[str] = ()

    @abstractmethod
    def stands(self):
        """The facts the form changes, as its service reads them."""

    @property
    def seen(self):
        return self.request.POST.get("seen", "")

    def form_refused(self, form, refusal):
        if isinstance(refusal, ChangedMeanwhile):
            self.rights_object()
            self.changed, now = refusal.names, self.get_initial()
            for name in set(self.changed) & set(form.fields):
                form.add_error(name, _("Now it is “%(now)s”.") % {"now": in_words(form.fields[name], now.get(name))})
        return super().form_refused(form, refusal)

    def get_context_data(self, **kwargs):
        is_sent = self.request.method == "POST" and not self.changed
        seen = self.seen if is_sent else seen_of(self.stands())
        return super().get_context_data(seen=seen, changed=self.changed, **kwargs)


class ActionView(RefusalMixin, ObjectMixin, View):
    """A verb on one row: POST only, then back to the row's page with a sentence."""

    http_method_names = ["post", "options"]
    done_message = _("Done.")

    def post(self, request, *args, **kwargs):
        try:
            with refused():
                self.act(self.object)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.done_message)
        return HttpResponseRedirect(self.next_url(self.get_success_url()))

    def get_success_url(self):
        return self.object.get_absolute_url()


class ConsequencesMixin(ABC):
    """An act that reaches many people or cannot be taken back. Its address shows first what will happen and to whom,
    with one grave button; pressing that is the act. `docs/design.md` lists them."""

    http_method_names = ["get", "head", "post", "options"]
    consequences_template = "components/consequences.html"
    # What is about to be done, which the button says too; and what will be, a sentence each.
    question: str | Promise = ""
    consequences: Sequence[str | Promise] = ()

    @abstractmethod
    def whom(self) -> Sequence[str]:
        """The people or rows it is about, as a reader knows them."""

    def get(self, request, *args, **kwargs):
        shown = {"question": self.question, "consequences": self.consequences, "whom": self.whom()}
        back = self.next_url(self.get_success_url())
        return render(request, self.consequences_template, {**shown, "object": self.object, "back": back})


class PasswordGuard:
    """A page where the present password may be typed for something besides signing in: nobody tries many there."""

    def form_valid(self, form):
        typed = form.cleaned_data["password"]
        refused = typed and consume_or_429(self.request, action="reauthenticate", user=self.request.user)
        return refused or super().form_valid(form)


@method_decorator(csrf_exempt, name="dispatch")
class ManyFieldsMixin:
    """A form with ticks for every row of a long list: more fields than a request may have elsewhere. They are read here,
    and the token is checked after that."""

    most_fields, most_bytes = 50_000, 10 * 1024 * 1024

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and request.content_type == "application/x-www-form-urlencoded":
            request.POST = self.sent(request)
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def sent(self, request):
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.most_bytes:
            raise RequestDataTooBig
        fields = QueryDict(mutable=True)
        try:
            text = request.read().decode("ascii", "replace")
            for name, value in parse_qsl(text, keep_blank_values=True, max_num_fields=self.most_fields):
                fields.appendlist(name, value)
        except ValueError as error:
            raise TooManyFieldsSent from error
        return fields
