import hashlib

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.exports import file_answer
from common.views import ObjectMixin, PageView, View
from people.installation import is_demo
from records.exports import certificate_pdf
from records.models import Certificate
from records.selectors import transcript_of
from records.services.certificates import note_print


class TranscriptView(PageView):
    """我的学时: one's own entries, their sums, and certificates to print."""

    permission_required = "records.view_transcript"
    template_name = "records/transcript.html"

    def get_context_data(self, **kwargs):
        transcript = transcript_of(self.request.user.person)
        return super().get_context_data(transcript=transcript, this_year=timezone.localdate().year, **kwargs)


class CertificatePdfView(ObjectMixin, View):
    model = Certificate
    lookup = "pk"
    permission_required = "records.print_certificate"

    def get(self, request, *args, **kwargs):
        certificate = self.object
        content = certificate_pdf(certificate, is_demo=is_demo())
        note_print(certificate=certificate, sha256=hashlib.sha256(content).hexdigest(), by=request.user)
        number = f"{certificate.year}-{certificate.serial:04d}"
        return file_answer(content, _("Certificate of completion"), certificate.enrolment.person, number, ending="pdf")
