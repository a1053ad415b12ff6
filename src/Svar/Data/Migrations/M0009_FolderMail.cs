using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Svar.Data.Migrations;

[DbContext(typeof(SvarDb)), Migration("0009_FolderMail")]
internal sealed class M0009_FolderMail : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("FetchesSince", "ImapAccount", nullable: true);
        migrationBuilder.AddColumn<DateTime>("ComparedAt", "ImapAccount", nullable: true);
        migrationBuilder.AddColumn<DateTime>("ArrivedAt", "ReceivedMail", nullable: true);
        migrationBuilder.CreateTable(
            name: "FolderMail",
            columns: table => new
            {
                AccountId = table.Column<long>(nullable: false),
                Uid = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                ReceivedId = table.Column<long>(nullable: true),
                IsSettled = table.Column<bool>(nullable: false),
                AskedAt = table.Column<DateTime>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_FolderMail", t => new { t.AccountId, t.Uid });
                table.ForeignKey("FK_FolderMail_ImapAccount_AccountId", t => t.AccountId, "ImapAccount", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_FolderMail_ReceivedMail_ReceivedId", t => t.ReceivedId, "ReceivedMail", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_FolderMail_ReceivedId", "FolderMail", "ReceivedId", filter: "\"ReceivedId\" IS NOT NULL");
        migrationBuilder.CreateIndex("IX_FolderMail_Unsettled", "FolderMail", ["AccountId", "Uid"], filter: "NOT \"IsSettled\"");
    }
}
