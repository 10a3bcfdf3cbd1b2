#!/usr/bin/env bash
# Rebuilds people/names/data/stroke_order.txt from the stroke table of Debian's package rime-data-stroke.
# Needs apt-get, dpkg-deb and python3. To upgrade: change the version, run this, read the diff, then run
# `manage.py rebuild_name_keys`, because stored keys hold places in this file.
set -euo pipefail

VERSION=0.0~git20230204.c8bc405-1

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

(cd "$tmp" && apt-get download --quiet "rime-data-stroke=$VERSION" && dpkg-deb -x ./*.deb package)
python3 scripts/stroke_order.py <"$tmp/package/usr/share/rime-data/stroke.dict.yaml" >"$tmp/stroke_order.txt"
cp "$tmp/package/usr/share/doc/rime-data-stroke/copyright" "$root/people/names/data/stroke_order.copyright"
cp /usr/share/common-licenses/LGPL-3 "$root/people/names/data/LGPL-3"
cp /usr/share/common-licenses/GPL-3 "$root/people/names/data/GPL-3"
mv "$tmp/stroke_order.txt" "$root/people/names/data/stroke_order.txt"
chmod 644 "$root"/people/names/data/*
