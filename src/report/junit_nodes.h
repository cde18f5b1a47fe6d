#ifndef ASSAY_REPORT_JUNIT_NODES_H_
#define ASSAY_REPORT_JUNIT_NODES_H_

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "report/junit_properties.h"

namespace assay::report {

// Parts of a JUnit tree. The functions here are the only ways for text to enter it: what XML does
// not allow becomes a visible escape.

void set(pugi::xml_node node, const char* name, std::string_view value);
// A text without "<" goes into a section of CDATA: Allure shows entities as they are written, and
// no other reader cares. One with it does not, so that no markup of a target stands in the file.
void set_text(pugi::xml_node node, std::string_view text);
// How to print a test's element. Our values are JSON, full of double quotes, and few have single
// ones: where a message has the former, attributes stand between the latter, for Allure again.
unsigned format_of(const pugi::xml_node& test);
void add_properties(pugi::xml_node suite, const std::vector<Property>& properties);

std::string seconds(std::int64_t milliseconds);  // "1.250"
// "2024-05-01T12:00:00" from "2024-05-01T12:00:00.250Z"; "" from anything else.
std::string timestamp(std::string_view started);

}  // namespace assay::report

#endif  // ASSAY_REPORT_JUNIT_NODES_H_
