using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CardTeam.Performance.Data.Migrations
{
    /// <inheritdoc />
    public partial class ImportsTold : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CancelledBy",
                table: "Imports",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FileName",
                table: "Imports",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "MovedAt",
                table: "Imports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RowsTotal",
                table: "Imports",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RowsWaiting",
                table: "Imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Sheet",
                table: "Imports",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Starts",
                table: "Imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Imports_CreatedBy_StartedAt",
                table: "Imports",
                columns: new[] { "CreatedBy", "StartedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Imports_CreatedBy_StartedAt",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "CancelledBy",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "FileName",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "MovedAt",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "RowsTotal",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "RowsWaiting",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "Sheet",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "Starts",
                table: "Imports");
        }
    }
}
