#!/usr/bin/env bash
# Lets plain pip resolve the locked requirements in an empty environment, as scripts/setup.sh does where uv cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
.venv/bin/python -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --dry-run --require-hashes \
  -r requirements.txt -r requirements-dev.txt
