#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds everything and runs every test: the release build with its window tests (offscreen, then on a virtual X display), and the core
# under the address, undefined behaviour and thread sanitizers. The last line says how many tests passed and failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
# shellcheck source=cmake/prepare.sh
. cmake/prepare.sh

reports=$PWD/build/test-reports
passed=0
failed=0
summary=()

# count NAME REPORT STATUS: adds one ctest run to the totals. A run that failed without a failed test counts as one failure.
count() {
    local cases=0 good=0 bad
    if [ -f "$2" ]; then
        cases=$(grep -c '<testcase ' "$2")
        good=$(grep -c '<testcase .*status="run"' "$2")
    fi
    bad=$((cases - good))
    if [ "$3" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    passed=$((passed + good))
    failed=$((failed + bad))
    summary+=("$(printf '%-10s %4d passed %4d failed %5d s' "$1" "$good" "$bad" $((SECONDS - began)))")
    if [ "$bad" -gt 0 ] && [ -f "$2" ]; then
        summary+=("$(sed -n '/status="run"/!s/.*<testcase name="\([^"]*\)".*/  failed: \1/p' "$2")")
    fi
}

# build PRESET: false when it does not build, which counts as a failure.
build() {
    began=$SECONDS
    printf '\n== %s ==\n' "$1"
    if cmake --preset "$1" && cmake --build --preset "$1"; then return 0; fi
    failed=$((failed + 1))
    summary+=("$(printf '%-10s does not build' "$1")")
    return 1
}

# run_tests PRESET [WRAPPER...]
run_tests() {
    local preset=$1 report=$reports/$1.xml
    shift
    rm -f "$report"
    "$@" ctest --preset "$preset" --output-junit "$report"
    count "$preset" "$report" $?
}

# Runs a command on a virtual display once a window manager manages it.
on_virtual_display() {
    # shellcheck disable=SC2016
    xvfb-run --auto-servernum --server-args='-screen 0 1600x1000x24' bash -c '
        openbox & manager=$!
        for _ in $(seq 100); do xdotool get_desktop >/dev/null 2>&1 && break; sleep 0.1; done
        "$@"
        status=$?
        kill $manager
        exit $status' bash "$@"
}

# The thread sanitizer of g++ 12 cannot place its shadow memory under the address randomization of recent kernels.
without_randomization=()
if setarch --addr-no-randomize true 2>/dev/null; then without_randomization=(setarch --addr-no-randomize); fi

prepare test || exit
mkdir -p "$reports"

if build release; then
    run_tests release
    if command -v xvfb-run >/dev/null && command -v openbox >/dev/null && command -v xdotool >/dev/null; then
        began=$SECONDS
        run_tests x11 on_virtual_display
    else
        summary+=("x11        left out: xvfb-run, openbox or xdotool is missing")
    fi
    build asan && run_tests asan
    build tsan && run_tests tsan "${without_randomization[@]}"
fi

printf '\n== summary, %d s ==\n' "$SECONDS"
printf '%s\n' "${summary[@]}"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
