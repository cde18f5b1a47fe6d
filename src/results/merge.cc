#include "results/merge.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "judge/coverage.h"
#include "judge/credential_use.h"
#include "results/merge_waivers.h"
#include "results/summary.h"

namespace assay::results {
namespace {

using base::Error;
using base::Status;

Error refused(const ResultsFile& file, std::string message, std::string hint = "") {
  return {.message = std::move(message), .file = file.path, .hint = std::move(hint)};
}

// What all shards of a run have in common, in words; "" when `b` is of the run of `a`.
std::string difference(const Run& a, const Run& b) {
  if (a.profile != b.profile) return "another profile";
  if (a.target != b.target) return "another target";
  if (a.tool_version != b.tool_version) return "another version of assay";
  if (a.shards != b.shards) return "a run of another number of shards";
  if (a.origin != b.origin || a.again != b.again) return "another command";
  const bool same =
      a.required.coverage == b.required.coverage && a.required.evidence == b.required.evidence;
  return same ? "" : "a run with other requirements";
}

bool have_same_waivers(const Results& a, const Results& b) {
  return std::equal(a.waivers.begin(), a.waivers.end(), b.waivers.begin(), b.waivers.end(),
                    [](const judge::WaiverRecord& one, const judge::WaiverRecord& other) {
                      return one.waiver.says_the_same(other.waiver);
                    });
}

Status check_shards(const std::vector<ResultsFile>& files) {
  const Run& first = files.front().results.run;
  std::map<std::uint32_t, const ResultsFile*> known;
  for (const ResultsFile& file : files) {
    const Run& run = file.results.run;
    if (run.shards < 2) {
      return refused(file, "is no shard of a run",
                     "GTEST_TOTAL_SHARDS and GTEST_SHARD_INDEX make one");
    }
    const std::string other = difference(first, run);
    if (!other.empty()) return refused(file, "is of " + other + " than " + files.front().path);
    if (!have_same_waivers(files.front().results, file.results)) {
      return refused(file, "is of a run with other waivers than " + files.front().path);
    }
    const auto [place, fresh] = known.emplace(run.shard, &file);
    if (!fresh) {
      return refused(file, fmt::format("is shard {} of {}, as {} is", run.shard, run.shards,
                                       place->second->path));
    }
  }
  std::vector<std::uint32_t> missing;
  for (std::uint32_t i = 0; i < first.shards; ++i) {
    if (!known.contains(i)) missing.push_back(i);
  }
  if (missing.empty()) return base::Done{};
  return refused(files.front(), fmt::format("is one of {} shards, and there is no shard {}",
                                            first.shards, fmt::join(missing, ", ")));
}

// A list in which entries of the same key are one.
template <typename Key, typename Entry>
class Union {
 public:
  // The entry of the key; a copy of `entry` when it is the first, and true.
  std::pair<Entry*, bool> add(Key key, const Entry& entry) {
    const auto [place, fresh] = places_.emplace(std::move(key), all_.size());
    if (fresh) all_.push_back(entry);
    return {&all_[place->second], fresh};
  }
  std::vector<Entry> take() { return std::move(all_); }

