using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class PayrollCorrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "MissedCutOff",
                table: "Runs",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CorrectsEventId",
                table: "PayrollEntries",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "GroupCode",
                table: "PayrollEntries",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<long>(
                name: "GroupSequence",
                table: "PayrollEntries",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PaidAmount",
                table: "AcknowledgementSteps",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PaidAmount",
                table: "Acknowledgements",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PayrollGroups",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Queue = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ChangedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayrollGroups", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "PayrollMonths",
                columns: table => new
                {
                    Period = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: false, collation: "Latin1_General_100_BIN2"),
                    CutOff = table.Column<DateOnly>(type: "date", nullable: false),
                    PayDay = table.Column<DateOnly>(type: "date", nullable: false),
                    ChangedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayrollMonths", x => x.Period);
                });

            migrationBuilder.CreateTable(
                name: "PayrollRejections",
                columns: table => new
                {
                    EventId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Decision = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<int>(type: "int", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ReturnReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ResentAs = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayrollRejections", x => x.EventId);
                });

            migrationBuilder.CreateTable(
                name: "RefusedAcknowledgements",
                columns: table => new
                {
                    EventId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Why = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Status = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    PaidOn = table.Column<DateOnly>(type: "date", nullable: true),
                    PaidAmount = table.Column<long>(type: "bigint", nullable: true),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FirstAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Times = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefusedAcknowledgements", x => x.EventId);
                });

            migrationBuilder.CreateTable(
                name: "SettledDifferences",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EventId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SettledDifferences", x => new { x.Kind, x.EventId });
                });

            migrationBuilder.CreateTable(
                name: "PayrollGroupUnits",
                columns: table => new
                {
                    Org = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    GroupCode = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayrollGroupUnits", x => x.Org);
                    table.ForeignKey(
                        name: "FK_PayrollGroupUnits_PayrollGroups_GroupCode",
                        column: x => x.GroupCode,
                        principalTable: "PayrollGroups",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PayrollEntries_CorrectsEventId",
                table: "PayrollEntries",
                column: "CorrectsEventId");

            migrationBuilder.CreateIndex(
                name: "IX_PayrollEntries_GroupCode_GroupSequence",
                table: "PayrollEntries",
                columns: new[] { "GroupCode", "GroupSequence" },
                unique: true,
                filter: "[GroupCode] IS NOT NULL AND [GroupSequence] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AcknowledgementSteps_PaidAmount",
                table: "AcknowledgementSteps",
                column: "PaidAmount",
                filter: "\"PaidAmount\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Acknowledgements_Status",
                table: "Acknowledgements",
                column: "Status",
                filter: "\"Status\" = 'rejected'");

            migrationBuilder.CreateIndex(
                name: "IX_PayrollGroups_Queue",
                table: "PayrollGroups",
                column: "Queue",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PayrollGroupUnits_GroupCode",
                table: "PayrollGroupUnits",
                column: "GroupCode");

            migrationBuilder.CreateIndex(
                name: "IX_PayrollMonths_PayDay",
                table: "PayrollMonths",
                column: "PayDay");

            migrationBuilder.CreateIndex(
                name: "IX_PayrollRejections_ResentAs",
                table: "PayrollRejections",
                column: "ResentAs",
                unique: true,
                filter: "[ResentAs] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RefusedAcknowledgements_LastAt",
                table: "RefusedAcknowledgements",
                column: "LastAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PayrollGroupUnits");

            migrationBuilder.DropTable(
                name: "PayrollMonths");

            migrationBuilder.DropTable(
                name: "PayrollRejections");

            migrationBuilder.DropTable(
                name: "RefusedAcknowledgements");

            migrationBuilder.DropTable(
                name: "SettledDifferences");

            migrationBuilder.DropTable(
                name: "PayrollGroups");

            migrationBuilder.DropIndex(
                name: "IX_PayrollEntries_CorrectsEventId",
                table: "PayrollEntries");

            migrationBuilder.DropIndex(
                name: "IX_PayrollEntries_GroupCode_GroupSequence",
                table: "PayrollEntries");

            migrationBuilder.DropIndex(
                name: "IX_AcknowledgementSteps_PaidAmount",
                table: "AcknowledgementSteps");

            migrationBuilder.DropIndex(
                name: "IX_Acknowledgements_Status",
                table: "Acknowledgements");

            migrationBuilder.DropColumn(
                name: "MissedCutOff",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "CorrectsEventId",
                table: "PayrollEntries");

            migrationBuilder.DropColumn(
                name: "GroupCode",
                table: "PayrollEntries");

            migrationBuilder.DropColumn(
                name: "GroupSequence",
                table: "PayrollEntries");

            migrationBuilder.DropColumn(
                name: "PaidAmount",
                table: "AcknowledgementSteps");

            migrationBuilder.DropColumn(
                name: "PaidAmount",
                table: "Acknowledgements");
        }
    }
}
