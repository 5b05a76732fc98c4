using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.AspNetCore.Http.HttpResults;
using Text = CardTeam.ServiceDefaults.Text;
using Words = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Proposes the letter of reply from what was decided, and gives out the one that was sent as a document.
/// </summary>
internal static class CaseLetter
{
    private const string WordDocument = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <param name="Zh">The letter in Chinese.</param>
    /// <param name="En">The letter in English.</param>
    public sealed record Proposal(string Zh, string En);

    public static async Task<Ok<Proposal>> Propose(
        string complaintRef,
        Caller caller,
        PartOfBankFinder part,
        FeedbackDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var one = await db.CasesOf(caller, await part.FindAsync(ct)).FindAsync(complaintRef, ct);
        if (one.Outcome is null)
            throw RuleBrokenException.NotFound("letter");
        var letter = Of(one, BankCalendar.Today(clock));
        return TypedResults.Ok(new Proposal(letter.Zh, letter.En));
    }

    public static async Task<FileContentHttpResult> Download(
        string complaintRef,
        Caller caller,
        PartOfBankFinder part,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var one = await db.CasesOf(caller, await part.FindAsync(ct)).FindAsync(complaintRef, ct);
        if (one.Letter is null)
            throw RuleBrokenException.NotFound("letter");
        return TypedResults.File(Document(one.Letter), WordDocument, $"{one.ComplaintRef}.docx");
    }

    /// <summary>The letter that fits the outcome.</summary>
    private static Text Of(ComplaintCase one, DateOnly today)
    {
        var (zh, en) = one.Outcome switch
        {
            CaseWords.Upheld => ("您反映的情况属实。我行向您致歉。", "Your complaint is upheld. We apologise."),
            CaseWords.PartlyUpheld => (
                "您反映的情况部分属实。我行就属实部分向您致歉。",
                "Your complaint is upheld in part. We apologise for that part."
            ),
            _ => ("经核查，您反映的情况与事实不符。", "After looking into it, we could not uphold your complaint."),
        };
        var last = today.AddDays(CaseClock.DaysToAppeal);
        return new(
            Invariant(
                $"尊敬的客户：\n\n您于 {one.ReceivedOn:yyyy-MM-dd} 提出的投诉（编号 {one.ComplaintRef}）已办结。{zh}\n\n理由：{one.Reasons}\n\n如对处理结果有异议，您可于 {last:yyyy-MM-dd} 前（含当日）申请复核。\n\n{today:yyyy-MM-dd}"
            ),
            Invariant(
                $"Dear customer,\n\nWe have dealt with your complaint of {one.ReceivedOn:yyyy-MM-dd} (number {one.ComplaintRef}). {en}\n\nReasons: {one.Reasons}\n\nIf you disagree, you may ask for a review until {last:yyyy-MM-dd}, that day included.\n\n{today:yyyy-MM-dd}"
            )
        );
    }

    private static byte[] Document(string letter)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
            document.AddMainDocumentPart().Document = new(
                new Body(
                    letter
                        .Split('\n')
                        .Select(line => new Paragraph(
                            new Run(new Words(line) { Space = SpaceProcessingModeValues.Preserve })
                        ))
                )
            );
        return stream.ToArray();
    }
}
