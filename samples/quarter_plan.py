"""A yearly plan by quarters, with budget lines under UNDP account codes.

Figures, codes and marks are those of a plan as published; its words, places and people are
invented. Activity 4.5 has no amount, and two stated totals are rounded: both as published.
"""

from __future__ import annotations

from decimal import Decimal

from samples.content import Account, Activity, Group, Line, Plan

IP_STAFF = Account("Staff Mgmt Cost - IP Staff", "64300")
NP_STAFF = Account("Staff Mgmt Cost-NP Staff", "64100")
INTERNATIONAL = Account("International Consultant", "71200")
LOCAL = Account("Local Consultant", "71300")
TRAVEL = Account("Travel", "71600")
TRAVELS = Account("Travels", "71600")
COMPANIES = Account("Contractual Service-Companies", "72100")
EQUIPMENT = Account("Equipment & Furniture", "72200")
AUDIO_VISUAL = Account("Communic and Audio Visual Equip", "72400")
PREMISES = Account("Rental and Maintenance -Premises", "73100")
INFO_TECH = Account("Rental and Maint of Info Tech Eq", "73300")
REIMBURSEMENT = Account("Reimbursement Cost", "73500")
FACILITIES = Account("Facilities and Administration", "75100")
TRAINING = Account("Training, Workshops & Confer", "75700")
GMS = Account("Frais GMS")

COMMUNES = "(Sandougou, Kelembo, Torowal, Banifara, Nérékoro)"


def _line(quarters: str, account: Account, amount: int | None, responsible: str = "PNUD") -> Line:
    """A budget line; `quarters` lists the marked ones, e.g. '234'."""
    return Line(tuple(int(q) - 1 for q in quarters), responsible, account, amount)


def _joint(quarters: str, account: Account, amount: int) -> Line:
    """A line that the agency and the regional development agency answer for together."""
    return _line(quarters, account, amount, "PNUD/ADR")


SECURITY = Group(
    "Résultat 1:",
    "La protection des habitants progresse et l'Etat redevient visible",
    (
        Activity(
            "1.1.",
            "Poser des lampadaires solaires dans les lieux publics",
            (_line("234", EQUIPMENT, 160_000),),
        ),
        Activity(
            "1.2",
            "Alerte précoce, information et apprentissage : - 5 forums réunissant notables et "
            "volontaires des cellules de veille autour de la conduite à tenir face au danger ; "
            "- 1 campagne sur les radios de proximité pour éviter les incidents.",
            (_joint("234", TRAINING, 50_000),),
        ),
        Activity(
            "1.3",
            "Création de 5 cellules de veille dans les communes : - moyens de communication, "
            "cours, rencontres régulières, étude des alertes et avis.",
            (_joint("123", TRAINING, 40_000),),
        ),
        Activity(
            "1.4.",
            "Meilleure connaissance de la sécurité de proximité chez les conseillers communaux, "
            "les porte-parole de la jeunesse et des femmes, les associations, les chefs coutumiers "
            "et les imams : 10 séances de formation (2 par commune)",
            (_joint("123", TRAINING, 70_000),),
        ),
        Activity("1.5", "Recours à des consultants", (_joint("123", LOCAL, 35_333),)),
    ),
    subtotal=355_333,
)

SERVICES = Group(
    "Résultat 2:",
    "Les équipements collectifs et les services offerts aux habitants fonctionnent à nouveau",
    (
        Activity(
            "2.1",
            "Creuser 6 forages avec un réseau d'eau simplifié (AES)",
            (
                _line("23", INFO_TECH, 339_077),
                _line("", COMPANIES, 50_000),
                _line("23", INFO_TECH, 58_000),
            ),
        ),
        Activity(
            "2.2",
            "Remettre en état et meubler 2 CSCOMs, à Torowal et Banifara",
            (_line("34", INFO_TECH, 179_474), _line("", INFO_TECH, 90_000)),
        ),
        Activity(
            "2.3",
            "Remise en état et mobilier (bancs etc..) pour l'enseignement à Sandougou (Ecole du "
            "Marché - 6 salles de classes) et à Nérékoro (Logement des maîtres du quartier Est)",
            (_line("34", INFO_TECH, 83_372), _line("34", INFO_TECH, 150_000)),
        ),
        Activity("2.4", "Appui de consultants", (_line("1234", LOCAL, 35_333),)),
    ),
    subtotal=985_256,
)

