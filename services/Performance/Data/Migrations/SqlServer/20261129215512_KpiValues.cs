using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations.SqlServer
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
                type: "nvarchar(max)",
                maxLength: 20000,
                nullable: true,
                collation: "Latin1_General_100_BIN2");
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
