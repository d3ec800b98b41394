"""A yearly plan by months, from September 2021 to June 2022, nearly all of it unscheduled.

Numbers, marks and parties are those of a plan as published (1.3 stands twice, one activity has no
number); its words are invented.
"""

from __future__ import annotations

from samples.content import Activity, Group, Line, Plan

OFFICE = "Secrétariat technique"
BOARD = f"Troïka {OFFICE}"
TECHNICAL = f"Troïka technique {OFFICE}"
ALL_THREE = f"Troïka Troïka technique {OFFICE}"

# Positions in the plan's ten months.
NOVEMBER, DECEMBER, APRIL = 2, 3, 7


def _activity(number: str, label: str, responsible: str, *months: int) -> Activity:
    """An activity with its one row."""
    return Activity(number, label, (Line(months, responsible),))


CONSULTATION = Group(
    "1.",
    "MIEUX SE CONSULTER ENTRE PTF",
    groups=(
        Group(
            "1.",
            "Les PTF se parlent et se coordonnent davantage",
            (
                _activity(
                    "1.1",
                    "Achever la désignation des nouveaux chefs de file de secteur, titulaires et "
                    "remplaçants",
                    BOARD,
                ),
                _activity(
                    "1.2",
                    "Réunir les chefs de file afin d'expliquer le rôle des groupes thématiques",
                    "Troïka technique (avec le groupe de réflexion) Secrétariat technique DGCOOP "
                    "Chefs de file sectoriel président CSD SP PNDES et DGESS des ministères",
                    NOVEMBER,
                    DECEMBER,
                ),
                _activity(
                    "1.3",
                    "Achever la désignation des responsables de groupes thématiques dans les CSD",
                    BOARD,
                ),
                _activity(
                    "1.3",
                    "Faire le point chaque semaine entre la présidence et le Secrétariat technique",
                    BOARD,
                ),
                _activity(
                    "1.4",
                    "Prévoir un échange par mois entre la présidence, ses deux adjoints, l'équipe "
                    "technique et le secrétariat",
                    ALL_THREE,
                ),
                _activity(
                    "1.5",
                    "Convier une fois par mois ambassadeurs, responsables d'agence et de mission "
                    "et conseillers de coopération",
                    ALL_THREE,
                ),
                _activity(
                    "1.6",
                    "Tenir un échange par trimestre avec les chefs de file de secteur et les "
                    "responsables de clusters",
                    f"{TECHNICAL} coordonnateurs des clusters",
                ),
            ),
        ),
        Group(
            "2.",
            "Les PTF travaillent de façon plus harmonisée",
            (
                _activity(
                    "2.1",
                    "Dresser la liste des sujets à porter, entre PTF, devant le Gouvernement",
                    TECHNICAL,
                ),
                _activity(
                    "2.2",
                    "Préparer les interventions de l'équipe technique au Comité technique national "
                    "(Ecrire l'allocution commune)",
                    TECHNICAL,
                ),
                _activity(
                    "",
                    "Veiller à ce que les PTF chefs de file prennent part aux cadres de dialogue "
                    "de leur secteur",
                    "",
                    APRIL,
                ),
                _activity(
                    "2.3",
                    "Préparer les interventions au Comité de pilotage du PNDES II (Ecrire "
                    "l'allocution commune, la faire circuler)",
                    ALL_THREE,
                ),
                _activity(
                    "2.4",
                    "Ecrire l'Aide-mémoire commun issu de la revue annuelle",
                    ALL_THREE,
                ),
                _activity(
                    "2.5",
                    "Etablir la carte des projets financés (faire mener l'étude par un consultant)",
                    OFFICE,
                ),
                _activity(
                    "2.6",
                    "Mettre en commun notes, analyses et travaux thématiques de chacun",
                    OFFICE,
                ),
                _activity(
                    "2.7",
                    "Réunir en une seule réponse les avis des PTF demandés par l'administration",
                    OFFICE,
                ),
                _activity(
                    "2.8",
                    "Faire appel à des experts pour ouvrir la discussion sur les thèmes choisis",
                    TECHNICAL,
                ),
            ),
        ),
    ),
)

OPENING_UP = Group(
    "2.",
    "OUVRIR LA TROÏKA AUX AUTRES PTF DU PAYS",
    groups=(
        Group(
            "3.",
            "De nouveaux PTF prennent part aux travaux",
            (
                _activity(
                    "3.1",
                    "Repérer, en lien avec le MINEFID, les PTF restés en dehors",
                    TECHNICAL,
                ),
                _activity("3.2", "Faire connaître la Troïka à ces PTF", BOARD),
                _activity("3.3", "Inviter ces nouveaux venus aux réunions", BOARD),
                _activity("3.4", "Mieux faire savoir ce que produit la Troïka", TECHNICAL),
            ),
        ),
    ),
)