 private:
  std::map<Key, std::size_t> places_;
  std::vector<Entry> all_;
};

// What is in either of two sorted lists.
template <typename Value>
void unite(std::vector<Value>& into, const std::vector<Value>& more) {
  into.insert(into.end(), more.begin(), more.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

class Merging {
 public:
  explicit Merging(const std::vector<ResultsFile>& files) : files_(files) {}

  base::Result<Merged> make() {
    if (Status good = merge_cases(); !good) return good.error();
    merge_run();
    merge_rules();
    merge_findings();
    merge_waivers(files_, out_);
    merge_coverage();
    merge_evidence();
    merge_credentials();
    merge_undeclared();
    merge_shapes();
    return Merged{.results = std::move(out_), .exchanges = texts()};
  }

 private:
  // A case of one of the files.
  struct Origin {
    const ResultsFile* file;
    const Case* one;
  };

  Status merge_cases() {
    for (const ResultsFile& file : files_) {
      for (const Case& one : file.results.cases) {
        cases_.push_back({&file, &one});
        const auto [place, fresh] = positions_.emplace(one.id, one.position);
        if (!fresh) return refused(file, "case " + one.id + " is in another shard, too");
      }
    }
    std::sort(cases_.begin(), cases_.end(),
              [](const Origin& a, const Origin& b) { return a.one->position < b.one->position; });
    std::set<std::string_view> seen;
    for (const Origin& from : cases_) {
      out_.cases.push_back(*from.one);
      if (seen.insert(from.one->operation).second) operations_.push_back(from.one->operation);
    }
    return base::Done{};
  }

  void merge_run() {
    Run& run = out_.run = files_.front().results.run;
    run.shard = 0;
    run.shards = 1;
    for (const ResultsFile& file : files_) {
      const Run& other = file.results.run;
      run.started = std::min(run.started, other.started);
      run.duration_us = std::max(run.duration_us, other.duration_us);
      run.aborted = run.aborted || other.aborted;
      run.documents.insert(other.documents.begin(), other.documents.end());
    }
  }

  // By operation in the order of the plan; within one, every shard has the same order.
  template <typename Entry>
  void sort_by_operation(std::vector<Entry>& entries) const {
    const auto place = [&](const Entry& entry) {
      return std::find(operations_.begin(), operations_.end(), entry.operation) -
             operations_.begin();
    };
    std::stable_sort(entries.begin(), entries.end(),
                     [&](const Entry& a, const Entry& b) { return place(a) < place(b); });
  }

  void merge_rules() {
    Union<std::string, Rule> rules;
    for (const ResultsFile& file : files_) {
      for (const Rule& rule : file.results.rules) {
        const auto [sum, fresh] = rules.add(rule.id, rule);
        if (fresh) continue;
        sum->exercised += rule.exercised;
        sum->broken += rule.broken;
      }
    }
    out_.rules = rules.take();
    sort_by_operation(out_.rules);
  }

  // In the order of the cases; checks are given the new positions.
  void merge_findings() {
    std::map<std::string_view, std::uint32_t> rules;
    for (std::uint32_t i = 0; i < out_.rules.size(); ++i) rules[out_.rules[i].id] = i;
    for (std::uint32_t i = 0; i < cases_.size(); ++i) {
      const Results& from = cases_[i].file->results;
      for (Check& check : out_.cases[i].checks) {
        for (std::uint32_t& index : check.findings) {
          Finding finding = from.findings[index];
          finding.rule = rules.at(from.rule_of(finding).id);
          finding.case_index = i;
          index = static_cast<std::uint32_t>(out_.findings.size());
          out_.findings.push_back(std::move(finding));
        }
      }
      for (Exchange exchange : from.exchanges_of(*cases_[i].one)) {
        exchange.case_index = i;
        out_.exchanges.push_back(std::move(exchange));
      }
    }
  }

  void merge_coverage() {
    Union<std::string, Coverage> coverage;
    Union<std::pair<std::string, std::string>, Words> words;
    for (const ResultsFile& file : files_) {
      for (const Coverage& one : file.results.coverage) coverage.add(one.operation, one);
      for (const Words& one : file.results.words) {
        const auto [sum, fresh] = words.add({one.operation, one.place}, one);
        if (!fresh) unite(sum->seen, one.seen);
      }
    }
    out_.coverage = coverage.take();
    out_.words = words.take();
    sort_by_operation(out_.coverage);
    sort_by_operation(out_.words);
    for (Coverage& one : out_.coverage) {
      auto [outcome, reason] =
          judge::settle_coverage(count_rules(out_, one.operation), out_.run.required.coverage);
      one.outcome = outcome;
      one.reason = std::move(reason);
    }
    for (Words& one : out_.words) {
      std::erase_if(one.unseen, [&](const std::string& word) {
        return std::binary_search(one.seen.begin(), one.seen.end(), word);
      });
    }
  }

  std::uint32_t position(const std::string& case_id) const {
    const auto found = positions_.find(case_id);
    return found == positions_.end() ? UINT32_MAX : found->second;
  }

  void merge_evidence() {
    Union<std::pair<std::string, std::string>, Evidence> all;
    for (const ResultsFile& file : files_) {
      for (const Evidence& one : file.results.evidence) {
        Evidence& best = *all.add({one.operation, one.status}, one).first;
        const bool is_earlier =
            one.best == best.best && position(one.seen_in) < position(best.seen_in);
        if (one.best > best.best || is_earlier) best = one;
      }
    }
    out_.evidence = all.take();
    sort_by_operation(out_.evidence);
  }

  void merge_credentials() {
    Union<std::pair<std::string, std::string>, Credential> all;
    for (const ResultsFile& file : files_) {
      for (const Credential& one : file.results.credentials) {
        const auto [sum, fresh] = all.add({one.operation, one.credential}, one);
        if (fresh) continue;
        sum->outcome = judge::worse(sum->outcome, one.outcome);
        unite(sum->allowed, one.allowed);
        unite(sum->answered, one.answered);
        if (position(one.first) < position(sum->first)) sum->first = one.first;
      }
    }
    out_.credentials = all.take();
    for (Credential& one : out_.credentials) {
      if (one.outcome != judge::Outcome::kWaived) continue;
      for (const Case& tried : out_.cases) {
        if (is_about(tried, one)) one.outcome = judge::worse(one.outcome, tried.outcome);
      }
    }
    std::sort(out_.credentials.begin(), out_.credentials.end(),
              [](const Credential& a, const Credential& b) {
                return judge::comes_before(a.credential, b.credential);
              });
    sort_by_operation(out_.credentials);
  }

  // Whether the case tries the credential. A waiver may have taken it in a shard, and not here.
  static bool is_about(const Case& tried, const Credential& credential) {
    return tried.operation == credential.operation &&
           (tried.id == credential.first || tried.id.ends_with("/" + credential.credential));
  }

  void merge_undeclared() {
    std::map<std::tuple<std::string, std::string, std::string>, Undeclared> all;
    for (const ResultsFile& file : files_) {
      for (const Undeclared& one : file.results.undeclared) {
        const auto [place, fresh] = all.try_emplace({one.operation, one.place, one.member}, one);
        if (fresh) continue;
        Undeclared& sum = place->second;
        const std::uint64_t count = sum.count + one.count;
        if (position(one.first) < position(sum.first)) sum = one;
        sum.count = count;
      }
    }
    for (auto& [key, one] : all) out_.undeclared.push_back(std::move(one));
  }

  void merge_shapes() {
    Union<std::string, Shape> all;
    for (const ResultsFile& file : files_) {
      for (const Shape& one : file.results.shapes) {
        const auto [sum, fresh] = all.add(one.operation, one);
        if (!fresh) judge::add(sum->what, one.what);
      }
    }
    out_.shapes = all.take();
    sort_by_operation(out_.shapes);
  }

  ExchangeTexts texts() const {
    std::map<std::string, std::size_t> owners;
    std::vector<ExchangeTexts> all;
    for (const ResultsFile& file : files_) {
      for (const Case& one : file.results.cases) owners.emplace(one.id, all.size());
      all.push_back(file.exchange_texts());
    }
    return [owners = std::move(owners), all = std::move(all)](const Case& one, const Sink& sink) {
      return all[owners.at(one.id)](one, sink);
    };
  }

  const std::vector<ResultsFile>& files_;
  std::vector<Origin> cases_;  // In the order of the plan.
  std::map<std::string, std::uint32_t> positions_;
  std::vector<std::string> operations_;  // In the order of the plan.
  Results out_;
};

}  // namespace

base::Result<Merged> merge(const std::vector<ResultsFile>& files) {
  if (Status good = check_shards(files); !good) return good.error();
  return Merging(files).make();
}

}  // namespace assay::results
