# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is hidden, and what stays readable."""

from __future__ import annotations

import base64
import functools
import html
import json
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, example
from hypothesis import strategies as st

from ansible_collections.stratus.openstack.plugins.module_utils import auth_options
from ansible_collections.stratus.openstack.plugins.module_utils.masking import (
    MASK,
    find_secrets,
    is_common,
    mask,
    mask_headers,
    mask_text,
    mask_texts,
)
from ansible_collections.stratus.openstack.plugins.module_utils.spellings import strip_layers
from ansible_collections.stratus.openstack.plugins.module_utils.transport import Transport
from tests.unit.hostile import holds
from tests.unit.stub import Answer, serve

HIDDEN = [
    {"password": "s"},
    {"auth": {"identity": {"password": {"user": {"name": "n", "password": "s"}}}}},
    {"auth": {"identity": {"application_credential": {"id": "n", "secret": "s"}}}},
    {"auth": {"identity": {"totp": {"user": {"passcode": "s"}}}}},
    {"auth": {"identity": {"token": {"id": "s"}}}},
    {"access": {"token": {"id": "s", "expires": "n"}}},
    {"server": {"adminPass": "s", "user_data": "s", "name": "n"}},
    {"server": {"personality": [{"path": "n", "contents": "s"}]}},
    {"keypair": {"private_key": "s", "public_key": "n"}},
    {"credential": {"blob": "s", "type": "n"}},
    {"payload": "s", "name": "n"},
    {"driver_info": {"ipmi_password": "s", "ipmi_username": "n"}},
    {"pass-word": "s", "admin_pass_word": "s", "bypass_check": "n"},
    {"user": {"original_password": "s", "passwords": ["s", "s"], "password_expires_at": "n"}},
    {"access_token": "s", "refresh_token": "s", "device_code": "s", "user_code": "n"},
    {"api_key": "s", "apiKey": "s", "client_secret": "s", "temp_url_key": "s", "key": "n", "secret_ref": "n", "secret_id": "s"},
    {"remote_console": {"url": "https://n/vnc?path=%3Ftoken&token=s"}},
    {"Authorization": "s", "Set-Cookie": "s", "auth_key": "s", "key_name": "n", "public_key": "n"},
    {"image_location": "swift+https://fred:s@n/container"},
]


@pytest.mark.parametrize("body", HIDDEN, ids="/".join)
def test_by_key(body: dict[str, Any]) -> None:
    marked = json.loads(json.dumps(body).replace('"s"', '"the-Secret-1"').replace(":s@", ":the-Secret-1@").replace("=s", "=the-Secret-1"))
    shown = json.dumps(mask(marked))
    assert "the-Secret-1" not in shown
    assert MASK in shown
    assert shown.count('"n"') == json.dumps(body).count('"n"')


def test_the_shape_stays() -> None:
    assert mask({"password": None, "token": "", "has_secret": True, "secret": {"name": "n"}}) == {
        "password": None,
        "token": "",
        "has_secret": True,
        "secret": {"name": "n"},
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no pa55-word/1 here", "no ******** here"),
        ("GET /x?name=pa55-word%2F1", "GET /x?name=********"),
        ("pa55-word/1-longer", "********"),
        ("admin in the project demo, domain default", "admin in the project demo, domain default"),
        ("abc", "abc"),
        (
            "https://fred:x@cloud.example:5000/v3?a=b&temp_url_sig=abc&c=d",
            "https://fred:********@cloud.example:5000/v3?a=b&temp_url_sig=********&c=d",
        ),
        ("https://cloud.example/a?b=c:d@e", "https://cloud.example/a?b=c:d@e"),
        ("https://fred:x@y@cloud.example/v3", "https://fred:********@cloud.example/v3"),
        ("https://cloud.example:5000/v3/users?name=a@b", "https://cloud.example:5000/v3/users?name=a@b"),
    ],
)
def test_by_value(text: str, shown: str) -> None:
    # a short or common password hides nothing by its value: it would black out every other word of the output
    assert mask_text(text, ["pa55-word/1", "pa55-word/1-longer", "admin", "demo", "default", "abc"]) == shown


ODD = 'pä\\5"5/<w ö>\n&rd'


