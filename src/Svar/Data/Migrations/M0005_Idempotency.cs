using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Svar.Data.Migrations;

[DbContext(typeof(SvarDb)), Migration("0005_Idempotency")]
internal sealed class M0005_Idempotency : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "DataProtectionKey",
            columns: table => new
            {
                Name = table.Column<string>(nullable: false),
                Xml = table.Column<string>(nullable: false),
                CreatedAt = table.Column<DateTime>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_DataProtectionKey", t => t.Name);
            });
        migrationBuilder.CreateTable(
            name: "IdempotentCall",
            columns: table => new
            {
                StaffId = table.Column<long>(nullable: false),
                Route = table.Column<string>(nullable: false),
                Key = table.Column<string>(nullable: false),
                BodyHash = table.Column<byte[]>(nullable: false),
                StartedAt = table.Column<DateTime>(nullable: false),
                Status = table.Column<int>(nullable: true),
                Body = table.Column<string>(nullable: true),
                Location = table.Column<string>(nullable: true),
                ETag = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_IdempotentCall", t => new { t.StaffId, t.Route, t.Key });
            });
        migrationBuilder.CreateIndex("IX_IdempotentCall_StartedAt", "IdempotentCall", "StartedAt");
    }
}
