using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations
{
    /// <inheritdoc />
    public partial class TotalsInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "TenThousandths",
                table: "Scorecards",
                type: "INTEGER",
                nullable: true);

            // Of what is there already. Four decimals: the product is a whole number.
            migrationBuilder.Sql("UPDATE \"Scorecards\" SET \"TenThousandths\" = CAST(ROUND(CAST(\"Total\" AS REAL) * 10000) AS INTEGER) WHERE \"Total\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TenThousandths",
                table: "Scorecards");
        }
    }
}
