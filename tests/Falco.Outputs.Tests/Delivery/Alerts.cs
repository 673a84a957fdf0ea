using Falco.Outputs.Delivery;
using Falco.Outputs.Tests.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Delivery;

/// <summary>Numbered alerts.</summary>
internal static class Alerts
{
    public static Alert Numbered(int number) => SampleAlert.Create() with { Message = $"{number}" };

    public static string[] Messages(int count, int first = 0) => [.. Enumerable.Range(first, count).Select(number => $"{number}")];

    public static void PostNumbered(this AlertDispatcher dispatcher, int count, int first = 0)
    {
        for (int i = 0; i < count; i++)
            dispatcher.Post(Numbered(first + i));
    }
}
