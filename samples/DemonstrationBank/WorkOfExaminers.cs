using System.Text.Json;

namespace CardTeam.DemonstrationBank;

/// <summary>Interviews that two examiners mark: every step is looked up first and taken once.</summary>
internal sealed class WorkOfExaminers(BankClient bank, Action<string> say)
{
    private const string Trainer = "trainer";
    private const string Personnel = "hr";
    private const string Interviews = "/training/assessments?exam=" + DemoExam.Interview;

    /// <summary>Two managers are interviewed: personnel have marked both, the head neither yet.</summary>
    public async Task Interview(CancellationToken cancellation)
    {
        const string step = "interview";
        await bank.Put(step, Trainer, $"/training/exams/{DemoExam.Interview}", DemoExam.InterviewExam, cancellation);
        var known = (await bank.Get(step, Trainer, Interviews, cancellation))
            .Items.Select(i => BankClient.Text(i, "managerNo"))
            .ToList();
        foreach (var managerNo in (string[])["M0001", "M0002"])
        {
            if (!known.Contains(managerNo))
            {
                await bank.Post(
                    step,
                    Trainer,
                    "/training/assessments",
                    JsonSerializer.Serialize(
                        new
                        {
                            exam = DemoExam.Interview,
                            managerNo,
                            form = "interview",
                            heldOn = "2026-06-12",
                            examiners = (string[])[Personnel, "head"],
                        }
                    ),
                    cancellation
                );
            }
        }

        foreach (var waiting in (await bank.Get(step, Personnel, $"{Interviews}&mine=true", cancellation)).Items)
        {
            await bank.Put(
                step,
                Personnel,
                $"/training/assessments/{BankClient.Text(waiting, "id")}/marks",
                """
                { "marks": [ { "marks": 32, "reason": "表达清楚，回答切题" },
                             { "marks": 46, "reason": "合规要点基本齐全，漏讲年费" } ] }
                """,
                cancellation
            );
        }

        say("Named the examiners of two interviews.");
    }
}
