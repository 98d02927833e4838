"""The JSON routes beside the page, their description and the feeds: what the command line answers, over HTTP."""

from explorer.api.application import make_api

__all__ = ["make_api"]
