using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Svar.Data.Migrations;

[DbContext(typeof(SvarDb)), Migration("0008_Levels")]
internal sealed class M0008_Levels : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("HolidayWatch", "Calendar", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<string>("OpenOn", "Calendar", nullable: false, defaultValue: "");
        migrationBuilder.CreateTable(
            name: "ChangedLevel",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                BrandId = table.Column<long>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ChangedLevel", t => t.Id);
                table.ForeignKey("FK_ChangedLevel_Brand_BrandId", t => t.BrandId, "Brand", ["Id"], onDelete: ReferentialAction.Cascade);
            });
    }
}