LIVELIHOODS = Group(
    "Résultat 3:",
    "Chaque groupe visé a de quoi vivre de son travail",
    (
        Activity(
            "3.1",
            f"Chantiers communaux payés à la tâche (Cash for Work) : 1500 bénéficiaires {COMMUNES}",
            (
                _line("1234", PREMISES, 156_000),
                _line("", EQUIPMENT, 67_048),
                _line("", EQUIPMENT, 50_000),
                _line("1234", PREMISES, 150_000),
            ),
        ),
        Activity(
            "3.2",
            f"Apprentissage d'un métier par 200 jeunes {COMMUNES}",
            (_line("1234", TRAINING, 80_000),),
        ),
        Activity(
            "3.3",
            f"Remise de trousses d'outils à 200 jeunes {COMMUNES}",
            (_line("34", EQUIPMENT, 150_000),),
        ),
        Activity(
            "3.4",
            "Cours de vente, de mise en relation, de filières et de parrainage à 100 membres (dont "
            "50 femmes) de coopératives AGR",
            (_line("23", TRAINING, 70_000),),
        ),
        Activity(
            "3.5",
            "Fourniture de matériel à 10 coopératives AGR",
            (_line("23", EQUIPMENT, 115_000),),
        ),
        Activity(
            "3.6",
            "Mise à niveau des services de l'Etat qui encadrent les coopératives de transformation",
            (_line("", TRAINING, 30_000), _line("1234", LOCAL, 10_000)),
        ),
        Activity(
            "3.7",
            "Cours pour les comités qui gèrent puits, marchés et magasins",
            (_line("", TRAINING, 40_000), _line("1234", INTERNATIONAL, 15_000)),
        ),
    ),
    subtotal=933_048,
)

COHESION = Group(
    "Résultat 4:",
    "Les communautés des zones visées vivent en paix les unes avec les autres",
    (
        Activity(
            "4.1",
            "Aide aux déplacés et aux retournés : - 80 abris bâtis et pourvus de kits solaires",
            (_line("23", EQUIPMENT, 40_000),),
        ),
        Activity(
            "4.2",
            "Reprise ou édification de logements en banco amélioré (300 abris)",
            (_line("4", EQUIPMENT, 6_001), _line("4", EQUIPMENT, 95_973)),
        ),
        Activity(
            "4.3",
            "Achat de lampes solaires de poche destinées aux PDI (500)",
            (_line("34", EQUIPMENT, 30_000),),
        ),
        Activity(
            "-",
            "Pose de lampadaires sur le site PDI (50)",
            (_line("", EQUIPMENT, 25_000),),
        ),
        Activity(
            "4.4",
            "Outils de production/AGR remis aux PDI",
            (_line("234", EQUIPMENT, 99_999),),
        ),
        Activity(
            "4.5",
            "Soutien aux journées de la réconciliation dans la région",
            (_line("4", TRAINING, None),),
        ),
        Activity(
            "4.6",
            "Faciliter le règlement des différends entre villages : soutien aux démarches de paix "
            "nées sur place (15 actions de médiation)",
            (_line("34", TRAINING, 30_000),),
        ),
        Activity(
            "4.7",
            "Tenir 5 tables rondes (1 par commune) à la radio au sujet du retour au calme et du "
            "pacte entre Etat et citoyens",
            (_line("4", TRAINING, 20_000),),
        ),
        Activity(
            "4.8",
            "Animer 15 séances socio-culturelles (3 par commune) autour de 'Nos arts nous "
            "rapprochent': - Prévoir un tournoi entre villages dans 4 communes ; - Proposer des "
            "veillées de contes et de devinettes ; - Proposer des joutes de lutte ; - Proposer des "
            "soirées de danses et de jeux anciens ; - Relancer les parentés à plaisanterie",
            (_line("34", TRAINING, 50_000),),
        ),
        Activity(
            "4.9",
            "Conduire 5 dialogues entre aînés et cadets, commune par commune",
            (_line("34", TRAINING, 40_000),),
        ),
        Activity(
            "4.10",
            "Associer femmes et jeunes aux fêtes mondiales de la paix, de la jeunesse et de la "
            "femme ainsi qu'aux 16 jours de mobilisation pour leurs droits.",
            (_line("34", TRAINING, 25_000), _line("34", TRAVEL, 15_000)),
        ),
        Activity(
            "4.11",
            "Soutien aux comités chargés des litiges : ERAR, CCS, COFO",
            (_line("34", TRAVEL, 20_000), _line("34", TRAINING, 10_000)),
        ),
        Activity("4.12", "Mission de consultants", (_line("1234", LOCAL, 5_333),)),
        Activity(
            "4.13",
            "Support to AFSIT/Outillage, fournitures et paiement des experts",
            (_line("34", EQUIPMENT, 200_000),),
        ),
    ),
    subtotal=755_306,
)

