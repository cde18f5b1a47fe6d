#include "report/html_text.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_void(std::string_view name) {
  constexpr std::array<std::string_view, 8> kVoid = {"meta",  "link", "br",  "hr",
                                                     "input", "img",  "col", "wbr"};
  return std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end();
}

void add_escaped(std::string_view text, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
          out += kReplacement;
        } else {
          out += c;
        }
    }
  }
}

// Walks the tree without calling itself: it may be as deep as a page is long.
class Writer : public pugi::xml_tree_walker {
 public:
  std::string out = "<!DOCTYPE html>\n";

  bool for_each(pugi::xml_node& node) override {
    close_to(depth());
    if (node.type() == pugi::node_pcdata) {
      add_escaped(node.value(), out);
    } else if (node.type() == pugi::node_element) {
      open(node);
    }
    return true;
  }

  bool end(pugi::xml_node&) override {
    close_to(0);
    return true;
  }

 private:
  void open(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    assert(name != "script" && name != "style");
    out.append("<").append(name);
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      out.append(" ").append(attribute.name()).append("=\"");
      add_escaped(attribute.value(), out);
      out += '"';
    }
    out += '>';
    if (is_void(name)) {
      out += '\n';
      return;
    }
    open_.emplace_back(name);
    open_depths_.push_back(depth());
  }

  // Ends the elements that are not around what stands at that depth.
  void close_to(int depth) {
    while (!open_.empty() && open_depths_.back() >= depth) {
      out.append("</").append(open_.back()).append(">");
      // Where nobody can see it, a line ends.
      if (is_block(open_.back())) out += '\n';
      open_.pop_back();
      open_depths_.pop_back();
    }
  }

  static bool is_block(std::string_view name) {
    constexpr std::array<std::string_view, 20> kInline = {
        "a",  "b",     "code", "em",      "span", "strong", "small", "kbd",  "mark", "td",
        "th", "title", "time", "summary", "text", "tspan",  "pre",   "abbr", "samp", "q"};
    return std::find(kInline.begin(), kInline.end(), name) == kInline.end();
  }

  std::vector<std::string> open_;
  std::vector<int> open_depths_;
};

}  // namespace

std::string html_text(const pugi::xml_document& document) {
  Writer writer;
  document.root().traverse(writer);
  return std::move(writer.out);
}

}  // namespace assay::report
