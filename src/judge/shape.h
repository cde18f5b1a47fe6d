#ifndef ASSAY_JUDGE_SHAPE_H_
#define ASSAY_JUDGE_SHAPE_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "contract/contract.h"
#include "wire/transcript.h"

namespace assay::judge {

// What answers look like, whatever was promised of them: members, types, words, statuses, times.
// Two runs are compared by it, so that what drifts is seen before it breaks a rule. Facts without
// judgement; control exchanges and what has no answer do not count.

// How long answers took, in buckets that grow by a fifth: percentiles are at most so much too high,
// and any number of runs can be added up.
class Latency {
 public:
  void add(std::chrono::microseconds duration);
  void add(const Latency& other);

  std::uint64_t count() const { return count_; }
  std::int64_t total_us() const { return total_us_; }
  std::int64_t shortest_us() const { return shortest_us_; }  // 0 when there are none.
  std::int64_t longest_us() const { return longest_us_; }
  // At most so long took `percent` of them, 0 < percent <= 100; 0 when there are none.
  std::int64_t percentile_us(double percent) const;

  // By the upper end in microseconds; empty buckets are left out.
  const std::map<std::int64_t, std::uint64_t>& buckets() const { return buckets_; }
  // What was written down before.
  static Latency restored(std::map<std::int64_t, std::uint64_t> buckets, std::int64_t total_us,
                          std::int64_t shortest_us, std::int64_t longest_us);

 private:
  std::map<std::int64_t, std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
  std::int64_t total_us_ = 0;
  std::int64_t shortest_us_ = 0;
  std::int64_t longest_us_ = 0;
};

// What was found at one place of JSON bodies.
struct PlaceShape {
  std::string place;  // As in rule ids: "entities.sub_jobs[].status"; "$" is the body itself.
  std::map<std::string, std::uint64_t> types;  // JSON Schema's names, integer apart from number.
  // Where the contract lists words: how often each was there, listed or not.
  std::map<std::string, std::uint64_t> words;
};

// Answers of one operation with one status.
struct AnswerShape {
  int status = 0;
  std::uint64_t count = 0;
  std::vector<PlaceShape> places;  // In order of first appearance.
};

struct Shape {
  std::vector<AnswerShape> answers;  // By status.
  Latency latency;                   // Of answers that came at the first attempt.
};

// What the answers of both look like together; places are sorted afterwards.
void add(Shape& sum, const Shape& more);

// Adds up the answers of one operation. Bounded, whatever the answers hold: the first so many
// places of a status count, so deep, and so many words of a place; longer names and words do not.
// Not thread-safe.
class ShapeLog {
 public:
  static constexpr std::size_t kMostPlaces = 1000;
  static constexpr std::size_t kMostWords = 50;
  static constexpr std::size_t kDeepest = 32;
  static constexpr std::size_t kLongest = 200;  // Bytes.

  explicit ShapeLog(const contract::Contract& contract);

  void add(const wire::Transcript& transcript);
  Shape shape() const;

 private:
  static constexpr std::size_t kTypes = 7;

  // A place, as a node of the tree of places.
  struct Node {
    std::string name;         // Of the member; "" for others.
    bool is_element = false;  // Of a list.
    std::size_t depth = 0;
    std::string place;
    std::vector<std::uint32_t> children;
    std::array<std::uint64_t, kTypes> types{};
    bool has_words = false;
    std::map<std::string, std::uint64_t, std::less<>> words;
  };
  struct Answers {
    std::uint64_t count = 0;
    std::vector<Node> nodes;  // The root first.
  };

  void add_value(Answers& answers, std::uint32_t node, const base::Value& value);
  void add_word(Node& node, std::string_view word);
  // The node of a member, or of the elements of a list; 0 where there is no room for it.
  std::uint32_t child(Answers& answers, std::uint32_t node, std::string_view name, bool is_element);

  std::vector<std::string> word_places_;
  std::map<int, Answers> answers_;
  Latency latency_;
};

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_SHAPE_H_
