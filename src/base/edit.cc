#include "base/edit.h"

#include <span>
#include <vector>

#include "base/pointer.h"
#include "base/text.h"

namespace assay::base {
namespace {

class Edit {
 public:
  Edit(std::string_view pointer, const std::optional<Value>& replacement)
      : replacement_(replacement) {
    if (pointer.empty()) return;
    for (const std::string& token : split(pointer.substr(1), '/')) {
      tokens_.push_back(pointer_unescape(token));
    }
  }

  std::optional<std::string> apply(const Value& root) {
    std::string text = changed(root, tokens_);
    if (!done_ || text == root.source()) return std::nullopt;
    return text;
  }

 private:
  using Tokens = std::span<const std::string>;

  std::string changed(const Value& value, Tokens tokens) {
    if (tokens.empty()) {
      done_ = replacement_.has_value();
      return done_ ? std::string(replacement_->source()) : std::string(value.source());
    }
    if (value.is_object()) return changed_object(value, tokens);
    if (value.is_array()) return changed_array(value, tokens);
    return std::string(value.source());
  }

  bool removes(Tokens tokens) const { return tokens.size() == 1 && !replacement_; }

  std::string changed_object(const Value& object, Tokens tokens) {
    std::vector<std::string> members;
    bool found = false;
    for (const Member& member : object.members()) {
      const bool here = member.name == tokens.front();
      found = found || here;
      if (here && removes(tokens)) {
        done_ = true;
        continue;
      }
      members.push_back(
          quoted(member.name) + ": " +
          (here ? changed(member.value, tokens.subspan(1)) : std::string(member.value.source())));
    }
    if (!found && tokens.size() == 1 && replacement_) {
      members.push_back(quoted(tokens.front()) + ": " + std::string(replacement_->source()));
      done_ = true;
    }
    return "{" + join(members, ", ") + "}";
  }

  std::string changed_array(const Value& array, Tokens tokens) {
    std::vector<std::string> elements;
    std::size_t index = 0;
    for (const Value& element : array.elements()) {
      const bool here = std::to_string(index++) == tokens.front();
      if (here && removes(tokens)) {
        done_ = true;
        continue;
      }
      elements.push_back(here ? changed(element, tokens.subspan(1))
                              : std::string(element.source()));
    }
    if (tokens.front() == "-" && tokens.size() == 1 && replacement_) {
      elements.emplace_back(replacement_->source());
      done_ = true;
    }
    return "[" + join(elements, ", ") + "]";
  }

  std::optional<Value> replacement_;
  std::vector<std::string> tokens_;
  bool done_ = false;
};

}  // namespace

std::optional<std::string> edited(const Value& root, std::string_view pointer,
                                  const std::optional<Value>& replacement) {
  return Edit(pointer, replacement).apply(root);
}

}  // namespace assay::base
