# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a JSON list of examples, `{"where": ..., "text": ..., "language": ...}`; write a list of [kind, [problem, ...]], in their order."""

from __future__ import annotations

import json
import sys

from ansible.plugins.loader import init_plugin_loader

from tests.examples.collect import ROOT, Example


def main() -> None:
    init_plugin_loader([str(ROOT.parents[2])])
    from tests.examples.check import problems  # imports the collection, by the loader that is there only now

    json.dump([problems(Example(**given)) for given in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
