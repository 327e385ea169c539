namespace Periscolaire.Catalogue;

/// <summary>Which legal ratio of animators to children an activity is under (Code de l'action sociale et des familles, R. 227-15 and R. 227-16).</summary>
public enum SupervisionSetting
{
    /// <summary>Extrascolaire: days without school. 1 for 8 under six, 1 for 12 from six.</summary>
    Extracurricular,

    /// <summary>Périscolaire: 1 for 10 and 1 for 14 up to five hours on end, 1 for 8 and 1 for 12 beyond.</summary>
    AfterSchool,

    /// <summary>Périscolaire with a PEDT (projet éducatif territorial): 1 for 14 and 1 for 18 up to five hours on end, 1 for 10 and 1 for 14 beyond.</summary>
    AfterSchoolWithPedt,
}
