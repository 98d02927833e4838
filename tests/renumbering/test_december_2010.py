"""The map of December 2010 from the embedded corpus: what an issue asks of it by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cpp_versions import Corpus


def test_one_article_of_four_rules_went_to_four(embedded_store: Path) -> None:
    links = Corpus.open(embedded_store).renumbering(date(2010, 12, 19), date(2010, 12, 29)).links
    goals = {link.new.number for link in links if link.old and link.new and link.old.number == "D283-1"}
    assert goals == {"R57-7-62", "R57-7-66", "R57-7-73", "R57-7-76"}
