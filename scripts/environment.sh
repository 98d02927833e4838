# What the scripts share: one virtual environment, `.venv` at the root of the repository, made from the pinned
# requirements and brought up to date when they change. Source it, then call `environment` or `dev_environment`;
# `$root` is the repository and `$venv_python` the environment's interpreter.
#
# It refuses to guess: a tool that is missing is named, with the one command that installs it. The only thing it
# installs on the system is Debian's venv package, and only for root. pip is called plainly, so that a user's own
# proxy or index (pip.conf, PIP_* variables) applies.
# shellcheck shell=bash

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv="$root/.venv"
venv_python="$venv/bin/python"

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

# Runs the command under the lock of this checkout, where the system has flock: two first runs at once make one
# environment and one store. The lock is closed for what the command leaves running.
locked() {
    if command -v flock >/dev/null; then
        (
            flock 9
            "$@" 9>&-
        ) 9>"$root/.lock"
    else
        "$@"
    fi
}

# Prints the name of a Python of 3.11 or later, one that can make a complete environment if there is a choice.
find_python() {
    local name first=
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        if "$name" -c 'import ensurepip' 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
        first=${first:-$name}
    done
    [[ -n $first ]] || fail "Python 3.11 or later is needed and was not found: install it, then run this again."
    printf '%s\n' "$first"
}

# Debian and Ubuntu keep ensurepip, without which an environment has no pip, in a package of its own.
ensure_ensurepip() {
    local python=$1 package
    "$python" -c 'import ensurepip' 2>/dev/null && return
    package=$python-venv
    command -v apt-get >/dev/null ||
        fail "$python lacks its module ensurepip: install the package of your system that holds it, then run this again."
    [[ $(id -u) == 0 ]] ||
        fail "$package is missing. Install it, then run this again: sudo apt-get install $package"
    say "Installing $package…"
    apt_install "$package" || fail "apt-get could not install $package: see the lines above."
    "$python" -c 'import ensurepip' 2>/dev/null ||
        fail "$package is installed but $python still lacks ensurepip: install the venv package of that very Python."
}

# A bare machine (a container) has no package lists: they are fetched only if the install fails without.
apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -q --no-install-recommends "$@" >&2 ||
        { apt-get update -q >&2 && apt-get install -y -q --no-install-recommends "$@" >&2; }
}

# The environment keeps a copy of the requirements it was made from: equal files mean nothing to do.
fresh() {
    cmp -s "$root/$1" "$venv/$1" && "$venv_python" -c '' 2>/dev/null
}

install_requirements() {
    local file python
    for file in "$@"; do
        fresh "$file" && continue
        if ! "$venv_python" -m pip --version >/dev/null 2>&1; then
            python=$(find_python) || exit
            ensure_ensurepip "$python"
            say "Making the environment .venv with $("$python" --version)…"
            "$python" -m venv --clear "$venv" || fail "The environment $venv could not be made: see the lines above."
        fi
        say "Installing $file…"
        "$venv_python" -m pip install --disable-pip-version-check -q -r "$root/$file" ||
            fail "pip could not install $file: check the network, or the proxy and index of pip's configuration."
        cp "$root/$file" "$venv/$file" || exit
    done
}

# Guarantees an environment that holds the requirements of the files named.
with_requirements() {
    local file
    command -v git >/dev/null || fail "git is missing. Install it, then run this again: sudo apt-get install git"
    for file in "$@"; do
        if ! fresh "$file"; then
            locked install_requirements "$@"
            break
        fi
    done
    # The scripts run from the checkout: no install of the package itself, no build step.
    export PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}"
}

environment() {
    with_requirements requirements.txt
}

dev_environment() {
    with_requirements requirements.txt requirements-dev.txt
}
