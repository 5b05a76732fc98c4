namespace CardTeam.DemonstrationBank;

/// <summary>
/// The special cases, each added on purpose to the ordinary business. The README describes them in the same order.
/// </summary>
internal static class DemoStories
{
    /// <summary>
    /// Returns the true facts of all three months, special cases included, numbered in their order; and the differences
    /// in the files: facts that arrive only in the next month, and facts first recorded wrongly.
    /// </summary>
    public static (
        IReadOnlyList<DemoFact> Facts,
        ISet<string> Late,
        IReadOnlyDictionary<string, DemoFact> FirstRecordedAs,
        IReadOnlyList<DemoFact> Voided
    ) Tell()
    {
        var facts = DemoFacts.Ordinary();
        var random = new SteadyRandom("stories");

        // M0001: a card cancelled within its own month. Their complaint is in Complaints.
        Card(random, facts, 1, "gold", ("activated", 4, 8), ("first-used", 4, 9), ("cancelled", 4, 27));

        // M0004: cancelled twenty days after activation, when April has been paid. M0009: thirty-one days, one too
        // many. M0010: cancelled the day it was activated. None of the three has another cancellation, so that each
        // case is separate.
        facts.RemoveAll(f => f.ManagerNo is "M0004" or "M0009" or "M0010" && f.Kind == "cancelled");
        Card(random, facts, 4, "standard", ("activated", 4, 22), ("cancelled", 5, 12));
        Card(random, facts, 9, "platinum", ("activated", 4, 5), ("first-used", 4, 7), ("cancelled", 5, 6));
        Card(random, facts, 10, "standard", ("activated", 5, 18), ("cancelled", 5, 18));

        // M0017, a senior: a campaign of car instalments in May, beyond the cap.
        for (var i = 0; i < 6; i++)
        {
            facts.Add(
                Fact(random, 17, "instalment", new DateOnly(2026, 5, 6 + i * 3), "platinum", 61_350_025 + i * 1_700_013)
            );
        }

        // M0066: suspended on 6 May, no business after that until June.
        facts.RemoveAll(f => f.ManagerNo == "M0066" && f.OccurredOn.Month == 5 && f.OccurredOn.Day >= 6);

        // M0006: an instalment with a zero too many. M0013: an activation that was M0022's. M0007: one recorded twice.
        var typed = Fact(random, 6, "instalment", new DateOnly(2026, 4, 16), "gold", 860_050);
        var sold = Fact(random, 22, "activated", new DateOnly(2026, 4, 14), "standard");
        var doubled = Fact(random, 7, "activated", new DateOnly(2026, 4, 20), "gold");
        facts.AddRange([typed, sold, doubled, doubled with { FactRef = "twice" }]);

        var numbered = Number(facts);
        var late = numbered
            .Where(f => (f.ManagerNo, f.OccurredOn.Month, f.OccurredOn.Day) is ("M0012" or "M0030", 4, >= 27))
            .Select(f => f.FactRef)
            .ToHashSet(StringComparer.Ordinal);
        var wrongly = new Dictionary<string, DemoFact>(StringComparer.Ordinal);
        foreach (var fact in numbered)
        {
            if (fact.CardRef == typed.CardRef)
            {
                wrongly[fact.FactRef] = fact with { Fen = 8_600_500 };
            }
            else if (fact.CardRef == sold.CardRef)
            {
                wrongly[fact.FactRef] = fact with { ManagerNo = "M0013" };
            }
        }

        // M0066's April activations turn out to be forged applications: all are voided in May, whose own earnings do
        // not cover them, so the rest is deducted in June.
        var voided = numbered
            .Where(f => f.CardRef == doubled.CardRef)
            .Skip(1)
            .Concat(
                numbered.Where(f =>
                    (f.ManagerNo, f.OccurredOn.Month, f.Kind) is ("M0066", 4, "activated" or "first-used")
                )
            )
            .ToList();
        // M0008: a card of May recorded as activated twice, which nobody has taken back. The second has a reference of
        // its own after all others, so that the facts before it keep theirs.
        var first = numbered.First(f =>
            (f.ManagerNo, f.Kind, f.OccurredOn.Month) is ("M0008", "activated", 5) && f.OccurredOn.Day < 20
        );
        numbered.Add(first with { FactRef = "CF-2605-90001", OccurredOn = first.OccurredOn.AddDays(2) });
        return (numbered, late, wrongly, voided);
    }

    /// <summary>
    /// Enrolments: eleven trainees for eight seats, a session without a limit, and two people hired for July, whom the
    /// roster does not name yet.
    /// </summary>
    public static IEnumerable<string> Enrolments() =>
        [
            .. Enumerable.Range(61, 11).Select(number => $"{DemoManager.NoOf(number)},TR-2605-01"),
            .. Enumerable.Range(19, 9).Select(number => $"{DemoManager.NoOf(number)},TR-2606-01"),
            .. Enumerable.Range(72, 2).Select(number => $"{DemoManager.NoOf(number)},TR-2607-01"),
        ];

