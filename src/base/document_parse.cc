#include <algorithm>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/document_storage.h"
#include "base/parse_diagnosis.h"
#include "base/pointer.h"

namespace assay::base {

namespace {

constexpr std::size_t kMaxDuplicateText = 1024 * 1024;
// Objects up to this size are searched for repeated names pair by pair, larger ones by sorting.
constexpr std::size_t kPairwiseNames = 12;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_number_char(char c) {
  return is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

template <typename Skipped>
std::size_t skip(std::string_view text, std::size_t at, Skipped skipped) {
  while (at < text.size() && skipped(text[at])) ++at;
  return at;
}

// One past the closing quote of the string that starts at `at`; the end of the text if there is
// none.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

// Receives the events of nlohmann's SAX reader and lays the nodes down. The events carry no
// positions and no number text, so a cursor follows in the buffer: between two events lie only
// white space, commas and colons, because everything else makes an event.
class Builder {
 public:
  Builder(DocumentStorage& storage, const ParseLimits& limits)
      : storage_(storage), text_(storage.text), limits_(limits) {
    if (text_.starts_with(kByteOrderMark)) cursor_ = kByteOrderMark.size();
  }

  bool null() { return scalar(Kind::kNull, find_token() + 4); }
  bool boolean(bool value) { return scalar(Kind::kBoolean, find_token() + (value ? 4 : 5)); }
  bool number_integer(nlohmann::json::number_integer_t) { return number(); }
  bool number_unsigned(nlohmann::json::number_unsigned_t) { return number(); }
  bool number_float(nlohmann::json::number_float_t, const std::string&) { return number(); }
  bool string(std::string& decoded) { return count_child() && add_string(decoded); }
  bool binary(nlohmann::json::binary_t&) { return false; }  // Not in JSON texts.
  bool start_object(std::size_t) { return start(Kind::kObject); }
  bool start_array(std::size_t) { return start(Kind::kArray); }
  bool end_array() { return end(); }
  bool key(std::string& decoded) {
    frames_.back().name = next_index();
    return add_string(decoded);
  }
  bool end_object() {
    find_duplicates();
    return end();
  }
  bool parse_error(std::size_t read, const std::string&, const nlohmann::json::exception& error) {
    // out_of_range has one cause here: a number beyond double's range, which the grammar allows.
    out_of_range_ = dynamic_cast<const nlohmann::json::out_of_range*>(&error) != nullptr;
    stopped_at_ = std::min(read == 0 ? 0 : read - 1, text_.size());
    complaint_ = error.what();
    return false;
  }

  bool out_of_range() const { return out_of_range_; }
  const std::string& complaint() const { return complaint_; }
  // Where the reader gave up: its last byte. Meaningful only after a complaint.
  std::size_t stopped_at() const { return stopped_at_; }
  // The reason for stopping the reader ourselves.
  const std::optional<ParseError>& refusal() const { return refusal_; }
  // Start of the token after the last event.
  std::size_t find_token() {
    cursor_ = skip(text_, cursor_, [](char c) { return is_space(c) || c == ',' || c == ':'; });
    return cursor_;
  }
  // What is left to do once the reader is content.
  std::optional<ParseError> finish();

 private:
  struct Frame {
    std::uint32_t node;
    std::uint32_t name = 0;  // Node of the current member's name, in objects.
  };
  struct Name {
    std::string_view text;
    std::uint32_t node;
  };

  std::uint32_t next_index() const { return static_cast<std::uint32_t>(storage_.nodes.size()); }

  bool refuse(ParseError::Reason reason, std::string message) {
    refusal_ = parse_error_at(text_, find_token(), reason, std::move(message));
    return false;
  }
  bool count_child() {
    if (!frames_.empty()) ++storage_.nodes[frames_.back().node].count;
    return true;
  }
  bool add(Node node) {
    if (storage_.nodes.size() >= limits_.values) {
      return refuse(ParseError::Reason::kSize,
                    "more than " + std::to_string(limits_.values) + " values");
    }
    node.after = next_index() + 1;
    cursor_ = node.end;
    storage_.nodes.push_back(node);
    return true;
  }
  static Node make_node(Kind kind, std::size_t offset, std::size_t end) {
    Node node;
    node.offset = static_cast<std::uint32_t>(offset);
    node.end = static_cast<std::uint32_t>(end);
    node.kind = kind;
    return node;
  }
  bool scalar(Kind kind, std::size_t end) {
    return count_child() && add(make_node(kind, cursor_, end));
  }
  bool number() { return scalar(Kind::kNumber, skip(text_, find_token(), is_number_char)); }
  bool add_string(std::string& decoded);
  bool start(Kind kind);
  bool end();
  void collect_names();
  void find_duplicates();
  void record_duplicate(const Name& name);
  std::string pointer_of_container() const;

  DocumentStorage& storage_;
  const std::string_view text_;
  const ParseLimits& limits_;
  std::size_t cursor_ = 0;  // One past the last token that became a node.
  std::vector<Frame> frames_;
  std::vector<Name> names_;  // Scratch of find_duplicates.
  std::vector<std::pair<std::uint32_t, std::string>> duplicates_;
  std::size_t duplicate_text_ = 0;

  std::optional<ParseError> refusal_;
  std::string complaint_;
  std::size_t stopped_at_ = 0;
  bool out_of_range_ = false;
};

bool Builder::add_string(std::string& decoded) {
  const std::size_t offset = find_token();
  const char* begin = text_.data() + offset + 1;
  // Decoding copies everything before the first escape, and an escape decodes to something: if the
  // first `decoded.size()` bytes hold no backslash, there is none.
  if (decoded.empty() || std::memchr(begin, '\\', decoded.size()) == nullptr) {
    return add(make_node(Kind::kString, offset, offset + decoded.size() + 2));
  }
  Node node = make_node(Kind::kString, offset, string_end(text_, offset));
  node.escaped = true;
  node.count = static_cast<std::uint32_t>(storage_.decoded.size());
  storage_.decoded.push_back(std::move(decoded));
  return add(node);
}

bool Builder::start(Kind kind) {
  if (frames_.size() >= limits_.depth) {
    return refuse(ParseError::Reason::kDepth,
                  "nested deeper than " + std::to_string(limits_.depth) + " levels");
  }
  count_child();
  const std::size_t offset = find_token();
  const std::uint32_t index = next_index();
  if (!add(make_node(kind, offset, offset + 1))) return false;
  frames_.push_back(Frame{index});
  return true;
}

bool Builder::end() {
  Node& node = storage_.nodes[frames_.back().node];
  cursor_ = find_token() + 1;
  node.end = static_cast<std::uint32_t>(cursor_);
  node.after = next_index();
  frames_.pop_back();
  return true;
}

void Builder::collect_names() {
  names_.clear();
  for (std::uint32_t i = frames_.back().node + 1; i < next_index();
       i = storage_.nodes[i + 1].after) {
    names_.push_back(Name{storage_.string(storage_.nodes[i]), i});
  }
}

void Builder::find_duplicates() {
  if (storage_.nodes[frames_.back().node].count < 2) return;
  collect_names();
  if (names_.size() <= kPairwiseNames) {
    for (std::size_t i = 1; i < names_.size(); ++i) {
      const auto same = [&](const Name& name) { return name.text == names_[i].text; };
      const auto here = names_.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::any_of(names_.begin(), here, same)) record_duplicate(names_[i]);
    }
    return;
  }
  std::sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) {
    if (a.text.size() != b.text.size()) return a.text.size() < b.text.size();
    const int order = a.text.compare(b.text);
    return order != 0 ? order < 0 : a.node < b.node;
  });
  for (std::size_t i = 1; i < names_.size(); ++i) {
    if (names_[i].text == names_[i - 1].text) record_duplicate(names_[i]);
  }
}

