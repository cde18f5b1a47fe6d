#ifndef ASSAY_REPORT_HTML_PAGE_H_
#define ASSAY_REPORT_HTML_PAGE_H_

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace assay::report {

// What all pages share. A page needs no script and fetches nothing but the style sheet beside it,
// so that it is shown under the strictest content policies.

// Name of the style sheet, in the folder of the page.
inline constexpr std::string_view kStyleSheetFile = "assay.css";
std::string_view style_sheet();

// The path of a file in a folder; "" is where we are.
std::string in_folder(const std::string& folder, std::string_view file);

// A page with a title and an empty <main>, which is returned; it belongs to `document`.
pugi::xml_node begin_page(pugi::xml_document& document, std::string_view title);
// A new element at the end of `parent`, with text where there is any: made visible where it could
// not be shown (xml_text.h).
pugi::xml_node add(pugi::xml_node parent, const char* name, std::string_view text = "");
pugi::xml_node add_classed(pugi::xml_node parent, const char* name, const char* class_name,
                           std::string_view text = "");
// An attribute, whose value is made visible like text.
void set_attribute(pugi::xml_node node, const char* name, std::string_view value);
// More text inside an element that may have other children.
void add_text(pugi::xml_node node, std::string_view text);
pugi::xml_node add_link(pugi::xml_node parent, std::string_view address, std::string_view text);
// A table in a box that scrolls by itself on a narrow screen; its <tbody> is returned.
pugi::xml_node add_table(pugi::xml_node parent, std::string_view caption,
                         std::initializer_list<std::string_view> columns);
// The head of a further column of the table with this <tbody>.
pugi::xml_node add_column(pugi::xml_node tbody, std::string_view text);

// Writes the page, and the style sheet beside it.
base::Status write_page(const std::string& file, const pugi::xml_document& document);

}  // namespace assay::report

#endif  // ASSAY_REPORT_HTML_PAGE_H_
