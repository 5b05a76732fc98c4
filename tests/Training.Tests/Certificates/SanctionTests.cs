using System.Text.Json;
using CardTeam.Contracts.Training;
using CardTeam.Testing;
using CardTeam.Training.Certificates;
using CardTeam.Training.Data;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Certificates;

/// <summary>Suspensions and revocations, and the intervals that others hear of.</summary>
public class SanctionTests
{
    [Fact]
    public async Task A_suspension_splits_the_interval_and_withdrawing_it_leaves_no_trace_in_the_days()
    {
        await using var service = await BankAsync();
        var id = await ImposeAsync(service, "suspended", "2026-03-01", "2026-03-31");

        Assert.Equal(["2026-01-01 2026-02-28 v2", "2026-04-01 2026-12-31 v1"], await HeldAsync(service));
        Assert.Equal(
            ["2026-01-01 2026-12-31 v1", "2026-01-01 2026-02-28 v2", "2026-04-01 2026-12-31 v1"],
            (await service.AnnouncedAsync<CertificatesChanged>())
                .SelectMany(e => e.Intervals)
                .Select(i => $"{i.ValidFrom:yyyy-MM-dd} {i.ValidTo:yyyy-MM-dd} v{i.Version}")
        );
        await SendAsync(
            Trainer(service),
            HttpMethod.Post,
            $"/certificate-sanctions/{id}/end",
            """{ "lastDay": "2026-03-10" }"""
        );
        Assert.Equal(["2026-01-01 2026-02-28 v2", "2026-03-11 2026-12-31 v1"], await HeldAsync(service));
        await SendAsync(
            Trainer(service),
            HttpMethod.Post,
            $"/certificate-sanctions/{id}/withdraw",
            """{ "reason": "材料已补齐" }"""
        );
        Assert.Equal(["2026-01-01 2026-12-31 v3"], await HeldAsync(service));
        Assert.Equal(
            "sanction.withdrawn",
            Code(
                await SendAsync(
                    Trainer(service),
                    HttpMethod.Post,
                    $"/certificate-sanctions/{id}/withdraw",
                    """{ "reason": "again" }""",
                    409
                )
            )
        );
    }

    [Fact]
    public async Task What_cannot_be_sanctioned_is_refused()
    {
        await using var service = await BankAsync();
        Assert.Equal(
            "sanction.not-held",
            Code(
                await SendAsync(
                    Trainer(service),
                    HttpMethod.Post,
                    "/certificate-sanctions",
                    Body("revoked", "2027-01-01"),
                    409
                )
            )
        );
        Assert.Equal(
            "sanction.ends-before-it-begins",
            Code(
                await SendAsync(
                    Trainer(service),
                    HttpMethod.Post,
                    "/certificate-sanctions",
                    Body("suspended", "2026-03-02", "2026-03-01"),
                    409
                )
            )
        );
        Assert.Equal(
            "sanction.has-no-end",
            Code(
                await SendAsync(
                    Trainer(service),
                    HttpMethod.Post,
                    "/certificate-sanctions",
                    Body("revoked", "2026-03-01", "2026-03-02"),
                    400
                )
            )
        );
        await ImposeAsync(service, "suspended", "2026-03-01");
        Assert.Equal(
            "sanction.overlaps",
            Code(
                await SendAsync(
                    Trainer(service),
                    HttpMethod.Post,
                    "/certificate-sanctions",
                    Body("suspended", "2026-05-01"),
                    409
                )
            )
        );
        Assert.Equal(
            "manager.not-found",
            Code(
                await SendAsync(
                    Trainer(service),
                    HttpMethod.Post,
                    "/certificate-sanctions",
                    Body("suspended", "2026-03-01").Replace("M1", "M9", StringComparison.Ordinal),
                    404
                )
            )
        );
    }

    [Fact]
    public async Task An_exported_list_comes_back_as_it_was_while_a_sanction_is_in_force()
    {
        await using var service = await BankAsync();
        await ImposeAsync(service, "suspended", "2026-03-01", "2026-03-31");
        var list = await Trainer(service).GetStringAsync(new Uri("/certificates.csv", UriKind.Relative));

        var outcome = await service.ImportAsync("certificates", list, Trainer(service));

        Assert.Equal((0L, 2L, 0L), outcome.Rows);
        Assert.Equal(2, (await HeldAsync(service)).Count);
    }

