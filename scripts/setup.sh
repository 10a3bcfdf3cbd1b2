#!/usr/bin/env bash
# Makes .venv and installs the locked requirements given as arguments.
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHON="${PYTHON:-python3}"

if ! command -v "$PYTHON" >/dev/null 2>&1; then
  echo "Python is missing: '$PYTHON' was not found. Install Python 3.11 or newer, or name one: make demo PYTHON=/path/to/python3.11" >&2
  exit 1
fi
if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Python 3.11 or newer is needed; '$PYTHON' is $("$PYTHON" -V 2>&1). Install a newer one, or name it: make demo PYTHON=/path/to/python3.11" >&2
  exit 1
fi
if ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "The Python module 'venv' is missing. On Debian and Ubuntu: apt install python3-venv" >&2
  exit 1
fi
[ -x .venv/bin/python ] || "$PYTHON" -m venv .venv
arguments=()
for file in "$@"; do arguments+=(-r "$file"); done
echo "Installing the packages of $* ..."
# uv installs in seconds what takes pip a minute; where it cannot be had, pip does the same work.
if .venv/bin/python -m pip install --quiet --disable-pip-version-check uv; then
  .venv/bin/uv pip install --quiet --compile-bytecode --require-hashes "${arguments[@]}"
else
  .venv/bin/python -m pip install --quiet --require-hashes "${arguments[@]}"
fi
