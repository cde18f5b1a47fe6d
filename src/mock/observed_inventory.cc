#include "mock/observed_inventory.h"

#include <nlohmann/json.hpp>
#include <string>

namespace assay::mock {
namespace {

Json boot_mode_tag(const Json& inventory) {
  std::string tag_uuid = inventory["uuid"].get<std::string>();
  std::swap(tag_uuid.front(), tag_uuid.back());
  return {{"uuid", tag_uuid},
          {"resourceUuid", inventory["uuid"]},
          {"resourceType", "ImageVO"},
          {"tag", "bootMode::Legacy"},
          {"type", "System"},
          {"inherent", false},
          {"createDate", inventory["createDate"]},
          {"lastOpDate", inventory["createDate"]}};
}

}  // namespace

Json observed_inventory(Json inventory) {
  const auto media_type = inventory["mediaType"].get<std::string>();
  if (media_type == "ISO") {
    inventory["description"] = nullptr;
    inventory["guestOsType"] = nullptr;
    const auto digest = inventory["md5Sum"].get<std::string>();
    inventory["md5Sum"] = digest + digest;
    inventory["url"] = inventory["url"].get<std::string>() + "?volume='install'&part=1";
  } else if (media_type == "DataVolumeTemplate") {
    inventory["description"] = "";
    inventory["md5Sum"] = "not calculated";
  } else {
    inventory["systemTags"] = Json::array({boot_mode_tag(inventory)});
  }
  // Only the copy in a second place was ever exported.
  Json& first = inventory["backupStorageRefs"][0];
  first["exportUrl"] = nullptr;
  first["exportMd5Sum"] = nullptr;
  return inventory;
}

}  // namespace assay::mock
