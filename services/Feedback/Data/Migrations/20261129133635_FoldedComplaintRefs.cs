using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Feedback.Data.Migrations
{
    /// <inheritdoc />
    public partial class FoldedComplaintRefs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FoldedRef",
                table: "Complaints",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("UPDATE \"Complaints\" SET \"FoldedRef\" = lower(\"ComplaintRef\")");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_FoldedRef",
                table: "Complaints",
                column: "FoldedRef");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Complaints_FoldedRef",
                table: "Complaints");

            migrationBuilder.DropColumn(
                name: "FoldedRef",
                table: "Complaints");
        }
    }
}
