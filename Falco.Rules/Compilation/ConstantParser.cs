using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Falco.Core.Events;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>Reads the constants of conditions for the type that they are compared with.</summary>
internal static class ConstantParser
{
    // The reference keeps a constant and its NUL in a buffer of this size.
    private const int MaxLength = 256;

    /// <summary>Reads a constant; otherwise tells what is wrong, in the reference's words.</summary>
    public static bool TryParse(
        ParameterType type,
        ComparisonOperator operation,
        string text,
        [NotNullWhen(true)] out BoundConstant? constant,
        [NotNullWhen(false)] out string? error)
    {
        constant = null;
        TypeGroup group = type.Group();
        if (group != TypeGroup.Buffer && text.Contains('\0', StringComparison.Ordinal))
            error = @"filter error: filter value cannot contain a NUL byte (\x00)";
        else
            error = group switch
            {
                TypeGroup.Text => ParseText(text, out constant),
                TypeGroup.Buffer => ParseBuffer(operation, text, out constant),
                TypeGroup.Address => ParseAddress(text, out constant),
                TypeGroup.Network => ParseNetwork(text, out constant),
                TypeGroup.Bool => ParseBool(text, out constant),
                _ => type == ParameterType.Port ? ParsePort(text, out constant) : ParseNumber(type, group, text, out constant),
            };
        return constant is not null;
    }

    private static string? ParseText(string text, out BoundConstant? constant)
    {
        constant = null;
        if (text.Length >= MaxLength)
            return $"filter parameter too long (used={text.Length + 1}, available={MaxLength}):{ByteText.ToText(text)}";
        constant = new BoundConstant(text, ByteText.GetBytes(text), 0);
        return null;
    }

    private static string? ParseBuffer(ComparisonOperator operation, string text, out BoundConstant? constant)
    {
        constant = null;
        byte[] bytes = ByteText.GetBytes(text);
        if (operation is ComparisonOperator.BContains or ComparisonOperator.BStartsWith)
        {
            bytes = new byte[text.Length / 2];
            if (text.Length % 2 != 0 || Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
                return "filter error: bcontains and bstartswith operator support hex strings only";
        }

        if (bytes.Length >= MaxLength)
            return "filter parameter too long (byte buf)";
        constant = new BoundConstant(text, bytes, 0);
        return null;
    }

    private static string? ParseNumber(ParameterType type, TypeGroup group, string text, out BoundConstant? constant)
    {
        constant = null;
        if (!NumberText.TryParse(text, isSigned: group != TypeGroup.Unsigned, type.Bits(), out ulong number))
            return $"{ByteText.ToText(text)} is not a valid number";
        if (group == TypeGroup.Double)
            number = BitConverter.DoubleToUInt64Bits((long)number);
        constant = OfNumber(text, number);
        return null;
    }

    private static string? ParsePort(string text, out BoundConstant? constant)
    {
        constant = null;
        ulong number = 0;
        if (!text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            _ = NumberText.TryParse(text, isSigned: false, bits: 16, out number);
        else if (ServiceNames.TryGetPort(text, out ushort port))
            number = port;
        else
            return $"unrecognized protocol {ByteText.ToText(text)}";
        constant = OfNumber(text, number);
        return null;
    }

    private static string? ParseBool(string text, out BoundConstant? constant)
    {
        constant = text is "true" or "false" ? OfNumber(text, text == "true" ? 1UL : 0UL) : null;
        return constant is null ? $"filter error: unrecognized boolean value {ByteText.ToText(text)}" : null;
    }

    private static string? ParseAddress(string text, out BoundConstant? constant)
    {
        bool isIPv4 = text.Contains('.', StringComparison.Ordinal);
        byte[] address = new byte[isIPv4 ? 4 : 16];
        bool isValid = isIPv4 ? AddressText.TryParseIPv4(text, address) : AddressText.TryParseIPv6(text, address);
        constant = isValid ? new BoundConstant(text, address, 0) : null;
        return isValid ? null : $"unrecognized {(isIPv4 ? "IPv4" : "IPv6")} address {ByteText.ToText(text)}";
    }

    private static string? ParseNetwork(string text, out BoundConstant? constant)
    {
        constant = null;
        bool isIPv4 = text.Contains('.', StringComparison.Ordinal);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string shown = ByteText.ToText(text);
        if (slash < 0)
            return isIPv4 ? $"unrecognized IP network {shown}" : $"invalid v6 netmask: {shown}";
        byte[] address = new byte[isIPv4 ? 4 : 16];
        ReadOnlySpan<char> before = text.AsSpan(0, slash);
        if (!(isIPv4 ? AddressText.TryParseIPv4(before, address) : AddressText.TryParseIPv6(before, address)))
            return $"unrecognized {(isIPv4 ? "IP" : "IPv6")} address {shown}";
        string mask = text[(slash + 1)..];
        if (!NumberText.TryParse(mask, isSigned: true, bits: 64, out ulong length))
            return $"{ByteText.ToText(mask)} is not a valid number";
        if (length > (isIPv4 ? 32U : 128U) || (length == 0 && !isIPv4))
            return $"invalid {(isIPv4 ? "" : "v6 ")}netmask {mask}";
        Network.Mask(address, (int)length);
        constant = new BoundConstant(text, address, 0, (int)length);
        return null;
    }

    // The bytes are those of an element of a list of numbers.
    private static BoundConstant OfNumber(string text, ulong number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        return new BoundConstant(text, bytes, number);
    }
}
