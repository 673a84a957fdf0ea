using CsCheck;
using Falco.Rules.Language;

namespace Falco.Rules.Tests.Properties;

public sealed class LanguagePropertyTests
{
    [Fact]
    public void What_is_printed_parses_to_the_same_tree() => RandomTree.Condition.Sample(
        tree =>
        {
            string printed = ConditionPrinter.Print(tree);
            bool isParsed = ConditionParser.TryParse(
                ByteText.GetBytes(printed), ConditionParserOptions.ForRules, out ConditionNode? again, out SourcePosition end, out string? error);
            Assert.True(isParsed, $"{printed} at {end.Offset}: {error}");
            Assert.True(TreeComparison.AreEqual(tree, again!), $"{printed}\n{ConditionPrinter.Print(again!)}");
        },
        iter: 5_000,
        seed: "0000000000001",
        threads: 1);
}
