using Ganss.Xss;
using Markdig;

namespace Periscolaire.WebApi.Home;

/// <summary>What staff write in Markdown, as HTML that can be put into any page.</summary>
internal static class Markdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UseAutoLinks().Build();

    /// <summary>Whatever slips through Markdown, only these survive; no script, style, form or frame.</summary>
    private static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(StringComparer.Ordinal) { "p", "br", "strong", "em", "ul", "ol", "li", "a", "h1", "h2", "h3", "blockquote", "hr", "code" },
        AllowedAttributes = new HashSet<string>(StringComparer.Ordinal) { "href" },
        AllowedSchemes = new HashSet<string>(StringComparer.Ordinal) { "https", "http", "mailto", "tel" },
        UriAttributes = new HashSet<string>(StringComparer.Ordinal) { "href" },
    });

    public static string ToHtml(string markdown) => Sanitizer.Sanitize(Markdig.Markdown.ToHtml(markdown, Pipeline)).Trim();
}
