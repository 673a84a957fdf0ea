using System.Text;
using System.Threading.Channels;

namespace Falco.Cli.Tests.Testing;

/// <summary>Standard output of a command that goes on: a test waits for what it writes.</summary>
internal sealed class LineStream : MemoryStream
{
    private readonly Channel<string> _writes = Channel.CreateUnbounded<string>();

    public override void Write(byte[] buffer, int offset, int count) => _writes.Writer.TryWrite(Encoding.UTF8.GetString(buffer, offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _writes.Writer.TryWrite(Encoding.UTF8.GetString(buffer));

    /// <summary>Waits for texts, one after the other.</summary>
    public async Task WaitFor(params string[] texts)
    {
        foreach (string text in texts)
        {
            while (!(await _writes.Reader.ReadAsync(TestContext.Current.CancellationToken)).Contains(text, StringComparison.Ordinal))
            {
            }
        }
    }
}
