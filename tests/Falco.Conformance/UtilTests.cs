using System.Text;
using System.Text.Json;
using Falco.Core.State;
using Falco.Rules.Language;

namespace Falco.Conformance;

/// <summary>The small rules that much else rests on: paths, broken UTF-8, who is suppressed.</summary>
public sealed class UtilTests
{
    private readonly Differences _differences = new();

    [Fact]
    public void A_directory_and_a_path_join_as_recorded()
    {
        byte[] room = new byte[PathText.MaxLength];
        Grade("concat_path", recorded => Text(room.AsSpan(0, PathText.Concatenate(recorded.Bytes("a"), recorded.Bytes("b"), room))));
        _differences.AssertNone();
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_mended_as_recorded()
    {
        Grade("utf8_sanitize", recorded => Text(Encoding.UTF8.GetBytes(ByteText.ToText(ByteText.FromBytes(recorded.Bytes("in"))))));
        _differences.AssertNone();
    }

    [Fact]
    public void A_thread_is_suppressed_by_its_name_or_by_its_parents()
    {
        foreach (RecordedOperation recorded in RecordedOperation.Read("util", "suppress"))
        {
            ThreadSuppression suppression = new();
            foreach (JsonElement name in recorded.Data.GetProperty("comms").EnumerateArray())
                suppression.AddName(ByteText.GetBytes(ByteText.FromText(name.GetString()!)));
            JsonElement entries = recorded.Data.GetProperty("entries");
            suppression.BeginTables();
            foreach (JsonElement entry in entries.EnumerateArray())
                suppression.AddFromTable(entry[0].GetInt64(), entry[1].GetInt64(), ByteText.GetBytes(ByteText.FromText(entry[2].GetString()!)));
            suppression.CompleteTables();
            _differences.At(recorded);
            _differences.Compare(
                recorded,
                string.Join(',', recorded.Data.GetProperty("suppressed").EnumerateArray().Select(thread => thread.GetInt64()).Order()),
                string.Join(',', entries.EnumerateArray().Select(entry => entry[0].GetInt64()).Where(suppression.Contains).Order()));
        }

        _differences.AssertNone();
    }

    private void Grade(string kind, Func<RecordedOperation, string> answer)
    {
        foreach (RecordedOperation recorded in RecordedOperation.Read("util", kind))
        {
            _differences.At(recorded);
            _differences.Compare(recorded, Text(recorded.Bytes("out")), answer(recorded));
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);
}