std::string Builder::pointer_of_container() const {
  std::string out;
  for (const Frame& frame : frames_) {
    if (&frame == &frames_.back()) break;
    const Node& node = storage_.nodes[frame.node];
    if (node.kind == Kind::kArray) {
      out += '/' + std::to_string(node.count - 1);
    } else {
      out += '/' + pointer_escape(storage_.string(storage_.nodes[frame.name]));
    }
  }
  return out;
}

void Builder::record_duplicate(const Name& name) {
  if (duplicates_.size() >= Document::kMaxDuplicates || duplicate_text_ > kMaxDuplicateText) return;
  std::string pointer = pointer_append(pointer_of_container(), name.text);
  duplicate_text_ += pointer.size();
  duplicates_.emplace_back(name.node, std::move(pointer));
}

std::optional<ParseError> Builder::finish() {
  // The reader takes a NUL byte for the end of the text.
  const std::size_t end = skip(text_, cursor_, is_space);
  if (end != text_.size()) {
    return parse_error_at(text_, end, ParseError::Reason::kSyntax, "a NUL byte after the value");
  }
  if (duplicates_.empty()) return std::nullopt;
  // Containers end inside out; the order of appearance is that of the nodes.
  std::sort(duplicates_.begin(), duplicates_.end());
  for (auto& duplicate : duplicates_) storage_.duplicates.push_back(std::move(duplicate.second));
  storage_.first_duplicate = storage_.position(storage_.nodes[duplicates_.front().first].offset);
  return std::nullopt;
}

