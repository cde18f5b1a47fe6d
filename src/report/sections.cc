#include "report/sections.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/describe.h"
#include "report/markdown.h"

namespace assay::report {
namespace {

// Entries of one section before the rest is only counted.
constexpr std::size_t kListed = 40;
constexpr std::size_t kListedInMarkdown = 50;

std::string painted(Section::Tone tone, const std::string& text, const Style& style) {
  if (tone == Section::Tone::kWorse) return style.red(text);
  return tone == Section::Tone::kBetter ? style.green(text) : style.bold(text);
}

bool says_alike(const SectionEntry& one, const SectionEntry& next) {
  if (one.what != next.what) return false;
  return (one.places > 0 && next.places > 0) || one.detail == next.detail;
}

void append_section(const Section& section, const Style& style, std::string& out) {
  const std::string title = fmt::format("{} ({})", section.title, section.entries.size());
  out += painted(section.tone, title, style) + "\n";
  const std::vector<SectionEntry> entries = folded(section);
  const std::size_t listed = std::min(entries.size(), kListed);
  for (std::size_t i = 0; i < listed; ++i) {
    const SectionEntry& entry = entries[i];
    const bool is_known = i > 0 && entries[i - 1].what == entry.what;
    if (!is_known) out += "  " + style.bold(entry.what) + "\n";
    const bool is_there = is_known && entries[i - 1].where == entry.where;
    if (!entry.where.empty() && !is_there) out += "      " + wrapped(entry.where, 6) + "\n";
    const std::string how = how_words(entry);
    if (!how.empty()) out += "      " + wrapped(how, 6) + "\n";
  }
  if (listed < entries.size()) out += fmt::format("  and {} more\n", entries.size() - listed);
  out += "\n";
}

}  // namespace

std::string place_words(const std::string& pointer) {
  return pointer.empty() ? "the whole answer" : shown(pointer);
}

std::string expectation_words(const std::string& pointer, const std::string& expected,
                              const std::string& actual) {
  return fmt::format("at {}: expected {}, actual {}", place_words(pointer),
                     shown(expected, kSectionValue), shown(actual, kSectionValue));
}

std::string how_words(const SectionEntry& entry) {
  if (entry.places_before > 0) {
    if (entry.places == entry.places_before) return entry.detail;
    return fmt::format("at {}{} {}, before at {}", entry.places, entry.is_cut ? " or more" : "",
                       entry.places == 1 ? "place" : "places", entry.places_before);
  }
  if (entry.places < 2) return entry.detail;
  return fmt::format("{}{} places, the first {}", entry.places, entry.is_cut ? " or more" : "",
                     entry.detail);
}

std::vector<SectionEntry> folded(const Section& section) {
  constexpr std::size_t kNamed = 3;
  const std::vector<SectionEntry>& entries = section.entries;
  if (!section.folds) return entries;
  std::vector<SectionEntry> out;
  for (std::size_t i = 0; i < entries.size();) {
    SectionEntry one = entries[i];
    std::size_t named = 1;
    std::size_t end = i + 1;
    for (; end < entries.size() && says_alike(one, entries[end]); ++end) {
      one.places += entries[end].places;
      one.places_before += entries[end].places_before;
      one.is_cut = one.is_cut || entries[end].is_cut;
      if (entries[end].where == entries[end - 1].where) continue;
      if (named++ < kNamed) one.where += ", " + entries[end].where;
    }
    if (named > kNamed) one.where += fmt::format(" and {} more", named - kNamed);
    out.push_back(std::move(one));
    i = end;
  }
  return out;
}

std::string sections_text(const std::vector<Section>& sections, const Style& style) {
  std::string out;
  for (const Section& section : sections) append_section(section, style, out);
  return out;
}

std::string sections_markdown(const std::vector<Section>& sections) {
  std::string out;
  for (const Section& section : sections) {
    out += fmt::format("\n<details{}><summary>{} ({})</summary>\n\n",
                       section.tone == Section::Tone::kWorse ? " open" : "", section.title,
                       section.entries.size());
    const std::vector<SectionEntry> entries = folded(section);
    const std::size_t listed = std::min(entries.size(), kListedInMarkdown);
    for (std::size_t i = 0; i < listed; ++i) {
      const SectionEntry& entry = entries[i];
      out += "- " + markdown_code(entry.what);
      if (!entry.where.empty()) out += " in " + in_markdown(entry.where);
      const std::string how = how_words(entry);
      if (!how.empty()) out += "  \n  " + markdown_code(base::printable(how, 300));
      out += "\n";
    }
    if (listed < entries.size()) out += fmt::format("- and {} more\n", entries.size() - listed);
    out += "\n</details>\n";
  }
  return out;
}

}  // namespace assay::report
