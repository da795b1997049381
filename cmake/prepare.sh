# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Sourced by run.sh and test.sh: the one list of the Debian packages that Stampede needs, and the function that installs what is missing.
# STAMPEDE_SKIP_PACKAGES=1 leaves the machine as it is.

# Package and reason. The names are Debian 12's.
build_packages='
g++                     compiler
cmake                   build
ninja-build             build
ccache                  build, fast the second time
pkg-config              finds hiredis and libuv
qt6-base-dev            window and tests
libqt6opengl6-dev       needed by Qt Charts, which does not say so itself
qt6-charts-dev          charts
qt6-svg-dev             icons
qt6-tools-dev           translations
qt6-l10n-tools          translations
libhiredis-dev          speaks to Redis
libuv1-dev              event loop
libsqlite3-dev          the database
libsqlitecpp-dev        the database, from C++
libexpected-dev         results
nlohmann-json3-dev      JSON
libcli11-dev            command line
redis-server            the cache: Stampede starts a private one
'
test_packages='
xvfb                    a display for the window tests
xauth                   xvfb-run needs it
openbox                 a window manager for the window tests
xdotool                 waits for the window manager
sqlite3                 compares what the window shows with the file
librapidcheck-dev       random sequences for fakes against real stores
'

say() { printf '%s\n' "$*" >&2; }

# missing_packages TABLE: the lines of the table whose package is not installed.
missing_packages() {
    local name reason installed
    installed=$(dpkg-query --show --showformat '${Package} ${db:Status-Status}\n' 2>/dev/null | sed -n 's/ installed$//p')
    while read -r name reason; do
        [ -n "$name" ] || continue
        grep -Fqx -- "$name" <<<"$installed" || printf '%-22s %s\n' "$name" "$reason"
    done <<<"$1"
}

# as_root COMMAND...: runs it as root, with sudo if need be.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# The package's own service is not needed: Stampede starts a server of its own on a private socket. This is called only when the
# package was not there before, so no server that was in use is ever stopped.
stop_new_redis_service() {
    if [ -d /run/systemd/system ]; then
        as_root systemctl --quiet disable --now redis-server.service
    elif [ -x /etc/init.d/redis-server ]; then
        as_root /etc/init.d/redis-server stop
        as_root update-rc.d redis-server disable
    fi >/dev/null 2>&1 || true
}

# prepare build|test: installs what is missing to build, or to build and test. Says nothing and touches nothing when all is there.
prepare() {
    [ "${STAMPEDE_SKIP_PACKAGES:-0}" = 1 ] && return 0
    local table=$build_packages missing names
    [ "$1" = test ] && table+=$test_packages
    # A desktop without an X server shows the window through Wayland only.
    [ -n "${WAYLAND_DISPLAY:-}" ] && [ -z "${DISPLAY:-}" ] && table+='qt6-wayland a window on Wayland'

    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "This system has no apt: please see to it that these, as Debian 12 names them, are installed:" \
            "$(awk 'NF { printf "%s%s", separator, $1; separator = " " }' <<<"$table")."
        return 0
    fi
    missing=$(missing_packages "$table")
    [ -n "$missing" ] || return 0
    read -r -a names <<<"$(awk '{ printf "%s ", $1 }' <<<"$missing")"

    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        say "Some packages are missing; please run this as root, then start again: apt-get install --no-install-recommends ${names[*]}"
        return 1
    fi
    say "Stampede needs these packages and installs them now with apt-get:"
    # shellcheck disable=SC2001
    sed 's/^/  /' <<<"$missing" >&2
    if ! { as_root apt-get -q=2 update &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q=2 -y --no-install-recommends install "${names[@]}"; } >&2; then
        say "The packages could not be installed: please read what apt-get said above, install them, and start again."
        return 1
    fi
    case " ${names[*]} " in *' redis-server '*) stop_new_redis_service ;; esac
}
