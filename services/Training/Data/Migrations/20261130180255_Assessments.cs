using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Training.Data.Migrations
{
    /// <inheritdoc />
    public partial class Assessments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Assessments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ExamCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    HeldOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Content = table.Column<string>(type: "TEXT", maxLength: 30000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Score = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    NamedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NamedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Assessments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Examiners",
                columns: table => new
                {
                    AssessmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Given = table.Column<string>(type: "TEXT", maxLength: 30000, nullable: true),
                    Total = table.Column<int>(type: "INTEGER", nullable: true),
                    MarkedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Examiners", x => new { x.AssessmentId, x.Place });
                    table.ForeignKey(
                        name: "FK_Examiners_Assessments_AssessmentId",
                        column: x => x.AssessmentId,
                        principalTable: "Assessments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Assessments_HeldOn_Id",
                table: "Assessments",
                columns: new[] { "HeldOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Assessments_ManagerNo",
                table: "Assessments",
                column: "ManagerNo");

            migrationBuilder.CreateIndex(
                name: "IX_Examiners_Name",
                table: "Examiners",
                column: "Name");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Examiners");

            migrationBuilder.DropTable(
                name: "Assessments");
        }
    }
}
