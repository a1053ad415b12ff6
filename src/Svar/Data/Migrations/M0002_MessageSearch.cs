using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Svar.Data.Migrations;

/// <summary>The full-text index: a virtual table on SQLite, a tsvector on PostgreSQL; see <see cref="SearchRows"/>.</summary>
[DbContext(typeof(SvarDb)), Migration("0002_MessageSearch")]
internal sealed class M0002_MessageSearch : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider.EndsWith("Sqlite", System.StringComparison.Ordinal))
        {
            // Contentless: the words are derived from the message, which is kept anyway. The plain ascii tokenizer
            // leaves our own analysis as it is.
            migrationBuilder.Sql("""CREATE VIRTUAL TABLE "MessageSearch" USING fts5("Words", content='', contentless_delete=1, tokenize='ascii');""");
        }
        else
        {
            migrationBuilder.Sql("""
                CREATE TABLE "MessageSearch" (
                    "MessageId" bigint PRIMARY KEY REFERENCES "Message" ("Id") ON DELETE CASCADE,
                    "Words" tsvector NOT NULL);
                CREATE INDEX "IX_MessageSearch_Words" ON "MessageSearch" USING gin ("Words");
                """);
        }
    }
}
