using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Training.Data.Migrations
{
    /// <inheritdoc />
    public partial class Courses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Enrolments_ManagerNo",
                table: "Enrolments");

            migrationBuilder.AddColumn<string>(
                name: "Branch",
                table: "Sessions",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ConfirmedAt",
                table: "Sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ConfirmedBy",
                table: "Sessions",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CourseCode",
                table: "Sessions",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "EndMinute",
                table: "Sessions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "EndsOn",
                table: "Sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HasWaitingList",
                table: "Sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Place",
                table: "Sessions",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "StartMinute",
                table: "Sessions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Teacher",
                table: "Sessions",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "WithdrawnAt",
                table: "Enrolments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AttendedDays",
                columns: table => new
                {
                    SessionCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    IsPresent = table.Column<bool>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    MarkedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    MarkedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttendedDays", x => new { x.SessionCode, x.ManagerNo, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "Completions",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CourseCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SessionCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CourseVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    CompletedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    AttendedPercent = table.Column<int>(type: "INTEGER", nullable: false),
                    ConfirmedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Completions", x => new { x.ManagerNo, x.CourseCode, x.SessionCode });
                });

            migrationBuilder.CreateTable(
                name: "CourseFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CourseCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AddedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AddedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CourseFiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Courses",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    IsCurrent = table.Column<bool>(type: "INTEGER", nullable: false),
                    TitleZh = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    TitleEn = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    TenthsOfHours = table.Column<int>(type: "INTEGER", nullable: false),
                    ValidMonths = table.Column<int>(type: "INTEGER", nullable: true),
                    PrerequisitesJson = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    AudienceJson = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    MaterialsJson = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Courses", x => new { x.Code, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "EnrolmentRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    RequestedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Changes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolmentRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FailedCheckIns",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FailedCheckIns", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "KnownTerms",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Level = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Area = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Employment = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownTerms", x => new { x.ManagerNo, x.From });
                });

            migrationBuilder.CreateTable(
                name: "RoomCodes",
                columns: table => new
                {
                    SessionCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    ValidUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ShownBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoomCodes", x => x.SessionCode);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_CourseCode_StartsOn",
                table: "Sessions",
                columns: new[] { "CourseCode", "StartsOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_StartsOn",
                table: "Sessions",
                column: "StartsOn");

            migrationBuilder.CreateIndex(
                name: "IX_Enrolments_ManagerNo_SessionCode",
                table: "Enrolments",
                columns: new[] { "ManagerNo", "SessionCode" });

            migrationBuilder.CreateIndex(
                name: "IX_Completions_CourseCode_CompletedOn",
                table: "Completions",
                columns: new[] { "CourseCode", "CompletedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Completions_SessionCode",
                table: "Completions",
                column: "SessionCode");

            migrationBuilder.CreateIndex(
                name: "IX_CourseFiles_CourseCode_Sha256",
                table: "CourseFiles",
                columns: new[] { "CourseCode", "Sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentRequests_ManagerNo",
                table: "EnrolmentRequests",
                column: "ManagerNo");

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentRequests_SessionCode_ManagerNo",
                table: "EnrolmentRequests",
                columns: new[] { "SessionCode", "ManagerNo" });

            migrationBuilder.CreateIndex(
                name: "IX_FailedCheckIns_ManagerNo_At",
                table: "FailedCheckIns",
                columns: new[] { "ManagerNo", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_RoomCodes_Code",
                table: "RoomCodes",
                column: "Code");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AttendedDays");

            migrationBuilder.DropTable(
                name: "Completions");

            migrationBuilder.DropTable(
                name: "CourseFiles");

            migrationBuilder.DropTable(
                name: "Courses");

            migrationBuilder.DropTable(
                name: "EnrolmentRequests");

            migrationBuilder.DropTable(
                name: "FailedCheckIns");

            migrationBuilder.DropTable(
                name: "KnownTerms");

            migrationBuilder.DropTable(
                name: "RoomCodes");

            migrationBuilder.DropIndex(
                name: "IX_Sessions_CourseCode_StartsOn",
                table: "Sessions");

            migrationBuilder.DropIndex(
                name: "IX_Sessions_StartsOn",
                table: "Sessions");

            migrationBuilder.DropIndex(
                name: "IX_Enrolments_ManagerNo_SessionCode",
                table: "Enrolments");

            migrationBuilder.DropColumn(
                name: "Branch",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "ConfirmedAt",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "ConfirmedBy",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "CourseCode",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "EndMinute",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "EndsOn",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "HasWaitingList",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "Place",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "StartMinute",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "Teacher",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "WithdrawnAt",
                table: "Enrolments");

            migrationBuilder.CreateIndex(
                name: "IX_Enrolments_ManagerNo",
                table: "Enrolments",
                column: "ManagerNo");
        }
    }
}
