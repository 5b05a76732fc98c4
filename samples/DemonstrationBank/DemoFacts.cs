namespace CardTeam.DemonstrationBank;

/// <summary>A row of card facts; its reference is assigned when the month is sorted.</summary>
internal sealed record DemoFact(
    string ManagerNo,
    string Kind,
    string CardRef,
    DateOnly OccurredOn,
    string CustomerRef,
    string Product,
    long? Fen = null,
    string NewCustomer = ""
)
{
    public string FactRef { get; init; } = "";

    public string Amount => Fen is { } fen ? Invariant($"{fen / 100}.{fen % 100:00}") : "";
}

/// <summary>
/// The ordinary business of three months, drawn manager by manager; <see cref="DemoStories"/> adds the special cases.
/// </summary>
internal static class DemoFacts
{
    public static readonly DateOnly First = new(2026, 4, 1);
    public static readonly DateOnly Last = new(2026, 6, 30);

    public static List<DemoFact> Ordinary()
    {
        var facts = new List<DemoFact>();
        foreach (var manager in DemoRoster.Managers)
        {
            var cards = OldCards(manager);
            for (var month = First.AddMonths(-1); month <= Last; month = month.AddMonths(1))
            {
                // March is drawn only for its effects in April: the bank's first month begins with work under way.
                var random = new SteadyRandom(Invariant($"{manager.No} {month:yyyy-MM}"));
                var born = NewCards(manager, month, random, facts);
                if (month >= First)
                {
                    OldBusiness(manager, month, random, cards, facts);
                }

                cards.AddRange(born);
            }
        }

        facts.RemoveAll(f => f.OccurredOn < First || f.OccurredOn > Last);
        facts.RemoveAll(f => !DemoRoster.Managers.First(m => m.No == f.ManagerNo).InPost(f.OccurredOn));
        return facts;
    }

    private static List<(string Card, string Customer, string Product)> OldCards(DemoManager manager)
    {
        var random = new SteadyRandom($"{manager.No} portfolio");
        var count = manager.Level switch
        {
            "trainee" => random.Between(38, 46),
            "senior" => random.Between(24, 34),
            _ => random.Between(44, 58),
        };
        return
        [
            .. Enumerable.Range(0, count).Select(_ => (random.Reference('K'), random.Reference('U'), Product(random))),
        ];
    }

    private static string Product(SteadyRandom random) =>
        random.Between(1, 100) switch
        {
            <= 60 => "standard",
            <= 90 => "gold",
            _ => "platinum",
        };

    // From application to first use, each step some days later, perhaps in the next month.
    private static List<(string Card, string Customer, string Product)> NewCards(
        DemoManager manager,
        DateOnly month,
        SteadyRandom random,
        List<DemoFact> facts
    )
    {
        var applications = (manager.Number, manager.Level) switch
        {
            (1, _) => random.Between(22, 24),
            (_, "trainee") => random.Between(8, 12),
            (_, "junior") => random.Between(11, 18),
            (_, "intermediate") => random.Between(15, 24),
            _ => random.Between(32, 40),
        };
        var born = new List<(string, string, string)>();
        for (var i = 0; i < applications; i++)
        {
            var card = random.Reference('K');
            var customer = random.Reference('U');
            var product = Product(random);
            var day = month.AddDays(random.Between(0, DateTime.DaysInMonth(month.Year, month.Month) - 1));
            facts.Add(new DemoFact(manager.No, "applied", card, day, customer, product));
            if (random.Percent(25))
            {
                facts.Add(new DemoFact(manager.No, "referral-confirmed", card, day, customer, product));
            }

            day = day.AddDays(random.Between(2, 6));
            if (!random.Percent(82))
            {
                continue;
            }

            facts.Add(
                new DemoFact(
                    manager.No,
                    "approved",
                    card,
                    day,
                    customer,
                    product,
                    NewCustomer: random.Percent(70) ? "true" : "false"
                )
            );
            day = day.AddDays(random.Between(1, 7));
            if (!random.Percent(78))
            {
                continue;
            }

            facts.Add(new DemoFact(manager.No, "activated", card, day, customer, product));
            if (random.Percent(75))
            {
                facts.Add(
                    new DemoFact(manager.No, "first-used", card, day.AddDays(random.Between(0, 9)), customer, product)
                );
            }

            // A few are returned within the thirty days, some of them after the month's end.
            if (random.Percent(3))
            {
                facts.Add(
                    new DemoFact(manager.No, "cancelled", card, day.AddDays(random.Between(11, 29)), customer, product)
                );
            }
            else
            {
                born.Add((card, customer, product));
            }
        }

        return born;
    }

    private static void OldBusiness(
        DemoManager manager,
        DateOnly month,
        SteadyRandom random,
        List<(string Card, string Customer, string Product)> cards,
        List<DemoFact> facts
    )
    {
        var days = DateTime.DaysInMonth(month.Year, month.Month);
        Some(random.Percent(40) ? 1 : 0, "cancelled", withAmount: false);
        foreach (var (card, customer, product) in cards)
        {
            // 30.00 to about 9,000, the small ones more often.
            if (random.Percent(72))
            {
                facts.Add(
                    new DemoFact(
                        manager.No,
                        "active-month",
                        card,
                        month.AddDays(random.Between(0, days - 1)),
                        customer,
                        product,
                        3000 + (long)random.Between(0, 950) * random.Between(0, 950)
                    )
                );
            }
        }

        Some(random.Between(2, manager.Level == "senior" ? 9 : 6), "instalment", withAmount: true);
        Some(random.Between(0, 3) * random.Between(0, 2) / 2 + random.Between(0, 1), "overdue", withAmount: false);
        Some(random.Between(0, 2), "sleeping", withAmount: false);

        void Some(int count, string kind, bool withAmount)
        {
            for (var i = 0; i < count; i++)
            {
                var at = random.Between(0, cards.Count - 1);
                var (card, customer, product) = cards[at];
                facts.Add(
                    new DemoFact(
                        manager.No,
                        kind,
                        card,
                        month.AddDays(random.Between(0, days - 1)),
                        customer,
                        product,
                        withAmount ? random.Between(120_000, 5_999_999) : null
                    )
                );
                if (kind == "cancelled")
                {
                    cards.RemoveAt(at); // a returned card does no more business
                }
            }
        }
    }
}
