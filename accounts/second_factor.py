"""How allauth's second factor is kept here."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from common.sealing.crypto import seal, unseal

AAD = "accounts.second-factor"


class SealedMFAAdapter(DefaultMFAAdapter):
    """Whoever reads the database still cannot make codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it has been used. Wait for the next one."),
    }

    def encrypt(self, text):
        return base64.b64encode(seal(text, aad=AAD)).decode()

    def decrypt(self, encrypted_text):
        return unseal(base64.b64decode(encrypted_text), aad=AAD)
