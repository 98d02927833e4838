"""Views of the embedded corpus that show what each page can hold: what is read by axe-core and photographed."""

from __future__ import annotations

from typing import Final

from explorer.selection import PAGES

__all__ = ["VIEWS"]

# a name and the query of its address: each page as it opens, then with something asked of it
VIEWS: Final[dict[str, str]] = {page: f"?page={page}" for page in PAGES} | {
    "article-diff": "?page=article&n=D76&code=cpp&d=2010-12-29",
    "article-facing": "?page=article&n=D75&code=cpp&d=2010-12-29&view=facing",
    "article-credits": "?page=article&n=R57-7-62&code=cpp&d=2011-01-01&blame=1",
    "acts-decree": "?page=acts&act=72-852",
    "acts-draft": "?page=acts&n=D75&code=cpp&from=2010-12-19&to=2010-12-29",
    "article-ended": "?page=article&n=D283-1&code=cpp&d=2011-06-01&follow=1",
    "article-plain": "?page=article&n=D52&code=cpp",
    "article-unknown": "?page=article&n=D9999",
    "search-found": "?page=search&q=encellulement+individuel&all=1",
    "versions-opened": "?page=versions&code=cpp&d=2010-12-29&n=D75",
    "compare-two": "?page=compare&n=D283-1&code=cpp&from=2010-12-19&n2=R57-7-62&code2=cpp&to=2010-12-29",
    "renumbering-pair": ("?page=renumbering&n=D283-1&code=cpp&from=2010-12-19&n2=R57-7-62&code2=cpp&to=2010-12-29"),
    "wrong": "?page=nowhere&d=2010-13-45",
    "english": "?page=article&n=D75&code=cpp&d=2010-12-29&lang=en",
}
