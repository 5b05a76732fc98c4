using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
{
    /// <inheritdoc />
    public partial class OnceACard : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Facts_Activated",
                table: "Facts");

            migrationBuilder.CreateIndex(
                name: "IX_Facts_OnceACard",
                table: "Facts",
                columns: new[] { "CardRef", "Kind" },
                filter: "\"Kind\" >= 2 AND \"Kind\" <= 4");

            // The sums kept beside the facts are counted anew: one that had grown beyond 64 bits was no longer right, and days and amounts that no fact can have are not in them.
            migrationBuilder.Sql(
                """
                DELETE FROM "FactTotals";
                INSERT INTO "FactTotals" ("Month", "KnownFrom", "Count", "Amount", "Versions")
                SELECT "Month", "KnownFrom", SUM("Holds"), SUM("Fen"), SUM("Version") FROM (
                  SELECT CASE WHEN "OccurredOn" < 19000101 THEN '1900-01' WHEN "OccurredOn" > 21991231 THEN '2199-12'
                         ELSE substr("OccurredOn", 1, 4) || '-' || substr("OccurredOn", 5, 2) END AS "Month", "KnownFrom", (CASE WHEN "Void" = 1 THEN 0 ELSE 1 END) AS "Holds",
                         CASE WHEN "Void" = 1 OR "Amount" IS NULL OR "Amount" < 0 OR "Amount" > 100000000000000 THEN 0 ELSE "Amount" END AS "Fen", (1) AS "Version"
                  FROM "Facts"
                  UNION ALL
                  SELECT CASE WHEN "OccurredOn" < 19000101 THEN '1900-01' WHEN "OccurredOn" > 21991231 THEN '2199-12'
                         ELSE substr("OccurredOn", 1, 4) || '-' || substr("OccurredOn", 5, 2) END, "KnownUntil", (CASE WHEN "Void" = 1 THEN 0 ELSE -1 END), -(CASE WHEN "Void" = 1 OR "Amount" IS NULL OR "Amount" < 0 OR "Amount" > 100000000000000 THEN 0 ELSE "Amount" END), (0)
                  FROM "Facts" WHERE "KnownUntil" IS NOT NULL
                ) t GROUP BY "Month", "KnownFrom";
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Facts_OnceACard",
                table: "Facts");

            migrationBuilder.CreateIndex(
                name: "IX_Facts_Activated",
                table: "Facts",
                columns: new[] { "CardRef", "OccurredOn" },
                filter: "\"Kind\" = 3");
        }
    }
}
