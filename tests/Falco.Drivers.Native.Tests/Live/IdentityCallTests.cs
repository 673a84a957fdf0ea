using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of users, groups, capabilities, process groups and sessions. Only the actor's identity changes.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class IdentityCallTests(LiveSource kernel)
{
    [Theory]
    [LiveCall("setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid")]
    [InlineData("setuid", "uid")]
    [InlineData("setgid", "gid")]
    [InlineData("setreuid", "ruid euid")]
    [InlineData("setregid", "rgid egid")]
    [InlineData("setresuid", "ruid euid suid")]
    [InlineData("setresgid", "rgid egid sgid")]
    public void Changes_of_identity_tell_the_ids(string name, string parameters)
    {
        string[] names = parameters.Split(' ');
        int[] ids = [.. Enumerable.Range(5001, names.Length)];
        bool isGroup = name.Contains('g', StringComparison.Ordinal);
        string[] calls =
        [
            $"{name} {string.Join(' ', ids)}",
            // Without privileges only the ids are allowed that the process has: no user may then become root.
            isGroup ? "setresuid 5001 5001 5001" : "getpid",
            $"{name} {string.Join(' ', names.Select(_ => "7"))}",
            $"{name} {string.Join(' ', names.Select(_ => "-1"))}",
        ];
        IReadOnlyList<CallRecord> records = Made(calls);
        records[0].Succeeds([.. names.Zip(ids, (parameter, id) => (parameter, (object?)id))]);
        records[2].Fails(ErrorNumber.NotPermitted, [.. names.Select(parameter => (parameter, (object?)7))]);
        ReadOnlySpan<(string, object?)> none = [.. names.Select(parameter => (parameter, (object?)uint.MaxValue))];
        if (names.Length == 1)
            records[3].Fails(ErrorNumber.Invalid, none);
        else
            records[3].Succeeds(none);
    }

    [Theory]
    [LiveCall("getuid", "geteuid", "getgid", "getegid")]
    [InlineData("getuid", "uid", 6001)]
    [InlineData("geteuid", "euid", 6002)]
    [InlineData("getgid", "gid", 6004)]
    [InlineData("getegid", "egid", 6005)]
    public void Questions_for_one_id_tell_it(string name, string parameter, int expected)
    {
        CallRecord call = Made("setresgid 6004 6005 6006", "setresuid 6001 6002 6003", name)[2];
        Assert.Equal(expected, call.Result);
        call.Exit.Expect((parameter, expected));
    }

    [Theory]
    [LiveCall("getresuid", "getresgid")]
    [InlineData("getresuid", "ruid", "euid", "suid")]
    [InlineData("getresgid", "rgid", "egid", "sgid")]
    public void Questions_for_three_ids_tell_them(string name, string real, string effective, string saved)
    {
        string set = name.Replace("get", "set", StringComparison.Ordinal);
        Made($"{set} 6001 6002 6003", $"{name} #00000000 #00000000 #00000000")[1]
            .Succeeds((real, 6001), (effective, 6002), (saved, 6003));
        kernel.Call(name, 0, 1, 0).Fails(ErrorNumber.BadAddress, (real, 0), (effective, 0), (saved, 0));
    }

    [Fact]
    [LiveCall("setpgid", "setsid")]
    public void Setpgid_and_setsid_tell_the_groups()
    {
        ActorRun run = Actor.CallAndTell(kernel, "setpgid 0 0", "setsid");
        IReadOnlyList<CallRecord> calls = run.Calls("setpgid", "setsid");
        calls[0].Succeeds(("pid", 0L), ("pgid", 0L));
        calls[1].Fails(ErrorNumber.NotPermitted); // the leader of a group
        kernel.Call("setpgid", -5, 3).Fails(ErrorNumber.NoProcess, ("pid", -5L), ("pgid", 3L));

        run = Actor.CallAndTell(kernel, "setsid");
        CallRecord session = run.Calls("setsid")[0];
        Assert.Equal(run.Pid, session.Result);
        session.Succeeds();
    }

    [Fact]
    [LiveCall("capset")]
    public void Capset_tells_what_the_thread_has_afterwards()
    {
        // Effective, permitted, inheritable: the low words, then the high ones.
        string sets = Hexadecimal(0x21, 0x23, 0x02, 0, 0, 0);
        IReadOnlyList<CallRecord> calls = Made($"capset #{Hexadecimal(0x20080522, 0)} #{sets}");
        calls[0].Succeeds(("cap_inheritable", 0x02), ("cap_permitted", 0x23), ("cap_effective", 0x21));

        kernel.Call("capset", 1, 0).Fails(
            ErrorNumber.BadAddress,
            ("cap_inheritable", OwnCapabilities("CapInh")),
            ("cap_permitted", OwnCapabilities("CapPrm")),
            ("cap_effective", OwnCapabilities("CapEff")));
    }

    private static string Hexadecimal(params ReadOnlySpan<uint> words) => Convert.ToHexString(MemoryMarshal.AsBytes(words));

    private static ulong OwnCapabilities(string set) => ulong.Parse(
        Regex.Match(File.ReadAllText("/proc/thread-self/status"), $@"{set}:\s*(\w+)").Groups[1].Value,
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    private IReadOnlyList<CallRecord> Made(params string[] calls) => Actor.Call(kernel, calls);
}
