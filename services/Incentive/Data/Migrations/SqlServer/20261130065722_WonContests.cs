using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations.SqlServer
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
                type: "int",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "WonContests",
                columns: table => new
                {
                    Contest = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ManagerNo = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Period = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: false, collation: "Latin1_General_100_BIN2"),
                    KnownFrom = table.Column<int>(type: "int", nullable: false)
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
