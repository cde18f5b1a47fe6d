#include "judge/shape.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace assay::judge {
namespace {

constexpr std::array<std::string_view, 7> kTypeWords = {"null",   "boolean", "integer", "number",
                                                        "string", "array",   "object"};

std::size_t type_of(const base::Value& value) {
  switch (value.kind()) {
    case base::Kind::kNull:
      return 0;
    case base::Kind::kBoolean:
      return 1;
    case base::Kind::kNumber:
      return value.number().is_integer() ? 2 : 3;
    case base::Kind::kString:
      return 4;
    case base::Kind::kArray:
      return 5;
    case base::Kind::kObject:
      return 6;
  }
  return 0;
}

// Of the first bucket, in microseconds.
constexpr double kFirstEnd = 100;
constexpr double kGrowth = 1.2;

std::int64_t bucket_end(std::int64_t us) {
  if (us <= static_cast<std::int64_t>(kFirstEnd)) return static_cast<std::int64_t>(kFirstEnd);
  const double steps = std::ceil(std::log(static_cast<double>(us) / kFirstEnd) / std::log(kGrowth));
  const auto end = static_cast<std::int64_t>(std::llround(kFirstEnd * std::pow(kGrowth, steps)));
  return std::max(end, us);  // Where rounding fell just below.
}

// A body that can be a JSON document at all: pages for people are not worth a parse.
bool looks_like_json(const std::string& body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  return first != std::string::npos && body[first] != '<';
}

}  // namespace

void Latency::add(std::chrono::microseconds duration) {
  const std::int64_t us = duration.count();
  ++buckets_[bucket_end(us)];
  shortest_us_ = count_ == 0 ? us : std::min(shortest_us_, us);
  longest_us_ = std::max(longest_us_, us);
  total_us_ += us;
  ++count_;
}

void Latency::add(const Latency& other) {
  if (other.count_ == 0) return;
  for (const auto& [end, count] : other.buckets_) buckets_[end] += count;
  shortest_us_ = count_ == 0 ? other.shortest_us_ : std::min(shortest_us_, other.shortest_us_);
  longest_us_ = std::max(longest_us_, other.longest_us_);
  total_us_ += other.total_us_;
  count_ += other.count_;
}

std::int64_t Latency::percentile_us(double percent) const {
  const double wanted = static_cast<double>(count_) * percent / 100;
  double seen = 0;
  for (const auto& [end, count] : buckets_) {
    seen += static_cast<double>(count);
    if (seen >= wanted) return std::min(end, longest_us_);
  }
  return longest_us_;
}

Latency Latency::restored(std::map<std::int64_t, std::uint64_t> buckets, std::int64_t total_us,
                          std::int64_t shortest_us, std::int64_t longest_us) {
  Latency latency;
  latency.buckets_ = std::move(buckets);
  for (const auto& [end, count] : latency.buckets_) latency.count_ += count;
  latency.total_us_ = total_us;
  latency.shortest_us_ = shortest_us;
  latency.longest_us_ = longest_us;
  return latency;
}

void add(Shape& sum, const Shape& more) {
  std::map<int, std::map<std::string, PlaceShape>> places;
  std::map<int, std::uint64_t> counts;
  const std::array<const Shape*, 2> both = {&sum, &more};
  for (const Shape* shape : both) {
    for (const AnswerShape& answers : shape->answers) {
      counts[answers.status] += answers.count;
      for (const PlaceShape& one : answers.places) {
        PlaceShape& place = places[answers.status][one.place];
        place.place = one.place;
        for (const auto& [type, count] : one.types) place.types[type] += count;
        for (const auto& [word, count] : one.words) place.words[word] += count;
      }
    }
  }
  sum.answers.clear();
  for (const auto& [status, count] : counts) {
    AnswerShape& answers = sum.answers.emplace_back();
    answers.status = status;
    answers.count = count;
    for (auto& [name, place] : places[status]) answers.places.push_back(std::move(place));
  }
  sum.latency.add(more.latency);
}

ShapeLog::ShapeLog(const contract::Contract& contract) {
  const contract::RuledProgram& answer = contract.answer();
  for (const schema::Enumeration& one : answer.program.enumerations()) {
    word_places_.push_back(answer.program.assertions()[one.assertion].place);
  }
}

void ShapeLog::add(const wire::Transcript& transcript) {
  for (const wire::Exchange& exchange : transcript) {
    if (exchange.part == wire::Part::kControl || !exchange.response) continue;
    const wire::Response& response = *exchange.response;
    Answers& answers = answers_[response.status];
    ++answers.count;
    if (exchange.attempts == 1 && !exchange.error) latency_.add(exchange.duration);
    if (!response.complete || !looks_like_json(response.body)) continue;
    const auto document = base::Document::parse(response.body, base::kAnswerLimits);
    if (!document) continue;
    if (answers.nodes.empty()) answers.nodes.emplace_back();
    add_value(answers, 0, document->root());
  }
}

void ShapeLog::add_value(Answers& answers, std::uint32_t node, const base::Value& value) {
  ++answers.nodes[node].types[type_of(value)];
  if (value.is_string()) {
    if (answers.nodes[node].has_words) add_word(answers.nodes[node], value.string());
  } else if (value.is_object()) {
    for (const base::Member& member : value.members()) {
      const std::uint32_t next = child(answers, node, member.name, false);
      if (next != 0) add_value(answers, next, member.value);
    }
  } else if (value.is_array()) {
    for (const base::Value element : value.elements()) {
      const std::uint32_t next = child(answers, node, "", true);
      if (next != 0) add_value(answers, next, element);
    }
  }
}

void ShapeLog::add_word(Node& node, std::string_view word) {
  const auto known = node.words.find(word);
  if (known != node.words.end()) {
    ++known->second;
  } else if (node.words.size() < kMostWords && word.size() <= kLongest) {
    node.words.emplace(word, 1);
  }
}

std::uint32_t ShapeLog::child(Answers& answers, std::uint32_t node, std::string_view name,
                              bool is_element) {
  for (const std::uint32_t one : answers.nodes[node].children) {
    if (answers.nodes[one].name == name && answers.nodes[one].is_element == is_element) return one;
  }
  const std::size_t depth = answers.nodes[node].depth + 1;
  if (answers.nodes.size() >= kMostPlaces || depth > kDeepest || name.size() > kLongest) return 0;
  const std::string& place = answers.nodes[node].place;
  Node fresh;
  fresh.name = name;
  fresh.is_element = is_element;
  fresh.depth = depth;
  fresh.place = is_element ? place + "[]" : place.empty() ? fresh.name : place + "." + fresh.name;
  fresh.has_words =
      std::find(word_places_.begin(), word_places_.end(), fresh.place) != word_places_.end();
  const auto index = static_cast<std::uint32_t>(answers.nodes.size());
  answers.nodes[node].children.push_back(index);
  answers.nodes.push_back(std::move(fresh));
  return index;
}

Shape ShapeLog::shape() const {
  Shape shape;
  for (const auto& [status, answers] : answers_) {
    AnswerShape& one = shape.answers.emplace_back();
    one.status = status;
    one.count = answers.count;
    for (const Node& node : answers.nodes) {
      PlaceShape& place = one.places.emplace_back();
      place.place = node.place.empty() ? "$" : node.place;
      for (std::size_t i = 0; i < kTypes; ++i) {
        if (node.types[i] > 0) place.types.emplace(kTypeWords[i], node.types[i]);
      }
      place.words.insert(node.words.begin(), node.words.end());
    }
  }
  shape.latency = latency_;
  return shape;
}

}  // namespace assay::judge
