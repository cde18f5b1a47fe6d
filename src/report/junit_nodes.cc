#include "report/junit_nodes.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/xml_text.h"

namespace assay::report {

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(xml_text(value).c_str());
}

void set_text(pugi::xml_node node, std::string_view text) {
  const bool has_markup = text.find('<') != std::string_view::npos;
  node.append_child(has_markup ? pugi::node_pcdata : pugi::node_cdata)
      .set_value(xml_text(text).c_str());
}

unsigned format_of(const pugi::xml_node& test) {
  const std::string_view message = test.first_child().attribute("message").value();
  const bool single = message.find('"') != std::string_view::npos;
  return pugi::format_indent | (single ? pugi::format_attribute_single_quote : 0);
}

std::string seconds(std::int64_t milliseconds) {
  return fmt::format("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
}

// "2024-05-01T12:00:00" from "2024-05-01T12:00:00.250Z"; "" from anything else.
std::string timestamp(std::string_view started) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (started.size() < kForm.size()) return "";
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = started[i] >= '0' && started[i] <= '9';
    if (kForm[i] == '0' ? !digit : started[i] != kForm[i]) return "";
  }
  return std::string(started.substr(0, kForm.size()));
}

void add_property(pugi::xml_node properties, std::string_view name, std::string_view value) {
  pugi::xml_node property = properties.append_child("property");
  set(property, "name", name);
  set(property, "value", base::printable(value));
}

void add_properties(pugi::xml_node suite, const std::vector<Property>& properties) {
  pugi::xml_node all = suite.append_child("properties");
  for (const Property& property : properties) add_property(all, property.name, property.value);
}

}  // namespace assay::report