MEANS = Group(
    "Résultat 5:",
    "Le programme a les moyens d'agir",
    (
        Activity(
            "5.1",
            "Personnel du projet",
            (
                _line("1234", IP_STAFF, 726_370),
                _line("1234", NP_STAFF, 365_590),
                _line("1234", INTERNATIONAL, 53_512),
                _line("1234", GMS, 104_400),
                _line("1234", GMS, 40_000),
                _line("1234", FACILITIES, 60_000),
                _line("1234", FACILITIES, 49_000),
                _line("1234", REIMBURSEMENT, 66_243),
            ),
        ),
        Activity(
            "5.2",
            "Instances : comité de pilotage (2 fois par an), comité technique (1 fois par "
            "trimestre), comités locaux (1 fois par mois)",
            (_line("1234", TRAINING, 46_000),),
        ),
        Activity(
            "5.3",
            "Mesure des progrès (missions sur place, relevés, tableaux de bord, présence aux "
            "forums/EMP)",
            (_line("234", TRAVELS, 86_911), _line("", TRAVELS, 10_000)),
        ),
        Activity(
            "5.4",
            "Visibilité du projet",
            (_line("1234", COMPANIES, 20_000), _line("1234", AUDIO_VISUAL, 10_000)),
        ),
        Activity("5.5", "Matériel de bureau et entretien", (_line("2", EQUIPMENT, 20_000),)),
        Activity(
            "5.6",
            "Worldwide oversight, outreach, and reports",
            (_line("1234", GMS, 11_260),),
        ),
        Activity(
            "5.7.",
            "Part du PNUD Mali/dépenses pour achever la stratégie régionale de résilience",
            (_line("2", TRAINING, 30_000),),
        ),
    ),
    subtotal=Decimal("1699285.76"),
)

PLAN = Plan(
    opening=(
        "PLAN DE TRAVAIL 2024",
        "",
        "Titre du projet : Programme d'Appui à la Stabilité des Communes du Plateau",
        "",
        "Project ID : 00127299",
        "",
        "Partenaire de mise en œuvre : PNUD (DIM)",
        "",
        "Duration : Du 01 janvier 2024 au 31 Décembre 2024",
        "",
        "Outcome CPD/CPAP : **Priorité 1: Institutions ouvertes à tous et paix durable**",
        "",
        "Le projet en bref",
        "",
        "Dans le Liptako-Gourma, à cheval sur trois pays, les habitants vivent depuis plus de "
        "dix ans sous la menace de groupes armés. Des sommes importantes y ont été "
        "dépensées pour la défense, la médiation, la reconstruction et l'économie ; pourtant les "
        "violences gagnent chaque année d'autres cercles. Beaucoup d'observateurs en voient la "
        "source dans des administrations faibles ou parties, dans le sentiment d'être laissé de "
        "côté, et dans la confiance perdue entre citoyens et pouvoirs publics.",
        "",
        "Au Mali, le programme décline sur le Plateau un dispositif commun aux trois pays. Il veut "
        "d'abord faire baisser la violence là où il travaille, pour que d'autres puissent ensuite "
        "y bâtir sur la durée. Il agit donc sur ce qui nourrit l'insécurité et pousse les familles "
        "à fuir, et retisse les liens entre voisins. Femmes, familles déplacées, réfugiés et "
        "groupes tenus à l'écart en profitent autant que les autres, en particulier dans le centre "
        "du pays.",
        "",
        "Effet(s) visé(s) et marqueur de genre :",
        "",
        "1. Les pays voisins coopèrent mieux, aussi d'un côté à l'autre des frontières. MG : 2",
        "2. Les services de l'Etat peuvent s'installer pour longtemps. MG : 2.",
        "3. Les habitants se font davantage confiance. MG : 3",
        "4. Les ménages retrouvent vite un revenu et les marchés repartent. MG : 3",
        "5. Les différends dégénèrent moins souvent. MG2",
        *("",) * 3,
    ),
    periods=("Q1", "Q2", "Q3", "Q4"),
    groups=(SECURITY, SERVICES, LIVELIHOODS, COHESION, MEANS),
    totals=(
        ("Total général", 4_728_228),
        ("Financé", 4_728_228),
        ("À financer", 425_541),
        ("Budget total", 5_153_769),
    ),
    closing=(
        "Submitted by Coordinator",
        "Name: Modèle Exemple",
        "",
        "DocuSigned by:",
        "Modèle Exemple",
        "0F1E2D3C4B5A697...",
        "",
        "Approved by PMSU",
        "Name: Fictive Spécimen",
        "",
        "DocuSigned by:",
        "Fictive Spécimen",
        "00AA11BB22CC33D...",
        "",
        "Endorsed by DRR/P",
        "Name: Anonyme Factice",
        "",
        "DocuSigned by:",
        "[Signature]",
        "ABCDEF012345678...",
    ),
)
