"""A web page about a cross-border project: running text without activities or amounts.

Countries, fund, partners and distances are those of a page as published; its words are invented.
"""

from __future__ import annotations

from samples.content import Sheet

SHEET = Sheet(
    before=(
        "Vivre en sécurité et en bonne entente au Liptako-Gourma",
        "",
        "Choose This",
        "",
        "Tick whatever interests you and we will put you in touch with its provider.",
        "",
        "Là où se rejoignent Mali, Niger et Burkina Faso, le projet veut que les habitants soient "
        "mieux protégés et s’entendent mieux. Il s’attaque pour cela à trois sources de heurts : "
        "les jeunes que l’on tient à l’écart, la méfiance envers les Forces de Défense et de "
        "Sécurité, les querelles de bétail et de champs.",
        "",
        "Gender Equality , No Poverty , Peace, Justice and Strong Institutions",
        "",
        "Le Mali partage environ 325 km de frontière avec le Burkina Faso, 838 km avec le Niger. "
        "Sécheresses à répétition, séquelles de la crise malienne de 2011-2012, attaques toujours "
        "plus nombreuses et trafics en tout genre : cette terre n’a pas retrouvé le calme.",
        "",
        "On y fuyait et on y migrait déjà autrefois ; on le fait aujourd'hui bien plus. L’Etat y "
        "est rare, ses pouvoirs mal répartis et ses forces peu visibles : qui veut ramener le "
        "calme bute d’abord là-dessus. Tenus loin des décisions comme des richesses, les villages "
        "situés de part et d’autre des frontières sont restés seuls et très pauvres.",
        "",
        "Le projet s’inscrit dans trois priorités du Fonds : « réconciliation », « ressources "
        "naturelles » et « moyens de vivre durables ». Il aidera donc les habitants à renouer, à "
        "partager l’eau et les pâturages, et à désamorcer les heurts avant qu’ils n’éclatent.",
        "",
        "Ministères, mairies, chefferies, ONG et associations seront présents du premier plan au "
        "dernier bilan, car le projet doit leur appartenir. Les trois pays s’instruiront en "
        "comparant ce que chacun a essayé.",
        "• Avec tout le monde ; chacun peut dire ce qu’il souhaite et donner la main, par exemple "
        "comme volontaire de quartier. Les femmes et les jeunes ont leur place à toutes les "
        "étapes.",
        "• Avec les gens du lieu. Puisque l’on ne circule pas partout sans risque et qu’il s’agit "
        "aussi de former, le travail sera confié à des VNU nationaux, à des associations, à des "
        "paroisses et mosquées, aux chefs coutumiers et à des consultants de la région.",
        "• Do no harm. Avant chaque choix, on étudie le terrain et on écoute les intéressés, pour "
        "ne pas abîmer ce que l’on veut réparer.",
        "",
        "Les trois Etats y travaillent aux côtés de plusieurs agences des Nations Unies (UNCDF, "
        "OIM) ainsi que d’ONG/OSC de la région.",
        "",
        "Mali , Niger , Burkina Faso",
        "",
        "Fonds des Nations Unies pour la consolidation de la paix (PBSO)",
        "",
        "PNUD",
        "",
        "Partners",
    ),
)
