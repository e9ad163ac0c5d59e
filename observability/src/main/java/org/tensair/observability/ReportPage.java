package org.tensair.observability;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.html}: the page's template with its style, its script, the chart library and the
 * report's JSON copied into it. A browser builds the page from the JSON, and puts every name into
 * it as text, never as markup.
 */
final class ReportPage {

  /** Placeholders of the template: {@code {{name}}}. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");

  private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  private ReportPage() {}

  /**
   * @param title of the page, in plain text
   * @param json of the report
   */
  static String of(String title, String json) {
    String library = "/META-INF/resources/webjars/chart.js/" + libraryVersion();
    Map<String, String> parts =
        Map.of(
            "title", escape(title),
            "style", resource("report.css"),
            "license", resource(library + "/LICENSE.md").strip(),
            "library", withoutSourceMap(resource(library + "/dist/chart.umd.min.js")),
            "json", embed(json),
            "script", resource("report.js"));
    // In one pass, so that no part is searched for the placeholders of another.
    return PLACEHOLDER
        .matcher(resource("report.html"))
        .replaceAll(found -> Matcher.quoteReplacement(part(parts, found.group(1))));
  }

  /** Text as HTML. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /**
   * JSON as the content of a script element, which {@code </script>} and {@code <!--} would end.
   */
  static String embed(String json) {
    return json.replace("<", "\\u003c");
  }

  private static String part(Map<String, String> parts, String name) {
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException("report.html: found an unknown placeholder, " + name);
    }
    return part;
  }

  private static String withoutSourceMap(String script) {
    return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  private static String libraryVersion() {
    Properties properties = new Properties();
    try (InputStream stream = open(WEBJAR)) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static String resource(String name) {
    try (InputStream stream = open(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    @Nullable InputStream stream = ReportPage.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IllegalStateException("Found no resource " + name + " on the class path.");
    }
    return stream;
  }
}
