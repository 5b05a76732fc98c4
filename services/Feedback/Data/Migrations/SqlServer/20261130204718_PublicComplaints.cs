using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Feedback.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class PublicComplaints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FollowUpMark",
                table: "Cases",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "FormMark",
                table: "Cases",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "TrainingTopic",
                table: "Cases",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.CreateTable(
                name: "CaseAttachments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ComplaintRef = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Type = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Size = table.Column<int>(type: "int", nullable: false),
                    AddedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AddedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseAttachments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CaseTopics",
                columns: table => new
                {
                    Tree = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Code = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NameZh = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NameEn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    IsActive = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseTopics", x => new { x.Tree, x.Code });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_FollowUpMark",
                table: "Cases",
                column: "FollowUpMark",
                unique: true,
                filter: "[FollowUpMark] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_FormMark",
                table: "Cases",
                column: "FormMark",
                unique: true,
                filter: "[FormMark] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseAttachments_ComplaintRef",
                table: "CaseAttachments",
                column: "ComplaintRef");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CaseAttachments");

            migrationBuilder.DropTable(
                name: "CaseTopics");

            migrationBuilder.DropIndex(
                name: "IX_Cases_FollowUpMark",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_FormMark",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "FollowUpMark",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "FormMark",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "TrainingTopic",
                table: "Cases");
        }
    }
}
