package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  @Test
  void isOneFileThatLoadsNothing(@TempDir Path directory) throws IOException {
    String page = Files.readString(Runs.report().write(directory.resolve("new")));
    assertThat(page).contains("default-src 'none'").doesNotContain("{{");
    assertThat(page)
        .doesNotContainPattern("(?i)<link|<img|<script[^>]+src=|@import|sourceMappingURL");
  }

  @Test
  void carriesTheChartLibraryWithItsLicense() {
    String page = ReportPage.of("job", "{}");
    assertThat(page).contains("Chart.js v", "Permission is hereby granted, free of charge");
  }

  @Test
  void showsNamesAsText() {
    String hostile = "</script><script>alert(1)</script>";
    String page = ReportPage.of(hostile, "{\"job\": \"" + hostile + "<!-- {{json}} $1\"}");
    assertThat(page).doesNotContain("<script>alert", "<!-- {{json}}");
    assertThat(page).contains("<title>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; ·");
    assertThat(page).contains("\\u003c/script>\\u003cscript>alert(1)", "\\u003c!-- {{json}} $1");
  }

  @Test
  void whatCannotBeWrittenIsNamedAndLeavesNothingHalf(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("report.json").resolve("in the way"));
    assertThatIOException()
        .isThrownBy(() -> Runs.report().write(directory))
        .withMessageContaining(directory.resolve("report.json") + ": cannot be written (");
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
  }
}
