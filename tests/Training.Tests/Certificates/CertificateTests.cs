using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Certificates;

namespace CardTeam.Training.Tests.Certificates;

public class CertificateTests
{
    private static readonly DateOnly From = new(2026, 1, 1);

    [Fact]
    public void A_grant_is_version_one_and_known_from_the_next_close()
    {
        var granted = Certificate.Grant("M1", "CARD-SALES", From, new(2026, 12, 31), "N-1", nextClose: 4).ToInterval();

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
