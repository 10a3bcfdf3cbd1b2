#!/usr/bin/env bash
# Fetches the pinned icons and builds static/icons/sprite.svg from them. Needs npm. To upgrade, or to add an icon: change
# the version or the list below, run this, and read the diff. The sprite is not edited by hand.
set -euo pipefail
export LC_ALL=C
umask 022

TABLER=3.51.0

ICONS=(
    home user users user-check user-plus building building-bank school calendar calendar-event clock
    clipboard-check clipboard-list list-check qrcode printer download upload file-spreadsheet file-text
    search filter check x plus minus edit trash lock lock-open shield-check shield-lock history bell mail
    mail-opened inbox send arrow-left arrow-right chevron-right chevron-down external-link info-circle
    alert-triangle circle-check circle-x certificate award chart-bar report table book book-2 player-play
    help settings logout login language menu-2 refresh eye eye-off id phone map-pin star news message
    heart-handshake arrows-exchange device-mobile flag briefcase
)

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

die() {
    echo "vendor.sh: $*" >&2
    exit 1
}

# fetch SPEC DIR: unpacks the package SPEC (name@version) so that its files lie in $tmp/DIR.
fetch() {
    local tarball
    tarball=$(cd "$tmp" && npm pack --ignore-scripts --loglevel=error "$1" | tail -n 1)
    mkdir "$tmp/$2"
    tar -xzf "$tmp/$tarball" -C "$tmp/$2" --strip-components=1 --no-same-owner --no-same-permissions
}

# sprite: prints one SVG with a symbol for each icon; the root attributes are the same for every icon.
sprite() {
    local name body
    echo '<svg xmlns="http://www.w3.org/2000/svg">'
    echo "<!-- @tabler/icons $TABLER, MIT, see LICENSE; made by scripts/vendor.sh -->"
    for name in "${ICONS[@]}"; do
        body=$(sed -E '1,/^>$/d; /^<\/svg>/d; s/^ +//' "$tmp/tabler/icons/outline/$name.svg")
        # The sed above relies on the layout of the files: one attribute a line, then one element a line.
        if [[ -z $body ]] || grep -qvE '^<[a-z]+ [^<>]*/>$' <<<"$body"; then
            die "the file of icon $name is laid out differently"
        fi
        printf '<symbol id="icon-%s" viewBox="0 0 24 24" fill="none" stroke="currentColor"' "$name"
        printf ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">\n%s\n</symbol>\n' "$body"
    done
    echo '</svg>'
}

fetch "@tabler/icons@$TABLER" tabler

mkdir "$tmp/out"
sprite >"$tmp/out/sprite.svg"
cp "$tmp/tabler/LICENSE" "$tmp/out/LICENSE"
(cd "$tmp/out" && sha256sum LICENSE sprite.svg >MANIFEST.sha256)
chmod 644 "$tmp"/out/*

# Only now touch the tree: a failed fetch leaves it as it was.
mkdir -p "$root/static/icons"
cp "$tmp"/out/* "$root/static/icons/"
