# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real `openstack` client in one process, in its own virtual environment: a line of JSON in (arguments), a line of JSON out.

Loading the client takes two seconds; a step of the smoke test takes a few hundred milliseconds. Each command is a run of the
client's own main(), with a shell and a login of its own.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import traceback

from openstackclient import shell


def run(arguments: list[str]) -> tuple[int, str]:
    """Exit code and output (standard error included) of one command."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            code = shell.main(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except Exception:
            traceback.print_exc()
            code = 1
    return code or 0, output.getvalue()


if __name__ == "__main__":
    for line in sys.stdin:
        sys.__stdout__.write(json.dumps(run(json.loads(line))) + "\n")
        sys.__stdout__.flush()
