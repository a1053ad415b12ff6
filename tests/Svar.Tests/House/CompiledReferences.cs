using System.Reflection;
using System.Reflection.Emit;

namespace Svar.Tests.House;

/// <summary>Reads from a compiled assembly which of its namespaces use which: base types, signatures, fields, attributes, and every token in the code.</summary>
internal static class CompiledReferences
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> _codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => c.Value);

    /// <summary>Room of the user, room of the used (the first name after <paramref name="root"/>), and the type in which it happens.</summary>
    public static IEnumerable<(string User, string Used, string Where)> Between(Assembly assembly, string root)
    {
        foreach (var type in assembly.GetTypes())
        {
            if (RoomOf(type, root, assembly) is not { } user)
            {
                continue;
            }

            var used = new HashSet<Type>();
            Collect(type, used);
            foreach (var room in used.Select(t => RoomOf(t, root, assembly)).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                yield return (user, room, type.FullName!);
            }
        }
    }

    private static string? RoomOf(Type type, string root, Assembly assembly)
    {
        for (; type.DeclaringType is not null; type = type.DeclaringType)
        {
        }

        if (type.Assembly != assembly)
        {
            return null;
        }

        return type.Namespace switch
        {
            null => null, // the compiler's own types, and Program
            _ when type.Namespace.StartsWith(root + ".", StringComparison.Ordinal) => type.Namespace[(root.Length + 1)..].Split('.')[0],
            _ => null,
        };
    }

    private static void Collect(Type type, HashSet<Type> used)
    {
        Add(type.BaseType, used);
        foreach (var one in type.GetInterfaces())
        {
            Add(one, used);
        }

        foreach (var attribute in type.GetCustomAttributesData())
        {
            Add(attribute.AttributeType, used);
        }

        foreach (var field in type.GetFields(Everything))
        {
            Add(field.FieldType, used);
        }

        foreach (var method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
        {
            Add((method as MethodInfo)?.ReturnType, used);
            foreach (var parameter in method.GetParameters())
            {
                Add(parameter.ParameterType, used);
            }

            Code(method, used);
        }
    }

    private static void Code(MethodBase method, HashSet<Type> used)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        foreach (var local in body.LocalVariables)
        {
            Add(local.LocalType, used);
        }

        var il = body.GetILAsByteArray()!;
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethodDefinition ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? _codes[(short)(0xFE00 | il[at + 1])] : _codes[il[at]];
            at += code.Size;
            switch (code.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    Member(method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments), used);
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(il, at));
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineNone:
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    private static void Member(MemberInfo? member, HashSet<Type> used)
    {
        switch (member)
        {
            case Type type:
                Add(type, used);
                break;
            case MethodBase method:
                Add(method.DeclaringType, used);
                if (method.IsGenericMethod)
                {
                    foreach (var argument in method.GetGenericArguments())
                    {
                        Add(argument, used);
                    }
                }

                break;
            case FieldInfo field:
                Add(field.DeclaringType, used);
                Add(field.FieldType, used);
                break;
        }
    }

    private static void Add(Type? type, HashSet<Type> used)
    {
        while (type?.HasElementType == true)
        {
            type = type.GetElementType();
        }

        if (type is null || type.IsGenericParameter || !used.Add(type))
        {
            return;
        }

        foreach (var argument in type.GetGenericArguments())
        {
            Add(argument, used);
        }
    }
}
