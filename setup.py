"""Packages the Frappe app. A bench installs it with `pip install -e .`; nothing else is needed."""

import re
from pathlib import Path

from setuptools import setup

HERE = Path(__file__).parent
APP = HERE / "apps" / "women_incubation"
VERSION = re.search(r'__version__ = "([^"]+)"', (APP / "__init__.py").read_text()).group(1)


def packages() -> list[str]:
    """Every folder of the app, links (fixtures, reports) followed, as a package name."""
    found = ["women_incubation"]
    stack = [APP]
    while stack:
        for child in sorted(stack.pop().iterdir()):
            if child.is_dir() and not child.name.startswith((".", "__pycache__")):
                found.append("women_incubation." + ".".join(child.relative_to(APP).parts))
                stack.append(child)
    return found


setup(
    name="women_incubation",
    version=VERSION,
    description="Training and incubation of women, from idea to verified economic integration",
    license="MIT",
    python_requires=">=3.11",
    packages=packages(),
    package_dir={"women_incubation": "apps/women_incubation"},
    package_data={"": ["*"]},
    include_package_data=True,
    install_requires=[
        "arabic-reshaper>=3.0",
        "babel>=2.16",
        "hijridate>=2.3",
        "holidays>=0.60",
        "mariadb[binary]>=2.0.0rc2",
        "num2words>=0.5.14",
        "phonenumbers>=9.0",
        "python-bidi>=0.6",
        "rapidfuzz>=3.10",
        "reportlab>=4.2",
        "rl-accel>=0.9",
        "segno>=1.6",
    ],
)
