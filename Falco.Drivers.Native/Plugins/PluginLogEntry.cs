namespace Falco.Drivers.Native.Plugins;

/// <summary>What a native plugin writes to the log.</summary>
/// <param name="Plugin">The name of the plugin.</param>
/// <param name="Component">The part of it that writes; <see langword="null"/> for none.</param>
/// <param name="Message">The text.</param>
/// <param name="Severity">How grave it is: 1 fatal, 2 critical, 3 error, 4 warning, 5 notice, 6 information, 7 debug, 8 trace.</param>
public sealed record PluginLogEntry(string Plugin, string? Component, string Message, int Severity);
