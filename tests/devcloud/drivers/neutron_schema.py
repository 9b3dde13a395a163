# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Neutron's database on SQLite, where its migrations stop at ALTER statements: the schema of the models, marked as fully migrated."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from neutron.common import config
from neutron.db.migration.alembic_migrations import versions
from neutron.db.migration.models import head
from oslo_config import cfg
from oslo_db import options

VERSIONS = Path(versions.__file__).parent
DEFAULT_RULES = VERSIONS / "2023.2/expand/c33da356b165_security_group_default_rules.py"


def create(arguments: list[str]) -> None:
    """Make all tables, both migration stamps, and the default security group rules (the one migration that adds data)."""
    config.register_common_config_options()
    config.init(arguments)
    options.set_defaults(cfg.CONF)
    metadata = head.get_metadata()
    engine = sa.create_engine(cfg.CONF.database.connection)
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        for branch in ("CONTRACT_HEAD", "EXPAND_HEAD"):
            version = (VERSIONS / branch).read_text().strip()
            connection.execute(sa.text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
        _insert_default_rules(connection, metadata.tables)


def _insert_default_rules(connection: sa.Connection, tables: Any) -> None:
    spec = importlib.util.spec_from_file_location("default_rules", DEFAULT_RULES)
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    for template in migration.default_template_rules:
        rule = dict(template)
        attributes = {"description": rule.pop("description"), "resource_type": migration.table_name, "revision_number": 0}
        inserted = connection.execute(sa.insert(tables["standardattributes"]).values(**attributes))
        connection.execute(sa.insert(tables[migration.table_name]).values(standard_attr_id=inserted.inserted_primary_key[0], **rule))
