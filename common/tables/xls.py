"""Old .xls files say nothing of their extent before they are laid out, so they are first opened by a process that may
take little memory and time: one far cell would otherwise take all there is."""

import subprocess
import sys

from django.utils.translation import gettext as _

from common.errors import NotAllowed

MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 5
OPEN = """
import io, resource, sys
memory, seconds = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
from python_calamine import CalamineError, CalamineWorkbook
try:
    CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
except (CalamineError, OSError, ValueError):
    pass
"""


def refuse_hungry(data: bytes, *, memory: int = MOST_MEMORY) -> None:
    """Refuses a file that cannot be opened within the limits; one that is merely broken is left to the reader."""
    command = [sys.executable, "-c", OPEN, str(memory), str(MOST_SECONDS)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=MOST_SECONDS * 2, check=False)
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        message = _("The old .xls file is too large to be opened safely. Save it as .xlsx and send that file.")
        raise NotAllowed(message, code="file_too_large")