    [Fact]
    public async Task A_revoked_certificate_is_held_again_from_a_later_grant_on()
    {
        await using var service = await BankAsync();
        await ImposeAsync(service, "revoked", "2026-03-01");
        Assert.Equal(["2026-01-01 2026-02-28 v2"], await HeldAsync(service));
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nM1,SALES,2026-06-01,2027-05-31\n"
        );
        Assert.Equal(["2026-01-01 2026-02-28 v2", "2026-06-01 2027-05-31 v1"], await HeldAsync(service));
    }

    /// <summary>
    /// Grants and sanctions become known in any order, with sanctions withdrawn in between: the days that are held are
    /// those that follow from them together.
    /// </summary>
    [Fact]
    public async Task The_days_follow_from_grants_and_sanctions_in_whatever_order_they_become_known()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var first = new DateOnly(2026, 1, 1);
        var step = Gen.Zip(Gen.Zip(Gen.Choose(0, 3), Gen.Choose(0, 30)), Gen.Choose(-1, 30));
        var number = 0;
        foreach (var steps in step.ListOf(7).Sample(40))
        {
            var managerNo = Invariant($"P{number++}");
            var (grants, taken) = (new Dictionary<DateOnly, DateOnly?>(), new List<Sanction>());
            foreach (var ((kind, start), length) in steps)
            {
                var from = first.AddDays(start);
                var to = length < 0 ? (DateOnly?)null : from.AddDays(length);
                await service.ReadAsync<TrainingDbContext, int>(async db =>
                {
                    var book = await CertificateBook.LoadAsync(db, [managerNo], "test", CancellationToken.None);
                    if (kind <= 1)
                    {
                        book.Grant(managerNo, "A", from, to, null);
                        grants[from] = to;
                    }
                    else
                    {
                        var word = kind == 2 ? Sanction.Suspended : Sanction.Revoked;
                        var last = kind == 2 ? to : null;
                        if (
                            taken.Find(s =>
                                s.Kind == word && (last is null || s.From <= last) && (s.To is null || s.To >= from)
                            ) is
                            { } other
                        )
                        {
                            // One that is in the way is withdrawn.
                            var known = book.Sanctions(managerNo, "A").First(s => s.Id == other.Id);
                            known.Withdraw("test", "test", DateTimeOffset.UnixEpoch);
                            book.Settle(managerNo, "A");
                            taken.Remove(other);
                        }
                        else
                        {
                            var sanction = Sanction.Impose(
                                managerNo,
                                "A",
                                word,
                                from,
                                last,
                                "test",
                                [(DateOnly.MinValue, null)],
                                [],
                                "test",
                                DateTimeOffset.UnixEpoch
                            );
                            book.Add(sanction);
                            taken.Add(sanction);
                        }
                    }

                    book.Announce();
                    return await db.SaveChangesAsync();
                });
            }

            var held = await service.ReadAsync<TrainingDbContext, List<Certificate>>(db =>
                db.Certificates.AsNoTracking()
                    .Where(c => c.ManagerNo == managerNo && c.KnownUntil == null)
                    .ToListAsync()
            );
            var wanted = HeldDays.Of(grants.Select(g => (g.Key, g.Value)), [.. taken.Select(s => s.Taken)]);
            for (var day = first; day < first.AddDays(80); day = day.AddDays(1))
                Assert.Equal(
                    (managerNo, day, wanted.Any(h => h.Key <= day && (h.Value is null || day <= h.Value))),
                    (managerNo, day, held.Exists(c => c.HoldsOn(day)))
                );
        }

        // Others rebuild the same days from what was announced.
        var announced = (await service.AnnouncedAsync<CertificatesChanged>())
            .SelectMany(e => e.Intervals)
            .GroupBy(i => (i.ManagerNo, i.Certificate, i.ValidFrom))
            .Select(g => g.MaxBy(i => i.Version)!)
            .Select(i => $"{i.ManagerNo} {i.ValidFrom} {i.ValidTo} {i.Version}")
            .Order(StringComparer.Ordinal);
        var kept = await service.ReadAsync<TrainingDbContext, List<Certificate>>(db =>
            db.Certificates.AsNoTracking().Where(c => c.KnownUntil == null).ToListAsync()
        );
        Assert.Equal(
            kept.Select(c => $"{c.ManagerNo} {c.ValidFrom} {c.ValidTo} {c.Version}").Order(StringComparer.Ordinal),
            announced
        );
    }

    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(service, Profile("M1"));
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nM1,SALES,2026-01-01,2026-12-31\n"
        );
        return service;
    }

    private static string Body(string kind, string from, string? to = null) =>
        JsonSerializer.Serialize(
            new
            {
                managerNo = "M1",
                certificate = "SALES",
                kind,
                from,
                to,
                reason = "违规销售",
            }
        );

    private static async Task<Guid> ImposeAsync(
        ServiceUnderTest service,
        string kind,
        string from,
        string? to = null
    ) =>
        (await SendAsync(Trainer(service), HttpMethod.Post, "/certificate-sanctions", Body(kind, from, to)))
            .GetProperty("id")
            .GetGuid();

    private static async Task<List<string>> HeldAsync(ServiceUnderTest service) =>
        [
            .. (await GetAsync(Trainer(service), "/certificates?manager=M1&sort=validFrom"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(c => $"{c.GetProperty("validFrom")} {c.GetProperty("validTo")} v{c.GetProperty("version")}"),
        ];

    private static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();
}
