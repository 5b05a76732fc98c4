using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations
{
    /// <inheritdoc />
    public partial class KpiValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Values",
                table: "Scorecards",
                type: "TEXT",
                maxLength: 20000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Values",
                table: "Scorecards");
        }
    }
}
