"""The page of the article graph, and what search tells through time."""

from typing import Final

__all__ = ["TABLE"]

TABLE: Final[dict[str, tuple[str, str]]] = {
    "page.graph": ("Graphe", "Graph"),
    "graph.title": ("Graphe des articles", "Graph of the articles"),
    "graph.of": ("Voisinage de l’article {label} au {day}", "Around article {label} on {day}"),
    "graph.what": (
        "Qui cite quoi, à une date : le voisinage d’un article, les citations orphelines, les articles pivots.",
        "Who cites what, on a day: what lies around an article, citations that lead nowhere, the hubs.",
    ),
    "graph.ask": ("Article", "Article"),
    "graph.none.how": (
        "Taper un numéro d’article ci-dessus pour voir ce qui le cite et ce qu’il cite.",
        "Type an article number above to see what cites it and what it cites.",
    ),
    "graph.around": ("Voisinage", "Neighbourhood"),
    "graph.orphans": ("Citations orphelines", "Orphaned citations"),
    "graph.hubs": ("Articles pivots", "Hubs"),
    "graph.growth": ("Évolution", "Growth"),
    "graph.views": ("Vues du graphe", "Views of the graph"),
    "graph.one": ("Un pas", "One step"),
    "graph.two": ("Deux pas", "Two steps"),
    "graph.depth": ("Profondeur", "Depth"),
    "graph.alt": (
        "Voisinage de l’article {label} : à gauche ceux qui le citent ({citing}), à droite ceux qu’il cite ({cited}). Le "
        "tableau qui suit dit la même chose.",
        "Around article {label}: on the left those that cite it ({citing}), on the right those that it cites ({cited}). "
        "The table below says the same.",
    ),
    "graph.legend": (
        "À gauche ce qui cite l’article, à droite ce qu’il cite. Un losange rouge n’est pas en vigueur à cette date. "
        "Cliquer sur un article pour en faire le centre.",
        "On the left what cites the article, on the right what it cites. A red diamond isn’t in force that day. Click "
        "an article to make it the centre.",
    ),
    "graph.left.out": (
        "1 article de plus n’est que dans le tableau.|{n} articles de plus ne sont que dans le tableau.",
        "1 more article is in the table only.|{n} more articles are in the table only.",
    ),
    "graph.bounded": (
        "1 article aussi proche n’est pas montré.|{n} articles aussi proches ne sont pas montrés.",
        "1 article as near isn’t shown.|{n} articles as near aren’t shown.",
    ),
    "graph.alone": (
        "Au {day}, aucun article de ce corpus ne cite cet article, et il n’en cite aucun.",
        "On {day}, no article of this corpus cites this one, and it cites none.",
    ),
    "graph.table": ("Le voisinage en tableau", "The neighbourhood as a table"),
    "graph.article": ("Article", "Article"),
    "graph.way": ("Lien", "Tie"),
    "graph.state": ("État au {day}", "State on {day}"),
    "graph.way.citing": ("le cite", "cites it"),
    "graph.way.cited": ("qu’il cite", "cited by it"),
    "graph.way.both": ("le cite, et qu’il cite", "cites it, and cited by it"),
    "graph.way.far": ("à deux pas", "two steps away"),
    "graph.read": ("Lire l’article", "Read the article"),
    "graph.lineage": ("Sa règle sous d’autres numéros", "Its rule under other numbers"),
    "graph.text": ("Texte", "Text"),
    "graph.often": (", {n} fois", ", {n} times"),
    "graph.more": ("1 article de plus|{n} articles de plus", "1 more article|{n} more articles"),
    "graph.impact": (
        "Si cet article change : 1 article touché à un pas|Si cet article change : {n} articles touchés à un pas",
        "If this article changes: 1 article touched at one step|If this article changes: {n} articles touched at one "
        "step",
    ),
    "graph.impact.two": ("1 autre à deux pas|{n} autres à deux pas", "1 more at two steps|{n} more at two steps"),
    # orphans
    "orphans.what": (
        "Citations qui, au {day}, visent un article qui n’existe plus, n’existe pas, ou dont le numéro porte désormais "
        "une autre règle. Les plus récentes d’abord.",
        "Citations that, on {day}, name an article that no longer exists, doesn’t exist, or whose number now holds "
        "another rule. The latest first.",
    ),
    "orphans.none": ("Aucune citation orpheline au {day}.", "No orphaned citation on {day}."),
    "orphans.all": ("Toutes", "All"),
    "orphans.reason": ("Motif", "Reason"),
    "orphan.ended": ("article disparu", "article gone"),
    "orphan.unknown": ("inconnu des sources", "unknown to the sources"),
    "orphan.not_yet": ("pas encore en vigueur", "not in force yet"),
    "orphan.reused": ("numéro réattribué", "number reused"),
    "orphan.twice": ("numéro en double", "number standing twice"),
    "orphan.ended.why": (
        "L’article cité n’est plus en vigueur.",
        "The article cited is no longer in force.",
    ),
    "orphan.unknown.why": (
        "Aucune source de ce corpus n’a jamais eu d’article de ce numéro : coquille du texte, ou lacune de la source.",
        "No source of this corpus has ever had an article of this number: a misprint of the text, or a hole of the "
        "source.",
    ),
    "orphan.not_yet.why": (
        "Le premier texte connu de l’article cité est postérieur : citation anticipée, ou source qui commence trop "
        "tard.",
        "The first text known of the article cited is later: it is cited in advance, or the source begins too late.",
    ),
    "orphan.reused.why": (
        "Le numéro porte une autre règle que lorsque la phrase a été écrite, d’après les mots des deux textes.",
        "The number holds another rule than when the sentence was written, by the words of the two texts.",
    ),
    "orphan.twice.why": (
        "Deux textes portent ce numéro le même jour.",
        "Two texts bear this number on the same day.",
    ),
    "orphans.since": ("Depuis", "Since"),
    "orphans.where": ("Article qui cite", "Citing article"),
    "orphans.target": ("Article visé", "Article named"),
    "orphans.sentence": ("Phrase", "Sentence"),
    "orphans.born": ("déjà disparu quand la phrase a été écrite", "gone already when the sentence was written"),
    "orphans.shown": ("1 citation|{n} citations", "1 citation|{n} citations"),
    "orphans.more": ("Voir 1 citation de plus|Voir les {n} suivantes", "See 1 more|See {n} more"),
    "orphans.lost": ("date perdue", "date lost"),
    # hubs, growth
    "hubs.what": (
        "Les articles que le plus d’autres citent au {day}. Le poids tient compte de l’importance de ceux qui citent "
        "(PageRank ; 1 est la moyenne).",
        "The articles that most others cite on {day}. The weight takes account of how cited the citing ones are "
        "(PageRank; 1 is the average).",
    ),
    "hubs.cited": ("Cité par", "Cited by"),
    "hubs.cites": ("Cite", "Cites"),
    "hubs.weight": ("Poids", "Weight"),
    "growth.what": (
        "Au 31 décembre de chaque année, et au dernier jour des données. Les textes d’avant 1990 sont incomplets dans "
        "les sources : leurs citations orphelines tiennent surtout à ces lacunes.",
        "On 31 December of each year, and on the last day of the data. The sources lack much of what is older than "
        "1990: orphans of that time are mostly holes.",
    ),
    "growth.articles": ("articles en vigueur", "articles in force"),
    "growth.edges": ("paires d’articles liés", "pairs of articles tied"),
    "growth.orphans": ("citations orphelines", "orphaned citations"),
    "growth.sections": ("sections", "sections"),
    "growth.citations": ("citations", "citations"),
    "growth.versions": ("versions nouvelles", "new versions"),
    "growth.day": ("Au", "On"),
    "growth.alt": (
        "Courbes du nombre d’articles, de liens et de citations orphelines par an ; le tableau qui suit les donne.",
        "Curves of the articles, ties and orphaned citations by year; the table below has them.",
    ),
    "growth.table": ("Les chiffres", "The figures"),
    # search
    "search.filters": ("Restreindre", "Narrow down"),
    "search.article": ("Articles", "Articles"),
    "search.article.hint": ("R57-7-62, ou R57-7-*", "R57-7-62, or R57-7-*"),
    "search.section": ("Sections dont le titre contient", "Sections whose title holds"),
    "search.section.hint": ("isolement, garde à vue…", "isolement, garde à vue…"),
    "search.time": ("À travers le temps", "Through time"),
    "search.no.article": (
        "Aucune source de ce corpus ne connaît l’article {value} : le filtre n’a rien gardé.",
        "No source of this corpus knows article {value}: the filter kept nothing.",
    ),
    "search.stood": ("Ces mots y figurent :", "These words stood:"),
    "time.chart": ("Articles en vigueur qui contiennent ces mots", "Articles in force that hold these words"),
    "time.alt": (
        "Courbes du nombre d’articles en vigueur qui contiennent chaque expression, par an ; le tableau les donne.",
        "Curves of how many articles in force hold each wording, by year; the table has them.",
    ),
    "time.against": ("Comparer avec", "Compare with"),
    "time.against.hint": (
        "personne détenue|personnes détenues ; prisonnier",
        "personne détenue|personnes détenues; prisonnier",
    ),
    "time.how": (
        "Une courbe compte les articles en vigueur au 31 décembre de chaque année. « | » réunit des formes en une "
        "courbe (détenu|détenus), « ; » sépare les courbes. Les mots entiers seuls comptent.",
        "A curve counts the articles in force on 31 December of each year. “|” joins forms into one curve "
        "(détenu|détenus), “;” parts the curves. Only whole words count.",
    ),
    "time.first": ("Première apparition", "First appearance"),
    "time.last": ("Dernière apparition", "Last appearance"),
    "time.when": ("Période", "Period"),
    "time.acts": ("Les actes qui ont apporté ou ôté ces mots", "The acts that brought or removed these words"),
    "time.day": ("Entrée en vigueur", "In force from"),
    "time.brought": ("Articles où ils apparaissent", "Articles that got them"),
    "time.removed": ("Articles d’où ils disparaissent", "Articles that lost them"),
    "time.every": ("Article par article", "Article by article"),
    "time.brought.by": ("Apportés par", "Brought by"),
    "time.removed.by": ("Ôtés par", "Removed by"),
    "time.none": (
        "Aucun texte de ce corpus n’a jamais contenu ces mots.",
        "No text of this corpus ever held these words.",
    ),
    "time.figures": ("Les chiffres par an", "The figures by year"),
    "time.more": (
        "1 ligne de plus dans l’export.|{n} lignes de plus dans l’export.",
        "1 more line in the export.|{n} more lines in the export.",
    ),
}
