"""The command line: `python -m cpp_versions [--store DIR] COMMAND … [--json]`.

Exit 0: answered, also when the answer is that an article has ended; 2: bad usage, or an article that no source knows;
1: anything else. Errors are one line on standard error. Without `--json`, answers are text for people.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from cpp_versions.cli.parser import make_parser
from cpp_versions.errors import CppVersionsError, UsageError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    parser = make_parser()
    try:
        arguments = parser.parse_args(argv)
        from cpp_versions.cli import commands

        answer, lines, code = commands.run(arguments)
        _print(json.dumps(answer(), ensure_ascii=False) if arguments.json else "\n".join(lines()))
        return code
    except UsageError as error:
        return _fail(error, 2)
    except CppVersionsError as error:
        return _fail(error, 1)
    except BrokenPipeError:
        # the reader of a pipe has had enough: nothing is wrong, and nothing more is to be said
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("interrupted: nothing was changed", 130)
    except Exception as error:
        if os.environ.get("CPP_VERSIONS_DEBUG"):
            raise
        told = f"{type(error).__name__}: {error}"
        return _fail(f"unexpected error ({told}): run again with CPP_VERSIONS_DEBUG=1 and report it", 1)


def _print(text: str) -> None:
    if text:
        sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
        sys.stdout.flush()


def _fail(error: Any, code: int) -> int:
    line = " ".join(str(error).split())
    shown = "".join(c if c.isprintable() else "?" for c in line)
    print(f"cpp-versions: {shown}", file=sys.stderr)
    return code
