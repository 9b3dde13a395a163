# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find clouds.yaml, secure.yaml and clouds-public.yaml, and read them without trusting their content."""

from __future__ import annotations

import codecs
import json
import os
import re
import select
import stat
import sys
import time

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

try:
    import yaml
except ImportError:
    yaml = None

MAX_BYTES = 1 << 20
MAX_NODES = 100000
LONG_TEXT = 64  # characters of a text that count as one more value
MAX_DEPTH = 64
TOO_DEEP = "exceeded maximum nesting depth"  # libyaml 0.2.6 and newer read ahead, and refuse more than 1000 levels before we can count them
PIPE_TIMEOUT = 10  # seconds to wait for data from a pipe
SUFFIXES = (".yaml", ".yml", ".json")


def search_dirs(environ, cwd, home):
    """The folders in which the files are searched, in their order."""
    if sys.platform == "darwin":
        user = [os.path.join(home, "Library", "Application Support")]
        site = ["/Library/Application Support"]
    else:
        user = [environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")]
        site = (environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(os.pathsep)
    unix = os.path.join(environ.get("SNAP_REAL_HOME") or home, ".config")
    dirs = [cwd] + [os.path.join(base, "openstack") for base in user + [unix] + site] + ["/etc/openstack"]
    return list(dict.fromkeys(dirs))


def candidates(kind, dirs, first=None):
    """The paths to try for ``kind`` (clouds, secure, clouds-public). ``first``: a path from an environment variable, or None."""
    found = [os.path.join(folder, kind + suffix) for folder in dirs for suffix in SUFFIXES]
    return ([first] if first else []) + found


def read_first(paths, warnings):
    """(path, document) of the first file that exists and can be read and parsed; (None, {}) if there is none.

    Adds a line to ``warnings`` for each file that it skips. Raises CloudError for a file that is not a mapping, is too large, or contains
    YAML that is not plain data: skipping it would silently use the file of another cloud.
    """
    for path in paths:
        if not os.path.exists(path):
            continue
        try:
            data = read_limited(path)
        except OSError as error:
            warnings.append("%s was skipped: %s" % (path, error.strerror or error))
            continue
        if len(data) > MAX_BYTES:
            raise CloudError("%s is larger than %d bytes" % (path, MAX_BYTES))
        try:
            document = _parse_file(path, data.removeprefix(codecs.BOM_UTF8).decode(), warnings)
        except ValueError as error:
            warnings.append("%s was skipped: %s" % (path, " ".join(str(error).split())))
            continue
        if not isinstance(document, dict):
            raise CloudError("%s is empty or not a mapping" % path)
        return path, document
    return None, {}


def read_limited(path):
    """The content of a file, at most MAX_BYTES + 1 bytes. Raises OSError, also if a pipe sends no data in time."""
    with open(path, "rb", buffering=0, opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as stream:
        if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return stream.read(MAX_BYTES + 1)
        data, end, ready = b"", time.monotonic() + PIPE_TIMEOUT, select.poll()
        ready.register(stream, select.POLLIN)
        while len(data) <= MAX_BYTES:
            if not ready.poll(max(0, end - time.monotonic()) * 1000):
                raise TimeoutError("nothing came out of it within %d s" % PIPE_TIMEOUT)
            piece = stream.read(MAX_BYTES + 1 - len(data))
            if piece == b"":
                break
            data += piece or b""
        return data


def _parse_file(path, text, warnings):
    """The document as plain data. Raises ValueError if it is not well-formed, CloudError if it must not be loaded."""
    if path.endswith(".json"):
        try:
            return json.loads(text)
        except RecursionError:
            raise CloudError("%s is nested too deeply" % path) from None
    if yaml is None:
        raise CloudError("PyYAML is needed to read %s" % path, hint="Install PyYAML for the Python that runs this module")
    try:
        return _plain_yaml(path, text, warnings)
    except yaml.constructor.ConstructorError as error:
        raise CloudError(
            "%s, line %d: %s" % (path, error.problem_mark.line + 1, _without_value(error.problem)),
            hint="Only plain data can be read, no tags of Python or other tools",
        ) from None
    except yaml.YAMLError as error:
        # not the whole error: it has the text of the line, which may be that of the password
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not readable"
        if mark and problem == TOO_DEEP:
            raise CloudError("%s, line %d: nested too deeply" % (path, mark.line + 1)) from None
        place = "line %d, column %d: " % (mark.line + 1, mark.column + 1) if mark else ""
        raise ValueError(place + _without_value(problem)) from None
    except (ValueError, TypeError, AttributeError, KeyError):  # "!!int x"
        raise ValueError("a value is not what its tag says") from None


def _without_value(problem):
    """The description of a problem without the value: a password that begins with "!" is read as a tag, and must not be shown."""
    problem = re.sub(r"the tag '(?!tag:).*'", "a tag; a value that begins with '!' needs quotes", problem)
    return re.sub(r"(alias|tag handle|data into ascii:) .*", r"\1", problem).rstrip(":")


def _plain_yaml(path, text, warnings):
    # A loader composes nodes recursively, in C without a guard: the depth is measured on the flat stream of events first.
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    for event in yaml.parse(text, Loader=loader_class):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise CloudError("%s, line %d: nested too deeply" % (path, event.start_mark.line + 1))
    loader = loader_class(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _expanded_size(node, {}, path) > MAX_NODES:
            raise CloudError("%s expands to more than %d values through its aliases" % (path, MAX_NODES))
        twice = ["%d" % line for line in sorted(set(_duplicate_keys(node, set())))]
        if twice:
            warnings.append("%s, line %s: a key is there for the second time; the last one counts" % (path, ", ".join(twice[:5])))
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _expanded_size(node, known, path):
    """The number of values in a node when all aliases are expanded. A long text counts as several; aliases are the same node object."""
    if isinstance(node, yaml.ScalarNode):
        return 1 + len(node.value) // LONG_TEXT
    if id(node) in known:
        if known[id(node)] is None:
            raise CloudError("%s, line %d: an alias refers to itself" % (path, node.start_mark.line + 1))
        return known[id(node)]
    known[id(node)] = None
    children = node.value if isinstance(node, yaml.SequenceNode) else [part for pair in node.value for part in pair]
    known[id(node)] = 1 + sum(_expanded_size(child, known, path) for child in children)
    return known[id(node)]


def _duplicate_keys(node, known):
    """Yield the line numbers of repeated keys in mappings. ``known``: ids of the nodes that were visited; aliases are the same node."""
    if isinstance(node, yaml.ScalarNode) or id(node) in known:
        return
    known.add(id(node))
    keys = set()
    for pair in node.value if isinstance(node, yaml.MappingNode) else [(part,) for part in node.value]:
        key = (pair[0].tag, pair[0].value) if isinstance(pair[0], yaml.ScalarNode) and len(pair) == 2 else None
        if key and key in keys and key[0] != "tag:yaml.org,2002:merge":
            yield pair[0].start_mark.line + 1
        keys.add(key)
        for part in pair:
            yield from _duplicate_keys(part, known)
