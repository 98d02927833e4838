"""Acts: mentions as sources print them, what is completed, what is only suspected, which act made which version."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from cpp_versions.acts import ActIndex, complete, ending, introducing, parse_mentions
from cpp_versions.model import Act

# printed | title | article | JORF | in force
MENTIONS = """
Décret n°2019-966 du 18 septembre 2019  8 | Décret n° 2019-966 du 18 septembre 2019 | 8 | - | -
LOI n°2010-242  du 10 mars 2010  15 (V) | Loi n° 2010-242 du 10 mars 2010 | 15 | - | -
LOI organique n°2010-830 du 22 juillet 2010  3 (V) | Loi organique n° 2010-830 du 22 juillet 2010 | 3 | - | -
Loi n°2004-204 du 9 mars 2004  168 () JORF 10 mars 2004 en vigueur le 1er janvier 2005 \
| Loi n° 2004-204 du 9 mars 2004 | 168 | 2004-03-10 | 2005-01-01
Décret 72-852 1972-09-12 1 JORF 20 septembre 1972 rectificatif JORF 14 octobre 1972 \
| Décret n° 72-852 du 12 septembre 1972 | 1 | 1972-09-20 | -
Loi 85-1303, 1985-12-10 8 et 42 JORF 11 décembre 1985, en vigueur le 1er mars 1988 \
| Loi n° 85-1303 du 10 décembre 1985 | 8 et 42 | 1985-12-11 | 1988-03-01
Loi n° 57-1426 du 31 décembre 1957 (V) | Loi n° 57-1426 du 31 décembre 1957 | - | - | -
Décret n°2007-931 du 15 mai 2007  17 (Ab), 19 (V) | Décret n° 2007-931 du 15 mai 2007 | 17, 19 | - | -
Décision n°2020-836 QPC du 30 avril 2020, v. init. | Décision n° 2020-836 QPC du 30 avril 2020 | - | - | -
Décision n°2010-15/23 QPC du 23 juillet 2010, v. init. | Décision n° 2010-15/23 QPC du 23 juillet 2010 | - | - | -
DÉCISION n°383313 du 9 novembre 2015, v. init. | Décision n° 383313 du 9 novembre 2015 | - | - | -
ARRÊTÉ du 6 mars 2014  2 (V) | Arrêté du 6 mars 2014 | 2 | - | -
Ordonnance 58-1296 1958-12-23 | Ordonnance n° 58-1296 du 23 décembre 1958 | - | - | -
rdonnance 58-1296 1958-12-23 | Ordonnance n° 58-1296 du 23 décembre 1958 | - | - | -
2004-204 | Acte n° 2004-204 | - | - | -
2019-222 du 23 mars 2019  63 | Acte n° 2019-222 du 23 mars 2019 | 63 | - | -
du 14 mars 2011 | Acte du 14 mars 2011 | - | - | -
Arrêté 19 | Arrêté | 19 | - | -
() JORF 6 mars 2007 en vigueur le | Acte publié au JORF du 6 mars 2007 | - | 2007-03-06 | -
en vigueur le 2 septembre 1993 | Acte en vigueur le 2 septembre 1993 | - | - | 1993-09-02
un texte d'une portée générale | un texte d'une portée générale | - | - | -
1 | 1 | - | - | -
"""


@pytest.mark.parametrize("row", MENTIONS.strip().splitlines())
def test_a_mention_is_read_and_printed(row: str) -> None:
    printed, title, article, jorf, in_force = (cell.strip() for cell in row.split(" | "))
    (mention,) = parse_mentions(printed)
    assert mention.act.title == title
    assert mention.raw == printed
    assert (mention.article, mention.jorf, mention.in_force) == (
        None if article == "-" else article,
        None if jorf == "-" else date.fromisoformat(jorf),
        None if in_force == "-" else date.fromisoformat(in_force),
    )


def test_a_message_lists_its_acts_in_order() -> None:
    message = "Modifications par Décret n°2019-966 du 18 septembre 2019  8 & Décret n°2022-479 du 30 mars 2022  8\n"
    assert [m.act.number for m in parse_mentions(message)] == ["2019-966", "2022-479"]
    assert parse_mentions("") == ()
    assert [m.act.title for m in parse_mentions("Modifié par un texte d'une portée générale")] == [
        "un texte d'une portée générale"
    ]


def test_a_date_that_is_no_day_is_not_invented() -> None:
    (mention,) = parse_mentions("Décret n°2005-1 du 31 février 2005")
    assert mention.act.date is None
    assert mention.act.number == "2005-1"


# ---------------------------------------------------------------------------------------------- what is completed
def known(*lines: str) -> ActIndex:
    return ActIndex(mention for line in lines for mention in parse_mentions(line))


def titles(known_acts: ActIndex, line: str) -> list[str]:
    return [m.act.title for m in complete(parse_mentions(line), known_acts)]


def test_a_number_alone_is_completed_where_one_act_bears_it() -> None:
    acts = known("LOI n°2004-204 du 9 mars 2004", "Décret 59-322 1959-02-23")
    assert titles(acts, "2004-204 & 59-322") == [
        "Loi n° 2004-204 du 9 mars 2004",
        "Décret n° 59-322 du 23 février 1959",
    ]
    assert titles(acts, "2004-205") == ["Acte n° 2004-205"]


def test_a_number_that_two_natures_bear_is_left_alone() -> None:
    acts = known("LOI n°2004-204 du 9 mars 2004", "Décret n°2004-204 du 5 mars 2004")
    assert titles(acts, "2004-204") == ["Acte n° 2004-204"]
    assert titles(acts, "2004-204 du 5 mars 2004") == ["Décret n° 2004-204 du 5 mars 2004"]


def test_a_journal_alone_is_completed_where_it_published_one_known_act() -> None:
    law = "Loi n°93-1013 du 24 août 1993  4 () JORF 25 août 1993 en vigueur le 2 septembre 1993"
    assert titles(known(law), "JORF 25 août 1993 en vigueur le 2 septembre 1993") == ["Loi n° 93-1013 du 24 août 1993"]
    other = "Décret n°93-1015 du 24 août 1993  1 () JORF 25 août 1993"
    fragment = "JORF 25 août 1993 en vigueur le 2 septembre 1993"
    assert titles(known(law, other), fragment) == ["Acte publié au JORF du 25 août 1993"]
    assert titles(known(law), "JORF 25 août 1993") == ["Acte publié au JORF du 25 août 1993"]


def test_only_a_year_that_contradicts_is_corrected() -> None:
    acts = known("Décret 72-852 1972-09-12", "Décret 79-534 1979-07-03 11 JORF 5 juillet 1979")
    (mention,) = complete(parse_mentions("Décret 75-852 1972-09-12"), acts)
    assert mention.act.title == "Décret n° 72-852 du 12 septembre 1972"
    assert mention.raw == "Décret 75-852 1972-09-12"
    assert titles(acts, "Décret 79-534 1975-07-03") == ["Décret n° 79-534 du 3 juillet 1979"]
    assert titles(acts, "Décret 72-582 1972-09-12") == ["Décret n° 72-582 du 12 septembre 1972"]
    assert titles(acts, "Décret 75-900 1972-09-12") == ["Décret n° 75-900 du 12 septembre 1972"]


def test_misprints_are_suspected_and_neighbours_are_not() -> None:
    acts = known(
        *["Décret 72-852 1972-09-12"] * 10,
        "Décret 72-582 1972-09-12",
        *["Décret n°2010-1276 du 27 octobre 2010"] * 10,
        "Décret n°2010-1277 du 27 octobre 2010",
        "Décret 72-852 1972-09-13",
    )
    assert [(s.seen.title, s.likely.title) for s in acts.suspects()] == [
        ("Décret n° 72-582 du 12 septembre 1972", "Décret n° 72-852 du 12 septembre 1972"),
        ("Décret n° 72-852 du 13 septembre 1972", "Décret n° 72-852 du 12 septembre 1972"),
    ]


# ------------------------------------------------------------------------------------------ which act did what
# line | start | end | introduced by | ended by (numbers, or dates of acts without one)
VERSIONS = """
Décret n°2019-966 du 18 septembre 2019  8 & Décret n°2022-479 du 30 mars 2022  8 \
| 2020-01-01 | 2022-05-01 | 2019-966 | 2022-479
Décret 59-322 1959-02-23 & Décret n°2007-699 du 3 mai 2007  8 () JORF 5 mai 2007 & Décret n°2021-683 du 27 mai 2021  2 \
| 2007-05-05 | 2021-05-30 | 2007-699 | 2021-683
Loi 57-1426 1957-12-31 & Décret n°2013-368 du 30 avril 2013  2 | - | 2013-05-04 | 57-1426 | 2013-368
Ordonnance 58-1296 1958-12-23 | 2005-07-27 | 2006-01-01 | |
Loi n°2004-204 du 9 mars 2004  4 () JORF 10 mars 2004 en vigueur le 1er octobre 2004 & Loi n°2004-1 du 2 avril 2004 \
| 2004-10-01 | 2010-01-01 | 2004-204 |
Loi n°2000-516 du 15 juin 2000  83 & Loi n°2004-204 du 9 mars 2004  9 () en vigueur le 1er janvier 2005 \
| 2004-04-01 | 2005-01-01 | 2000-516 | 2004-204
LOI n°2019-222 du 23 mars 2019  63 (V) & Décision n°2021-910 QPC du 26 mai 2021, v. init. \
| 2019-06-01 | 2021-12-31 | 2019-222 | 2021-910 QPC
Décision n°2010-15/23 QPC du 23 juillet 2010, v. init. & Loi n°2000-516 du 15 juin 2000 83 \
| 2010-07-24 | 2012-01-01 | 2010-15/23 QPC |
Décision n°2020-836 QPC du 30 avril 2020, v. init. | 2021-01-01 | 2022-01-01 | 2020-836 QPC |
LOI n°2010-1 du 4 janvier 2010  1 & Ordonnance n°2010-2 du 4 janvier 2010  3 | 2010-01-06 | 2011-01-01 | 2010-1 2010-2 |
Décret n°2022-546 du 13 avril 2022  3 | 2021-12-24 | 2022-04-16 | | 2022-546
Ordonnance n°96-268 du 28 mars 1996 | 2020-01-01 | 2021-01-01 | |
un texte d'une portée générale | 2022-10-06 | 2023-01-01 | |
Arrêté & Arrêté du 23 janvier 2023  2 (V) | 2005-04-07 | 2023-01-27 | arrêté | 2023-01-23
"""


@pytest.mark.parametrize("row", VERSIONS.strip().splitlines())
def test_which_act_made_and_ended_a_version(row: str) -> None:
    line, start, end, made, ended = (cell.strip() for cell in row.split("|"))
    mentions = parse_mentions(line)
    begun = None if start == "-" else date.fromisoformat(start)

    def names(acts: tuple[Act, ...]) -> str:
        return " ".join(act.number or str(act.date or act.nature) for act in acts)

    assert names(introducing(mentions, begun or date(1970, 1, 2))) == made
    assert names(ending(mentions, begun, date.fromisoformat(end))) == ended


def test_the_real_history_has_an_act_for_nearly_every_version(shared_data: Path, tmp_path: Path) -> None:
    bundle = shared_data / "lexhub-cpp-penitentiaire.bundle"
    clone = tmp_path / "lexhub.git"
    subprocess.run(["git", "clone", "-q", "--bare", "-b", "main", str(bundle), str(clone)], check=True)
    command = ["git", "-C", str(clone), "log", "main", "--format=%ad%x09%s", "--date=short"]
    log = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = [line.split("\t", 1) for line in log.splitlines()]
    lines = [(date.fromisoformat(day), parse_mentions(message)) for day, message in rows]
    acts = ActIndex(mention for _, mentions in lines for mention in mentions)
    made = [introducing(complete(mentions, acts), day) for day, mentions in lines]
    assert sum(bool(found) for found in made) / len(made) > 0.95
    suspected = {(s.seen.number, s.likely.number) for s in acts.suspects()}
    assert ("72-582", "72-852") in suspected
    assert ("2010-1277", "2010-1276") not in suspected
