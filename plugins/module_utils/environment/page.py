# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Web pages that are one file: no script, font or picture is fetched, and they are readable in light and dark and on narrow screens."""

from __future__ import annotations

from html import escape as escape_html

from ansible_collections.stratus.openstack.plugins.module_utils import masking
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"  # the browser fetches nothing
# Text in each of these colours has a contrast of at least 4.5:1 on the backgrounds of its theme.
STYLE = """
:root{color-scheme:light dark;--page:#fff;--card:#f6f7f9;--line:#d0d5dd;--text:#1d2433;--quiet:#525c6e;--link:#0b5cad;
--green:#0f6b35;--amber:#8a4b00;--red:#b42318;--blue:#0b5cad;--violet:#6b3fb5;--teal:#0b6470;--grey:#525c6e}
@media (prefers-color-scheme:dark){:root{--page:#12161d;--card:#1b212b;--line:#3a4454;--text:#e6e9ef;--quiet:#a9b3c3;--link:#7db8ff;
--green:#6fd398;--amber:#f2b25c;--red:#ff9086;--blue:#7db8ff;--violet:#c3a6ff;--teal:#6cd0dd;--grey:#a9b3c3}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:100rem;padding:1rem 1.25rem 4rem;background:var(--page);color:var(--text);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}
h1,h2,h3,summary,p,li{overflow-wrap:anywhere}td,th{overflow-wrap:break-word}.table{overflow-x:auto}
a{color:var(--link)}code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{margin:.25rem 0;padding:.5rem .75rem;background:var(--card);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap;
overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;
border-bottom:1px solid var(--line)}th{font-weight:600;color:var(--quiet)}td.n,th.n{text-align:right;white-space:nowrap;
font-variant-numeric:tabular-nums}
summary{cursor:pointer}.quiet{color:var(--quiet)}
.wide{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--page)}
.green{color:var(--green)}.amber{color:var(--amber)}.red{color:var(--red)}.blue{color:var(--blue)}.violet{color:var(--violet)}
.teal{color:var(--teal)}.grey{color:var(--grey)}
.totals{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0;padding:0;list-style:none}
.totals li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.35rem .75rem}.totals b{font-size:1.15rem}
input[type=search]{font:inherit;color:var(--text);background:var(--card);border:1px solid var(--line);border-radius:6px;
padding:.3rem .6rem;width:min(24rem,100%)}
svg{display:block}svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--text)}
svg text.more{fill:var(--quiet);font-size:11px}svg rect.box{fill:var(--card);stroke:var(--line)}svg rect.mark{fill:currentColor}
svg path{fill:none;stroke:var(--grey);stroke-opacity:.55;stroke-width:1.3}
svg a:hover rect.box,svg a:focus rect.box,svg .near rect.box{stroke:var(--link);stroke-width:2}
svg path.near{stroke:var(--link);stroke-opacity:1;stroke-width:2}
.panel{display:none}.panel:target{display:block;position:fixed;right:1rem;bottom:1rem;z-index:2;width:min(30rem,calc(100vw - 2rem));
max-height:70vh;overflow:auto;background:var(--page);border:1px solid var(--link);border-radius:10px;padding:.75rem 1rem;
box-shadow:0 6px 30px rgba(0,0,0,.3)}.panel .close{float:right}
@media print{.panel:target{position:static}}
@media (max-width:40rem){body{padding:.5rem .75rem 4rem}th,td{padding-right:.4rem}.optional{display:none}}
"""


def escape(value):
    """A value as text for HTML, without control characters. None and what check mode does not know are empty."""
    return "" if value is None or value is UNKNOWN else escape_html(masking.clean(str(value)))


def make_page(title, body, script=""):
    """The HTML of a page. ``title``: text. ``body``: HTML. ``script``: JavaScript; the page must be usable without it."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="%s">\n<title>%s</title>\n<style>%s</style>\n</head>\n'
        "<body>\n<main>\n%s\n</main>\n%s</body>\n</html>\n"
        % (POLICY, escape(title), STYLE, body, "<script>%s</script>\n" % script if script else "")
    )


def make_table(heads, rows, numbers=(), optional=()):
    """The HTML of a table. ``heads``: texts. ``rows``: lists of HTML. ``numbers``: positions of columns with numbers. ``optional``:
    positions of columns that narrow screens do not show."""
    classes = [" ".join((["n"] if at in numbers else []) + (["optional"] if at in optional else [])) for at in range(len(heads))]
    marks = [' class="%s"' % name if name else "" for name in classes]
    head = "".join('<th scope="col"%s>%s</th>' % (mark, escape(text)) for mark, text in zip(marks, heads))
    lines = ("<tr>%s</tr>" % "".join("<td%s>%s</td>" % pair for pair in zip(marks, row)) for row in rows)
    table = "<table><thead><tr>%s</tr></thead><tbody>\n%s\n</tbody></table>" % (head, "\n".join(lines))
    return '<div class="table" tabindex="0">%s</div>' % table  # it scrolls on a narrow screen, by keys as well


def make_totals(totals):
    """The HTML of the numbers at the top of a page. ``totals``: list of (number, text, colour)."""
    items = ('<li><b class="%s">%s</b> %s</li>' % (colour, escape(number), escape(text)) for number, text, colour in totals)
    return '<ul class="totals">%s</ul>' % "".join(items)


def make_panel(anchor, heading, content):
    """The HTML of a panel that is shown as long as the address of the page names it. ``heading``, ``content``: HTML."""
    close = '<a class="close" href="#" aria-label="Close">✕</a>'
    return '<section class="panel" id="%s">%s<b>%s</b>%s</section>' % (anchor, close, heading, content)
