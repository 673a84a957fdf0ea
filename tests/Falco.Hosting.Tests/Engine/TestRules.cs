namespace Falco.Hosting.Tests.Engine;

/// <summary>Rules for <see cref="PushedEvents"/>.</summary>
internal static class TestRules
{
    public const string SetUid = """
        - rule: User changed
          desc: For tests.
          condition: evt.type = setuid
          output: "%evt.rawarg.uid"
          priority: NOTICE
          tags: [users]
        """;

    public const string SetUidToRoot = """
        - rule: Became root
          desc: For tests.
          condition: evt.type = setuid and evt.rawarg.uid = 0
          output: root
          priority: CRITICAL
        """;

    public const string Broken = """
        - rule: Broken
          desc: For tests.
          condition: evt.type = setuid and no.such.field = 1
          output: x
          priority: NOTICE
        """;
}
