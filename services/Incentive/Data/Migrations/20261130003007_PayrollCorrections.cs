using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Incentive.Data.Migrations
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CorrectsEventId",
                table: "PayrollEntries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "GroupCode",
                table: "PayrollEntries",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "GroupSequence",
                table: "PayrollEntries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PaidAmount",
                table: "AcknowledgementSteps",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PaidAmount",
                table: "Acknowledgements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PayrollGroups",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Queue = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayrollGroups", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "PayrollMonths",
                columns: table => new
                {
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    CutOff = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    PayDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayrollMonths", x => x.Period);
                });

            migrationBuilder.CreateTable(
                name: "PayrollRejections",
                columns: table => new
                {
                    EventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReturnReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ResentAs = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayrollRejections", x => x.EventId);
                });

            migrationBuilder.CreateTable(
                name: "RefusedAcknowledgements",
                columns: table => new
                {
                    EventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    PaidOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PaidAmount = table.Column<long>(type: "INTEGER", nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    FirstAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Times = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefusedAcknowledgements", x => x.EventId);
                });

            migrationBuilder.CreateTable(
                name: "SettledDifferences",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    EventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SettledDifferences", x => new { x.Kind, x.EventId });
                });

            migrationBuilder.CreateTable(
                name: "PayrollGroupUnits",
                columns: table => new
                {
                    Org = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    GroupCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
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
                unique: true);

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
                unique: true);

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
