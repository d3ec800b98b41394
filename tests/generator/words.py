"""The vocabulary of generated plans: labels, results, parties and head matter."""

from __future__ import annotations

from random import Random

ACTIONS = (
    "Former {n} agents de santé en {m} sessions",
    "Former les relais communautaires à la prise en charge de la malnutrition",
    "Réhabiliter {m} salles de classe dans la commune",
    "Construire {m} latrines séparées pour filles et garçons",
    "Équiper {m} centres de santé en matériel froid",
    "Doter {n} ménages vulnérables en semences améliorées",
    "Organiser {m} rencontres trimestrielles de suivi",
    "Tenir un atelier de lancement avec les autorités locales",
    "Réaliser une étude de référence sur l'accès à l'eau",
    "Forer {m} points d'eau équipés de pompes solaires",
    "Appuyer la scolarisation de {n} filles",
    "Diffuser les résultats de l'enquête auprès des communes",
    "Commercialiser les produits maraîchers des groupements",
    "Suivre le financement des comités de gestion",
    "Dresser le bilan total des appuis reçus",
    "Plaider pour le financement durable des écoles",
    "Accompagner {m} coopératives dans la vente de leur produit",
    "Installer {m} kits solaires dans les maternités",
    "Recruter un consultant pour la cartographie des acteurs",
    "Élaborer les plans communaux d'adaptation au climat",
    "Mettre en place {m} cliniques juridiques mobiles",
    "Sensibiliser les leaders religieux sur l'état civil",
    "Renforcer les capacités des élus sur la redevabilité",
    "Produire {m} émissions radiophoniques en langues locales",
    "Vacciner {n} têtes de bétail contre la péripneumonie",
    "Acheter {m} motos pour la supervision",
    "Superviser les formations sanitaires du district",
    "Aménager {m} hectares de bas-fonds",
    "Évaluer le résultat des formations à mi-parcours",
    "Distribuer des kits d'hygiène aux déplacés internes",
    "Entretenir le parc automobile du programme",
    "Imprimer {n} guides pour les enseignants",
    "Assurer l'audit externe des comptes",
    "Animer des causeries éducatives dans {m} villages",
    "Mettre à jour le manuel de procédures",
    "Créer {m} espaces amis des enfants",
    "Soutenir l'insertion professionnelle de {n} jeunes sortants",
    "Reboiser {m} hectares de terres dégradées",
    "Numériser les registres d'état civil de {m} communes",
    "Faciliter le dialogue entre agriculteurs et éleveurs",
    "Payer les primes des {n} relais",
    "Organiser la journée de l'enfant africain",
    "Mener {m} missions conjointes de suivi",
    "Fournir une assistance technique à la direction régionale",
    "Collecter les données du tableau de bord",
    "Traduire les modules en langues nationales",
    "Appuyer {m} comités locaux de protection",
    "Ravitailler les cantines de {m} écoles",
    "Protéger les berges du fleuve par des cordons pierreux",
    "Signer des conventions avec {m} radios rurales",
)
TAILS = (
    "",
    "",
    "",
    " dans les zones d'intervention",
    " y compris le suivi et la capitalisation",
    " avec l'appui des services techniques déconcentrés de l'État",
    " : - identification des sites ; - sélection des bénéficiaires ; - remise officielle",
    " (phase 2)",
    " (dont {m} femmes)",
    " au profit des personnes vivant avec un handicap et des ménages dirigés par des femmes",
    " et rendre compte aux partenaires",
)
OUTCOMES = (
    "Les ménages ont un accès durable à l'eau potable",
    "La qualité de l'éducation de base est améliorée",
    "Les services de santé maternelle sont fonctionnels",
    "La gouvernance locale est plus transparente et inclusive",
    "Les moyens d'existence des jeunes ruraux sont diversifiés",
    "La justice de proximité est accessible aux plus pauvres",
    "Les enfants bénéficient d'un environnement protecteur",
    "Les productions agricoles résistent mieux aux aléas climatiques",
    "Le programme est géré de façon efficace",
    "Les communautés vivent en paix et gèrent leurs différends",
    "Les capacités des institutions nationales sont renforcées",
    "L'assainissement des quartiers périphériques progresse",
    "La sécurité alimentaire des déplacés est assurée",
    "Le financement de la santé est mieux réparti",
    "Les produits locaux trouvent des débouchés",
    "Les statistiques sociales sont disponibles et utilisées",
)
ITEMS = (
    "Équiper le bureau de coordination",
    "Louer des véhicules de terrain",
    "Fournir des bâches aux familles",
    "Transporter les intrants jusqu'aux sites",
    "Acquérir des manuels complémentaires",
    "Prendre en charge les animateurs",
)
PARTIES = ("PNUD", "UNICEF", "OIM", "HCR", "PAM", "FAO", "OMS", "UNFPA", "ONU Femmes", "UNOPS")
LOCAL_PARTIES = (
    "ONG Tamassi",
    "Direction régionale de l'hydraulique",
    "Mairie de Kolonda",
    "Cellule de coordination",
    "District sanitaire",
    "Association Yeelen Kura",
    "DRE",
)
DONORS = ("UNICEF", "UE", "AFD", "PBF", "Suède", "Banque mondiale", "État", "GIZ")
DONOR_CODES = ("PBF", "UE", "AFD", "UNICEF", "BMZ", "GIZ", "USAID")
EXTRA_HEADERS = (
    ("Indicateurs", "Indicators"),
    ("Cibles", "Targets"),
    ("Bénéficiaires", "Beneficiaries"),
    ("Observations", "Comments"),
    ("Moyens de vérification", "Means of verification"),
)
EXTRA_CELLS = {
    "Indicateurs": ("Taux de couverture", "Nombre de comités actifs", "Part de ménages servis"),
    "Cibles": ("80 %", "12 communes", "3 régions", "250"),
    "Bénéficiaires": ("Élèves", "Femmes enceintes", "1 200 ménages", "Jeunes de 15 à 24 ans"),
    "Observations": ("Reporté de l'an passé", "À confirmer", "En cours", "Selon disponibilité"),
    "Moyens de vérification": ("Rapport de mission", "Liste de présence", "Procès-verbal"),
}
TITLES = (
    "PLAN DE TRAVAIL ANNUEL {y}",
    "Plan de travail {y}",
    "PTA {y} du programme conjoint",
    "PLAN DE TRAVAIL BUDGÉTISÉ {y}",
    "Plan d'action annuel {y}",
)
PROJECTS = (
    "Appui à la résilience des communes riveraines",
    "Programme d'éducation et d'eau en milieu rural",
    "Services sociaux de base pour tous",
    "Initiative pour des villages en bonne santé",
)
PROSE = (
    "Ce document présente les engagements pris par l'équipe pour la période. Il sera revu à "
    "mi-parcours avec les services techniques.",
    "Les montants ci-dessous ont été arrêtés par le comité de pilotage lors de sa session.",
    "Le plan suit la logique du cadre de résultats et précise qui fait quoi, quand et avec quels "
    "moyens.",
)
CLOSING = (
    "Fait en deux exemplaires originaux.",
    "Préparé par : la coordination du programme",
    "Vu et approuvé",
    "Signature :",
    "Date : ____________",
    "NB : les taux de change seront revus chaque semestre.",
)


def activity_label(rng: Random) -> str:
    """A label that starts with a verb and holds counts, traps and endings."""
    text = rng.choice(ACTIONS) + rng.choice(TAILS)
    return text.format(n=rng.choice([40, 100, 120, 200, 350, 1500]), m=rng.randint(2, 25))


def responsible(rng: Random) -> str:
    """One to three parties as plans print them."""
    pool = rng.sample(PARTIES, 3)
    return rng.choice(
        [
            pool[0],
            pool[0],
            "/".join(pool[:2]),
            ", ".join(pool[:2]),
            " ; ".join(pool),
            rng.choice(LOCAL_PARTIES),
            rng.choice(LOCAL_PARTIES),
            f"{pool[0]}/{rng.choice(LOCAL_PARTIES)}",
        ]
    )
