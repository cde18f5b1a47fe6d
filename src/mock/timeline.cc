#include "mock/timeline.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace assay::mock {
namespace {

using base::Error;
using base::Result;
using std::chrono::milliseconds;

constexpr std::uint32_t kLongest = 1'000'000;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// "2s", "500ms" or "3x".
bool read_duration(std::string_view text, Timeline::Stage& stage) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number == 0 || number > kLongest) return false;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit == "x") {
    stage.answers = number;
  } else if (unit == "s" || unit == "ms") {
    stage.time = milliseconds(number) * (unit == "s" ? 1000 : 1);
  } else {
    return false;
  }
  return true;
}

Result<Timeline::Stage> read_stage(std::string_view text, bool is_last,
                                   const std::vector<std::string_view>& known) {
  Timeline::Stage stage;
  const std::size_t blank = text.find(' ');
  stage.state = text.substr(0, blank);
  if (std::find(known.begin(), known.end(), stage.state) == known.end()) {
    return Error{.message = "no job is ever " + base::quoted(stage.state),
                 .hint = "there are " +
                         base::join(std::vector<std::string>(known.begin(), known.end()), ", ")};
  }
  if (is_last && blank == text.npos) return stage;
  if (blank == text.npos || !read_duration(trimmed(text.substr(blank)), stage)) {
    return Error{.message = base::quoted(text) + " needs a duration such as 2s, 500ms or 3x"};
  }
  return stage;
}

}  // namespace

Result<Timeline> Timeline::parse(std::string_view text,
                                 const std::vector<std::string_view>& known) {
  Timeline timeline;
  const std::vector<std::string> parts = base::split(text, ',');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Result<Stage> stage = read_stage(trimmed(parts[i]), i + 1 == parts.size(), known);
    if (!stage) return stage.error();
    timeline.stages.push_back(*std::move(stage));
  }
  const auto has = [&](auto holds) {
    return std::any_of(timeline.stages.begin(), timeline.stages.end(), holds);
  };
  if (has([](const Stage& s) { return s.answers > 0; }) &&
      has([](const Stage& s) { return s.time > milliseconds::zero(); })) {
    return Error{.message = "a timeline runs by time or by answers, not by both"};
  }
  return timeline;
}

TimelineRun::Moment TimelineRun::ask() {
  const std::lock_guard guard(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (!begin_) begin_ = now;
  auto time = now - *begin_;
  std::uint32_t answers = answers_++;
  const std::size_t last = timeline_.stages.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    const Timeline::Stage& stage = timeline_.stages[i];
    if (stage.answers > 0) {
      if (answers < stage.answers) return {i, static_cast<double>(answers) / stage.answers};
      answers -= stage.answers;
    } else {
      if (time < stage.time) {
        return {i, std::chrono::duration<double>(time) / std::chrono::duration<double>(stage.time)};
      }
      time -= stage.time;
    }
  }
  return {last, 0};
}

}  // namespace assay::mock
