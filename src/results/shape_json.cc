#include "results/shape_json.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/fields.h"

namespace assay::results {
namespace {

using Json = nlohmann::ordered_json;
using base::Value;

Json counted(const std::map<std::string, std::uint64_t>& counts) {
  Json out = Json::object();
  for (const auto& [name, count] : counts) out[name] = count;
  return out;
}

Json latency_json(const judge::Latency& latency) {
  Json out;
  out["count"] = latency.count();
  out["total_us"] = latency.total_us();
  out["shortest_us"] = latency.shortest_us();
  out["p50_us"] = latency.percentile_us(50);
  out["p90_us"] = latency.percentile_us(90);
  out["p99_us"] = latency.percentile_us(99);
  out["longest_us"] = latency.longest_us();
  out["buckets"] = Json::array();
  for (const auto& [end, count] : latency.buckets()) {
    out["buckets"].push_back({{"to_us", end}, {"count", count}});
  }
  return out;
}

std::map<std::string, std::uint64_t> counts_field(const Value& object, std::string_view name) {
  std::map<std::string, std::uint64_t> out;
  const auto counts = object.find(name);
  if (!counts) return out;
  for (const base::Member& member : counts->members()) {
    out.emplace(member.name, member.value.number().to_int64().value_or(0));
  }
  return out;
}

judge::Latency latency_from(const Value& from) {
  std::map<std::int64_t, std::uint64_t> buckets;
  for (const Value bucket : from.find("buckets")->elements()) {
    buckets[base::integer_field(bucket, "to_us", 0)] = base::large_count_field(bucket, "count");
  }
  return judge::Latency::restored(std::move(buckets), base::integer_field(from, "total_us", 0),
                                  base::integer_field(from, "shortest_us", 0),
                                  base::integer_field(from, "longest_us", 0));
}

}  // namespace

Json shape_json(const Shape& shape) {
  Json out;
  out["operation"] = shape.operation;
  out["answers"] = Json::array();
  for (const judge::AnswerShape& answers : shape.what.answers) {
    Json one;
    one["status"] = answers.status;
    one["count"] = answers.count;
    one["places"] = Json::array();
    for (const judge::PlaceShape& place : answers.places) {
      Json entry;
      entry["place"] = place.place;
      entry["types"] = counted(place.types);
      if (!place.words.empty()) entry["words"] = counted(place.words);
      one["places"].push_back(std::move(entry));
    }
    out["answers"].push_back(std::move(one));
  }
  out["latency"] = latency_json(shape.what.latency);
  return out;
}

Shape shape_from(const Value& element) {
  Shape shape;
  shape.operation = base::text_field(element, "operation");
  for (const Value answers : element.find("answers")->elements()) {
    judge::AnswerShape& mine = shape.what.answers.emplace_back();
    mine.status = static_cast<int>(base::integer_field(answers, "status", 0));
    mine.count = base::large_count_field(answers, "count");
    for (const Value place : answers.find("places")->elements()) {
      mine.places.push_back({.place = base::text_field(place, "place"),
                             .types = counts_field(place, "types"),
                             .words = counts_field(place, "words")});
    }
  }
  shape.what.latency = latency_from(*element.find("latency"));
  return shape;
}

}  // namespace assay::results
