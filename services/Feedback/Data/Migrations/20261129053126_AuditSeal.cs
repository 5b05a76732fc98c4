using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Feedback.Data.Migrations
{
    /// <inheritdoc />
    public partial class AuditSeal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsRead",
                table: "Audit",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "KeyId",
                table: "Audit",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Mark",
                table: "Audit",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Audit_IsRead_Id",
                table: "Audit",
                columns: new[] { "IsRead", "Id" });

            // Readings of earlier releases, which said so by their method only.
            migrationBuilder.Sql("""UPDATE "Audit" SET "IsRead" = 1 WHERE "Action" LIKE 'GET %'""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Audit_IsRead_Id",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "IsRead",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "KeyId",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "Mark",
                table: "Audit");
        }
    }
}
