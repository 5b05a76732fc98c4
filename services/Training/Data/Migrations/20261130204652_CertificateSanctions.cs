using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Training.Data.Migrations
{
    /// <inheritdoc />
    public partial class CertificateSanctions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "GrantedTo",
                table: "Certificates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsGranted",
                table: "Certificates",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.Sql("""UPDATE "Certificates" SET "GrantedTo" = "ValidTo", "IsGranted" = 1""");

            migrationBuilder.CreateTable(
                name: "AwaitedExams",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CourseCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SessionCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CourseVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    StartsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AttendedPercent = table.Column<int>(type: "INTEGER", nullable: false),
                    ConfirmedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AwaitedExams", x => new { x.ManagerNo, x.CourseCode, x.SessionCode });
                });

            migrationBuilder.CreateTable(
                name: "CertificateSanctions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CertificateCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    ImposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ImposedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WithdrawnReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    WithdrawnBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CertificateSanctions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Coachings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CertificateCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    CoachNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    AssignedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AssignedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EndedReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Coachings", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AwaitedExams_SessionCode",
                table: "AwaitedExams",
                column: "SessionCode");

            migrationBuilder.CreateIndex(
                name: "IX_CertificateSanctions_ManagerNo_CertificateCode",
                table: "CertificateSanctions",
                columns: new[] { "ManagerNo", "CertificateCode" });

            migrationBuilder.CreateIndex(
                name: "IX_Coachings_ManagerNo_CertificateCode",
                table: "Coachings",
                columns: new[] { "ManagerNo", "CertificateCode" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AwaitedExams");

            migrationBuilder.DropTable(
                name: "CertificateSanctions");

            migrationBuilder.DropTable(
                name: "Coachings");

            migrationBuilder.DropColumn(
                name: "GrantedTo",
                table: "Certificates");

            migrationBuilder.DropColumn(
                name: "IsGranted",
                table: "Certificates");
        }
    }
}
