#ifndef ASSAY_REPORT_HTML_TEXT_H_
#define ASSAY_REPORT_HTML_TEXT_H_

#include <pugixml.hpp>
#include <string>

namespace assay::report {

// HTML as it is sent: "<!DOCTYPE html>" and the tree, void elements without an end, everything else
// with one. Text and attributes are escaped here and nowhere else; control characters that HTML
// does not allow become U+FFFD, so that no value can act, whatever it holds. The tree must not have
// script or style elements: their content would need other rules.
std::string html_text(const pugi::xml_document& document);

}  // namespace assay::report

#endif  // ASSAY_REPORT_HTML_TEXT_H_