EFFECTIVENESS = Group(
    "3.",
    "RENDRE L'AIDE PUBLIQUE PLUS EFFICACE",
    groups=(
        Group(
            "4.",
            "Gouvernement, PTF et autres acteurs dialoguent plus souvent",
            (
                _activity("4.1", "Tenir les séances PTF - PM", ALL_THREE),
                _activity("4.2", "Tenir les séances Troïka - MINEFID", ALL_THREE),
                _activity(
                    "4.3",
                    "Aider les chefs de file à rencontrer les ministres de leur secteur",
                    ALL_THREE,
                ),
                _activity(
                    "4.4",
                    "Voir à intervalles réguliers les services centraux de l'Etat (DGB, DGEP, "
                    "DGCOOP, SP/PNDES, etc.)",
                    TECHNICAL,
                ),
                _activity(
                    "4.5",
                    "Préparer entre PTF les séances PTF - PM et Troïka - MINEFID",
                    ALL_THREE,
                ),
            ),
        ),
        Group(
            "5.",
            "Les PTF s'appuient sur les outils de planification du pays",
            (
                _activity(
                    "5.1",
                    "Prendre part aux ateliers sur l'exécution et l'évaluation des politiques",
                    TECHNICAL,
                ),
                _activity(
                    "5.2",
                    "Vérifier que le MINEFID remet à temps les pièces promises aux partenaires ABG "
                    "du CGAB (cadre de l'appui au budget)",
                    OFFICE,
                ),
            ),
        ),
        Group(
            "6.",
            "L'aide annoncée se prévoit mieux",
            (
                _activity(
                    "6.1",
                    "Tenir à jour le tableau des versements attendus, de l'exercice n à n+2",
                    OFFICE,
                ),
                _activity(
                    "6.2",
                    "Remettre ce tableau des exercices n à n+2 au MINEFID",
                    OFFICE,
                ),
            ),
        ),
    ),
)

SECRETARIAT = Group(
    "4.",
    "DOTER LA TROÏKA D'UN SECRETARIAT QUI FONCTIONNE",
    groups=(
        Group(
            "7.",
            "Le Secrétariat technique remplit toutes ses tâches",
            (
                _activity("7.1", "Rédiger le PTA et le soumettre pour validation", ALL_THREE),
                _activity("7.2", "Rédiger un rapport d'activités par trimestre", OFFICE),
                _activity("7.3", "Rédiger le bilan de l'année", OFFICE),
                _activity("7.4", "Donner une nouvelle vie au site Web", TECHNICAL),
                _activity(
                    "7.5",
                    "Informer tous les PTF de la vie des CSD par le bulletin Flash info",
                    OFFICE,
                ),
            ),
        ),
    ),
)

PLAN = Plan(
    opening=(
        "**PLAN DE TRAVAIL ANNUEL (PTA) 2021 – 2022",
        "TROÏKA DES PTF",
        "BURKINA FASO**",
        "",
        "Mai 2022",
        "",
        "1. CONTEXTE",
        "",
        "Lorsque l'Etat burkinabè a voulu simplifier ses échanges avec ceux qui financent ou "
        "conseillent ses politiques, il leur a demandé de parler d'une seule voix. Les partenaires "
        "(PTF) choisissent donc tous les ans trois (3) des leurs : cette Troïka les représente, "
        "suit avec les autorités l'exécution du plan national et traite avec elles de tout autre "
        "sujet d'intérêt commun.",
        "",
        "Représenter et coordonner, telle est sa raison d'être, pour que le PNDES II donne ce "
        "qu'il promet et que soient tenus les accords de Paris, d'Accra puis de Busan. Elle s'est "
        "fixé six tâches :",
        "",
        "- faire coïncider l'aide avec les choix du pays et passer par ses procédures ;",
        "- rapprocher les partenaires, entre eux comme avec les autorités ;",
        "- réduire, par des pratiques communes, ce que coûte chaque opération ;",
        "- répartir le travail selon les compétences ;",
        "- laisser le pays conduire, de la conception au bilan, sa propre stratégie ;",
        "- travailler aussi avec les bailleurs émergents.",
        "",
        "Ses statuts veulent qu'un programme soit arrêté tous les ans et suive le calendrier des "
        "autorités. Celui-ci vaut pour 2021-2022.",
        "",
        "2. Contenu du PTA 2021-2022",
        "",
        "Le PTA 2020-2021 s'exécute alors que les attaques continuent et que l'épidémie de "
        "Coronavirus n'a pas cessé. Quatre axes le composent :",
        "",
        "1. Mieux se consulter entre PTF ;",
        "2. Ouvrir la Troïka aux autres PTF du pays ;",
        "3. Rendre l'aide publique plus efficace ;",
        "4. Doter la Troïka d'un secrétariat qui fonctionne.",
        "",
        "Ce PTA veut que les partenaires se consultent davantage et que leurs échanges avec les "
        "autorités gagnent en qualité, surtout lorsqu'il s'agit de suivre la stratégie du pays.",
        "",
        "3. Ce que le mandat 2021-2022 doit changer",
        "",
        "Au terme de ce mandat, on attend que :",
        "",
        "- humanitaires et PTF du développement se parlent et se coordonnent ;",
        "- les PTF travaillent de façon plus harmonisée ;",
        "- des PTF restés en dehors prennent part aux travaux ;",
        "- Gouvernement et PTF dialoguent plus souvent ;",
        "- les PTF s'appuient sur les outils du pays ;",
        "- le Secrétariat technique remplisse toutes ses tâches.",
        "",
        "TABLEAU DU PTA 2021-2022",
        "",
    ),
    periods=("S", "O", "N", "D", "J", "F", "M", "A", "M", "J"),
    groups=(CONSULTATION, OPENING_UP, EFFECTIVENESS, SECRETARIAT),
)
