"""The REST API: each app's router under /api/v1/, and one shape for every refusal."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from attendance.api import router as attendance
from common.api import READABLE, ApiError, invalid, problem
from common.errors import NotAllowed
from courses.api import router as courses
from reports.api import router as reports
from training.api import router as training


class ReadableRenderer(JSONRenderer):
    json_dumps_params = READABLE


# The document and its page are views of ours (`api_docs.py`): the library's page needs inline scripts.
api = NinjaAPI(
    title=gettext_lazy("Zhengxun API"),
    version="1",
    description=gettext_lazy("Read only. Every answer is JSON; times are in the city's time zone with their offset."),
    urls_namespace="api",
    renderer=ReadableRenderer(),
    openapi_url=None,
    docs_url=None,
)
for router in (courses, training, attendance, reports):
    api.add_router("", router)


@api.exception_handler(ApiError)
def refused(request, error):
    return error.answer()


@api.exception_handler(Http404)
def not_found(request, error):
    return problem(404, "not_found", _("There is no such thing here, or it is not yours to see."))


@api.exception_handler(PermissionDenied)
def forbidden(request, error):
    return problem(403, "not_allowed", _("Your roles do not allow this."))


@api.exception_handler(NotAllowed)
def not_now(request, refusal):
    return problem(409, refusal.code, refusal.message)


@api.exception_handler(ValidationError)
def not_valid(request, error):
    return invalid(str(one["loc"][-1]) for one in error.errors).answer()


@api.exception_handler(HttpError)
def other(request, error):
    return problem(error.status_code, "refused", error.message)
