#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/comparison.h"
#include "report/markdown.h"

namespace assay::report {
namespace {

// Entries of one section before the rest is only counted.
constexpr std::size_t kListed = 40;
constexpr std::size_t kListedInMarkdown = 50;

std::string run_words(const results::Run& run) {
  return fmt::format("{}, profile {}, target {}", base::printable(run.started),
                     contract::to_string(run.profile), base::printable(run.target));
}

std::string painted(ComparisonSection::Tone tone, const std::string& text, const Style& style) {
  if (tone == ComparisonSection::Tone::kWorse) return style.red(text);
  return tone == ComparisonSection::Tone::kBetter ? style.green(text) : style.bold(text);
}

void append_section(const ComparisonSection& section, const Style& style, std::string& out) {
  const std::string title = fmt::format("{} ({})", section.title, section.entries.size());
  out += painted(section.tone, title, style) + "\n";
  const std::vector<ComparisonEntry> entries = folded(section);
  const std::size_t listed = std::min(entries.size(), kListed);
  for (std::size_t i = 0; i < listed; ++i) {
    const ComparisonEntry& entry = entries[i];
    out += "  " + style.bold(entry.what) + "\n";
    if (!entry.where.empty()) out += "      " + wrapped(entry.where, 6) + "\n";
    if (!entry.detail.empty()) out += "      " + wrapped(entry.detail, 6) + "\n";
  }
  if (listed < entries.size()) out += fmt::format("  and {} more\n", entries.size() - listed);
  out += "\n";
}

}  // namespace

std::string comparison_text(const results::Comparison& comparison, bool is_worse,
                            const Style& style) {
  std::string out = "older  " + run_words(comparison.before) + "\n";
  out += "newer  " + run_words(comparison.now) + "\n";
  for (const std::string& note : comparison.notes) {
    out += style.yellow("note") + "   " + base::printable(note) + "\n";
  }
  for (const std::string& renamed : comparison.renamed) {
    out += "renamed  " + base::printable(renamed) + "\n";
  }
  out += "\n";
  for (const ComparisonSection& section : comparison_sections(comparison)) {
    append_section(section, style, out);
  }
  const std::string verdict = is_worse ? style.red("worse") : style.green("no worse");
  return out + verdict + ": " + comparison_verdict(comparison) + "\n";
}

std::string comparison_markdown(const results::Comparison& comparison, bool is_worse) {
  std::string out = fmt::format("### {}: {}\n\n", is_worse ? "Worse" : "No worse",
                                in_markdown(comparison_verdict(comparison)));
  out += "Older: " + in_markdown(run_words(comparison.before)) + "  \n";
  out += "Newer: " + in_markdown(run_words(comparison.now)) + "\n";
  for (const std::string& note : comparison.notes) {
    out += "\n**Note:** " + in_markdown(base::printable(note)) + "\n";
  }
  for (const ComparisonSection& section : comparison_sections(comparison)) {
    out += fmt::format("\n<details{}><summary>{} ({})</summary>\n\n",
                       section.tone == ComparisonSection::Tone::kWorse ? " open" : "",
                       section.title, section.entries.size());
    const std::vector<ComparisonEntry> entries = folded(section);
    const std::size_t listed = std::min(entries.size(), kListedInMarkdown);
    for (std::size_t i = 0; i < listed; ++i) {
      const ComparisonEntry& entry = entries[i];
      out += "- " + markdown_code(entry.what);
      if (!entry.where.empty()) out += " in " + in_markdown(entry.where);
      if (!entry.detail.empty())
        out += "  \n  " + markdown_code(base::printable(entry.detail, 300));
      out += "\n";
    }
    if (listed < entries.size()) out += fmt::format("- and {} more\n", entries.size() - listed);
    out += "\n</details>\n";
  }
  return out;
}

}  // namespace assay::report
