#include "report/drawing.h"

#include <fmt/format.h>

#include "report/html_page.h"

namespace assay::report {
namespace {

pugi::xml_node add_box(pugi::xml_node parent, const char* looks, double x, double y, double width,
                       double height) {
  pugi::xml_node rect = add(parent, "rect");
  set_attribute(rect, "class", looks);
  set_attribute(rect, "x", coordinate(x));
  set_attribute(rect, "y", coordinate(y));
  set_attribute(rect, "width", coordinate(width));
  set_attribute(rect, "height", coordinate(height));
  return rect;
}

}  // namespace

Drawing::Drawing(pugi::xml_node parent, const std::string& id, double height,
                 std::string_view title, std::string_view description)
    : svg_(add(parent, "svg")) {
  set_attribute(svg_, "class", "drawing");
  set_attribute(svg_, "viewBox", fmt::format("0 0 {} {}", kDrawingWidth, height));
  set_attribute(svg_, "role", "img");
  set_attribute(svg_, "aria-labelledby", fmt::format("{}-title {}-desc", id, id));
  set_attribute(add(svg_, "title", title), "id", id + "-title");
  set_attribute(add(svg_, "desc", description), "id", id + "-desc");
}

void Drawing::box(const char* looks, double x, double y, double width, double height) {
  add_box(svg_, looks, x, y, width, height);
}

void Drawing::line(const char* looks, double x1, double y1, double x2, double y2) {
  pugi::xml_node line = add(svg_, "line");
  set_attribute(line, "class", looks);
  set_attribute(line, "x1", coordinate(x1));
  set_attribute(line, "y1", coordinate(y1));
  set_attribute(line, "x2", coordinate(x2));
  set_attribute(line, "y2", coordinate(y2));
}

void Drawing::path(const char* looks, std::string_view outline) {
  if (outline.empty()) return;
  pugi::xml_node path = add(svg_, "path");
  set_attribute(path, "class", looks);
  set_attribute(path, "d", outline);
}

void Drawing::text(double x, double y, const char* anchor, std::string_view words) {
  pugi::xml_node text = add(svg_, "text", words);
  set_attribute(text, "x", coordinate(x));
  set_attribute(text, "y", coordinate(y));
  set_attribute(text, "text-anchor", anchor);
}

void Drawing::hint(double x, double y, double width, double height, std::string_view words) {
  add(add_box(svg_, "hint", x, y, width, height), "title", words);
}

std::string coordinate(double value) {
  return fmt::format("{:.1f}", value);
}

std::string box_outline(double x, double y, double width, double height) {
  return fmt::format("M{:.1f} {:.1f}h{:.1f}v{:.1f}h{:.1f}z", x, y, width, height, -width);
}

}  // namespace assay::report
