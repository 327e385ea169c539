namespace Periscolaire.Catalogue;

/// <summary>The zone of a town in the French school-holiday calendar.</summary>
public enum SchoolZone
{
    /// <summary>Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.</summary>
    A,

    /// <summary>Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg.</summary>
    B,

    /// <summary>Créteil, Montpellier, Paris, Toulouse, Versailles.</summary>
    C,
}
