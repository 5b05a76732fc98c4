using CardTeam.Contracts;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Certificates;

namespace CardTeam.Training.Tests.Certificates;

public class CertificateTests
{
    private static readonly DateOnly From = new(2026, 1, 1);

    [Fact]
    public void A_grant_is_version_one_and_known_from_the_next_close()
    {
        var granted = Certificate
            .Grant("M1", "CARD-SALES", From, new(2026, 12, 31), "N-1", nextClose: 4)
            .ToInterval(null, "trainer");

        Assert.Equal(
            ("M1", "CARD-SALES", From, new DateOnly(2026, 12, 31), 1, 4),
            (
                granted.ManagerNo,
                granted.Certificate,
                granted.ValidFrom,
                granted.ValidTo!.Value,
                granted.Version,
                granted.KnownFrom
            )
        );
    }

    [Fact]
    public void Saying_the_same_again_is_nothing_new()
    {
        var granted = Certificate.Grant("M1", "CARD-SALES", From, null, "N-1", 1);

        Assert.Null(granted.Revise(null, "N-1", 2));
        Assert.Null(granted.KnownUntil);
    }

    [Fact]
    public void Revoking_supersedes_and_counts_up()
    {
        var granted = Certificate.Grant("M1", "CARD-SALES", From, null, "N-1", 1);
        var revoked = granted.Revise(new(2026, 3, 31), "N-1", 3)!;
        var restored = revoked.Revise(null, "N-1", 3)!;

        Assert.Equal((1, 1, 3), (granted.Version, granted.KnownFrom, granted.KnownUntil));
        Assert.Equal((2, 3, 3), (revoked.Version, revoked.KnownFrom, revoked.KnownUntil));
        Assert.Equal((3, 3, null), (restored.Version, restored.KnownFrom, restored.KnownUntil));
        Assert.Throws<InvalidOperationException>(() => granted.Revise(null, "N-2", 4));
    }

    /// <summary>
    /// February to April are closed. Only days that are covered by one version and not by the other change a month.
    /// </summary>
    [Theory]
    [InlineData(null, null, "2026-02 2026-04")]
    [InlineData(null, "2026-03-31", "2026-02 2026-03")]
    [InlineData(null, "2026-01-31", null)]
    [InlineData("2026-03-31", "2026-03-31", null)]
    [InlineData("2026-03-31", "2026-04-01", "2026-04 2026-04")]
    [InlineData("2026-04-15", "2026-03-10", "2026-03 2026-04")]
    [InlineData("2026-04-30", "2026-05-31", null)]
    [InlineData("open", "2026-03-31", "2026-04 2026-04")]
    [InlineData("2026-01-15", "open", "2026-02 2026-04")]
    [InlineData("open", "2026-06-30", null)]
    public void The_closed_months_a_version_changes(string? before, string? after, string? changed)
    {
        var closed = new ClosedMonths(4, Period.Month(2026, 2), Period.Month(2026, 4));
        var granted = Certificate.Grant("M1", "CARD-SALES", From, Day(before ?? after), "N-1", 1);
        var version = before is null ? granted : granted.Revise(Day(after), "N-2", 4)!;

        var found = version.ClosedMonthsChanged(before is null ? null : granted, closed);

        Assert.Equal(changed, found is { } months ? $"{months.From} {months.To}" : null);
        Assert.Equal(changed is null ? null : "trainer", version.ToInterval(found, "trainer").ChangedBy);

        static DateOnly? Day(string? day) => day is null or "open" ? null : DateOnly.Parse(day);
    }

    [Fact]
    public void Before_the_first_close_nothing_changes_a_closed_month() =>
        Assert.Null(
            Certificate.Grant("M1", "CARD-SALES", From, null, null, 1).ClosedMonthsChanged(null, new(1, null, null))
        );

    [Fact]
    public void It_holds_on_its_last_day_and_no_longer()
    {
        var certificate = Certificate.Grant("M1", "CARD-SALES", From, From, null, 1);

        Assert.True(certificate.HoldsOn(From));
        Assert.False(certificate.HoldsOn(From.AddDays(1)));
        Assert.False(certificate.HoldsOn(From.AddDays(-1)));
    }

    [Fact]
    public void It_cannot_end_before_it_begins()
    {
        var broken = Assert.Throws<RuleBrokenException>(() =>
            Certificate.Grant("M1", "CARD-SALES", From, From.AddDays(-1), null, 1)
        );
        Assert.Equal("certificate.ends-before-it-begins", broken.Code);

        var granted = Certificate.Grant("M1", "CARD-SALES", From, null, null, 1);
        Assert.Throws<RuleBrokenException>(() => granted.Revise(From.AddDays(-1), null, 1));
        Assert.Null(granted.KnownUntil);
    }
}
