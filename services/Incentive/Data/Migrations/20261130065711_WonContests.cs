using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
{
    /// <inheritdoc />
    public partial class WonContests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "DecidedAtClose",
                table: "Contests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "WonContests",
                columns: table => new
                {
                    Contest = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    KnownFrom = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WonContests", x => new { x.ManagerNo, x.Contest });
                });

            migrationBuilder.CreateIndex(
                name: "IX_WonContests_Contest",
                table: "WonContests",
                column: "Contest");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WonContests");

            migrationBuilder.DropColumn(
                name: "DecidedAtClose",
                table: "Contests");
        }
    }
}
