#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Proves the README's two commands on a machine that has nothing: makes a minimal Debian 12 in FOLDER, copies this checkout into it, runs
# ./test.sh, ./run.sh without a display and ./run.sh on a virtual one, and looks for the window. Needs root and debootstrap.
#
#   sudo tests/fresh/in_chroot.sh FOLDER [MIRROR]
#
# MIRROR is a Debian mirror; without it, the first one that this system's own apt uses. A Debian that is already in FOLDER is used as it
# is. Logs and the screenshot go to FOLDER/root/proof. The folder is left for inspection; remove it with rm -rf --one-file-system.
set -uo pipefail

say() { printf '== %s\n' "$*"; }
die() { say "$*" >&2; exit 1; }

[ $# -ge 1 ] || die "usage: $0 FOLDER [MIRROR]"
[ "$(id -u)" -eq 0 ] || die "Please run this as root: it makes a chroot."
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mkdir -p "$1" || exit
folder=$(cd "$1" && pwd)
codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
# shellcheck disable=SC2016
mirror=${2:-$(apt-get indextargets --format '$(REPO_URI)' "Release: $codename" 2>/dev/null | head -n 1)}
proof=$folder/root/proof
display=:97
started=()

cleanup() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null; done
    wait
    mountpoint -q "$folder/proc" && umount "$folder/proc"
}
trap cleanup EXIT

inside() { exec chroot "$folder" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"; }

# Processes whose root folder is the chroot and whose name is the given one.
running_inside() {
    local each
    for each in /proc/[0-9]*; do
        [ "$(readlink "$each/root")" = "$folder" ] && [ "$(cat "$each/comm")" = "$1" ] && echo "${each#/proc/}"
    done 2>/dev/null
}

if [ ! -e "$folder/etc/debian_version" ]; then
    [ -n "$mirror" ] || die "No Debian mirror found in this system's apt sources: please name one as the second argument."
    say "debootstrap"
    debootstrap --variant=minbase bookworm "$folder" "$mirror" >"$folder.debootstrap.log" 2>&1 ||
        die "debootstrap failed; see $folder.debootstrap.log"
fi
mountpoint -q "$folder/proc" || mount -t proc proc "$folder/proc" || exit
cp /etc/resolv.conf "$folder/etc/resolv.conf"

say "copying the checkout as it is, without what git ignores"
rm -rf "$folder/root/stampede" "$proof"
mkdir -p "$folder/root/stampede" "$proof"
(cd "$checkout" && git -c safe.directory="$checkout" ls-files -z --cached --others --exclude-standard |
    while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done |
    tar --null --files-from=- -cf -) | tar -C "$folder/root/stampede" -xf - || die "the copy failed"

say "./test.sh"
(inside sh -c 'cd /root/stampede && exec ./test.sh') 2>&1 | tee "$proof/test.log" || die "./test.sh failed; see $proof/test.log"

say "./run.sh without a display"
(inside sh -c 'cd /root/stampede && exec ./run.sh') 2>&1 | tee "$proof/demo.log" || die "./run.sh failed; see $proof/demo.log"

say "./run.sh on a virtual display"
(inside Xvfb $display -screen 0 1600x1000x24 -nolisten tcp -fbdir /root/proof) >"$proof/xvfb.log" 2>&1 &
started+=($!)
(inside DISPLAY=$display sh -c 'until xdotool getmouselocation >/dev/null 2>&1; do sleep 0.2; done; exec openbox') >"$proof/openbox.log" 2>&1 &
started+=($!)
(inside DISPLAY=$display sh -c 'until xdotool get_desktop >/dev/null 2>&1; do sleep 0.2; done; cd /root/stampede && exec ./run.sh') \
    >"$proof/run.log" 2>&1 &
program=$!
started+=("$program")

(inside DISPLAY=$display timeout 120 sh -c 'until xdotool get_desktop >/dev/null 2>&1; do sleep 0.2; done
    exec xdotool search --sync --onlyvisible --name "^Stampede"') >"$proof/window" ||
    die "no window named Stampede appeared; see $proof/run.log"
sleep 15  # the data set is made, the first frame is painted: long enough to look at
kill -0 "$program" 2>/dev/null || die "the program ended by itself; see $proof/run.log"
cp "$proof/Xvfb_screen0" "$proof/screenshot.xwd"
command -v convert >/dev/null && convert "xwd:$proof/screenshot.xwd" "$proof/screenshot.png" && rm "$proof/screenshot.xwd"

say "closing it with SIGTERM"
kill -TERM "$program"
wait "$program"
say "it ended with status $?"
left=$(running_inside redis-server; running_inside redis-check-rdb)
[ -z "$left" ] || die "a redis-server was left behind: process $left"

say "proved: tests passed, demonstration ran, a window appeared; see $(find "$proof" -name 'screenshot.*')"
