using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Svar.Data.Migrations;

[DbContext(typeof(SvarDb)), Migration("0003_Accounts")]
internal sealed class M0003_Accounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("LastSignInAt", "Staff", nullable: true);
        migrationBuilder.CreateTable(
            name: "AccountLink",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                Kind = table.Column<int>(nullable: false),
                Hash = table.Column<byte[]>(nullable: false),
                StaffId = table.Column<long>(nullable: true),
                CreatedAt = table.Column<DateTime>(nullable: false),
                ExpiresAt = table.Column<DateTime>(nullable: false),
                UsedAt = table.Column<DateTime>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_AccountLink", t => t.Id);
                table.ForeignKey("FK_AccountLink_Staff_StaffId", t => t.StaffId, "Staff", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "ApiToken",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                StaffId = table.Column<long>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Hash = table.Column<byte[]>(nullable: false),
                Ending = table.Column<string>(nullable: false),
                CreatedAt = table.Column<DateTime>(nullable: false),
                ExpiresAt = table.Column<DateTime>(nullable: true),
                RevokedAt = table.Column<DateTime>(nullable: true),
                LastUsedAt = table.Column<DateTime>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ApiToken", t => t.Id);
                table.ForeignKey("FK_ApiToken_Staff_StaffId", t => t.StaffId, "Staff", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "AuditEntry",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                StaffId = table.Column<long>(nullable: true),
                ActorName = table.Column<string>(nullable: false),
                BrandId = table.Column<long>(nullable: true),
                What = table.Column<string>(nullable: false),
                Subject = table.Column<string>(nullable: false),
                Detail = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_AuditEntry", t => t.Id);
                table.ForeignKey("FK_AuditEntry_Staff_StaffId", t => t.StaffId, "Staff", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            name: "StaffRole",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                StaffId = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: true),
                Role = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_StaffRole", t => t.Id);
                table.ForeignKey("FK_StaffRole_Staff_StaffId", t => t.StaffId, "Staff", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "ApiTokenRole",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                TokenId = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: true),
                Role = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ApiTokenRole", t => t.Id);
                table.ForeignKey("FK_ApiTokenRole_ApiToken_TokenId", t => t.TokenId, "ApiToken", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_AccountLink_Hash", "AccountLink", "Hash", unique: true);
        migrationBuilder.CreateIndex("IX_AccountLink_StaffId", "AccountLink", "StaffId");
        migrationBuilder.CreateIndex("IX_ApiToken_Hash", "ApiToken", "Hash", unique: true);
        migrationBuilder.CreateIndex("IX_ApiToken_StaffId", "ApiToken", "StaffId");
        migrationBuilder.CreateIndex("IX_ApiTokenRole_TokenId", "ApiTokenRole", "TokenId");
        migrationBuilder.CreateIndex("IX_AuditEntry_BrandId_Id", "AuditEntry", ["BrandId", "Id"]);
        migrationBuilder.CreateIndex("IX_StaffRole_StaffId", "StaffRole", "StaffId", unique: true, filter: "\"BrandId\" IS NULL");
        migrationBuilder.CreateIndex("IX_StaffRole_StaffId_BrandId", "StaffRole", ["StaffId", "BrandId"], unique: true);
    }
}
