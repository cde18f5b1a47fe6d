#ifndef ASSAY_RESULTS_JSON_TEXT_H_
#define ASSAY_RESULTS_JSON_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace assay::results {

// Where a report goes, piece by piece.
using Sink = std::function<void(std::string_view)>;

// Writes JSON the way that nlohmann dumps a tree: two blanks a level, pure ASCII, U+FFFD where text
// is no UTF-8. For lists of thousands, of which nobody wants a tree. Whoever calls keeps to the
// grammar.
class JsonText {
 public:
  // Appends one value to `out`.
  explicit JsonText(std::string& out) : out_(out) {}
  // Appends further elements of an array, each with a comma before it; `depth` levels are open.
  static JsonText in_array(std::string& out, std::size_t depth) {
    JsonText json(out);
    json.depth_ = depth;
    json.is_top_ = false;
    json.is_first_ = false;
    return json;
  }

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  // Elements of the open array were written to the text by somebody else.
  void note_elements() { is_first_ = false; }
  // Of the next value, inside an object.
  void key(std::string_view name);
  void text(std::string_view value);
  void number(std::int64_t value);
  void boolean(bool value);
  void tree(const nlohmann::ordered_json& value);

  void member(std::string_view name, std::string_view value) { key(name), text(value); }
  void member(std::string_view name, const std::string& value) { key(name), text(value); }
  void member(std::string_view name, const char* value) { key(name), text(value); }
  void member(std::string_view name, bool value) { key(name), boolean(value); }
  void member(std::string_view name, std::int64_t value) { key(name), number(value); }
  void member(std::string_view name, int value) { key(name), number(value); }

 private:
  void begin(char bracket);
  void end(char bracket);
  // What stands between the last thing and the next value or key.
  void separate();
  void new_line();
  void quote(std::string_view text);

  std::string& out_;
  std::size_t depth_ = 0;
  bool is_first_ = true;    // Nothing is in the object or array yet.
  bool after_key_ = false;  // The next value belongs to a key.
  bool is_top_ = true;
};

// A whole file: the tree, and a line feed.
std::string json_document(const nlohmann::ordered_json& tree);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_JSON_TEXT_H_
