using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Training.Data.Migrations.SqlServer
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
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTime>(
                name: "ConfirmedAt",
                table: "Sessions",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ConfirmedBy",
                table: "Sessions",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "CourseCode",
                table: "Sessions",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<int>(
                name: "EndMinute",
                table: "Sessions",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "EndsOn",
                table: "Sessions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HasWaitingList",
                table: "Sessions",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Place",
                table: "Sessions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<int>(
                name: "StartMinute",
                table: "Sessions",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Teacher",
                table: "Sessions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTime>(
                name: "WithdrawnAt",
                table: "Enrolments",
                type: "datetime2",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AttendedDays",
                columns: table => new
                {
                    SessionCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ManagerNo = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    IsPresent = table.Column<bool>(type: "bit", nullable: false),
                    By = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    MarkedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    MarkedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttendedDays", x => new { x.SessionCode, x.ManagerNo, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "Completions",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    CourseCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SessionCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    CourseVersion = table.Column<int>(type: "int", nullable: false),
                    CompletedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    AttendedPercent = table.Column<int>(type: "int", nullable: false),
                    ConfirmedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ConfirmedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Completions", x => new { x.ManagerNo, x.CourseCode, x.SessionCode });
                });

            migrationBuilder.CreateTable(
                name: "CourseFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CourseCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Type = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Size = table.Column<int>(type: "int", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    AddedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AddedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CourseFiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Courses",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false),
                    IsCurrent = table.Column<bool>(type: "bit", nullable: false),
                    TitleZh = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TitleEn = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Channel = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TenthsOfHours = table.Column<int>(type: "int", nullable: false),
                    ValidMonths = table.Column<int>(type: "int", nullable: true),
                    PrerequisitesJson = table.Column<string>(type: "nvarchar(max)", maxLength: 8000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AudienceJson = table.Column<string>(type: "nvarchar(max)", maxLength: 8000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    MaterialsJson = table.Column<string>(type: "nvarchar(max)", maxLength: 8000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ChangedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Courses", x => new { x.Code, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "EnrolmentRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SessionCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ManagerNo = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<int>(type: "int", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RequestedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RequestedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Changes = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolmentRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FailedCheckIns",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ManagerNo = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FailedCheckIns", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "KnownTerms",
                columns: table => new
                {
                    ManagerNo = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Level = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Area = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Employment = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownTerms", x => new { x.ManagerNo, x.From });
                });

            migrationBuilder.CreateTable(
                name: "RoomCodes",
                columns: table => new
                {
                    SessionCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Code = table.Column<string>(type: "nvarchar(6)", maxLength: 6, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ValidUntil = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ShownBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
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
