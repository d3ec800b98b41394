"""A two-year action plan of a consultation group: no amounts, two columns left empty.

Its numbering and its groups are those of a plan as published; its words are invented.
"""

from __future__ import annotations

from samples.content import Activity, Group, Plan


def _activities(*texts: tuple[str, str]) -> tuple[Activity, ...]:
    """Activities from (number, label) pairs."""
    return tuple(Activity(number, label) for number, label in texts)


GENERAL = Group(
    "Objectif général :",
    "Aider ceux qui œuvrent pour la paix au Burkina Faso à se parler, à agir de concert et à se "
    "faire connaître, en veillant à ce qu'aucune action n'attise les tensions et que le Nexus "
    "Humanitaire, développement et Paix serve de boussole.",
)

DIALOGUE = Group(
    "Objectif spécifique 1 :",
    "Offrir aux membres un lieu où échanger, entre eux puis avec les autorités, de paix et de "
    "vivre-ensemble",
    groups=(
        Group(
            "Résultat 1.1 :",
            "les membres du CCP coordonnent mieux ce qu'ils entreprennent",
            _activities(
                ("1.1.1.", "Réviser les TDR et bâtir ensemble le plan de l'année"),
                ("1.1.2.", "Tenir à jour la carte des projets de chacun et la faire circuler"),
                ("1.1.3.", "Exposer aux autres membres les obstacles et les réussites des projets"),
                ("1.1.4.", "Réunir le CCP à dates fixes"),
                ("1.1.5.", "Avoir un rendez-vous périodique au ministère"),
                (
                    "1.1.6.",
                    "Monter des manifestations à plusieurs et assister à celles des autres membres",
                ),
                ("1.1.7.", "Rendre compte des acquis du CCP devant la troika"),
            ),
        ),
        Group(
            "Résultat 1.2 :",
            "Le CCP et ses actions se font mieux connaître",
            _activities(
                ("1.2.1.", "Demander Audience pour présenter à la Ministre la nouvelle présidence"),
                ("1.2.2.", "Se rendre à plusieurs sur les lieux des projets"),
                ("1.2.3.", "Assister aux manifestations du ministère de tutelle"),
                (
                    "1.2.4.",
                    "Tirer les leçons des actions réussies et les publier sur les pages des "
                    "membres et le site web commun",
                ),
                ("1.2.5.", "Prêter main-forte, à plusieurs, à toute démarche utile à la paix"),
                ("1.2.6.", "Célébrer ensemble, chaque 21 septembre, la journée de la paix"),
                (
                    "1.2.7.",
                    "Faire jouer les atouts de chaque PTF et convaincre ceux qui hésitent "
                    "d'adhérer au CCP",
                ),
            ),
        ),
        Group(
            "Résultat 1.3 :",
            "Un bilan par an et des prises de parole communes portent la cause de la paix",
            _activities(
                ("1.3.1.", "Choisir ensemble les sujets du bilan de l'année"),
                (
                    "1.3.2.",
                    "Préparer et tenir, aux côtés du Ministère de tutelle, ce bilan de l'année",
                ),
                (
                    "1.3.3.",
                    "S'assurer que la paix figure à l'ordre du jour de la troika, des CSD, etc",
                ),
                (
                    "1.3.4.",
                    "Soutenir ceux qui plaident par des alliances (leaders, médias, OSC, ...)",
                ),
                (
                    "1.3.5.",
                    "Vérifier ce que deviennent les promesses du parlement /de la justice / de "
                    "l'exécutif une fois les dialogues clos",
                ),
            ),
        ),
    ),
)

SYNERGY = Group(
    "Objectif spécifique 2 :",
    "Faire en sorte que secours, développement et paix s'épaulent au lieu de s'ignorer",
    groups=(
        Group(
            "Résultat 2.1 :",
            "Chaque membre du CCP connaît le nexus, le défend et agit avec d'autres.",
            _activities(
                ("2.1.1.", "Mettre sur pied la mise en commun des moyens voués à la paix"),
                (
                    "2.1.2",
                    "Faire circuler, par la Task Force FONGIH-CCP, les nouvelles et les cours "
                    "utiles sur le HDP nexus",
                ),
                ("2.1.3.", "Choisir des thèmes de cours et d'étude qui servent aux membres"),
                (
                    "2.1.4.",
                    "Mettre en commun ce que l'on sait des manières d'apaiser un litige au Burkina",
                ),
            ),
        ),
    ),
)

PLAN = Plan(
    opening=("PLAN D'ACTION 2023-2024", ""),
    periods=(),
    groups=(GENERAL, DIALOGUE, SYNERGY),
)
