#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The README's two commands on a Debian 12 that has nothing but git: a machine that
# already has the packages proves nothing. What is tested is the last commit.
#
#   minimal.sh [--sudo] [--keep]
#     --sudo   as a user with sudo instead of as root
#     --keep   leave the system where it is and say where
#
# The mirror and its proxy are those that this machine's own apt is set to.
# Exit 77, with a reason, where it cannot run at all.
set -euo pipefail

source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
suite=bookworm
work=
keep=
with_sudo=

say() { printf '%s\n' "minimal: $*" >&2; }
skip() {
    say "skipped: $*"
    exit 77
}

cleanup() {
    if [[ -z $work ]]; then return; fi
    if [[ -n $keep ]]; then say "kept: $work"; else rm -rf --one-file-system -- "$work"; fi
}
trap cleanup EXIT

# "URI suite" of every Debian archive that apt is set to and that belongs to the suite.
archives() {
    # shellcheck disable=SC2016 # apt's own placeholders
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(CODENAME) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' |
        awk -v suite="$suite" '$3 ~ "^" suite && $4 == "main" && $5 == "Debian" { print $1, $2 }' | sort -u
}

make_system() {
    local root=$1 lines mirror include=git
    lines=$(archives)
    if [[ -z $lines ]]; then
        apt-get -q update >&2
        lines=$(archives)
    fi
    mirror=$(awk -v suite="$suite" '$2 == suite { print $1; exit }' <<<"$lines")
    [[ -n $mirror ]] || skip "apt is set to no mirror of $suite"
    if [[ -n $with_sudo ]]; then include+=,sudo; fi

    local http_proxy=${http_proxy:-}
    eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
    export http_proxy
    debootstrap --variant=minbase --include="$include" "$suite" "$root" "$mirror" >"$work/debootstrap.log" 2>&1 || {
        tail -n 20 "$work/debootstrap.log" >&2
        say "debootstrap failed"
        exit 1
    }
    awk '{ print "deb", $1, $2, "main" }' <<<"$lines" >"$root/etc/apt/sources.list"
    apt-config dump | grep -i '^Acquire::.*proxy' >"$root/etc/apt/apt.conf.d/00proxy" || true
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
}

# A bundle carries commits and nothing else: no build folder, no changed file, no owner.
carry_commits() {
    local git=(git -c "safe.directory=*" -C "$source_tree")
    "${git[@]}" rev-parse -q --verify HEAD >/dev/null || skip "there is no commit to test"
    if [[ -n $("${git[@]}" status --porcelain) ]]; then say "note: changes that are not committed are not tested"; fi
    "${git[@]}" bundle create -q "$1/tmp/tideline.bundle" HEAD
}

# Its own mounts and processes, which end with it: nothing to take down by hand.
inside() {
    local root=$1
    shift
    # shellcheck disable=SC2016 # expanded by the inner shell
    unshare --mount --pid --fork --kill-child bash -euc '
        mount -t proc proc "$1/proc"
        mount --rbind /dev "$1/dev"
        root=$1
        shift
        exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"
    ' inside "$root" "$@" </dev/null
}

main() {
    local argument
    for argument in "$@"; do
        case $argument in
            --sudo) with_sudo=1 ;;
            --keep) keep=1 ;;
            *)
                say "unknown argument: $argument"
                exit 2
                ;;
        esac
    done
    [[ $EUID -eq 0 ]] || skip "only root can make a system"
    command -v debootstrap >/dev/null || skip "debootstrap is not installed"
    command -v apt-get >/dev/null || skip "this machine has no apt to take a mirror from"

    work=$(mktemp -d -- "${TMPDIR:-/var/tmp}/tideline-debian-XXXXXX")
    local root=$work/root
    local -a as=()
    say "making a minimal $suite in $root"
    make_system "$root"
    carry_commits "$root"
    if [[ -n $with_sudo ]]; then
        inside "$root" useradd --create-home --shell /bin/bash investigator
        echo 'investigator ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/investigator"
        as=(sudo -u investigator -H)
    fi
    # `run` goes first: `test` would install packages that `run` may have forgotten.
    inside "$root" "${as[@]}" bash -euc '
        cd
        git -c advice.detachedHead=false clone -q /tmp/tideline.bundle tideline
        cd tideline
        ./dev run
        ./dev test
    '
    say "both commands work on a minimal $suite"
}

main "$@"
