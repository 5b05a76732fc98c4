using System.Globalization;
using CardTeam.EndToEnd.Tests.MonthEnds;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// The results of month ends after failures of processes and the broker: in the services and in payroll's queue,
/// compared with the same bank undisturbed.
/// </summary>
/// <param name="Lost">Lines that are missing.</param>
/// <param name="Doubled">Lines that should not exist, or exist too often.</param>
/// <param name="IsInOrder">
/// True when payroll's queue delivered each entry for the first time after those before it.
/// </param>
internal sealed record Aftermath(IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled, bool IsInOrder)
{
    /// <summary>Waits until everything announced has been sent, and compares.</summary>
    /// <param name="undisturbed">
    /// The expected result, see <see cref="InProcessBank.ResultAsync"/>; null where it is compared otherwise.
    /// </param>
    /// <param name="queue">The queue bound like payroll's that nobody has read.</param>
    public static async Task<Aftermath> OfAsync(SeparateSuite suite, string? undisturbed, string queue = Queue.Payroll)
    {
        await suite.SettleAsync();
        await suite.People.FindAuditWholeAsync();
        var result = (await suite.People.ResultAsync()).Split('\n');
        var expected = undisturbed?.Split('\n') ?? result;

        var stream = await suite.People.PayrollStreamAsync();
        Assert.NotEmpty(stream);
        Assert.Equal(Enumerable.Range(1, stream.Count), stream.Select(e => e.GetProperty("sequence").GetInt32()));
        var deliveries = await Queue.TakeAllAsync(suite.Messaging, queue);
        Assert.All(
            deliveries,
            d =>
                Assert.Equal(
                    (
                        d.Body.GetProperty("eventId").GetString(),
                        $"bonus.{d.Body.GetProperty("kind")}.{d.Body.GetProperty("org")}",
                        true
                    ),
                    (d.MessageId, d.RoutingKey, d.IsPersistent)
                )
        );
        var (sent, received) = (
            stream.Select(BankAtWork.Say).ToList(),
            deliveries.Select(d => BankAtWork.Say(d.Body)).ToList()
        );

        return new(
            [.. expected.Except(result), .. sent.Except(received).Select(line => $"payroll's queue: {line}")],
            // The broker may deliver the same entry twice; a different entry under the same number is an error.
            [
                .. result.Except(expected),
                .. result.CountBy(line => line).Where(l => l.Value > 1).Select(l => l.Key),
                .. received.Except(sent).Select(line => $"payroll's queue: {line}"),
            ],
            sent.SequenceEqual(received.Distinct())
        );
    }

    /// <summary>
    /// Checks that nothing is lost, nothing is doubled, everything is in order, and payroll was told the approved
    /// amounts.
    /// </summary>
    public static async Task CheckAsync(SeparateSuite suite, string? undisturbed = null)
    {
        var aftermath = await OfAsync(suite, undisturbed);
        Assert.True(
            aftermath is { Lost.Count: 0, Doubled.Count: 0 },
            $"Lost:{Environment.NewLine}{string.Join(Environment.NewLine, aftermath.Lost)}{Environment.NewLine}Doubled:{Environment.NewLine}{string.Join(Environment.NewLine, aftermath.Doubled)}"
        );
        Assert.True(aftermath.IsInOrder, "Payroll's queue is not in order.");
        var stream = await suite.People.PayrollStreamAsync();
        Assert.Equal(
            (await suite.People.ApprovedRunsAsync()).Sum(r => Amount(r.GetProperty("total").GetString())),
            stream.Sum(e => Amount(e.GetProperty("amount").GetString()))
        );
    }

    private static decimal Amount(string? text) => decimal.Parse(text!, CultureInfo.InvariantCulture);
}
