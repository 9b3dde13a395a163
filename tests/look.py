# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader sees of the documentation site, and of maps and reports: no errors, no broken links, and in a browser text with enough
contrast and no sideways scrolling, in both themes, on a wide and on a narrow screen.

Part `look` of tests/run.py runs this with the folder of the site, the path of a Chromium and the folder for screenshots.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

PAGES = ("index", "quickstart", "benchmarks/index")
REFERENCE = ("index", "compute", "server_module", "network_module", "volume_info_module", "bastion_role")
PAGES += tuple(f"collection/{name}" for name in REFERENCE)
PAGES += tuple(f"samples/{name}" for name in ("map-20", "map-500", "report-20", "report-500"))  # of tests/samples.py
THEMES = ("light", "dark")
SCREENS = {"wide": (1440, 900), "narrow": (390, 844)}
RULES = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}  # 4.5:1, and 3:1 for large text
LINK = re.compile(r'\s(?:href|src)="([^"]*)"')
ANCHOR = re.compile(r'\sid="([^"]*)"')
MISTAKE = re.compile(r'class="[^"]*\b(admonition error|system-message|problematic)\b')
NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
OUTSIDE = re.compile(r"[a-z]+:|//")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@cache
def anchors(path: Path) -> set[str]:
    """The ids in a page."""
    return set(ANCHOR.findall(path.read_text()))


def broken(site: Path) -> Iterator[str]:
    """A line for each error in a page, and for each link to a page or to a part of one that does not exist."""
    for path in sorted(site.rglob("*.html")):
        place, text = path.relative_to(site), path.read_text()
        yield from (f"{place}: {found}" for found in sorted(set(MISTAKE.findall(NO_SCRIPT.sub("", text)))))
        for link in sorted(set(LINK.findall(text))):
            if OUTSIDE.match(link):
                continue
            name, _mark, anchor = unquote(link.replace("&amp;", "&")).partition("#")
            target = (path.parent / name.partition("?")[0]).resolve() if name else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                yield f"{place}: no page {link}"
            elif anchor and target.suffix == ".html" and anchor not in anchors(target):
                yield f"{place}: no part {link}"


def seen(browser: Browser, site: Path, screenshots: Path) -> Iterator[str]:
    """A line for each text with too little contrast, and for each page that is wider than the screen."""
    for theme in THEMES:
        for screen, (width, height) in SCREENS.items():
            page = browser.new_page(color_scheme=theme, viewport={"width": width, "height": height})
            for name in PAGES:
                page.goto((site / f"{name}.html").as_uri())
                page.screenshot(path=screenshots / f"{name.replace('/', '-')}-{theme}-{screen}.png")
                where = f"{name}, {theme}, {screen}"
                if page.evaluate(OVERFLOW) > 0:
                    yield f"{where}: wider than the screen by {page.evaluate(OVERFLOW)} pixels"
                for violation in Axe().run(page, options=RULES).response["violations"]:
                    for node in violation["nodes"]:
                        yield f"{where}: {node['html'][:120]}: {node['any'][0]['message'] if node['any'] else violation['help']}"
            page.close()


def main(site: Path, chromium: str, screenshots: Path) -> None:
    """Exit with what is wrong, a line each."""
    screenshots.mkdir(parents=True, exist_ok=True)
    found = list(broken(site))
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        found += seen(browser, site, screenshots)
        browser.close()
    if found:
        sys.exit("\n".join(found))
    total = len(list(site.rglob("*.html")))
    print(f"{total} pages without errors and broken links, {len(PAGES)} of them looked at; pictures: {screenshots}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
