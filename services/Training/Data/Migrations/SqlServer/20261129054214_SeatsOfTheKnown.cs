using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Training.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class SeatsOfTheKnown : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_ExamResults",
                table: "ExamResults");

            migrationBuilder.AddColumn<int>(
                name: "Attempt",
                table: "ExamResults",
                type: "int",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "State",
                table: "Enrolments",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddPrimaryKey(
                name: "PK_ExamResults",
                table: "ExamResults",
                columns: new[] { "ManagerNo", "ExamCode", "Form", "TakenOn", "Attempt" })
                .Annotation("SqlServer:Clustered", false);

            // Who was enrolled before anybody told of them gives the seat back, and waits.
            migrationBuilder.Sql(
                """
                UPDATE "Enrolments" SET "State" = 1 WHERE NOT EXISTS (SELECT 1 FROM "KnownManagers" k WHERE k."ManagerNo" = "Enrolments"."ManagerNo");
                UPDATE "Sessions" SET "Version" = "Version" + 1,
                       "Enrolled" = (SELECT COUNT(*) FROM "Enrolments" e WHERE e."SessionCode" = "Sessions"."Code" AND e."State" = 0)
                WHERE EXISTS (SELECT 1 FROM "Enrolments" e WHERE e."SessionCode" = "Sessions"."Code" AND e."State" = 1);
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_ExamResults",
                table: "ExamResults");

            migrationBuilder.DropColumn(
                name: "Attempt",
                table: "ExamResults");

            migrationBuilder.DropColumn(
                name: "State",
                table: "Enrolments");

            migrationBuilder.AddPrimaryKey(
                name: "PK_ExamResults",
                table: "ExamResults",
                columns: new[] { "ManagerNo", "ExamCode", "Form", "TakenOn" })
                .Annotation("SqlServer:Clustered", false);
        }
    }
}
