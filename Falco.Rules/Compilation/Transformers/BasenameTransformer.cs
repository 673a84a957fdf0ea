using Falco.Core.Fields;

namespace Falco.Rules.Compilation.Transformers;

/// <summary><c>basename</c>: what follows the last slash, which may be nothing.</summary>
internal sealed class BasenameTransformer(BoundOperand inner) : TextTransformer(inner)
{
    protected override bool TryTransform(ReadOnlySpan<byte> text, FieldScratch scratch, out ReadOnlySpan<byte> result)
    {
        result = text[(text.LastIndexOf((byte)'/') + 1)..];
        return true;
    }
}
