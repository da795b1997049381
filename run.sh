#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Stampede and starts it. Arguments go to the program: ./run.sh --help, ./run.sh run --strategy cache-aside ...
# Without a display and without arguments it shows a short demonstration in the terminal. Only the program itself writes to stdout.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$root/build/release/stampede
# shellcheck source=cmake/prepare.sh
. "$root/cmake/prepare.sh"

build() {
    cd "$root" || return
    if [ ! -f build/release/build.ninja ]; then
        cmake --preset release || return
        say "Building Stampede; the first time takes some minutes."
    fi
    # A build that has nothing to do should say nothing.
    if [ -x "$program" ] && ninja -C build/release -n stampede | grep -q 'no work to do'; then return 0; fi
    cmake --build --preset release --target stampede
}

prepare build || exit
(build) >&2
status=$?
if [ $status -ne 0 ]; then
    say "Stampede could not be built: please read the messages above; if they make no sense, remove $root/build/release and try again."
    exit $status
fi

if [ $# -gt 0 ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" "$@"
fi
"$program" demo
status=$?
if [ $status -eq 0 ]; then
    say "There is no display here. To open the window, start ./run.sh in a desktop session or over ssh -X."
else
    say "The demonstration failed; $program doctor says what this machine lacks."
fi
exit $status
