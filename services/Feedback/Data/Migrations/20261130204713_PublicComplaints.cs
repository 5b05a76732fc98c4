using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Feedback.Data.Migrations
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
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FormMark",
                table: "Cases",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TrainingTopic",
                table: "Cases",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CaseAttachments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ComplaintRef = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    AddedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AddedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseAttachments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CaseTopics",
                columns: table => new
                {
                    Tree = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    NameZh = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    IsActive = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseTopics", x => new { x.Tree, x.Code });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_FollowUpMark",
                table: "Cases",
                column: "FollowUpMark",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Cases_FormMark",
                table: "Cases",
                column: "FormMark",
                unique: true);

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
