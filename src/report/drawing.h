#ifndef ASSAY_REPORT_DRAWING_H_
#define ASSAY_REPORT_DRAWING_H_

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace assay::report {

// Drawings are as wide as a phone, in units of a pixel there.
inline constexpr double kDrawingWidth = 340;

// An inline SVG that says in words what it shows. Looks are classes of the style sheet.
class Drawing {
 public:
  // At the end of `parent`; `id` is its own on the page.
  Drawing(pugi::xml_node parent, const std::string& id, double height, std::string_view title,
          std::string_view description);

  void box(const char* looks, double x, double y, double width, double height);
  void line(const char* looks, double x1, double y1, double x2, double y2);
  // In SVG's notation of paths.
  void path(const char* looks, std::string_view outline);
  // Begins, ends or has its middle at x: "start", "end", "middle".
  void text(double x, double y, const char* anchor, std::string_view words);
  // Told where the pointer rests.
  void hint(double x, double y, double width, double height, std::string_view words);

  pugi::xml_node svg() const { return svg_; }

 private:
  pugi::xml_node svg_;
};

// A coordinate as drawings write it: "12.5".
std::string coordinate(double value);
// The outline of a filled box, to be one of many in a path.
std::string box_outline(double x, double y, double width, double height);

}  // namespace assay::report

#endif  // ASSAY_REPORT_DRAWING_H_
