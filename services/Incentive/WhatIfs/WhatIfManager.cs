using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.WhatIfs;

/// <summary>The result of a what-if's months for a manager.</summary>
internal sealed class WhatIfManager
{
    private WhatIfManager() { }

    /// <param name="posting">The posting in the last month that counts; null for a manager who never had one.</param>
    /// <param name="months">The number of months that count.</param>
    public WhatIfManager(long whatIf, string managerNo, string org, Posting? posting, int months, Money now, Money then)
    {
        (WhatIfNumber, ManagerNo, Org, Months) = (whatIf, managerNo, org, months);
        Level = posting?.Level;
        Step = posting?.Step;
        Area = posting?.Area;
        Employment = posting?.Employment;
        (Now, Then, Change) = (now, then, then - now);
        ChangeSize = Change < Money.Zero ? -Change : Change;
    }

    public long WhatIfNumber { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The unit in the last month that counts, as are level, step, area and employment.</summary>
    public string Org { get; private set; } = "";

    public string? Level { get; private set; }
    public string? Step { get; private set; }
    public string? Area { get; private set; }
    public string? Employment { get; private set; }

    /// <summary>The number of months that count.</summary>
    public int Months { get; private set; }

    /// <summary>The pay of the months by the plans in force: payable, deferred and reserved.</summary>
    public Money Now { get; private set; }

    /// <summary>The same by the plan asked about.</summary>
    public Money Then { get; private set; }

    public Money Change { get; private set; }

    /// <summary>The size of the change, up or down, for sorting.</summary>
    public Money ChangeSize { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<WhatIfManager>
    {
        public void Configure(EntityTypeBuilder<WhatIfManager> builder) =>
            builder.HasKey(m => new { m.WhatIfNumber, m.ManagerNo });
    }
}
