"""Plans in the layouts that auditors meet, each with one wrong figure to plant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """`table` has a row a line and '|' between cells; `wrong` takes the place of `right`."""

    says: str
    intro: str
    table: str
    right: str
    wrong: str
    after: str = ""


LAYOUTS = (
    Layout(
        "totals above their parts",
        """Plan de travail annuel 2025
Montants en FCFA""",
        """Code|Activités|Responsable|Budget 2025
|Résultat 1 : L'accès à l'eau est amélioré||12 500 000
1.1|Forer trois puits|DRH|7 500 000
1.2|Former les comités de gestion|ONG Sahel|3 200 000
1.3|Suivre la qualité de l'eau|DRH|1 800 000
|Résultat 2 : Les écoles sont équipées||8 450 000
2.1|Fournir des tables-bancs|Mairie|6 000 000
2.2|Former les directeurs|IEF|2 450 000
|TOTAL GÉNÉRAL||20 950 000""",
        "|Résultat 1 : L'accès à l'eau est amélioré||12 500 000",
        "|Résultat 1 : L'accès à l'eau est amélioré||12 600 000",
    ),
    Layout(
        "a column a donor, with néant and p.m.",
        """Plan d'action 2024""",
        """N°|Activités|PNUD (USD)|UNICEF (USD)|État (USD)|Total (USD)
1|Organiser quatre ateliers régionaux|12 000|5 500|-|17 500
2|Réhabiliter deux centres de santé|-|45 250,50|10 000|55 250,50
3|Mener une campagne radio|3 300|néant|1 250|4 550
|Sous-total|15 300|50 750,50|11 250|77 300,50
4|Recruter un comptable|9 600||2 400|12 000
5|Acheter un véhicule|p.m.|38 000||38 000
|Sous-total|9 600|38 000|2 400|50 000
|Total général|24 900|88 750,50|13 650|127 300,50""",
        "|Total général|24 900|88 750,50|13 650|127 300,50",
        "|Total général|24 900|88 705,50|13 650|127 300,50",
    ),
    Layout(
        "thousands of francs by quarter",
        """Programme de travail 2025
(en milliers de FCFA)""",
        """Activités|Trim. 1|Trim. 2|Trim. 3|Trim. 4|Total
Composante A : Appui institutionnel|||||
A.1 Renforcer le secrétariat|1 200|1 200|1 300|1 300|5 000
A.2 Équiper les directions|0|4 500|0|2 250|6 750
Total composante A|1 200|5 700|1 300|3 550|11 750
Composante B : Pistes rurales|||||
B.1 Réhabiliter 40 km de pistes|10 000|25 000|25 000|12 500|72 500
B.2 Contrôler les travaux|800|2 000|2 000|1 000|5 800
Total composante B|10 800|27 000|27 000|13 500|78 300
TOTAL|12 000|32 700|28 300|17 050|90 050""",
        "Total composante B|10 800|27 000|27 000|13 500|78 300",
        "Total composante B|10 800|27 000|27 900|13 500|78 300",
    ),
    Layout(
        "shares in per cent beside the amounts",
        """Plan de travail et budget annuel 2024""",
        """Activités|Budget (EUR)|% du total|Observations
1.1 Conduire l'étude de référence|15 000|12,5 %|
1.2 Organiser l'atelier de restitution|9 000|7,5 %|
Sous-total Résultat 1|24 000|20 %|
2.1 Construire le marché|84 000|70 %|deux lots
2.2 Former les commerçants|12 000|10 %|
Sous-total Résultat 2|96 000|80 %|
Total|120 000|100 %|""",
        "Sous-total Résultat 2|96 000|80 %|",
        "Sous-total Résultat 2|97 000|80 %|",
    ),
    Layout(
        "a revised budget with negative amounts",
        """Budget révisé 2024""",
        """Activité|Rubrique|Budget initial (USD)|Révision (USD)|Budget révisé (USD)
1.1 Former les sages-femmes|75700 Training|40 000|(5 000)|35 000
1.1 Former les sages-femmes|71600 Travel|12 500|2 500|15 000
Sous-total||52 500|(2 500)|50 000
1.2 Équiper les maternités|72200 Equipment|110 000|-10 000|100 000
Sous-total||110 000|-10 000|100 000
Total||162 500|(12 500)|150 000""",
        "Total||162 500|(12 500)|150 000",
        "Total||162 500|(12 800)|150 000",
    ),
    Layout(
        "cells that cost nothing",
        """Plan de travail 2025""",
        """N°|Actions|Source|Montant (FCFA)
1|Entretenir le réseau|BN|25 000 000
2|Mettre à disposition des locaux|Mairie|p.m.
3|Apport en nature des villages|Villages|PM
4|Former les plombiers|AFD|4 500 000
5|Éditer le rapport annuel|BN|néant
6|Acheter les compteurs|AFD|18 250 000
7|Assurance du matériel|BN|—
|Total||47 750 000""",
        "|Total||47 750 000",
        "|Total||47 570 000",
    ),
    Layout(
        "two currencies side by side",
        """Plan de travail 2025
Taux de change : 1 EUR = 655,957 FCFA""",
        """Activités|Montant en FCFA|Montant en EUR
1.1 Réhabiliter le centre|65 595 700|100 000,00
1.2 Former le personnel|13 119 140|20 000,00
1.3 Suivi et évaluation|3 279 785|5 000,00
Total|81 994 625|125 000,00""",
        "Total|81 994 625|125 000,00",
        "Total|81 949 625|125 000,00",
    ),
    Layout(
        "quantity and unit cost",
        """Budget détaillé 2024""",
        """Code|Désignation|Unité|Quantité|Coût unitaire (FCFA)|Montant (FCFA)
1|Personnel||||
1.1|Coordonnateur|mois|12|850 000|10 200 000
1.2|Comptable|mois|12|450 000|5 400 000
|Sous-total 1||||15 600 000
2|Équipement||||
2.1|Motos|pièce|8|1 250 000|10 000 000
2.2|Ordinateurs|pièce|15|400 000|6 000 000
|Sous-total 2||||16 000 000
|Total||||31 600 000""",
        "|Total||||31 600 000",
        "|Total||||31 060 000",
    ),
    Layout(
        "a total carried over the page",
        """Plan de travail 2025""",
        """N°|Activités|Montant (FCFA)
1|Atelier de lancement|1 500 000
2|Étude du foncier|4 200 000
3|Achat de semences|12 750 000
|À reporter|18 450 000
|Report|18 450 000
4|Aménagement du périmètre|35 000 000
5|Formation des producteurs|3 300 000
|Total cumulé|56 750 000""",
        "|Total cumulé|56 750 000",
        "|Total cumulé|57 650 000",
    ),
    Layout(
        "subtotals by page",
        """Plan de travail 2025""",
        """N°|Activités|Coût (USD)
1|Atelier de lancement|1 500
2|Étude du foncier|4 200
3|Achat de semences|12 750
|Sous-total page 1|18 450
4|Aménagement du périmètre|35 000
5|Formation des producteurs|3 300
|Sous-total page 2|38 300
6|Audit externe|7 250
|Sous-total page 3|7 250
|Total général|64 000""",
        "|Sous-total page 2|38 300",
        "|Sous-total page 2|38 800",
    ),
    Layout(
        "years and their total",
        """Plan pluriannuel 2024-2026 (en milliers d'euros)""",
        """Objectifs|Actions|2024|2025|2026|Total
Objectif 1 : Réduire les délais|1.1 Numériser les registres|120|80|40|240
|1.2 Former les greffiers|35|35|20|90
|Total objectif 1|155|115|60|330
Objectif 2 : Rapprocher la justice|2.1 Ouvrir des maisons de justice|200|250|150|600
|2.2 Audiences foraines|48|48|48|144
|Total objectif 2|248|298|198|744
|TOTAL|403|413|258|1 074""",
        "|Total objectif 1|155|115|60|330",
        "|Total objectif 1|155|115|60|303",
    ),
    Layout(
        "funded and to be funded",
        """PTBA 2025""",
        """Activités|Budget total|Financé|À financer
1.1 Vacciner le bétail|50 000|30 000|20 000
1.2 Ouvrir des couloirs de passage|42 500|42 500|0
1.3 Appuyer les comités|12 250|0|12 250
Sous-total effet 1|104 750|72 500|32 250
2.1 Crédit aux femmes|80 000|60 000|20 000
2.2 Alphabétisation|22 400|12 400|10 000
Sous-total effet 2|102 400|72 400|30 000
Total|207 150|144 900|62 250""",
        "Sous-total effet 2|102 400|72 400|30 000",
        "Sous-total effet 2|102 400|74 200|30 000",
    ),
    Layout(
        "columns before and after tax",
        """Plan d'équipement 2024""",
        """N°|Actions|Montant HT (EUR)|TVA 20 % (EUR)|Montant TTC (EUR)
1|Serveurs|10 000,00|2 000,00|12 000,00
2|Câblage|4 500,00|900,00|5 400,00
3|Logiciels|7 250,50|1 450,10|8 700,60
|Total|21 750,50|4 350,10|26 100,60""",
        "|Total|21 750,50|4 350,10|26 100,60",
        "|Total|21 750,50|4 350,10|26 010,60",
    ),
    Layout(
        "tax as a row",
        """Plan de travaux 2024""",
        """N°|Activités|Montant (FCFA)
1|Terrassement|12 000 000
2|Gros œuvre|45 000 000
3|Toiture|18 000 000
|Total HT|75 000 000
|TVA 18 %|13 500 000
|Total TTC|88 500 000""",
        "|Total HT|75 000 000",
        "|Total HT|75 900 000",
    ),
    Layout(
        "contingencies and fees as shares",
        """Budget du plan d'action 2025""",
        """N°|Activités|Montant (USD)
1|Mobilisation communautaire|45 000
2|Infrastructures|230 000
3|Suivi-évaluation|25 000
|Sous-total|300 000
|Imprévus (5 %)|15 000
|Frais de gestion (GMS 7 %)|22 050
|Total général|337 050""",
        "|Sous-total|300 000",
        "|Sous-total|310 000",
    ),
    Layout(
        "management fees as a line",
        """Plan de travail annuel 2025 du projet""",
        """Produits|Activités|Compte|Montant (USD)
Produit 1 : Les conseils fonctionnent|1.1 Former les élus|75700 Training|40 000
||71600 Travel|10 000
|Sous-total produit 1||50 000
Produit 2 : Les jeunes ont un emploi|2.1 Subventions|72600 Grants|120 000
||75100 GMS 8 %|9 600
|Sous-total produit 2||129 600
|Total||179 600""",
        "|Sous-total produit 2||129 600",
        "|Sous-total produit 2||126 900",
    ),
    Layout(
        "a summary that repeats the totals",
        """Plan d'action 2024

Tableau 1 : Programmation détaillée""",
        """N°|Actions|Responsable|Budget (FCFA)
Axe 1 : Gouvernance|||
1.1|Réviser la loi|MATD|5 000 000
1.2|Diffuser le code|MATD|2 500 000
|Total Axe 1||7 500 000
Axe 2 : Services|||
2.1|Équiper les mairies|ANCT|40 000 000
2.2|Former les agents|CFPA|6 000 000
|Total Axe 2||46 000 000
|Total général||53 500 000""",
        "|Total Axe 2||46 000 000",
        "|Total Axe 2||46 600 000",
        """Tableau 2 : Récapitulatif par axe

Axes|Budget (FCFA)
Axe 1 : Gouvernance|7 500 000
Axe 2 : Services|46 000 000
Total général|53 500 000""",
    ),
    Layout(
        "rows that name what they sum",
        """Plan de financement 2025""",
        """Rubriques|Montant (FCFA)
I. Dépenses de personnel|18 000 000
II. Fonctionnement|7 500 000
III. Investissement|24 500 000
IV. Total des dépenses (I + II + III)|50 000 000
V. Ressources propres|32 000 000
VI. Besoin de financement (IV - V)|18 000 000""",
        "VI. Besoin de financement (IV - V)|18 000 000",
        "VI. Besoin de financement (IV - V)|18 900 000",
    ),
    Layout(
        "of which, for memory",
        """Plan de travail 2025""",
        """N°|Activités|Montant (EUR)
1|Animer le réseau|30 000
|dont déplacements|8 000
|dont honoraires|22 000
2|Publier la revue|12 000
|dont impression|7 500
3|Organiser le congrès|45 000
|Total|87 000""",
        "|Total|87 000",
        "|Total|78 000",
    ),
    Layout(
        "a balance column that no plan sums",
        """Plan de travail semestriel""",
        """Axe|Activités|Période|Indicateur|Cible|Budget prévu|Budget engagé|Solde
Axe 1 : Formation|1.1 Former les maîtres|S1|Maîtres formés|250|25 000 000|10 000 000|15 000 000
|1.2 Éditer les guides|S1, S2|Nombre de guides|1 500|9 000 000|4 500 000|4 500 000
|Sous-total axe 1||||34 000 000|14 500 000|19 500 000
Axe 2 : Cantines|2.1 Ravitailler|S1, S2|Rations|120 000|60 000 000|30 000 000|30 000 000
|Sous-total axe 2||||60 000 000|30 000 000|30 000 000
|TOTAL||||94 000 000|44 500 000|49 500 000""",
        "|TOTAL||||94 000 000|44 500 000|49 500 000",
        "|TOTAL||||94 000 000|44 000 000|49 500 000",
    ),
    Layout(
        "amounts under a thousand by component",
        """Programme 2025""",
        """Activités|Composante 1 (USD)|Composante 2 (USD)|Total (USD)
Recruter les animateurs|450|300|750
Louer des salles|120|80|200
Assurer les missions|600|950|1 550
Total|1 170|1 330|2 500""",
        "Total|1 170|1 330|2 500",
        "Total|1 170|1 390|2 500",
    ),
)
