namespace Falco.Rules.Tests.Fuzzing;

/// <summary>Changes inputs as fuzzers do: bytes, runs, pieces of other inputs, and words of the language. The seed decides everything.</summary>
internal sealed class Mutation(int seed, IReadOnlyList<byte[]> corpus, IReadOnlyList<byte[]> words)
{
    private const int MaxLength = 4096;

    private readonly Random _random = new(seed);

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        List<byte> input = [.. Pick(corpus)];
        int changes = 1 + _random.Next(6);
        for (int i = 0; i < changes; i++)
            Change(input);
        return [.. input.Take(MaxLength)];
    }

    private void Change(List<byte> input)
    {
        int at = _random.Next(input.Count + 1);
        int length = Math.Min(_random.Next(1, 16), input.Count - at);
        switch (_random.Next(8))
        {
            case 0 when length > 0:
                input[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                input.Insert(at, (byte)_random.Next(256));
                break;
            case 2:
                input.RemoveRange(at, length);
                break;
            case 3:
                byte[] run = [.. input.Skip(at).Take(length)];
                for (int i = _random.Next(1, 40); i > 0; i--)
                    input.InsertRange(at, run);
                break;
            case 4:
                byte[] other = Pick(corpus);
                int start = _random.Next(other.Length);
                input.InsertRange(at, other.Skip(start).Take(_random.Next(80)));
                break;
            case 5:
                input.RemoveRange(at, input.Count - at);
                break;
            default:
                input.InsertRange(at, Pick(words));
                break;
        }
    }

    private byte[] Pick(IReadOnlyList<byte[]> inputs) => inputs[_random.Next(inputs.Count)];
}
