#ifndef ASSAY_REPORT_XML_TEXT_H_
#define ASSAY_REPORT_XML_TEXT_H_

#include <string>
#include <string_view>

namespace assay::report {

// `text` as XML 1.0 may carry it: what the standard forbids or a reader would change (control
// characters, carriage returns, U+FFFE, U+FFFF, bytes that are not UTF-8) becomes a visible escape
// such as \x1b, \ufffe or \xff. Tabs and line feeds stay. Markup is not escaped here; the XML tree
// does that when it is written.
std::string xml_text(std::string_view text);

}  // namespace assay::report

#endif  // ASSAY_REPORT_XML_TEXT_H_