    /// <summary>Certificates known in the given month: first everybody's, then later ones.</summary>
    public static IEnumerable<string> Certificates(int month)
    {
        if (month == 4)
        {
            foreach (var manager in DemoRoster.Managers)
            {
                // M0061 never passes. M0062 passes on 10 May, in time for cards sold from 10 April on.
                if (manager.Number is not (61 or 62))
                {
                    var from =
                        manager.InPostSince > new DateOnly(2024, 1, 1)
                            ? manager.HiredOn.AddDays(30)
                            : new DateOnly(2024, 1, 1);
                    // M0028's certificate lapses in the middle of April.
                    var to = manager.Number == 28 ? "2026-04-15" : "2027-12-31";
                    yield return Invariant(
                        $"{manager.No},CARD-SALES,{from:yyyy-MM-dd},{to},CS-24{manager.Number:0000}"
                    );
                }
            }
        }
        else if (month == 5)
        {
            yield return "M0062,CARD-SALES,2026-05-10,2028-05-09,CS-260062";
        }
        else
        {
            yield return "M0028,CARD-SALES,2026-06-01,2028-05-31,CS-260028"; // renewed; the old interval stands
        }
    }

    /// <summary>The complaints of a month's end: upheld, rejected, and undecided.</summary>
    public static IReadOnlyList<string> Complaints(int month) =>
        month switch
        {
            4 =>
            [
                "TS-2604-01,M0001,2026-04-13,phone,服务态度,minor,upheld,2026-04-24",
                "TS-2604-02,M0015,2026-04-02,regulator,年费说明不清,major,upheld,2026-04-20",
                // More than a trainee's month: the rest is carried.
                "TS-2604-03,M0063,2026-04-09,regulator,未经同意办卡,severe,upheld,2026-04-28",
                "TS-2604-04,M0021,2026-04-10,online,礼品未送达,minor,rejected,2026-04-21",
                "TS-2604-05,M0033,2026-04-22,email,分期费率说明不清,major,,", // decided in May
                "TS-2604-06,M0040,2026-04-25,branch,等候时间过长,,upheld,2026-04-30", // no severity: minor
                "TS-2604-07,M0051,2026-04-28,phone,额度未达预期,minor,,",
            ],
            5 =>
            [
                "TS-2604-05,M0033,2026-04-22,email,分期费率说明不清,major,upheld,2026-05-13",
                "TS-2604-07,M0051,2026-04-28,phone,额度未达预期,minor,rejected,2026-05-11",
                "TS-2605-01,M0002,2026-05-06,online,还款日提醒,minor,rejected,2026-05-15",
                "TS-2605-02,M0036,2026-05-08,post,个人信息使用,major,upheld,2026-05-25",
                "TS-2605-03,M0057,2026-05-26,phone,服务态度,minor,,",
                "TS-2605-04,M0026,2026-05-29,regulator,未经同意办卡,severe,,",
            ],
            _ =>
            [
                "TS-2605-03,M0057,2026-05-26,phone,服务态度,minor,upheld,2026-06-09",
                "TS-2606-01,M0018,2026-06-12,email,积分兑换,minor,rejected,2026-06-20",
                "TS-2606-02,M0045,2026-06-24,online,分期费率说明不清,major,,",
            ],
        };

    private static List<DemoFact> Number(List<DemoFact> facts)
    {
        var numbered = new List<DemoFact>();
        var inOrder = facts
            .OrderBy(f => f.OccurredOn)
            .ThenBy(f => f.ManagerNo, StringComparer.Ordinal)
            .ThenBy(f => f.Kind, StringComparer.Ordinal)
            .ThenBy(f => f.CardRef, StringComparer.Ordinal);
        foreach (var month in inOrder.GroupBy(f => f.OccurredOn.Month))
        {
            numbered.AddRange(
                month.Select((fact, at) => fact with { FactRef = Invariant($"CF-26{month.Key:00}-{at + 1:00000}") })
            );
        }

        return numbered;
    }

    private static void Card(
        SteadyRandom random,
        List<DemoFact> facts,
        int manager,
        string product,
        params (string Kind, int Month, int Day)[] steps
    )
    {
        var card = Fact(random, manager, "", DemoFacts.First, product);
        facts.AddRange(
            steps.Select(step => card with { Kind = step.Kind, OccurredOn = new DateOnly(2026, step.Month, step.Day) })
        );
    }

    private static DemoFact Fact(
        SteadyRandom random,
        int manager,
        string kind,
        DateOnly day,
        string product,
        long? fen = null
    ) => new(DemoManager.NoOf(manager), kind, random.Reference('K'), day, random.Reference('U'), product, fen);
}
