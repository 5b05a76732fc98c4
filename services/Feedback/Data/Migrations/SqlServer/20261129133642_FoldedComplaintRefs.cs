using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Feedback.Data.Migrations.SqlServer
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
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.Sql("EXEC(N'UPDATE [Complaints] SET [FoldedRef] = LOWER([ComplaintRef])')");

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
