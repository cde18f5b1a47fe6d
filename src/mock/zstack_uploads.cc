#include "mock/zstack_uploads.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "mock/zstack.h"

namespace assay::mock {
namespace {

constexpr const char* kOperation = "zstack-upload-image-job";

// "bytes 0-4095/65536"; the whole is unknown for "*".
struct ContentRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::optional<std::int64_t> whole;
};

// Takes a number without sign off the front of `text`.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  if (text.empty() || text.front() == '-') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::optional<ContentRange> parse_content_range(std::string_view text) {
  if (!take(text, "bytes ")) return std::nullopt;
  const auto first = take_number(text);
  if (!first || !take(text, "-")) return std::nullopt;
  const auto last = take_number(text);
  if (!last || *last < *first || !take(text, "/")) return std::nullopt;
  if (text == "*") return ContentRange{*first, *last, std::nullopt};
  const auto whole = take_number(text);
  if (!whole || !text.empty()) return std::nullopt;
  return ContentRange{*first, *last, whole};
}

}  // namespace

ZstackUploads::ZstackUploads(const Ids& ids, const Credentials& credentials, std::string base_url)
    : credentials_(credentials), base_url_(std::move(base_url)) {
  add(ids, "none", {});
  for (const char* state : {"Waiting", "Suspended", "Running", "Canceling"}) {
    add(ids, "one", {state});
  }
  add(ids, "several", {"Suspended", "Running", "Waiting"});
}

void ZstackUploads::add(const Ids& ids, const std::string& name,
                        const std::vector<std::string>& states) {
  Subject subject{kOperation, {}, {{"uploads", name}}};
  if (name == "one") subject.traits["longJobState"] = states.front();
  const std::string label = "zstack/upload/" + name + (name == "one" ? "/" + states.front() : "");
  const std::string image_id = ids.hex(label, 32);
  subject.parameters["imageId"] = image_id;
  for (const std::string& state : states) {
    const std::string key = label + "/" + state;
    Upload upload{ids.plain_uuid(key + "/job"), state, ids.plain_uuid(key + "/image"), 0, 0};
    // Nothing has arrived for a job that waits. The rest is small enough to be sent in a test; the
    // first of several is so far that its offset does not fit 32 bits.
    if (state != "Waiting") {
      upload.offset = 4096 * (1 + static_cast<std::int64_t>(ids.number(key + "/offset", 64)));
    }
    if (name == "several" && state == "Suspended") upload.offset = 45'298'483'200;
    upload.size = upload.offset + 65'536;
    uploads_[image_id].push_back(std::move(upload));
  }
  subjects_.push_back(std::move(subject));
}

wire::Response ZstackUploads::details(const Call& call) {
  if (auto refused = zstack_refusal(call.request, credentials_)) return *std::move(refused);
  if (zstack_caller(call.request, credentials_) == Caller::kForeign) {
    return zstack_permission_denied("the resource belongs to another account");
  }
  const auto body = zstack_body(call.request);
  if (!body) return body.error();
  Json answer = {{"success", true}, {"error", nullptr}};
  Json jobs = unfinished(call.parameters.at("imageId"));
  if (!jobs.empty()) answer["existingJobDetails"] = std::move(jobs);
  return json_answer(200, answer, kZstackJson);
}

Json ZstackUploads::unfinished(const std::string& image_id) {
  Json jobs = Json::array();
  const std::lock_guard lock(mutex_);
  const auto found = uploads_.find(image_id);
  if (found == uploads_.end()) return jobs;
  for (const Upload& upload : found->second) {
    jobs.push_back({{"longJobUuid", upload.job_uuid},
                    {"longJobState", upload.job_state},
                    {"imageUuid", upload.image_uuid},
                    {"imageUploadUrl", base_url_ + "/imagestore/upload/" + upload.image_uuid},
                    {"offset", upload.offset}});
  }
  return jobs;
}

wire::Response ZstackUploads::receive(const Call& call) {
  const std::string& image_uuid = call.parameters.at("imageUuid");
  const std::lock_guard lock(mutex_);
  for (auto entry = uploads_.begin(); entry != uploads_.end(); ++entry) {
    std::vector<Upload>& uploads = entry->second;
    const auto upload = std::find_if(uploads.begin(), uploads.end(), [&](const Upload& candidate) {
      return candidate.image_uuid == image_uuid;
    });
    if (upload == uploads.end()) continue;
    wire::Response response = store(*upload, call);
    if (upload->offset == upload->size) uploads.erase(upload);
    if (uploads.empty()) uploads_.erase(entry);
    return response;
  }
  return text_answer(404, "no image is being uploaded here");
}

wire::Response ZstackUploads::store(Upload& upload, const Call& call) {
  const auto length = static_cast<std::int64_t>(call.request.body.size());
  const Json progress = {{"offset", upload.offset}, {"size", upload.size}};
  if (upload.job_state == "Canceling") return json_answer(409, progress, kZstackJson);
  if (const auto header = wire::find_header(call.request.headers, "Content-Range")) {
    const auto range = parse_content_range(*header);
    if (!range || range->last - range->first != length - 1) {
      return text_answer(400, "the Content-Range is malformed or does not match the body");
    }
    if (range->whole.value_or(upload.size) != upload.size) {
      return text_answer(400,
                         "the Content-Range tells another size than the upload was announced with");
    }
    if (range->first != upload.offset) return json_answer(409, progress, kZstackJson);
  }
  if (length > upload.size - upload.offset) return json_answer(416, progress, kZstackJson);
  upload.offset += length;
  upload.job_state = "Running";
  return json_answer(200, {{"offset", upload.offset}, {"size", upload.size}}, kZstackJson);
}

}  // namespace assay::mock
