#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# What ./dev can be asked without building or installing anything.
# shellcheck disable=SC2013,SC2317 # verbs are words; the checks are called by name
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
failed=0

check() {
    local name=$1
    shift
    if "$@"; then printf 'ok    %s\n' "$name"; else
        printf 'FAIL  %s\n' "$name"
        failed=1
    fi
}

scripts_parse() { for script in dev .ci/run tests/debian/*.sh; do bash -n "$script" || return 1; done; }

help_names_every_verb() {
    local help verb
    help=$(./dev help) || return 1
    for verb in $(sed -n 's/^verb_\([a-z]*\)() {$/\1/p' dev); do
        grep -q "^  $verb " <<<"$help" || return 1
    done
}

unknown_verb_is_refused() {
    ./dev no-such-verb >/dev/null 2>&1
    [[ $? -eq 2 ]]
}

# In a shell of its own: dev sets options, a trap and variables.
in_dev() { bash -c 'source ./dev; '"$1"; }

sections_are_read() {
    local packages
    packages=$(in_dev 'declared_packages build run') || return 1
    grep -qx 'libsqlite3-dev' <<<"$packages" && grep -qx 'iso-codes' <<<"$packages" && ! grep -qx 'xvfb' <<<"$packages" &&
        ! grep -q '[#: ]' <<<"$packages"
}

no_package_is_declared_twice() {
    [[ -z $(in_dev 'declared_packages build run test all' | sort | uniq -d) ]]
}

only_the_missing_are_missing() {
    local list missing
    list=$(mktemp)
    printf 'build: bash no-such-package-of-ours # dpkg\nrun: dpkg\n' >"$list"
    missing=$(in_dev "packages=$list; missing_packages build run")
    rm -f "$list"
    [[ $missing == no-such-package-of-ours ]]
}

nothing_missing_needs_no_network() {
    local list
    list=$(mktemp)
    printf 'build: bash dpkg\n' >"$list"
    in_dev "packages=$list; as_root() { exit 9; }; install build" >/dev/null
    local code=$?
    rm -f "$list"
    [[ $code -eq 0 ]]
}

private_home_is_removed() {
    local home
    home=$(HOME=/nowhere in_dev 'private printenv HOME') || return 1
    [[ $home != /nowhere && -n $home && ! -e $home ]]
}

check 'every script parses' scripts_parse
check 'help names every verb' help_names_every_verb
check 'an unknown verb is refused' unknown_verb_is_refused
check 'sections are read' sections_are_read
check 'no package is declared twice' no_package_is_declared_twice
check 'only the missing are missing' only_the_missing_are_missing
check 'nothing missing needs no network' nothing_missing_needs_no_network
check 'the private home is removed' private_home_is_removed
exit "$failed"
