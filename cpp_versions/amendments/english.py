"""The words of an act in English machine translation, as the same classes that the French ones have.

    In the second paragraph, the words: "one year" are replaced by the words: "two years";

Such a translation is uneven ("aliena", "sub-items", "preambular paragraph", "Section D. 48-2" for "article"), so the
table below takes what is seen. The words quoted are English, not the law's, and are never looked for in its text.
"""

from __future__ import annotations

from cpp_versions.amendments.lexis import ARTICLE_NUMBER, LATIN, SPACE, Lexicon, compiled

__all__ = ["english"]

_S = SPACE
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve".split()

_PARAGRAPHS = "paragraph paragraphs subparagraph subparagraphs aliena alienna alienas sub-item sub-items alinea alineas"

_WORDS: dict[str, tuple[str, str | int]] = {
    **{w: ("A", w) for w in "at to".split()},
    **{w: ("DANS", w) for w in "in under within throughout".split()},
    "of": ("DE", "of"),
    **{w: ("ET", w) for w in "and or".split()},
    **{w: ("ETRE", w) for w in "is are be".split()},
    **{w: ("IL", w) for w in "it they there".split()},
    **{w: ("CE", w) for w in "this these".split()},
    "same": ("MEME", "same"),
    **{w: ("TOUT", w) for w in "all every".split()},
    "by": ("PAR", "by"),
    "with": ("PAR", "with"),
    "after": ("APRES", "after"),
    "before": ("APRES", "before"),
    "becomes": ("DEVIENT", ""),
    "become": ("DEVIENT", ""),
    "end": ("EDGE", "end"),
    "beginning": ("EDGE", "start"),
    **dict.fromkeys("article articles".split(), ("ARTICLE", "")),
    **dict.fromkeys(_PARAGRAPHS.split(), ("UNIT", "alinea")),
    **dict.fromkeys("sentence sentences".split(), ("UNIT", "sentence")),
    **dict.fromkeys("indent indents".split(), ("UNIT", "dash")),
    "table": ("SOLE", "table"),
    "title": ("INTITULE", ""),
    "heading": ("INTITULE", ""),
    "entitled": ("INTITULE", ""),
    **dict.fromkeys("provision provisions text following".split(), ("DISPOSITIONS", "")),
    "comma": ("PUNCTUATION", ","),
    "including": ("COMPREND", ""),
    **{w: ("SECTION", w) for w in "subsection".split()},
    **dict.fromkeys("word words reference references term terms number date figure expression".split(), ("MOTS", "")),
    **{w: ("ORD", number) for number, w in enumerate(_ORDINALS, 1)},
    "last": ("ORD", -1),
    "penultimate": ("ORD", -2),
    **{w: ("CARD", number) for number, w in enumerate(_CARDINALS, 1)},
    "a": ("CARD", 1),
    "an": ("CARD", 1),
    "replaced": ("REMPLACE", ""),
    "deleted": ("SUPPRIME", "deleted"),
    "removed": ("SUPPRIME", "deleted"),
    "repealed": ("SUPPRIME", "repealed"),
    **dict.fromkeys("inserted introduced added created".split(), ("INSERE", "")),
    "restored": ("RETABLI", ""),
    **dict.fromkeys("supplemented completed".split(), ("COMPLETE", "")),
    **dict.fromkeys("worded drafted written".split(), ("REDIGE", "")),
    **dict.fromkeys("amended modified".split(), ("MODIFIE", "")),
    **dict.fromkeys("reads read".split(), ("READS", "")),
}
_DROPPED = frozenset("the preambular respectively also new shall".split())

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("CODECPP", r"(?:the )?(?:Code of Criminal Procedure|Penal Procedure Code|Criminal Procedure Code)"),
    ("CODEPENAL", r"(?:Criminal|Penal) Code\b"),
    ("SAMECODE", r"(?:this|same) [Cc]ode\b"),
    ("AINSI", r"as follows\b"),
    ("DISPOSITIONS", rf"following{_S}provisions\b"),
    ("CONFORM", r"in accordance with\b[^«»:;]{0,200}(?=[.:;]|$)"),
    ("EVERY", r"(?:at|in) each occurrence|wherever (?:they|it) (?:appears?|occurs?)"),
    ("ARTICLE", rf"[Ss]ections?(?={_S}(?:[LRDA]\.?\s?\*?\d))"),
    ("CHAPTER", rf"[Cc]hapters?(?={_S}[IVX\d])"),
    ("BOOK", rf"[Bb]ooks?(?={_S}[IVX\d])"),
    ("TITLE", rf"[Tt]itles?(?={_S}[IVX\d])"),
    ("SECTION", rf"[Ss]ections?(?={_S}[IVX\d])"),
    ("ART", ARTICLE_NUMBER),
    ("ITEM", rf"\d{{1,3}}{_S}?[°º](?:{_S}{LATIN}\b)?"),
    ("DIGITORD", r"\d{1,2}(?:st|nd|rd|th)\b"),
    ("NUMBER", r"\d{1,5}"),
    ("ROMAN", rf"(?=[IVX])X{{0,3}}(?:IX|IV|V?I{{0,3}})(?:er)?(?:{_S}{LATIN}\b)?(?![\w'’])"),
    ("LETTER", r"[a-z]\)"),
)
_ENGLISH = Lexicon("en", compiled(_PATTERNS), _WORDS, _DROPPED, ())


def english() -> Lexicon:
    """The vocabulary of machine-translated acts."""
    return _ENGLISH