@pytest.mark.parametrize(
    "spell",
    [
        str,
        json.dumps,
        lambda secret: json.dumps(secret, ensure_ascii=False),
        repr,
        quote,
        lambda secret: quote(secret, safe=""),
        quote_plus,
        html.escape,
        lambda secret: " ".join(secret.split()),
        lambda secret: base64.b64encode(secret.encode()).decode(),
        lambda secret: base64.urlsafe_b64encode(secret.encode()).decode(),
        lambda secret: secret.encode().hex(),
        lambda secret: secret.encode().hex().upper(),
    ],
)
def test_by_value_however_it_is_spelled(spell: Callable[[str], str]) -> None:
    assert mask_text(f"<{spell(ODD)}>", [ODD]).strip("<>\"'=") == MASK


# Each is a way in which a service, a proxy or a library writes a text inside of another one.
SPELL: dict[str, Callable[[str], str]] = {
    "json": lambda text: json.dumps(text)[1:-1],
    "json, characters as they are": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "json for a page": lambda text: re.sub("[<>&'/]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text)[1:-1]),
    "json of php": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "html": html.escape,
    "html of WebOb": lambda text: html.escape(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;"),
    "html, all of it": lambda text: "".join(f"&#{ord(one)};" for one in text),
    "url": lambda text: quote(text, safe=""),
    "url, lower case": lambda text: re.sub("%..", lambda found: found[0].lower(), quote(text, safe="")),
    "url, a path": quote,
    "form": quote_plus,
    "ascii": lambda text: ascii(text)[1:-1],
    "repr": lambda text: repr(text)[1:-1],
    "bytes": lambda text: repr(text.encode())[2:-1],
    "yaml": lambda text: text.replace("'", "''"),
    "latin-1": lambda text: text.encode().decode("latin-1"),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 for a url": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "user and password": lambda text: base64.b64encode(f"user:{text}".encode()).decode(),
    "a longer one in base64": lambda text: base64.b64encode(f'{{"password": "{text}", "n": 1}}'.encode()).decode(),
}
TOKEN_LIKE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=30)
ANY_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x1F9FF, exclude_categories=["Cs", "Cc"]), min_size=8, max_size=20)


@holds(
    secret=TOKEN_LIKE | ANY_TEXT,
    ways=st.lists(st.sampled_from(sorted(SPELL)), max_size=4),
    quotes=st.sampled_from(['""', "''", "<>", "()", "  "]),
)
@example(secret='pä\\5"5/<w ö>&rd', ways=["json", "html of WebOb", "url, lower case", "url"], quotes='""')
@example(secret="two words+100%41", ways=["form", "json", "json", "base64"], quotes="''")
def test_by_value_in_spellings_of_spellings(secret: str, ways: list[str], quotes: str) -> None:
    secret = " ".join(secret.split())
    assume(not is_common(secret) and not is_common(strip_layers(secret).strip(' \\')))
    spelled = functools.reduce(lambda text, way: SPELL[way](text), ways, secret)
    left = mask_text(f"see {quotes[0]}{spelled}{quotes[1]} there", [secret])
    assert MASK in left and is_rest(left.replace(MASK, "")), spelled


def is_rest(left: str) -> bool:
    """Whether no more is left of a masked text than what stood around the secret, and an escape at one of its ends."""
    return left.startswith("see ") and left.endswith("there") and len(strip_layers(left)) <= len("see () there") + 3


@pytest.mark.parametrize(
    "text",
    [
        "X-Auth-Token: gAAAAABn" + "x-_9" * 40 + "==",
        "-----BEGIN RSA PRIVATE KEY-----\nxxxx\nxxxx\n-----END RSA PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nxxxx, cut off",
        'refused: {"user": {"name": "n", "password": "xxxx"}}',
        '"body": "{\\"adminPass\\": \\"xxxx\\"}"',
        '{\'user_data\': 1} <p>{"user_data": "xxxx=="}</p>',
        r'{"password": "xx\"xx"}',
        r'"body": "{\"adminPass\": \"xx\\\"xx\"}"',
        r'{"user": {"password": "xx\\"}}',
        "Value: {'name': 'n', 'password': 'xx\"xx', 'auth_key': \"xx'xx\"}",
        '{"credential": {"blob": "xx", "api_key": "xx", "private_key": "xx"}, "token": "xx"}',
        '{"password": "xxxx, cut off',
        "{&#34;adminPass&#34;: &#34;xx&quot;xx&#34;} {&quot;password&quot;: &quot;xx&quot;}",
        "{\\u0022password\\u0022: \\u0022xx\\u0022}",
        "%7B%22password%22%3A%20%22xx%22%7D %7b%2522token%2522%3a%2522xx%2522",
        "Authorization: Basic xxxx== 'authorization': 'Bearer x.x-x'",
        "sent eyJhbGciOiJub25lIn0.eyJqdGkiOiI0NzExIn0.Tm8tc2lnbmF0dXJl, sorry",
    ],
)
def test_by_form(text: str) -> None:
    assert "x" not in mask_text(text).replace("X-Auth", "")
    assert MASK in mask_text(text)


