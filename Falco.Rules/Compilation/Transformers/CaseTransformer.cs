using Falco.Core.Fields;
using Falco.Rules.Compilation.Operators;

namespace Falco.Rules.Compilation.Transformers;

/// <summary><c>tolower</c> and <c>toupper</c>: ASCII letters only.</summary>
internal sealed class CaseTransformer(BoundOperand inner, bool toUpper) : TextTransformer(inner)
{
    protected override bool TryTransform(ReadOnlySpan<byte> text, FieldScratch scratch, out ReadOnlySpan<byte> result)
    {
        Span<byte> room = scratch.Take(text.Length);
        for (int i = 0; i < text.Length; i++)
            room[i] = toUpper ? AsciiText.ToUpper(text[i]) : AsciiText.ToLower(text[i]);
        result = room;
        return true;
    }
}
