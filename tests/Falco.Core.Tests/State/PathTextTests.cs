using System.Text;
using System.Text.Json;
using Falco.Core.State;
using Falco.Testing.Support;

namespace Falco.Core.Tests.State;

public sealed class PathTextTests
{
    [Theory]
    [InlineData("/etc/", "passwd", "/etc/passwd")]
    [InlineData("/etc/", "../passwd", "/passwd")]
    [InlineData("/etc/", "./a/./b/", "/etc/a/b")]
    [InlineData("/etc/", "/usr//lib/../bin", "/usr/bin")]
    [InlineData("/etc/", "", "")]
    [InlineData("/", "../../..", "/")]
    [InlineData("/a/b/", "../../c", "/c")]
    [InlineData("/a/b/", "../../../c", "/c")]
    [InlineData("/a", "b", "/ab")]
    [InlineData("/a", "..", "/a..")]
    [InlineData("/a/", "..b/.c/...", "/a/..b/.c/...")]
    [InlineData("a/", "..//b", "b")]
    [InlineData("", "a/..//b", "/b")]
    [InlineData("", "a/../b", "b")]
    public void A_directory_and_a_path_join_to(string directory, string path, string expected) =>
        Assert.Equal(expected, Concatenate(directory, path));

    [Fact]
    public void What_does_not_fit_has_a_name_of_its_own()
    {
        string path = new('a', 1023);

        Assert.Equal(path, Concatenate("", path));
        Assert.Equal("/DIR_TOO_LONG/FILENAME_TOO_LONG", Concatenate("/", path));
        Assert.Equal("/DIR_TOO_LONG/FILENAME_TOO_LONG", Concatenate("", path + "a"));
    }

    [Fact]
    public void Paths_join_as_the_reference_joined_them()
    {
        string file = ReferenceData.File("conformance", "util", "sinsp_utils_test.concatenate_paths.jsonl");
        foreach (string line in File.ReadLines(file).Skip(1))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            byte[] room = new byte[PathText.MaxLength];
            int length = PathText.Concatenate(Bytes(document, "a"), Bytes(document, "b"), room);

            Assert.Equal(Bytes(document, "out"), room[..length]);
        }
    }

    private static byte[] Bytes(JsonDocument document, string key) =>
        document.RootElement.TryGetProperty(key, out JsonElement text)
            ? Encoding.UTF8.GetBytes(text.GetString()!)
            : Convert.FromHexString(document.RootElement.GetProperty(key + "_hex").GetString()!);

    private static string Concatenate(string directory, string path)
    {
        byte[] room = new byte[PathText.MaxLength];
        int length = PathText.Concatenate(Encoding.UTF8.GetBytes(directory), Encoding.UTF8.GetBytes(path), room);
        return Encoding.UTF8.GetString(room, 0, length);
    }
}
