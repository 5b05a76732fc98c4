using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
{
    /// <inheritdoc />
    public partial class ManagerStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Done",
                table: "Runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "StateHash",
                table: "Runs",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ToDo",
                table: "Runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "ManagerStates",
                columns: table => new
                {
                    RunNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CutOffPayable = table.Column<long>(type: "INTEGER", nullable: false),
                    CutOffDeferred = table.Column<long>(type: "INTEGER", nullable: false),
                    CutOffReserved = table.Column<long>(type: "INTEGER", nullable: false),
                    Carried = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ManagerStates", x => new { x.RunNumber, x.ManagerNo });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Scores_KnownFrom",
                table: "Scores",
                column: "KnownFrom");

            migrationBuilder.CreateIndex(
                name: "IX_Scores_Period_ManagerNo",
                table: "Scores",
                columns: new[] { "Period", "ManagerNo" });

            migrationBuilder.CreateIndex(
                name: "IX_Managers_KnownFrom",
                table: "Managers",
                column: "KnownFrom");

            migrationBuilder.CreateIndex(
                name: "IX_Facts_CancelledOn",
                table: "Facts",
                columns: new[] { "OccurredOn", "CardRef" },
                filter: "\"Kind\" = 7");

            migrationBuilder.CreateIndex(
                name: "IX_Facts_KnownFrom",
                table: "Facts",
                columns: new[] { "KnownFrom", "OccurredOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Facts_KnownUntil",
                table: "Facts",
                columns: new[] { "KnownUntil", "OccurredOn" },
                filter: "\"KnownUntil\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_KnownFrom",
                table: "Complaints",
                column: "KnownFrom");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ResolvedOn",
                table: "Complaints",
                column: "ResolvedOn");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ManagerStates");

            migrationBuilder.DropIndex(
                name: "IX_Scores_KnownFrom",
                table: "Scores");

            migrationBuilder.DropIndex(
                name: "IX_Scores_Period_ManagerNo",
                table: "Scores");

            migrationBuilder.DropIndex(
                name: "IX_Managers_KnownFrom",
                table: "Managers");

            migrationBuilder.DropIndex(
                name: "IX_Facts_CancelledOn",
                table: "Facts");

            migrationBuilder.DropIndex(
                name: "IX_Facts_KnownFrom",
                table: "Facts");

            migrationBuilder.DropIndex(
                name: "IX_Facts_KnownUntil",
                table: "Facts");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_KnownFrom",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_ResolvedOn",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "Done",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "StateHash",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "ToDo",
                table: "Runs");
        }
    }
}
