#!/bin/sh
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Print the path of the first Python of the given releases that runs and can make virtual environments:
#   find_python.sh 3.13 3.12
# It searches PATH for python3.X, then the versions of pyenv, then PATH for python3. A file named python3.X proves nothing: a shim of pyenv may not run, and Debian's Python
# has no ensurepip until python3-venv is installed. When there is none, print one line that says so, and end with 1.
set -f # folders in PATH are no patterns

CHECK='
import os, sys
release = "%d.%d" % sys.version_info[:2]
try:
    import ensurepip, venv
except ImportError:
    sys.exit("%s (%s) without them" % (release, os.path.realpath(sys.executable)))
if release != sys.argv[1]:
    sys.exit("%s (%s)" % (release, os.path.realpath(sys.executable)))
print(sys.executable)
'

check() {
    [ -x "$1" ] && "$1" -c "$CHECK" "$2" 2>/dev/null
}

candidates() { # of one release, one in a line, the first choice first
    (IFS=:; for folder in $PATH; do printf '%s\n' "$folder/python$1"; done)
    (set +f; ls -d "${PYENV_ROOT:-$(pyenv root 2>/dev/null)}/versions/$1".*/bin/python3 2>/dev/null | sort -rV)
    (IFS=:; for folder in $PATH; do printf '%s\n' "$folder/python3"; done)
}

for release in "$@"; do
    candidates "$release" | while read -r python; do check "$python" "$release" && exit 10; done
    [ $? -eq 10 ] && exit 0
done

found=$(for release in "$@"; do
    candidates "$release" | while read -r python; do
        [ -x "$python" ] && "$python" -c "$CHECK" "$release" 2>&1 >/dev/null | grep '^[0-9][0-9.]* (/'
    done
done | sort -u | tr '\n' ',' | sed 's/,$//; s/,/, /g')
echo "Python $(echo "$*" | sed 's/ / or /g') with the modules venv and ensurepip is needed (Debian and Ubuntu: package python3-venv); found: ${found:-no Python at all}"
exit 1
