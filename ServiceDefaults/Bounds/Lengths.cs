namespace CardTeam.ServiceDefaults.Bounds;

/// <summary>
/// The greatest length of each kind of text, in characters, and the greatest count of each kind of thing.
/// </summary>
public static class Lengths
{
    public const int ManagerNo = 32,
        OrgCode = 40,
        SessionCode = 40,
        CourseCode = 40,
        KpiCode = 40,
        ProductCode = 40,
        CertificateCode = 60,
        ExamCode = 60,
        CardRef = 60,
        CustomerRef = 60,
        FactRef = 100,
        ComplaintRef = 100,
        CertificateNumber = 100,
        PersonName = 100,
        UnitName = 200,
        Title = 100,
        Category = 200,
        Reason = 500,
        Comment = 2000,
        FileName = 200,
        Place = 100,
        Link = 500;

    /// <summary>A search text or a filter of a list.</summary>
    public const int Search = 100;

    /// <summary>Seats of one session, days and counts that people type.</summary>
    public const int LargestCount = 1_000_000;

    /// <summary>
    /// A text as long as its column takes, for what is told and not asked: reasons of failures, headings of a file,
    /// what the audit quotes. No character is cut in half.
    /// </summary>
    public static string Cut(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= longest)
            return text;
        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }
}
