using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Svar.Data;

namespace Svar.Tests.Data;

/// <summary>
/// Writes the C# of the tables that the model has and the migrations lack: EF's own scaffolding package is not among
/// ours, and nobody should type forty columns. What is printed is a beginning that a person reads and places.
/// </summary>
internal static class MigrationCode
{
    public static string MissingTables(SvarDb db, IReadOnlySet<string> present)
    {
        var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var code = new StringBuilder();
        foreach (var operation in db.GetService<IMigrationsModelDiffer>().GetDifferences(null, model))
        {
            switch (operation)
            {
                case CreateTableOperation table when !present.Contains(table.Name):
                    Table(code, table);
                    break;
                case CreateIndexOperation index when !present.Contains(index.Table):
                    code.AppendLine(CultureInfo.InvariantCulture, $"        migrationBuilder.CreateIndex(\"{index.Name}\", \"{index.Table}\", {Columns(index.Columns)}{(index.IsUnique ? ", unique: true" : "")}{(index.Filter is { } filter ? $", filter: \"{filter.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : "")});");
                    break;
            }
        }

        return code.ToString();
    }

    private static void Table(StringBuilder code, CreateTableOperation table)
    {
        code.AppendLine("        migrationBuilder.CreateTable(");
        code.AppendLine(CultureInfo.InvariantCulture, $"            name: \"{table.Name}\",");
        code.AppendLine("            columns: table => new");
        code.AppendLine("            {");
        foreach (var column in table.Columns)
        {
            var length = column.MaxLength is { } max ? $", maxLength: {max}" : "";
            code.AppendLine(CultureInfo.InvariantCulture, $"                {column.Name} = table.Column<{Keyword(column.ClrType)}>(nullable: {(column.IsNullable ? "true" : "false")}{length}),");
        }

        code.AppendLine("            },");
        code.AppendLine("            constraints: table =>");
        code.AppendLine("            {");
        code.AppendLine(CultureInfo.InvariantCulture, $"                table.PrimaryKey(\"{table.PrimaryKey!.Name}\", t => {Lambda(table.PrimaryKey.Columns)});");
        foreach (var unique in table.UniqueConstraints)
        {
            code.AppendLine(CultureInfo.InvariantCulture, $"                table.UniqueConstraint(\"{unique.Name}\", t => {Lambda(unique.Columns)});");
        }

        foreach (var key in table.ForeignKeys)
        {
            if (key.Columns.Length == 1)
            {
                code.AppendLine(CultureInfo.InvariantCulture, $"                table.ForeignKey(\"{key.Name}\", t => {Lambda(key.Columns)}, \"{key.PrincipalTable}\", \"{key.PrincipalColumns![0]}\", onDelete: ReferentialAction.{key.OnDelete});");
            }
            else
            {
                code.AppendLine(CultureInfo.InvariantCulture, $"                table.ForeignKey(\"{key.Name}\", t => {Lambda(key.Columns)}, \"{key.PrincipalTable}\", {Array(key.PrincipalColumns!)}, onDelete: ReferentialAction.{key.OnDelete});");
            }
        }

        code.AppendLine("            });");
    }

    private static string Columns(string[] names) => names.Length == 1 ? $"\"{names[0]}\"" : Array(names);

    private static string Array(string[] names) => $"[{string.Join(", ", names.Select(n => $"\"{n}\""))}]";

    private static string Lambda(string[] names) =>
        names.Length == 1 ? $"t.{names[0]}" : $"new {{ {string.Join(", ", names.Select(n => $"t.{n}"))} }}";

    private static string Keyword(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int64 => "long",
        TypeCode.Int32 => "int",
        TypeCode.Boolean => "bool",
        TypeCode.String => "string",
        TypeCode.Double => "double",
        _ when type == typeof(byte[]) => "byte[]",
        _ => type.Name,
    };
}
