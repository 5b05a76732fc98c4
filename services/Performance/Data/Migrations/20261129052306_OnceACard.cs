using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations
{
    /// <inheritdoc />
    public partial class OnceACard : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "EarlierEmployments",
                table: "Managers",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "UncountedFacts",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    OccurredOn = table.Column<int>(type: "INTEGER", nullable: false),
                    FactRef = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Why = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    CardRef = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CountedRef = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    KnownFrom = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UncountedFacts", x => new { x.ManagerNo, x.OccurredOn, x.FactRef });
                });

            migrationBuilder.CreateIndex(
                name: "IX_CardFacts_CardRef_Kind",
                table: "CardFacts",
                columns: new[] { "CardRef", "Kind" },
                filter: "\"Kind\" >= 2 AND \"Kind\" <= 4");

            migrationBuilder.CreateIndex(
                name: "IX_UncountedFacts_KnownFrom",
                table: "UncountedFacts",
                column: "KnownFrom");

            // The sums kept beside the facts are counted anew: one that had grown beyond 64 bits was no longer right, and days and amounts that no fact can have are not in them.
            migrationBuilder.Sql(
                """
                DELETE FROM "FactTotals";
                INSERT INTO "FactTotals" ("Month", "KnownFrom", "Count", "Amount", "Versions")
                SELECT "Month", "KnownFrom", SUM("Holds"), SUM("Fen"), SUM("Version") FROM (
                  SELECT CASE WHEN "OccurredOn" < 19000101 THEN '1900-01' WHEN "OccurredOn" > 21991231 THEN '2199-12'
                         ELSE substr("OccurredOn", 1, 4) || '-' || substr("OccurredOn", 5, 2) END AS "Month", "KnownFrom", (CASE WHEN "Void" = 1 THEN 0 ELSE 1 END) AS "Holds",
                         CASE WHEN "Void" = 1 OR "Amount" IS NULL OR "Amount" < 0 OR "Amount" > 100000000000000 THEN 0 ELSE "Amount" END AS "Fen", (1) AS "Version"
                  FROM "CardFacts"
                  UNION ALL
                  SELECT CASE WHEN "OccurredOn" < 19000101 THEN '1900-01' WHEN "OccurredOn" > 21991231 THEN '2199-12'
                         ELSE substr("OccurredOn", 1, 4) || '-' || substr("OccurredOn", 5, 2) END, "KnownUntil", (CASE WHEN "Void" = 1 THEN 0 ELSE -1 END), -(CASE WHEN "Void" = 1 OR "Amount" IS NULL OR "Amount" < 0 OR "Amount" > 100000000000000 THEN 0 ELSE "Amount" END), (0)
                  FROM "CardFacts" WHERE "KnownUntil" IS NOT NULL
                ) t GROUP BY "Month", "KnownFrom";
                """
            );

            migrationBuilder.Sql(
                """
                INSERT INTO "UncountedFacts" ("ManagerNo", "OccurredOn", "FactRef", "Why", "Kind", "CardRef", "CountedRef", "KnownFrom")
                SELECT "ManagerNo", "OccurredOn", "FactRef", 3, "Kind", "CardRef", NULL, 0 FROM "CardFacts"
                WHERE "KnownUntil" IS NULL AND "Void" = 0 AND ("OccurredOn" < 19000101 OR "OccurredOn" > 21991231 OR "Amount" > 100000000000000);
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UncountedFacts");

            migrationBuilder.DropIndex(
                name: "IX_CardFacts_CardRef_Kind",
                table: "CardFacts");

            migrationBuilder.DropColumn(
                name: "EarlierEmployments",
                table: "Managers");
        }
    }
}
