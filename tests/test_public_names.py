"""What the library shows: every module lists its names, the names exist, and users can catch what it raises."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import cpp_versions
from cpp_versions import errors

# `__main__` is a program: importing it would run the command line.
MODULES = [cpp_versions.__name__] + [
    found.name
    for found in pkgutil.walk_packages(cpp_versions.__path__, f"{cpp_versions.__name__}.")
    if not found.name.endswith("__main__")
]


def load(name: str) -> ModuleType:
    return importlib.import_module(name)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_lists_names_that_exist(name: str) -> None:
    module = load(name)
    listed = module.__all__
    assert len(set(listed)) == len(listed)
    assert [entry for entry in listed if not hasattr(module, entry)] == []
    assert [entry for entry in listed if entry.startswith("_") and entry != "__version__"] == []


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is(name: str) -> None:
    assert (load(name).__doc__ or "").strip()


@pytest.mark.parametrize("name", MODULES)
def test_every_exception_of_the_library_is_one_of_its_errors(name: str) -> None:
    own = [
        value
        for value in vars(load(name)).values()
        if inspect.isclass(value) and issubclass(value, Exception) and value.__module__ == name
    ]
    assert [value for value in own if not issubclass(value, errors.CppVersionsError)] == []


def test_all_errors_are_listed() -> None:
    defined = {
        name for name, value in vars(errors).items() if inspect.isclass(value) and value.__module__ == errors.__name__
    }
    assert set(errors.__all__) == defined


def test_the_package_gives_the_entry_point_and_the_errors() -> None:
    assert {"Corpus", *errors.__all__} <= set(cpp_versions.__all__)
