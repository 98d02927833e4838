"""Fiches written for these tests, in the forms that a user has them; nothing of service-public's words."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape, quoteattr

DC = "http://purl.org/dc/elements/1.1/"

BODY = """
  <Introduction><Texte>
    <Paragraphe>Votre cellule peut être <MiseEnEvidence>fouillée</MiseEnEvidence>.</Paragraphe>
  </Texte></Introduction>
  <Theme ID="N1"><Titre>Justice</Titre></Theme>
  <ListeSituations>
    <Situation><Titre>Majeur</Titre><Texte><Chapitre><Titre><Paragraphe>Qui décide ?</Paragraphe></Titre>
      <Paragraphe>Le chef d'établissement décide.</Paragraphe>
      <Liste><Item><Paragraphe>par écrit</Paragraphe></Item><Item><Paragraphe>sans délai</Paragraphe></Item></Liste>
      <ASavoir><Titre>À savoir</Titre><Paragraphe>un recours est possible.</Paragraphe></ASavoir>
    </Chapitre></Texte></Situation>
    <Situation><Titre>Mineur</Titre><Texte><Chapitre><Titre><Paragraphe>Qui décide ?</Paragraphe></Titre>
      <Paragraphe>Le chef d'établissement décide.</Paragraphe>
      <Liste><Item><Paragraphe>par écrit</Paragraphe></Item><Item><Paragraphe>sans délai</Paragraphe></Item></Liste>
      <ASavoir><Titre>À savoir</Titre><Paragraphe>un recours est possible.</Paragraphe></ASavoir>
    </Chapitre></Texte></Situation>
  </ListeSituations>
  <VoirAussi><Fiche ID="F2"><Titre>Autre fiche</Titre></Fiche></VoirAussi>
  <Definition ID="R1"><Titre>Quartier disciplinaire</Titre><Texte><Paragraphe>Lieu de la punition.</Paragraphe></Texte>
    <Reference URL="https://www.legifrance.gouv.fr/codes/id/X"><Titre>Code de procédure pénale : article D. 75</Titre>
    </Reference></Definition>
"""


def xml(
    *titles: str, id_: str = "F90001", title: str = "Fouille de cellule", body: str = BODY, day: str = "2010-12-29"
) -> bytes:
    """A fiche in XML that refers to what the titles name."""
    references = "".join(
        f"<Reference type='Texte de référence' URL='https://www.legifrance.gouv.fr/x/{place}'><Titre>{escape(one)}"
        f"</Titre></Reference>"
        for place, one in enumerate(titles)
    )
    address = quoteattr(f"https://www.service-public.gouv.fr/particuliers/vosdroits/{id_}")
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<Publication xmlns:dc='{DC}' ID='{id_}' spUrl={address}>"
        f"<dc:title>{escape(title)}</dc:title><dc:description>Une fouille.</dc:description>"
        f"<dc:date>modified {day}</dc:date>{body}{references}</Publication>"
    ).encode()


def tree(*titles: str, id_: str = "F90002") -> bytes:
    """A fiche as the npm package has it."""

    def element(name: str, *children: Any, **attributes: str) -> dict[str, Any]:
        said = [{"type": "text", "text": one} if isinstance(one, str) else one for one in children]
        return {"type": "element", "name": name, "attributes": attributes, "children": said}

    publication = element(
        "Publication",
        element("dc:title", "Permis de visite"),
        element("dc:date", "modified 2011-06-01"),
        element("Texte", element("Chapitre", element("Titre", element("Paragraphe", "Demande")),
                element("Paragraphe", "Le ", element("LienIntra", "juge"), " délivre le permis."))),
        *(element("Reference", element("Titre", one), URL="https://www.legifrance.gouv.fr/y") for one in titles),
        ID=id_,
        spUrl=f"https://www.service-public.fr/particuliers/vosdroits/{id_}",
    )  # fmt: skip
    return json.dumps({"id": id_, "children": [publication]}, ensure_ascii=False).encode()


PAGE = """Accueil
Vie municipale
Se connecter

La piscine rouvre lundi après des travaux

Les abonnements se prennent au guichet de la rue du Port, sur présentation d'une pièce d'identité.

Horaires d'ouverture : 9 h à 18 h

Fouille de cellule

Vous êtes détenu et votre cellule a été fouillée par un surveillant de la prison ?

    Qui peut ordonner la fouille

    Le chef de l'établissement pénitentiaire ordonne la fouille, ou le juge d'instruction pendant
    la détention provisoire.

    À savoir

    votre avocat peut saisir le tribunal d'une plainte.

    • : le procureur de la République est informé de toute infraction

    Les sanctions

    La commission de discipline peut condamner le détenu à une peine de cellule disciplinaire.

Fouille de cellule

Vous êtes détenu et votre cellule a été fouillée par un surveillant de la prison ?

    Textes de référence

    Code de procédure pénale : articles R57-7-1 à R57-7-4

Vérifié le 29 décembre 2010

Mentions légales
Gestion des cookies
© Ville
"""
