using System.Reflection;
using System.Reflection.Emit;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>
/// The types a type's code refers to, read from its instructions: the compiled references, not names in the source.
/// </summary>
internal static class Calls
{
    private const BindingFlags Everything =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => c.Value);

    public static IEnumerable<Type> From(Type type) =>
        type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything)).SelectMany(From).Distinct();

    /// <summary>
    /// The methods that a type's code calls, with their type arguments; not those an expression names.
    /// </summary>
    public static IEnumerable<(MethodBase By, MethodBase Called)> Made(Type type) =>
        type.GetMethods(Everything)
            .Concat<MethodBase>(type.GetConstructors(Everything))
            .SelectMany(by =>
                Instructions(by)
                    .Where(i => i.Code.Name is "call" or "callvirt" or "newobj")
                    .Select(i => (by, (MethodBase)i.Member!))
            );

    private static IEnumerable<Type> From(MethodBase method) =>
        Instructions(method)
            .Select(i => i.Member as Type ?? i.Member?.DeclaringType)
            .OfType<Type>()
            .Select(type => type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type);

    /// <summary>The instructions that name a member.</summary>
    private static IEnumerable<(OpCode Code, MemberInfo? Member)> Instructions(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        for (var at = 0; at < code.Length; )
        {
            var op = code[at] == 0xFE ? Codes[(short)(0xFE00 | code[at + 1])] : Codes[code[at]];
            at += op.Size;
            if (
                op.OperandType
                is OperandType.InlineMethod
                    or OperandType.InlineField
                    or OperandType.InlineType
                    or OperandType.InlineTok
            )
                yield return (
                    op,
                    method.Module.ResolveMember(
                        BitConverter.ToInt32(code, at),
                        GenericsOf(method.DeclaringType),
                        method.IsGenericMethod ? method.GetGenericArguments() : null
                    )
                );
            at += op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    private static Type[]? GenericsOf(Type? type) =>
        type is { IsGenericType: true } ? type.GetGenericArguments() : null;
}
