#include "mock/zstack_images.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "mock/times.h"
#include "mock/zstack.h"

namespace assay::mock {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kFirstCreation = 1'658'448'000;  // 22 July 2022, 00:00 UTC.

std::string time_text(std::int64_t seconds) {
  return clock_text(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
}

std::string format_of(std::string_view media_type) {
  if (media_type == "ISO") return "iso";
  return media_type == "DataVolumeTemplate" ? "raw" : "qcow2";
}

// One place where an image is stored, with every documented member and the `id` that both examples
// show.
Json backup_storage_ref(const Ids& ids, const std::string& image, int index, std::int64_t created) {
  const std::string label = fmt::format("zstack/ref/{}/{}", image, index);
  const std::string stored = ids.plain_uuid(label + "/path");
  return {{"id", 1 + ids.number(label, 10'000)},
          {"imageUuid", image},
          {"backupStorageUuid", ids.plain_uuid(label + "/storage")},
          {"installPath", "ceph://zs-images/" + stored},
          {"exportUrl", "http://192.168.1.20/export/" + stored},
          {"exportMd5Sum", ids.hex(label + "/md5", 32)},
          {"status", "Ready"},
          {"createDate", time_text(created + 60)},
          {"lastOpDate", time_text(created + 120)}};
}

// The operation's object inside the body, if the body names that operation; null stands for an
// empty one.
const Json* wrapped(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found == body.end() ? nullptr : &*found;
}

// The parameters of a change of state, or nullptr when the body asks for a synchronisation.
const Json* change_parameters(const Json& body) {
  if (!body.is_object()) return nullptr;
  if (const Json* change = wrapped(body, "changeImageState")) return change;
  const Json* params = wrapped(body, "params");
  const bool change = params != nullptr && params->is_object() && params->contains("stateEvent");
  return change ? params : nullptr;
}

bool has_malformed_wrapper(const Json& body) {
  for (const char* name : {"params", "changeImageState", "syncImageSize"}) {
    const Json* found = wrapped(body, name);
    if (found != nullptr && !found->is_object()) return true;
  }
  return false;
}

wire::Response unknown_image(const std::string& uuid) {
  return zstack_failure(zstack_error(
      "SYS.1003", "No resource of that kind was found",
      fmt::format("invalid field[uuid], resource[uuid:{:.64}, type:ImageVO] not found", uuid)));
}

}  // namespace

std::string ZstackImages::operation_of(const std::string& body) {
  const Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  return change_parameters(json) != nullptr ? "zstack-change-image-state"
                                            : "zstack-sync-image-size";
}

// Members are named as the inventory has them.
struct ZstackImages::Image {
  std::string uuid, name, description, state, md5_sum, url, media_type, guest_os_type, format;
  bool virtio = false;
  std::int64_t size = 0;         // Bytes, as recorded.
  std::int64_t actual_size = 0;  // Bytes, as recorded.
  std::int64_t true_size = 0;    // Bytes, as stored.
  std::int64_t true_actual_size = 0;
  std::int64_t created = 0;  // Seconds since 1970.
  std::int64_t last_op = 0;  // Seconds since 1970.
  Json refs;                 // backupStorageRefs.
};

ZstackImages::~ZstackImages() = default;

ZstackImages::ZstackImages(const Ids& ids, const Credentials& credentials)
    : credentials_(credentials) {
  for (const char* media_type : {"RootVolumeTemplate", "DataVolumeTemplate", "ISO"}) {
    add(ids, "zstack-sync-image-size", media_type, "Enabled");
  }
  for (const char* state : {"Enabled", "Disabled"}) {
    add(ids, "zstack-change-image-state", "RootVolumeTemplate", state);
  }
}

void ZstackImages::add(const Ids& ids, const std::string& operation, const std::string& media_type,
                       const std::string& state) {
  const bool sync = operation == "zstack-sync-image-size";
  const std::string label = fmt::format("zstack/image/{}/{}/{}", operation, media_type, state);
  auto owned = std::make_unique<Image>();
  Image& image = *owned;
  image.uuid = ids.plain_uuid(label);
  image.name = "TinyLinux-" + ids.hex(label + "/name", 4);
  image.description = fmt::format("{} image, at first {}", media_type, state);
  image.state = state;
  image.md5_sum = ids.hex(label + "/md5", 32);
  image.format = format_of(media_type);
  image.url = fmt::format("http://192.168.1.20/share/images/{}.{}", image.name, image.format);
  image.media_type = media_type;
  image.guest_os_type = media_type == "DataVolumeTemplate" ? "unknown" : "Linux";
  image.virtio = media_type == "RootVolumeTemplate";
  image.true_size = 209'715'200 + static_cast<std::int64_t>(ids.number(label + "/size", 1u << 30));
  image.true_actual_size = image.true_size / 3;
  image.size = sync ? 0 : image.true_size;
  image.actual_size = sync ? 0 : image.true_actual_size;
  image.created = kFirstCreation +
                  static_cast<std::int64_t>(ids.number(label + "/day", 30)) * kDay +
                  static_cast<std::int64_t>(ids.number(label + "/second", kDay));
  image.last_op = image.created + 300;
  const int places = media_type == "RootVolumeTemplate" ? 2 : 1;
  for (int index = 0; index < places; ++index) {
    image.refs.push_back(backup_storage_ref(ids, image.uuid, index, image.created));
  }
  subjects_.push_back({operation,
                       {{"uuid", image.uuid}},
                       sync ? std::map<std::string, std::string>{{"mediaType", media_type}}
                            : std::map<std::string, std::string>{{"state", state}}});
  images_.emplace(image.uuid, std::move(owned));
}

Json ZstackImages::inventory(const Image& image) const {
  return {{"uuid", image.uuid},
          {"name", image.name},
          {"description", image.description},
          {"state", image.state},
          {"status", "Ready"},
          {"size", image.size},
          {"actualSize", image.actual_size},
          {"md5Sum", image.md5_sum},
          {"url", image.url},
          {"mediaType", image.media_type},
          {"guestOsType", image.guest_os_type},
          {"type", "zstack"},
          {"platform", "Linux"},
          {"architecture", "x86_64"},
          {"format", image.format},
          {"system", false},
          {"virtio", image.virtio},
          {"createDate", time_text(image.created)},
          {"lastOpDate", time_text(image.last_op)},
          {"backupStorageRefs", image.refs}};
}

wire::Response ZstackImages::answer(const Call& call) {
  if (auto refused = zstack_refusal(call.request, credentials_)) return *std::move(refused);
  const auto body = zstack_body(call.request);
  if (!body) return body.error();
  if (has_malformed_wrapper(*body)) {
    return text_answer(400, "the parameters of an operation must be a JSON object");
  }
  const std::string& uuid = call.parameters.at("uuid");
  if (!has(uuid)) return unknown_image(uuid);
  const Caller caller = zstack_caller(call.request, credentials_);
  if (caller == Caller::kForeign) {
    return zstack_permission_denied("the resource belongs to another account");
  }
  if (caller == Caller::kReadOnly) {
    return zstack_permission_denied("the session may read and change nothing");
  }
  if (const Json* parameters = change_parameters(*body)) return answer_change(uuid, *parameters);
  return json_answer(200, {{"inventory", sync_size(uuid)}}, kZstackJson);
}

wire::Response ZstackImages::query(const Call& call) {
  if (auto refused = zstack_refusal(call.request, credentials_)) return *std::move(refused);
  const std::string& uuid = call.parameters.at("uuid");
  const bool visible = has(uuid) && zstack_caller(call.request, credentials_) != Caller::kForeign;
  const Json inventories = visible ? Json::array({look(uuid)}) : Json::array();
  return json_answer(200, {{"inventories", inventories}}, kZstackJson);
}

wire::Response ZstackImages::answer_change(const std::string& uuid, const Json& parameters) {
  const auto event = parameters.find("stateEvent");
  const bool enable = event != parameters.end() && *event == "enable";
  const bool disable = event != parameters.end() && *event == "disable";
  if (!enable && !disable) {
    return zstack_failure(zstack_error("SYS.1007", "One or more arguments are invalid",
                                       "field[stateEvent] must be one of [enable, disable]"));
  }
  return json_answer(
      200, {{"success", true}, {"error", nullptr}, {"inventory", change_state(uuid, enable)}},
      kZstackJson);
}

Json ZstackImages::change_state(const std::string& uuid, bool enable) {
  Image& image = *images_.at(uuid);
  const std::lock_guard lock(mutex_);
  image.state = enable ? "Enabled" : "Disabled";
  ++image.last_op;
  return inventory(image);
}

Json ZstackImages::look(const std::string& uuid) {
  const Image& image = *images_.at(uuid);
  const std::lock_guard lock(mutex_);
  return inventory(image);
}

Json ZstackImages::sync_size(const std::string& uuid) {
  Image& image = *images_.at(uuid);
  const std::lock_guard lock(mutex_);
  image.size = image.true_size;
  image.actual_size = image.true_actual_size;
  ++image.last_op;
  return inventory(image);
}

}  // namespace assay::mock
