"""Loaded before all other plugins of pytest (`-p tests.lean`): spares every process of a test run two seconds.

jsonschema, which reads notebooks, tries to import a grammar of web addresses in all alphabets and goes on without it.
Building that grammar takes two seconds, and no notebook is asked for such addresses.
"""

import pytest

WITHOUT = "import sys; sys.modules.setdefault('rfc3987_syntax', None)"  # an import of it raises ImportError

exec(WITHOUT)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Say the same to a process of pytest-xdist, which loads other plugins before this one."""
    node.gateway.remote_exec(WITHOUT).waitclose()