LARGE = ["\\" * 10**6, '"' * 10**6, '"password": \\"' * 10**5, "://a:" * 10**5, "&token=" * 10**5]
LARGE += ["%25" * 10**5, "&amp;" * 10**5, "&quot;" * 10**5, "\\u00e4" * 10**5, "Ã¤" * 10**5]
LARGE += ["aB3+" * 10**5, "aB3+aB3+aB3+ " * 10**4, " \t" * 10**5]


@pytest.mark.parametrize("text", LARGE, ids=lambda text: text[:12])
def test_a_large_text_takes_no_time(text: str) -> None:
    """An answer of an error may have a megabyte of anything."""
    started = time.process_time()
    mask_text(text, ["pa55-word"])
    assert time.process_time() - started < 2


def test_secrets_in_a_text_that_is_json() -> None:
    """A body may be given so; what an API repeats of it is told in other words."""
    body = {"server": {"name": "n", "adminPass": "a-word", "metadata": {"n": "[n"}}, "password": 12345678}
    assert find_secrets({"body": json.dumps(body), "name": "{n"}) == {"a-word", "12345678"}
    assert find_secrets({"user_data": '{"password": "x"}'}) == {'{"password": "x"}', "x"}


def test_what_stands_under_secret_keys() -> None:
    body = {
        "auth": {"token": {"id": "t"}, "password": "p", "methods": ["password"]},
        "list": [{"user_data": "u", "name": "n"}],
        "secret": True,
    }
    assert find_secrets(body) == {"t", "p", "u"}
    assert mask_texts({"password": "word-of-mine", "text": ["word-of-mine", 1]}, ["word-of-mine"]) == {
        "password": MASK,
        "text": [MASK, 1],
    }


def test_each_option_of_a_login_is_hidden_by_its_key_only_if_it_is_a_secret() -> None:
    """In a `cloud` that is a mapping, only the keys say what is a secret."""
    for option in auth_options.AUTH_OPTIONS.values():
        for name in (option.name, *option.aliases):
            if name not in ("code", "authorization_code"):  # words of other meanings, too
                assert mask({name: "the-value"}) == {name: MASK if option.secret else "the-value"}
            found = find_secrets({name: "the-value"}) | auth_options.secrets_in({name: "the-value"})
            assert found == ({"the-value"} if option.secret else set()), name


@pytest.mark.parametrize(
    "key", ["access_token_endpoint", "token_endpoint_auth_methods_supported", "token_type", "token_uri", "secret_type", "token_expiration"]
)
def test_what_a_key_says_about_a_secret_is_none(key: str) -> None:
    """Those of a discovery document and of an identity provider's answer: their values may stand in any message."""
    assert (mask({key: "Bearer"}), find_secrets({key: "Bearer"})) == ({key: "Bearer"}, set())


def test_headers() -> None:
    headers = {"X-Auth-Token": "t", "Authorization": "Basic x", "Cookie": "c", "X-Account-Meta-Temp-URL-Key-2": "k", "Accept": "a"}
    assert {key for key, value in mask_headers(headers).items() if value == MASK} == set(headers) - {"Accept"}


def test_a_log_has_requests_and_no_secrets() -> None:
    lines: list[tuple[int, str]] = []
    secrets = ["gAAAA-token", "pa55-word"]
    with serve() as stub:
        stub.play(Answer(201, {"server": {"adminPass": "Xy7-other", "id": "1"}, "echo": "pa55-word"}, {"x-openstack-request-id": "req-7"}))
        http = Transport(log=lambda level, line: lines.append((level, line)), secrets=lambda: secrets)
        http.send("POST", stub.url + "/v2.1/servers?tag=pa55-word", headers={"X-Auth-Token": "gAAAA-token"}, json={"user_data": "c2VjcmV0"})
    text = "\n".join(line for _level, line in lines)
    assert not [word for word in (*secrets, "Xy7-other", "c2VjcmV0") if word in text]
    assert [line for level, line in lines if level == 3][0].startswith(f"POST {stub.url}/v2.1/servers?tag=******** -> 201, ")
    assert text.count("req-7") == 1
    assert {level for level, _line in lines} == {3, 4}
