# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many objects of the object store (Swift) in one task: the removal by names or patterns, and the upload of a directory."""

from __future__ import annotations

import fnmatch
import os

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import List, Option
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store import content, removal
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.objects import OBJECT


def fits(name, patterns):
    """Whether a name matches one of the patterns."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def list_objects(context, prefix):
    """The objects of the task's container whose names begin with a text, as a dict by name; {} if there is no such container."""
    query = {"prefix": prefix} if prefix else {}
    found = context.session.list(removal.SERVICE, removal.container_path(context.params["container"]), None, query, allow=(404,))
    return {have["name"]: OBJECT.from_listing(have) for have in found if have.get("name", "").startswith(prefix)}


def bulk_delete(session, params):
    """Remove the objects that fit the task's options -> the task's result. Raises CloudError."""
    context, names, patterns = Context(session, params, OBJECT), params.get("names"), params.get("patterns")
    if params.get("prefix") == "" or (names is None and patterns is None and not params.get("prefix")):
        raise CloudError("`names`, `prefix` or `patterns` must say which objects are removed")
    prefix = params.get("prefix") or (os.path.commonprefix(names) if names else "")
    found = list_objects(context, prefix)
    chosen = [name for name in found if (names is None or name in names) and (patterns is None or fits(name, patterns))]
    if chosen:
        removal.remove(context, params["container"], chosen)
    before = {name: content.describe(found[name]) for name in chosen}
    return {"removed": chosen, "count": len(chosen), "diff": {"before": before, "after": {}}}


def list_files(session, params):
    """The files of the task's directory, as a dict: the name of the object -> the path. Raises CloudError."""
    root = os.path.abspath(os.path.expanduser(params["src"]))
    if not os.path.isdir(root):
        raise CloudError("%s is not a directory" % params["src"])

    def fail(error):
        raise CloudError("Cannot read %s: %s" % (error.filename, error.strerror)) from None

    found = {}
    for folder, folders, files in os.walk(root, onerror=fail):
        folders.sort()
        for file in sorted(files):
            path = os.path.join(folder, file)
            relative = os.path.relpath(path, root).replace(os.sep, "/")
            if not is_chosen(params, relative):
                continue
            if not os.path.isfile(path):
                session.warnings.append("%s is left out, since it is no regular file" % path)
                continue
            found[params["prefix"] + check_name(relative)] = path
    return found


def check_name(relative):
    """The name of an object for a relative path. Raises CloudError for a name that is not UTF-8."""
    try:
        relative.encode("utf-8")
    except UnicodeEncodeError:
        raise CloudError("The name of a file is not UTF-8: %s" % ascii(relative)) from None
    return relative


def is_chosen(params, relative):
    """Whether the options `patterns` and `excludes` choose a relative path."""
    patterns, excludes = params.get("patterns"), params.get("excludes") or ()
    return (patterns is None or fits(relative, patterns)) and not fits(relative, excludes)


def upload(session, params):
    """Upload the files of a directory whose content differs from the objects -> the task's result. Raises CloudError."""
    context, prefix = Context(session, params, OBJECT), params["prefix"]
    files, present = list_files(session, params), list_objects(context, prefix)

    def compare(pair):
        name, path = pair
        source = content.Source(path=path, segment_size=params.get("segment_size"))
        below = Context(session, dict(params, name=name), OBJECT)
        is_equal = name in present and content.is_same(below, dict(present[name], name=name), source)
        return None if is_equal else (below, source)

    differing = list(filter(None, session.in_parallel(compare, files.items(), params["threads"])))
    if differing:
        content.ensure_container(context, params["container"])
    session.in_parallel(lambda pair: send_file(*pair, exists=pair[0].params["name"] in present), differing, params["threads"])
    surplus = [name for name in present if name not in files and is_chosen(params, name[len(prefix) :])] if params["prune"] else []
    if surplus:
        removal.remove(context, params["container"], surplus)
    sent = {below.params["name"]: source for below, source in differing}
    before = {name: content.describe(present[name]) for name in [*sent, *surplus] if name in present}
    return {
        "uploaded": sorted(sent),
        "removed": surplus,
        "unchanged": len(files) - len(sent),
        "bytes": sum(source.size for source in sent.values()),
        "diff": {"before": before, "after": {name: source.describe() for name, source in sent.items()}},
    }


def send_file(context, source, exists):
    """Upload one file. An object that exists keeps its metadata. Raises CloudError."""
    have = OBJECT.fetch(context, context.params["name"]) if exists else None
    context.found = have
    if have is not None:
        OBJECT.send_update(context, have, {content.CONTENT: source})
    else:
        OBJECT.send_new(context, source)


BULK_DELETE = Operation(
    bulk_delete,
    container=Option(required=True),
    names=List(),
    prefix=Option(),
    patterns=List(),
)
UPLOAD = Operation(
    upload,
    container=Option(required=True),
    src=Option("path", required=True),
    prefix=Option(default=""),
    patterns=List(),
    excludes=List(),
    prune=Option("bool", default=False),
    threads=Option("int", default=8),
    segment_size=Option("int"),
)
