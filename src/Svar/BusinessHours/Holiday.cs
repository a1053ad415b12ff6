namespace Svar.BusinessHours;

/// <summary>A day off by law. The local name is in the language of the country; where that is English the two are the same.</summary>
public sealed record Holiday(DateOnly On, string EnglishName, string LocalName);