// One past the digits, fraction and exponent that start at `at`, as far as the grammar goes.
std::size_t number_end(std::string_view text, std::size_t at) {
  std::size_t end = text[at] == '0' ? at + 1 : skip(text, at, is_digit);
  const auto take_part = [&](std::string_view starts, std::string_view signs) {
    if (end >= text.size() || starts.find(text[end]) == std::string_view::npos) return;
    std::size_t digits = end + 1;
    if (digits < text.size() && signs.find(text[digits]) != std::string_view::npos) ++digits;
    const std::size_t part_end = skip(text, digits, is_digit);
    if (part_end > digits) end = part_end;
  };
  take_part(".", "");
  take_part("eE", "+-");
  return end;
}

// `text` with 0 and blanks in place of every number, so that all offsets stay. A number ends where
// the grammar of RFC 8259 ends it: what is wrong stays wrong.
std::string with_small_numbers(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      at = text[at] == '"' ? string_end(text, at) : at + 1;
      continue;
    }
    const std::size_t end = number_end(text, at);
    out[at] = '0';
    std::fill_n(out.data() + at + 1, end - at - 1, ' ');
    at = end;
  }
  return out;
}

bool run_reader(std::string_view text, Builder& builder) {
  return nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &builder);
}

ParseError explain(std::string_view text, Builder& builder) {
  if (builder.refusal()) return *builder.refusal();
  return diagnose(text, Complaint{builder.find_token(), builder.stopped_at(), builder.complaint()});
}

}  // namespace

// The reader refuses numbers beyond double's range and cannot go on behind one. Only then is the
// text read once more, with small numbers shown to the reader while the nodes still come from the
// real text.
std::optional<ParseError> build_document(DocumentStorage& storage, const ParseLimits& limits) {
  Builder builder(storage, limits);
  if (run_reader(storage.text, builder)) return builder.finish();
  if (!builder.out_of_range()) return explain(storage.text, builder);
  storage.nodes.clear();
  storage.decoded.clear();
  Builder again(storage, limits);
  if (run_reader(with_small_numbers(storage.text), again)) return again.finish();
  return explain(storage.text, again);
}

Result<std::unique_ptr<DocumentStorage>, ParseError> read_document(std::string text,
                                                                   const ParseLimits& limits) {
  const std::size_t most =
      std::min<std::size_t>(limits.bytes, std::numeric_limits<std::uint32_t>::max());
  if (text.size() > most) {
    return ParseError{
        ParseError::Reason::kSize, "more than " + std::to_string(most) + " bytes", {}};
  }
  auto storage = std::make_unique<DocumentStorage>();
  storage->text = std::move(text);
  // Answers have about one value in ten bytes; what is larger than a page or two may grow as it is
  // read.
  storage->nodes.reserve(std::min<std::size_t>(storage->text.size() / 10 + 1, 1024));
  if (!scan_document(*storage, limits)) {
    if (auto error = build_document(*storage, limits)) return std::move(*error);
  }
  storage->seal();
  return storage;
}

}  // namespace assay::base
