# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates and environments of the orchestration service (Heat), with the files that they refer to.

The service gets all files in one request, in a dict by URL. A template on the disk of the task refers to them by relative paths; these are
replaced by URLs (``file:///...``), as the command line client does. Two templates are compared with the contents of their files in place
of the URLs, so that the folder in which they are makes no difference.
"""

from __future__ import annotations

import base64
import functools
import json
import os
from urllib.parse import quote, unquote, urljoin, urlsplit

try:
    import yaml
except ImportError:
    yaml = None

from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

HIDDEN = "******"  # what the service shows as the value of a hidden parameter
NESTED = (".yaml", ".template")  # ends of the names of resource types that are templates
VERSIONS = ("heat_template_version", "HeatTemplateFormatVersion", "AWSTemplateFormatVersion")
SECTIONS = ("parameters", "parameter_defaults", "resource_registry", "encrypted_param_names", "event_sinks", "parameter_merge_strategies")
COMPARED = SECTIONS[1:5]  # the sections that the service shows in the environment of a stack, without the parameters
KEPT = ("base_url", "hooks", "restricted_actions")  # keys of a resource registry that name no template
SCHEMES = ("file", "http", "https")


class Source:
    """A template as a task declares it. ``template``: dict, with URLs of files. ``files``: contents (texts) by URL."""

    def __init__(self, template, files):
        self.template, self.files = template, files
        self.tree = expand(template, files)  # with the contents of the files, for comparisons and diffs


class Environment(dict):
    """An environment as a task declares it, without its parameters. ``tree``: with the contents of files and without secrets."""

    def __init__(self, sections, files, hidden):
        super().__init__(sections)
        self.tree = expand({name: part for name, part in sections.items() if name in COMPARED}, files)
        defaults = self.tree.get("parameter_defaults") or {}
        defaults.update({name: HIDDEN for name in defaults if name in hidden})


class Reader:
    """Reads templates, environments and what they refer to. ``files``: the texts that were read, by URL, and those that the task gives."""

    def __init__(self, session, files=None):
        self.session = session
        self.files = dict(files or {})

    def template(self, place, referrer=None):
        """The template (dict) in a file or at a URL. Raises CloudError that names the file, and the one that refers to it."""
        url = to_url(place)
        return self.resolve(self.parse(self.text(url, referrer), url, versioned=True), url)

    def template_of(self, body):
        """The template (dict) that a task contains: a dict, or a text. Paths in it are relative to the folder in which the task runs."""
        here = to_url(os.path.join(os.getcwd(), ""))
        template = body if isinstance(body, dict) else self.parse(body, "`template_body`", versioned=True)
        return self.resolve(json.loads(json.dumps(template, default=str)), here, "`template_body`")

    def adopted(self, place, data=None):
        """What was kept of an abandoned stack (dict), from a file, from a URL, or from a dict or text. None if there is none. Raises
        CloudError."""
        if not place and not data:
            return None
        where = shown(to_url(place)) if place else "`adopt_data`"
        found = data if isinstance(data, dict) else self.parse(self.text(to_url(place)) if place else data, where)
        if not isinstance(found.get("template"), dict):
            raise CloudError("%s is not the data of a stack: it has no `template`" % where)
        return json.loads(json.dumps(found, default=str))

    def environment(self, places, body=None):
        """The environment (dict) of several files, and of a dict or text, merged in this order. Raises CloudError."""
        merged = {}
        for place in places or ():
            url = to_url(place)
            merge(merged, self.registry(self.parse(self.text(url), url), url, shown(url)))
        if body is not None:
            parsed = body if isinstance(body, dict) else self.parse(body, "`environment_body`")
            here = to_url(os.path.join(os.getcwd(), ""))
            merge(merged, self.registry(json.loads(json.dumps(parsed, default=str)), here, "`environment_body`"))
        return merged

    def registry(self, environment, url, referrer):
        """An environment with URLs in place of the paths in its resource registry, whose templates are read."""
        unknown = sorted(set(environment) - set(SECTIONS))
        if unknown:
            raise CloudError("%s has the section '%s', which no environment has" % (referrer, unknown[0]))
        types = environment.get("resource_registry") or {}
        base = folder(types.get("base_url")) or url
        self.resolve_types(types, base, referrer)
        for resource in (types.get("resources") or {}).values():
            self.resolve_types(resource, folder(resource.get("base_url")) or base, referrer)
        return environment

    def resolve_types(self, types, base, referrer):
        """Read the templates in one level of a resource registry, and replace their paths by URLs."""
        for name, value in types.items():
            if name not in KEPT and isinstance(value, str) and value and "::" not in value:
                types[name] = self.add(value, base, referrer)

    def resolve(self, template, url, referrer=None):
        """A template with URLs in place of the paths of files and nested templates, which are read."""
        pending = [template]
        while pending:
            node = pending.pop()
            pending += [part for part in (node.values() if isinstance(node, dict) else node) if isinstance(part, (dict, list))]
            for key, value in node.items() if isinstance(node, dict) else ():
                if isinstance(value, str) and (key == "get_file" or (key == "type" and value.endswith(NESTED))):
                    node[key] = self.add(value, url, referrer or shown(url))
        return template

    def add(self, value, base, referrer):
        """Read a file that is named relative to the URL ``base``, with all that it refers to -> its key in ``files``."""
        if value in self.files:
            return value
        url = urljoin(base, value)
        if url not in self.files:
            text = self.text(url, referrer)
            self.files[url] = text  # before the files that it refers to are read: they may refer to it
            template = parse_template(text)
            if template is not None:
                self.files[url] = json.dumps(self.resolve(template, url))
        return url

    def text(self, url, referrer=None):
        """The content of a file or URL as text; Base64 if it is not UTF-8. Raises CloudError."""
        try:
            return decode(self.content(url))
        except CloudError as error:
            raise error.about("%s refers to a file" % referrer) if referrer else error from None

    def content(self, url):
        """The content of a file or URL as bytes. Raises CloudError."""
        scheme = urlsplit(url).scheme
        if scheme not in SCHEMES:
            raise CloudError("Cannot read %s: only files and addresses that begin with http or https can be read" % url)
        if scheme != "file":
            return self.session.http.send("GET", url, headers={"Accept": "*/*"}).content
        return transfer.read(shown(url))

    @staticmethod
    def parse(text, url, versioned=False):
        """The dict in a text of YAML or JSON. ``versioned``: it must be a template. Raises CloudError; it does not contain the text, which
        may have secrets."""
        where = shown(url)
        try:
            parsed = load_yaml(text)
        except yaml.YAMLError as error:
            mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
            place = ", line %d, column %d" % (mark.line + 1, mark.column + 1) if mark else ""
            raise CloudError("%s%s is not valid YAML%s" % (where, place, ": %s" % problem if problem else "")) from None
        except (RecursionError, ValueError) as error:
            raise CloudError("%s is not valid YAML (%s)" % (where, type(error).__name__)) from None
        parsed = {} if parsed is None else parsed
        if not isinstance(parsed, dict):
            raise CloudError("%s must contain a mapping, not a %s" % (where, type(parsed).__name__))
        if versioned and not any(name in parsed for name in VERSIONS):
            raise CloudError("%s is no template: it has no `heat_template_version`" % where)
        return json.loads(json.dumps(parsed, default=str))


def parameters_of(template):
    """The declarations of the parameters of a template, as a dict by name."""
    declared = template.get("parameters") or template.get("Parameters") or {}
    return {name: entry for name, entry in declared.items() if isinstance(entry, dict)} if isinstance(declared, dict) else {}


def hidden_parameters(template):
    """The names (set) of the parameters of a template whose values are secrets."""
    return {name for name, entry in parameters_of(template).items() if is_true(entry.get("hidden", entry.get("NoEcho")))}


def default_values(template):
    """The default values of the parameters of a template, as a dict."""
    found = {name: entry.get("default", entry.get("Default")) for name, entry in parameters_of(template).items()}
    return {name: value for name, value in found.items() if value is not None}


def description_of(template):
    """The description of a template as a stack shows it."""
    return template.get("description") or template.get("Description") or "No description"


def is_hidden(value):
    """Whether a value is what a stack shows for a hidden parameter. The mask in stored predictions is longer."""
    return isinstance(value, str) and set(value) == {"*"}


def without_empty(node):
    """A copy of an environment without empty values."""
    if not isinstance(node, dict):
        return node
    cleaned = {key: without_empty(value) for key, value in node.items()}
    return {key: value for key, value in cleaned.items() if value not in (None, {}, [])}


def to_url(place):
    """The URL of a path or URL. A path is relative to the folder in which the task runs."""
    if urlsplit(place).scheme in SCHEMES:
        return place
    path = os.path.abspath(os.path.expanduser(place))
    return "file://" + quote(path + "/" * (place.endswith("/") and path != "/"))


def shown(url):
    """A URL as messages show it: the path of a file."""
    return unquote(urlsplit(url).path) if url.startswith("file:") else url


def folder(url):
    """The URL of a folder with a slash at the end, so that paths are relative to it; None for None."""
    return url and (url if url.endswith("/") else url + "/")


def decode(content):
    """The text of a file; a file that is not UTF-8 as Base64."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return base64.encodebytes(content).decode()


@functools.lru_cache(maxsize=1)
def loader():
    """The class that loads YAML. Dates stay texts, since versions of templates are dates."""
    if yaml is None:
        raise CloudError("PyYAML is needed to read templates", hint="Install PyYAML for the Python that runs this module")

    class TextLoader(yaml.SafeLoader):
        yaml_implicit_resolvers = {
            first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
            for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return TextLoader


def load_yaml(text):
    """The value in a text of YAML or JSON."""
    reader = loader()(text)
    try:
        return reader.get_single_data()
    finally:
        reader.dispose()


def parse_template(text):
    """The template (dict) in a text; None if it is something else."""
    if not any(name in text for name in VERSIONS):
        return None
    try:
        return Reader.parse(text, "", versioned=True)
    except CloudError:
        return None


def merge(old, new):
    """Merge an environment into another one: dicts key by key, other values replace. An empty value leaves a dict as it is."""
    for key, value in new.items():
        before = old.get(key)
        if isinstance(value, dict) and isinstance(before, dict):
            merge(before, value)
        elif not (value is None and isinstance(before, dict)):
            old[key] = value


def expand(node, files, inside=()):
    """A template or environment with the contents of files in place of their keys."""
    if isinstance(node, dict):
        return {key: expand(value, files, inside) for key, value in node.items()}
    if isinstance(node, list):
        return [expand(value, files, inside) for value in node]
    if isinstance(node, str) and node in files and node not in inside:
        text = files[node]
        template = parse_template(text) if isinstance(text, str) else text
        return {"content": text if template is None else expand(template, files, (*inside, node))}
    return node


def contains(have, want):
    """Whether an environment has all that is declared. Empty values and hidden parameters are not compared."""
    if isinstance(want, dict):
        have = have if isinstance(have, dict) else {}
        return all(contains(have.get(key), value) for key, value in want.items() if value not in (None, {}, []))
    return want == HIDDEN or have == want or is_hidden(have)


def is_true(value):
    """Whether a value of a template means true."""
    return value is True or str(value).strip().lower() in ("true", "t", "1", "yes", "y", "on")
