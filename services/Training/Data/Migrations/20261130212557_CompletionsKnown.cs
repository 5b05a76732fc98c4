using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Training.Data.Migrations
{
    /// <inheritdoc />
    public partial class CompletionsKnown : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "KnownFrom",
                table: "Completions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Completions_KnownFrom",
                table: "Completions",
                column: "KnownFrom");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Completions_KnownFrom",
                table: "Completions");

            migrationBuilder.DropColumn(
                name: "KnownFrom",
                table: "Completions");
        }
    }
}
