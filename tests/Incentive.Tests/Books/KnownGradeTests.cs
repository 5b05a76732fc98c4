using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Data;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Books;

public class KnownGradeTests
{
    /// <summary>The newest version of each day is kept, in whatever order and however often they come.</summary>
    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 0, 1, 2, 2)]
    public async Task Grades_are_kept_as_intervals(params int[] order)
    {
        await using var service = await ServiceUnderTest.StartAsync(IncentiveService.Build);
        AssignedGrade[] grades =
        [
            Of(new(2026, 1, 1), 1, "junior", "2025-H2"),
            Of(new(2026, 7, 1), 1, "junior", "2026-H1"),
            Of(new(2026, 7, 1), 2, "intermediate", "2026-H1"),
        ];

        foreach (var at in order)
            await service.DeliverAsync(new GradesAssigned([grades[at]]));

        Assert.Equal(
            ["2026-01-01 1 junior", "2026-07-01 2 intermediate"],
            await service.ReadAsync<IncentiveDbContext, List<string>>(async db =>
                (await db.Grades.AsNoTracking().OrderBy(g => g.From).ToListAsync()).ConvertAll(g =>
                    $"{g.From:yyyy-MM-dd} {g.Version} {g.Level}"
                )
            )
        );
    }

    private static AssignedGrade Of(DateOnly from, int version, string level, string period) =>
        new(
            ManagerNo: "M1",
            From: from,
            Version: version,
            Level: level,
            Step: "A",
            PayLevel: level,
            PayStep: "A",
            Scheme: "GRADES-2026",
            Period: Period.Parse(period)
        );
}
