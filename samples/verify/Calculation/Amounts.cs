namespace CardTeam.Verify.Calculation;

/// <summary>The amounts of a month: paid now, deferred for years, kept as a reserve.</summary>
internal readonly record struct Amounts(Fen Payable, Fen Deferred, Fen Reserved)
{
    public static Amounts operator +(Amounts a, Amounts b) =>
        new(a.Payable + b.Payable, a.Deferred + b.Deferred, a.Reserved + b.Reserved);

    public static Amounts operator -(Amounts a, Amounts b) =>
        new(a.Payable - b.Payable, a.Deferred - b.Deferred, a.Reserved - b.Reserved);

    public static Amounts Sum(IEnumerable<Amounts> all) => all.Aggregate(default(Amounts), (sum, one) => sum + one);

    public Amounts NotBelowZero() =>
        new(Fen.Max(Fen.Zero, Payable), Fen.Max(Fen.Zero, Deferred), Fen.Max(Fen.Zero, Reserved));

    public override string ToString() => $"{Payable} + {Deferred} + {Reserved}";
}
