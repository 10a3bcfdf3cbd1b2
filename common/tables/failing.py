"""What a reader did not foresee is a refusal to who sent the file, and an entry in the log for us."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from common.errors import NotAllowed

logger = logging.getLogger(__name__)
OURS = (NotAllowed, KeyboardInterrupt, SystemExit, GeneratorExit)


@contextmanager
def refusing_failures() -> Iterator[None]:
    try:
        yield
    # A panic of a reader written in Rust is no Exception.
    except BaseException as error:
        if isinstance(error, OURS):
            raise
        logger.exception("A file could not be read")
        message = _(
            "The file could not be read. Copy its cells into a new workbook, save it as .xlsx and send that file."
        )
        raise NotAllowed(message, code="file_unreadable") from error
